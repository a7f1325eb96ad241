"""Which chats were erased, and when: so that a copy made before that does not bring them back.

The list stands in the database and in a file beside it, which outlives the database; `restore` reads both. It holds no
id: each is hashed with a salt. That keeps ids from being read, not from being tried one after another by whoever has
the file; a chat that is known can be looked up, which is what the list is for.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.store.instants import instant, to_micros

SUFFIX = ".erasures"  # of the file beside the database
SALT_BYTES = 16
_HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Erasure:
    """One chat, or one forum topic of a chat, that was erased; both bytes are the list's own."""

    salt: bytes
    digest: bytes
    at: int  # microseconds since 1970, as in the database


@dataclass
class Erasures:
    """All that is known to have been erased."""

    _latest: dict[tuple[bytes, bytes], int] = field(default_factory=dict)

    def add(self, known: Iterable[Erasure]) -> None:
        """Take these in; of each chat the latest erasure counts."""
        for each in known:
            key = (each.salt, each.digest)
            self._latest[key] = max(each.at, self._latest.get(key, each.at))

    def erased_at(self, chat_id: int, thread_id: int | None) -> int | None:
        """When this was last erased, by itself or with its chat; None where it never was."""
        names = {_chat(chat_id), _place(chat_id, thread_id)}
        found = (self._latest.get((salt, _digest(salt, name))) for salt in self._salts for name in names)
        return max((at for at in found if at is not None), default=None)

    @property
    def _salts(self) -> set[bytes]:
        return {salt for salt, _ in self._latest}


def path_of(database: Path) -> Path:
    """Where the file lies."""
    return database.with_name(f"{database.name}{SUFFIX}")


def record(db: sqlite3.Connection, database: Path, chat_id: int, thread_id: int | None, at: int) -> None:
    """Add a whole chat to the list, or with a thread that part of it alone; on disk before this returns.

    The file comes first: should the transaction fail after that, the chat asks again, and a copy brought back meanwhile
    lacks what was to go anyway.
    """
    salt = salt_of(db)
    name = _chat(chat_id) if thread_id is None else _place(chat_id, thread_id)
    one = Erasure(salt, _digest(salt, name), at)
    _append(path_of(database), (one,))
    store(db, (one,))


def store(db: sqlite3.Connection, erasures: Iterable[Erasure]) -> None:
    """Remember these in the database as well."""
    db.executemany(
        """
        INSERT INTO erasures (salt, digest, at) VALUES (?, ?, ?)
        ON CONFLICT (salt, digest) DO UPDATE SET at = max(at, excluded.at)
        """,
        [(each.salt, each.digest, each.at) for each in erasures],
    )


def stored(db: sqlite3.Connection, schema: str = "main") -> tuple[Erasure, ...]:
    """Those that the database knows."""
    rows = db.execute(f"SELECT salt, digest, at FROM {schema}.erasures")  # noqa: S608 - a constant
    return tuple(Erasure(*row) for row in rows)


def written(database: Path) -> tuple[Erasure, ...]:
    """Those in the file; a line that a crash cut short is passed over."""
    file = path_of(database)
    if not file.is_file():
        return ()
    return tuple(filter(None, map(_parse, file.read_text(encoding="utf-8", errors="replace").splitlines())))


def _append(file: Path, erasures: Iterable[Erasure]) -> None:
    text = "".join(
        f"\n{instant(each.at).isoformat()} {each.salt.hex()} {each.digest.hex()}" for each in erasures
    )
    number = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        # Begins a line of its own, whatever a crash left before it.
        os.write(number, f"{text}\n".encode())
        os.fsync(number)
    finally:
        os.close(number)


def _parse(line: str) -> Erasure | None:
    try:
        at, salt, digest = line.split()
        when = datetime.fromisoformat(at)
        return Erasure(bytes.fromhex(salt), bytes.fromhex(digest), to_micros(when.astimezone(UTC)))
    except ValueError:
        return None


def salt_of(db: sqlite3.Connection) -> bytes:
    """The salt in use, a fresh one where nothing was erased yet."""
    row = db.execute("SELECT salt FROM erasures ORDER BY at DESC LIMIT 1").fetchone()
    return secrets.token_bytes(SALT_BYTES) if row is None else bytes(row[0])


def digest_of_chat(salt: bytes, chat_id: int) -> bytes:
    """The chat's number, hashed as in the list."""
    return _digest(salt, _chat(chat_id))


def _digest(salt: bytes, name: str) -> bytes:
    return hashlib.blake2b(
        name.encode(), digest_size=_HASH_BYTES, key=salt, person=b"vigie.erasures"
    ).digest()


def _chat(chat_id: int) -> str:
    return f"{chat_id}"


def _place(chat_id: int, thread_id: int | None) -> str:
    return f"{chat_id}/{thread_id or 0}"

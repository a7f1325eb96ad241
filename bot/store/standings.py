"""What follows from who may use the bot: destinations of those kept out are closed, and opened again with them.

A blocked chat that is erased stays blocked: its row goes, and a mark without its number takes its place.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from bot.errors import GoneReason
from bot.model import AccessMode, AccessRule, ChatId, DestinationId, Roll
from bot.store import closing, erasures
from bot.store.codecs import listed
from bot.store.counters import Counter, bump

MODE, WAS = (
    "access-mode",
    "access-was",
)  # notes: what an admin chose, and what held when it was last looked at
KEPT_OUT = (GoneReason.SHUT_OUT, GoneReason.BARRED)  # opened again by nothing but what lets them in


def mode_of(db: sqlite3.Connection, rule: AccessRule) -> AccessMode:
    """What an admin chose, else what the configuration says."""
    row = db.execute("SELECT value FROM notes WHERE name = ?", (MODE,)).fetchone()
    return rule.default if row is None else AccessMode(row["value"])


def is_listed(db: sqlite3.Connection, roll: Roll, chat_id: int) -> bool:
    """Whether the chat is on the list, also by the mark that an erased one leaves."""
    row = db.execute("SELECT 1 FROM standings WHERE roll = ? AND chat_id = ?", (roll, chat_id)).fetchone()
    return row is not None or (roll is Roll.BLOCKED and _is_marked(db, chat_id))


def admins(db: sqlite3.Connection, rule: AccessRule) -> frozenset[int]:
    """Everybody who is never kept out of their own chat."""
    return rule.admins | {row["user_id"] for row in db.execute("SELECT user_id FROM admins")}


def settle(
    db: sqlite3.Connection, rule: AccessRule, now: int, chats: Collection[ChatId] | None = None
) -> None:
    """Close what is kept out, open what is let in again: of these chats, or of all. Caches are to ask anew.

    What was closed for another reason stays so: whoever left comes back as ever.
    """
    strict, spared = mode_of(db, rule) is not AccessMode.OPEN, admins(db, rule)
    found = db.execute(
        """
        SELECT id, chat_id, closed FROM destinations
        WHERE leaving IS NULL AND (?1 IS NULL OR chat_id IN (SELECT value FROM json_each(?1)))
        """,
        (None if chats is None else listed(chats),),
    ).fetchall()
    for row in found:
        wanted: GoneReason | None = None
        if row["chat_id"] in spared:
            pass
        elif is_listed(db, Roll.BLOCKED, row["chat_id"]):
            wanted = GoneReason.BARRED
        elif strict and not is_listed(db, Roll.ADMITTED, row["chat_id"]):
            wanted = GoneReason.SHUT_OUT
        _settle_one(db, DestinationId(row["id"]), row["closed"], wanted, now)
    bump(db, Counter.ACCESS)


def _settle_one(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    closed: str | None,
    wanted: GoneReason | None,
    now: int,
) -> None:
    if wanted is not None and closed is None:
        closing.close(db, destination_id, wanted, now)
    elif closed in KEPT_OUT and closed != wanted:
        db.execute(
            """
            UPDATE destinations SET closed = ?1, closed_at = CASE WHEN ?1 IS NOT NULL THEN closed_at END WHERE id = ?2
            """,
            (wanted, destination_id),
        )


def open_again(db: sqlite3.Connection, chat_id: int) -> None:
    """Whoever becomes an admin is kept out of their own chat no more."""
    db.execute(
        """
        UPDATE destinations SET closed = NULL, closed_at = NULL
        WHERE chat_id = ? AND closed IN (SELECT value FROM json_each(?))
        """,
        (chat_id, json.dumps(KEPT_OUT)),
    )


def admit_present(db: sqlite3.Connection, rule: AccessRule, now: int) -> int:
    """Every chat that is known keeps its access; those that were shut out or blocked are not let in by that.

    How many that are, admins' own aside.
    """
    rows = db.execute(
        """
        SELECT DISTINCT chat_id FROM destinations
        WHERE leaving IS NULL AND (closed IS NULL OR closed NOT IN (SELECT value FROM json_each(?)))
        """,
        (json.dumps(KEPT_OUT),),
    )
    present = {row["chat_id"] for row in rows}
    db.executemany(
        """
        INSERT INTO standings (roll, chat_id, at) VALUES ('admitted', ?, ?)
        ON CONFLICT (chat_id, roll) WHERE chat_id IS NOT NULL DO NOTHING
        """,
        [(chat_id, now) for chat_id in sorted(present)],
    )
    return len(present - admins(db, rule))


def move(db: sqlite3.Connection, old: int, new: int) -> None:
    """A group got another number: it stays on the lists it was on."""
    moved = db.execute("UPDATE OR IGNORE standings SET chat_id = ? WHERE chat_id = ?", (new, old)).rowcount
    db.execute("DELETE FROM standings WHERE chat_id = ?", (old,))
    if moved:
        bump(db, Counter.ACCESS)


def mark_blocked(db: sqlite3.Connection, chat_id: int, now: int) -> None:
    """The chat is about to be erased: if it is blocked, that is kept without its number."""
    if not is_listed(db, Roll.BLOCKED, chat_id):
        return
    salt = erasures.salt_of(db)
    db.execute(
        "INSERT INTO block_marks (salt, digest, at) VALUES (?, ?, ?) ON CONFLICT (salt, digest) DO NOTHING",
        (salt, erasures.digest_of_chat(salt, chat_id), now),
    )


def unmark(db: sqlite3.Connection, chat_id: int) -> int:
    """The chat is blocked no more; how many marks went."""
    gone = 0
    for salt in _salts(db):
        gone += db.execute(
            "DELETE FROM block_marks WHERE salt = ? AND digest = ?",
            (salt, erasures.digest_of_chat(salt, chat_id)),
        ).rowcount
    return gone


def _is_marked(db: sqlite3.Connection, chat_id: int) -> bool:
    return any(
        db.execute(
            "SELECT 1 FROM block_marks WHERE salt = ? AND digest = ?",
            (salt, erasures.digest_of_chat(salt, chat_id)),
        ).fetchone()
        for salt in _salts(db)
    )


def _salts(db: sqlite3.Connection) -> tuple[bytes, ...]:
    return tuple(bytes(row["salt"]) for row in db.execute("SELECT DISTINCT salt FROM block_marks"))

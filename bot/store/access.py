"""Who may use the bot: the mode, the lists of chats let in and blocked, and the links that let people in."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from bot.errors import NotFound
from bot.model import (
    AccessLink,
    AccessMode,
    AccessRule,
    Acquaintance,
    ChatId,
    ChatLimits,
    Listed,
    Roll,
    UserId,
)
from bot.store import counters, standings
from bot.store.connection import Connections
from bot.store.counters import Counter
from bot.store.instants import instant, instant_or_none, to_micros, to_micros_or_none

_LIVE = "revoked_at IS NULL AND (until IS NULL OR until > ?1) AND (people IS NULL OR used < people)"


class SqliteAccess:
    """`Access` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def revision(self) -> int:
        """See `Access.revision`."""
        return await self._at.read(counters.value, Counter.ACCESS)

    async def mode(self, rule: AccessRule) -> AccessMode:
        """See `Access.mode`."""
        return await self._at.read(standings.mode_of, rule)

    async def acquaintance(
        self, chat_id: ChatId, user_id: UserId | None, names: Collection[str], rule: AccessRule
    ) -> Acquaintance:
        """See `Access.acquaintance`."""
        return await self._at.read(_acquaintance, chat_id, user_id, names, rule)

    async def meet(self, chat_id: ChatId, name: str, rule: AccessRule, now: datetime) -> None:
        """See `Access.meet`."""
        await self._at.write(_meet, chat_id, name, rule, to_micros(now))

    async def choose(self, mode: AccessMode, rule: AccessRule, now: datetime) -> int | None:
        """See `Access.choose`."""
        return await self._at.write(_choose, mode, rule, to_micros(now))

    async def begin(self, rule: AccessRule, now: datetime) -> int | None:
        """See `Access.begin`."""
        return await self._at.write(_begin, rule, to_micros(now))

    async def add(self, roll: Roll, who: ChatId | str, rule: AccessRule, now: datetime) -> bool:
        """See `Access.add`."""
        return await self._at.write(_add, roll, who, rule, to_micros(now))

    async def remove(self, roll: Roll, who: ChatId | str, rule: AccessRule, now: datetime) -> bool:
        """See `Access.remove`."""
        return await self._at.write(_remove, roll, who, rule, to_micros(now))

    async def get(self, roll: Roll, entry_id: int) -> Listed:
        """See `Access.get`."""
        return await self._at.read(_get, roll, entry_id)

    async def listed(self, roll: Roll, offset: int, limit: int) -> tuple[Listed, ...]:
        """See `Access.listed`."""
        return await self._at.read(_listed, roll, offset, limit)

    async def count(self, roll: Roll) -> int:
        """See `Access.count`."""
        return await self._at.read(_count, roll)

    async def invite(
        self, code_hash: bytes, people: int | None, until: datetime | None, now: datetime
    ) -> AccessLink:
        """See `Access.invite`."""
        return await self._at.write(_invite, code_hash, people, to_micros_or_none(until), to_micros(now))

    async def links(self, now: datetime) -> tuple[AccessLink, ...]:
        """See `Access.links`."""
        return await self._at.read(_links, to_micros(now))

    async def revoke(self, link_id: int, now: datetime) -> AccessLink:
        """See `Access.revoke`."""
        return await self._at.write(_revoke, link_id, to_micros(now))

    async def enter(self, code_hash: bytes, chat_id: ChatId, rule: AccessRule, now: datetime) -> bool:
        """See `Access.enter`."""
        return await self._at.write(_enter, code_hash, chat_id, rule, to_micros(now))

    async def limits(self, chat_id: ChatId) -> ChatLimits:
        """See `Access.limits`."""
        return await self._at.read(_limits, chat_id)

    async def set_limits(self, chat_id: ChatId, limits: ChatLimits) -> None:
        """See `Access.set_limits`."""
        await self._at.write(_set_limits, chat_id, limits)


def _acquaintance(
    db: sqlite3.Connection, chat_id: ChatId, user_id: UserId | None, names: Collection[str], rule: AccessRule
) -> Acquaintance:
    person = 0 if user_id is None else user_id
    return Acquaintance(
        mode=standings.mode_of(db, rule),
        chat_blocked=standings.is_listed(db, Roll.BLOCKED, chat_id),
        person_blocked=standings.is_listed(db, Roll.BLOCKED, person),
        chat_admitted=standings.is_listed(db, Roll.ADMITTED, chat_id),
        person_admitted=standings.is_listed(db, Roll.ADMITTED, person),
        is_named=any(_named(db, name) for name in names),
    )


def _named(db: sqlite3.Connection, name: str) -> bool:
    row = db.execute("SELECT 1 FROM standings WHERE chat_id IS NULL AND name = ?", (name,)).fetchone()
    return row is not None


def _meet(db: sqlite3.Connection, chat_id: ChatId, name: str, rule: AccessRule, now: int) -> None:
    met = db.execute(
        "UPDATE OR IGNORE standings SET chat_id = ? WHERE chat_id IS NULL AND name = ?", (chat_id, name)
    ).rowcount
    met += db.execute("DELETE FROM standings WHERE chat_id IS NULL AND name = ?", (name,)).rowcount
    if met:
        standings.settle(db, rule, now, (chat_id,))


def _choose(db: sqlite3.Connection, mode: AccessMode, rule: AccessRule, now: int) -> int | None:
    _note(db, standings.MODE, mode)
    return _turn(db, rule, now)


def _begin(db: sqlite3.Connection, rule: AccessRule, now: int) -> int | None:
    kept = _turn(db, rule, now)
    standings.settle(db, rule, now)  # the configuration may name other admins than before
    return kept


def _turn(db: sqlite3.Connection, rule: AccessRule, now: int) -> int | None:
    """Do what the mode that holds now asks, if another one held before; how many stay where the door closed."""
    mode = standings.mode_of(db, rule)
    row = db.execute("SELECT value FROM notes WHERE name = ?", (standings.WAS,)).fetchone()
    was = AccessMode.OPEN if row is None else AccessMode(row["value"])
    if mode is was:
        return None
    kept = standings.admit_present(db, rule, now) if was is AccessMode.OPEN else None
    _note(db, standings.WAS, mode)
    standings.settle(db, rule, now)
    return kept


def _note(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute(
        "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _add(db: sqlite3.Connection, roll: Roll, who: ChatId | str, rule: AccessRule, now: int) -> bool:
    if isinstance(who, str):
        added = db.execute(
            """
            INSERT INTO standings (roll, name, at) SELECT ?1, ?2, ?3
            WHERE NOT EXISTS (SELECT 1 FROM standings WHERE roll = ?1 AND name = ?2)
            """,
            (roll, who, now),
        ).rowcount
        counters.bump(db, Counter.ACCESS)
        return bool(added)
    if standings.is_listed(db, roll, who):
        return False
    db.execute("INSERT INTO standings (roll, chat_id, at) VALUES (?, ?, ?)", (roll, who, now))
    standings.settle(db, rule, now, (who,))
    return True


def _remove(db: sqlite3.Connection, roll: Roll, who: ChatId | str, rule: AccessRule, now: int) -> bool:
    column = "name" if isinstance(who, str) else "chat_id"
    rows = db.execute(
        f"DELETE FROM standings WHERE roll = ? AND {column} = ? RETURNING chat_id",  # noqa: S608 - a constant
        (roll, who),
    ).fetchall()
    marks = standings.unmark(db, who) if roll is Roll.BLOCKED and not isinstance(who, str) else 0
    chats = {ChatId(row["chat_id"]) for row in rows if row["chat_id"] is not None}
    standings.settle(db, rule, now, chats)
    return bool(rows or marks)


_COLUMNS = """
    s.id, s.chat_id, s.name, s.at,
    COALESCE((SELECT d.title FROM destinations d WHERE d.chat_id = s.chat_id ORDER BY d.id LIMIT 1), '') AS title
"""


def _get(db: sqlite3.Connection, roll: Roll, entry_id: int) -> Listed:
    row = db.execute(
        f"SELECT {_COLUMNS} FROM standings s WHERE s.roll = ? AND s.id = ?",  # noqa: S608 - a constant
        (roll, entry_id),
    ).fetchone()
    if row is None:
        raise NotFound("standing")
    return _entry(row)


def _listed(db: sqlite3.Connection, roll: Roll, offset: int, limit: int) -> tuple[Listed, ...]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM standings s WHERE s.roll = ? ORDER BY s.id DESC LIMIT ? OFFSET ?",  # noqa: S608
        (roll, limit, offset),
    )
    return tuple(_entry(row) for row in rows)


def _entry(row: sqlite3.Row) -> Listed:
    chat_id = None if row["chat_id"] is None else ChatId(row["chat_id"])
    return Listed(row["id"], chat_id, row["name"], row["title"], instant(row["at"]))


def _count(db: sqlite3.Connection, roll: Roll) -> int:
    number: int = db.execute("SELECT count(*) FROM standings WHERE roll = ?", (roll,)).fetchone()[0]
    return number


def _invite(
    db: sqlite3.Connection, code_hash: bytes, people: int | None, until: int | None, now: int
) -> AccessLink:
    row = db.execute(
        "INSERT INTO access_links (code_hash, made_at, people, until) VALUES (?, ?, ?, ?) RETURNING *",
        (code_hash, now, people, until),
    ).fetchone()
    return _link(row)


def _links(db: sqlite3.Connection, now: int) -> tuple[AccessLink, ...]:
    rows = db.execute(f"SELECT * FROM access_links WHERE {_LIVE} ORDER BY id DESC", (now,))  # noqa: S608
    return tuple(_link(row) for row in rows)


def _revoke(db: sqlite3.Connection, link_id: int, now: int) -> AccessLink:
    row = db.execute(
        f"UPDATE access_links SET revoked_at = ?1 WHERE id = ?2 AND {_LIVE} RETURNING *",  # noqa: S608
        (now, link_id),
    ).fetchone()
    if row is None:
        raise NotFound("link")
    return _link(row)


def _link(row: sqlite3.Row) -> AccessLink:
    return AccessLink(
        row["id"], instant(row["made_at"]), row["used"], row["people"], instant_or_none(row["until"])
    )


def _enter(db: sqlite3.Connection, code_hash: bytes, chat_id: ChatId, rule: AccessRule, now: int) -> bool:
    used = db.execute(
        f"UPDATE access_links SET used = used + 1 WHERE {_LIVE} AND code_hash = ?2",  # noqa: S608
        (now, code_hash),
    ).rowcount
    if used:
        _add(db, Roll.ADMITTED, chat_id, rule, now)
    return bool(used)


def _limits(db: sqlite3.Connection, chat_id: ChatId) -> ChatLimits:
    row = db.execute(
        "SELECT max_topics, alert_cap FROM destinations WHERE chat_id = ? AND leaving IS NULL ORDER BY id LIMIT 1",
        (chat_id,),
    ).fetchone()
    if row is None:
        raise NotFound("chat")
    return ChatLimits(row["max_topics"], row["alert_cap"])


def _set_limits(db: sqlite3.Connection, chat_id: ChatId, limits: ChatLimits) -> None:
    changed = db.execute(
        "UPDATE destinations SET max_topics = ?, alert_cap = ? WHERE chat_id = ? AND leaving IS NULL",
        (limits.max_topics, limits.max_alerts, chat_id),
    ).rowcount
    if not changed:
        raise NotFound("chat")

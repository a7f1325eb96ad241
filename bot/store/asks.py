"""Questions that the bot put to somebody, and that a button or the next message answers."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.model import ChatKind, DestinationId, UserId
from bot.ports import Asked
from bot.store.connection import Connections
from bot.store.instants import instant, micros, to_micros

# After that a message is more likely about something else.
PATIENCE = timedelta(hours=1)


class SqliteAsks:
    """`Asks` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def put(
        self,
        destination_id: DestinationId,
        user_id: UserId | None,
        kind: str,
        text: str,
        now: datetime,
        waits: bool,
        update: int | None = None,
    ) -> int:
        """See `Asks.put`."""
        return await self._at.write(_put, destination_id, user_id, kind, text, to_micros(now), waits, update)

    async def get(self, ask_id: int) -> Asked | None:
        """See `Asks.get`."""
        return await self._at.read(_get, ask_id)

    async def count(
        self, destination_id: DestinationId, user_id: UserId | None, kind: str, since: datetime
    ) -> int:
        """See `Asks.count`."""
        return await self._at.read(_count, destination_id, user_id, kind, to_micros(since))

    async def take_waiting(
        self,
        destination_id: DestinationId,
        user_id: UserId | None,
        now: datetime,
        answered: int | None = None,
    ) -> Asked | None:
        """See `Asks.take_waiting`."""
        return await self._at.write(_take_waiting, destination_id, user_id, to_micros(now), answered)

    async def waiting_for(self, user_id: UserId, now: datetime) -> Asked | None:
        """See `Asks.waiting_for`."""
        return await self._at.read(_waiting_for, user_id, to_micros(now))


def _waiting_for(db: sqlite3.Connection, user_id: UserId, now: int) -> Asked | None:
    row = db.execute(
        """
        SELECT a.* FROM asks a JOIN destinations d ON d.id = a.destination_id
        WHERE a.waits = 1 AND a.user_id = ? AND a.asked_at >= ? AND d.kind IN (?, ?)
        ORDER BY a.asked_at DESC, a.id DESC LIMIT 1
        """,
        (user_id, now - micros(PATIENCE), ChatKind.PRIVATE.value, ChatKind.CHANNEL.value),
    ).fetchone()
    return None if row is None else _asked(row)


def _put(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    user_id: UserId | None,
    kind: str,
    text: str,
    now: int,
    waits: bool,
    update: int | None,
) -> int:
    if waits:
        _end_waiting(db, destination_id, user_id)
    row = db.execute(
        """
        INSERT INTO asks (destination_id, user_id, kind, text, asked_at, waits, update_number)
        SELECT id, ?, ?, ?, ?, ?, ? FROM destinations WHERE id = ? RETURNING id
        """,
        (user_id, kind, text, now, waits, update, destination_id),
    ).fetchone()
    return 0 if row is None else int(row["id"])


def _count(
    db: sqlite3.Connection, destination_id: DestinationId, user_id: UserId | None, kind: str, since: int
) -> int:
    found: int = db.execute(
        """
        SELECT count(*) FROM asks
        WHERE asked_at > ?1 AND kind = ?2 AND (user_id = ?3 OR (?3 IS NULL AND destination_id = ?4))
        """,
        (since, kind, user_id, destination_id),
    ).fetchone()[0]
    return found


def _get(db: sqlite3.Connection, ask_id: int) -> Asked | None:
    row = db.execute("SELECT * FROM asks WHERE id = ?", (ask_id,)).fetchone()
    return None if row is None else _asked(row)


def _take_waiting(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    user_id: UserId | None,
    now: int,
    answered: int | None,
) -> Asked | None:
    row = _end_waiting(db, destination_id, user_id, answered)
    return None if row is None or row["asked_at"] < now - micros(PATIENCE) else _asked(row)


def _end_waiting(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    user_id: UserId | None,
    answered: int | None = None,
) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute(
        """
        UPDATE asks SET waits = 0
        WHERE destination_id = ?1 AND COALESCE(user_id, 0) = COALESCE(?2, 0) AND waits = 1
            AND (?3 IS NULL OR EXISTS (
                SELECT 1 FROM outbox o
                WHERE o.dedupe_key = 'answer:' || asks.update_number || ':0'
                    AND o.destination_id = ?1 AND o.message_id = ?3
            ))
        RETURNING *
        """,
        (destination_id, user_id, answered),
    ).fetchone()
    return row


def _asked(row: sqlite3.Row) -> Asked:
    return Asked(
        row["id"],
        DestinationId(row["destination_id"]),
        None if row["user_id"] is None else UserId(row["user_id"]),
        row["kind"],
        row["text"],
        instant(row["asked_at"]),
    )

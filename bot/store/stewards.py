"""Who looks after which channel: one row a person and channel, of which one at most is the one being set up."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.model import Destination, DestinationId, UserId
from bot.ports import Charge
from bot.store import rows
from bot.store.connection import Connections
from bot.store.instants import instant, to_micros


class SqliteStewards:
    """`Stewards` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def remember(self, user_id: UserId, destination_id: DestinationId) -> None:
        """See `Stewards.remember`."""
        await self._at.write(_remember, user_id, destination_id)

    async def channels(self, user_id: UserId) -> tuple[Destination, ...]:
        """See `Stewards.channels`."""
        return await self._at.read(_channels, user_id)

    async def take_up(self, user_id: UserId, destination_id: DestinationId, now: datetime) -> None:
        """See `Stewards.take_up`."""
        await self._at.write(_take_up, user_id, destination_id, to_micros(now))

    async def charge(self, user_id: UserId) -> Charge | None:
        """See `Stewards.charge`."""
        return await self._at.read(_charge, user_id)

    async def put_down(self, user_id: UserId) -> None:
        """See `Stewards.put_down`."""
        await self._at.write(_put_down, user_id)


def _remember(db: sqlite3.Connection, user_id: UserId, destination_id: DestinationId) -> None:
    db.execute(
        """
        INSERT INTO stewards (user_id, destination_id) SELECT ?, id FROM destinations WHERE id = ?
        ON CONFLICT (user_id, destination_id) DO NOTHING
        """,
        (user_id, destination_id),
    )


def _channels(db: sqlite3.Connection, user_id: UserId) -> tuple[Destination, ...]:
    found = db.execute(
        """
        SELECT d.* FROM stewards s JOIN destinations d ON d.id = s.destination_id
        WHERE s.user_id = ? AND d.closed IS NULL AND d.leaving IS NULL ORDER BY d.id
        """,
        (user_id,),
    )
    return tuple(rows.destination(row) for row in found)


def _take_up(db: sqlite3.Connection, user_id: UserId, destination_id: DestinationId, now: int) -> None:
    _remember(db, user_id, destination_id)
    db.execute(
        """
        UPDATE stewards SET last_word_at = CASE WHEN destination_id = ? THEN ? END
        WHERE user_id = ? AND (destination_id = ? OR last_word_at IS NOT NULL)
        """,
        (destination_id, now, user_id, destination_id),
    )


def _charge(db: sqlite3.Connection, user_id: UserId) -> Charge | None:
    row = db.execute(
        """
        SELECT d.*, s.last_word_at AS steward_at FROM stewards s JOIN destinations d ON d.id = s.destination_id
        WHERE s.user_id = ? AND s.last_word_at IS NOT NULL
        """,
        (user_id,),
    ).fetchone()
    return None if row is None else Charge(rows.destination(row), instant(row["steward_at"]))


def _put_down(db: sqlite3.Connection, user_id: UserId) -> None:
    db.execute("UPDATE stewards SET last_word_at = NULL WHERE user_id = ?", (user_id,))

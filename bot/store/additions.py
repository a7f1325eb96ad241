"""Feeds that an admin added together: so that it can be undone, and so that the first reading is reported once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.model import DestinationId, FeedId
from bot.ports import Addition
from bot.store.connection import Connections
from bot.store.instants import instant, to_micros


class SqliteAdditions:
    """`Additions` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def remember(
        self, destination_id: DestinationId, name: str, feeds: Sequence[FeedId], now: datetime
    ) -> int:
        """See `Additions.remember`."""
        return await self._at.write(_remember, destination_id, name, feeds, to_micros(now))

    async def get(self, addition_id: int) -> Addition | None:
        """See `Additions.get`."""
        return await self._at.read(_get, addition_id)

    async def list_untold(self) -> tuple[Addition, ...]:
        """See `Additions.list_untold`."""
        return await self._at.read(_untold)

    async def mark_told(self, addition_id: int, now: datetime) -> None:
        """See `Additions.mark_told`."""
        await self._at.write(_mark_told, addition_id, to_micros(now))


def _remember(
    db: sqlite3.Connection, destination_id: DestinationId, name: str, feeds: Sequence[FeedId], now: int
) -> int:
    cursor = db.execute(
        "INSERT INTO additions (destination_id, name, feeds, added_at) VALUES (?, ?, ?, ?)",
        (destination_id, name, json.dumps(list(feeds)), now),
    )
    return cursor.lastrowid or 0


def _get(db: sqlite3.Connection, addition_id: int) -> Addition | None:
    row = db.execute("SELECT * FROM additions WHERE id = ?", (addition_id,)).fetchone()
    return None if row is None else _addition(row)


def _untold(db: sqlite3.Connection) -> tuple[Addition, ...]:
    rows = db.execute("SELECT * FROM additions WHERE told_at IS NULL ORDER BY added_at, id")
    return tuple(_addition(row) for row in rows)


def _mark_told(db: sqlite3.Connection, addition_id: int, now: int) -> None:
    db.execute("UPDATE additions SET told_at = ? WHERE id = ? AND told_at IS NULL", (now, addition_id))


def _addition(row: sqlite3.Row) -> Addition:
    return Addition(
        row["id"],
        DestinationId(row["destination_id"]),
        row["name"],
        tuple(FeedId(feed) for feed in json.loads(row["feeds"])),
        instant(row["added_at"]),
    )

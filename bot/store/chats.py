"""Whole chats on SQLite: listed, exported, erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from bot.errors import GoneReason
from bot.model import ChatId, ChatKind, ChatSummary, Reader, UserId
from bot.store import erasing, exporting
from bot.store.connection import Connections
from bot.store.instants import instant, instant_or_none, to_micros


class SqliteChats:
    """`Chats` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        """See `Chats.list_chats`."""
        return await self._at.read(_list)

    async def export(self, chat_id: ChatId, now: datetime) -> bytes | None:
        """See `Chats.export`."""
        return await self._at.read(exporting.export, chat_id, now)

    async def erase(self, chat_id: ChatId, now: datetime) -> int:
        """See `Chats.erase`."""
        return await self._at.write(erasing.erase, self._at.path, chat_id, to_micros(now))

    async def erase_for(self, reader: Reader, now: datetime) -> None:
        """See `Chats.erase_for`."""
        leaving = (reader.thread_id, reader.update_id)
        await self._at.write(erasing.erase, self._at.path, reader.chat_id, to_micros(now), leaving)

    async def end_farewells(self, now: datetime) -> int:
        """See `Chats.end_farewells`."""
        return await self._at.write(erasing.end_farewells, to_micros(now))

    async def erase_silent(self, now: datetime, spared: Collection[UserId]) -> int:
        """See `Chats.erase_silent`."""
        gone = 0
        while batch := await self._at.write(erasing.erase_silent, self._at.path, to_micros(now), spared):
            gone += batch
        return gone


def _list(db: sqlite3.Connection) -> tuple[ChatSummary, ...]:
    rows = db.execute(
        """
        SELECT chat_id, min(kind) AS kind, count(*) AS places, min(created_at) AS created_at,
            max(max(COALESCE(last_word_at, 0), COALESCE(last_digest_at, 0))) AS last_word_at,
            CASE WHEN count(closed) = count(*) THEN max(closed) END AS closed,
            sum((SELECT count(*) FROM subscriptions s WHERE s.destination_id = d.id)) AS topics,
            sum((SELECT count(*) FROM outbox o WHERE o.destination_id = d.id
                AND o.state NOT IN ('sent', 'dead'))) AS owed
        FROM destinations d GROUP BY chat_id ORDER BY min(id)
        """
    )
    return tuple(
        ChatSummary(
            ChatId(row["chat_id"]),
            ChatKind(row["kind"]),
            row["places"],
            row["topics"],
            row["owed"],
            instant(row["created_at"]),
            instant_or_none(row["last_word_at"] or None),
            None if row["closed"] is None else GoneReason(row["closed"]),
        )
        for row in rows
    )

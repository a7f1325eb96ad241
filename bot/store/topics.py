"""Canonical queries, shared by all who typed an equivalent one, and the matches found in what was stored before."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.errors import NotFound
from bot.model import EntryId, Topic, TopicId
from bot.ports import BackMatch, Unmatched
from bot.store import backmatching, counters
from bot.store.codecs import listed
from bot.store.connection import Connections
from bot.store.counters import Counter
from bot.store.instants import to_micros_or_none


class SqliteTopics:
    """`Topics` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def all(self) -> tuple[int, tuple[Topic, ...]]:
        """See `Topics.all`."""
        return await self._at.read(_all)

    async def find(self, query: str) -> Topic | None:
        """See `Topics.find`."""
        return await self._at.read(_find, query)

    async def get(self, topic_id: TopicId) -> Topic:
        """See `Topics.get`."""
        return await self._at.read(get, topic_id)

    async def ensure(self, query: str) -> tuple[Topic, bool]:
        """See `Topics.ensure`."""
        return await self._at.write(_ensure, query)

    async def back_match(self, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
        """See `Topics.back_match`."""
        await self._at.write(backmatching.add, topic_id, found, "DO NOTHING")

    async def unmatched(
        self, topics: Collection[TopicId] | None = None, since: datetime | None = None
    ) -> tuple[Unmatched, ...]:
        """See `Topics.unmatched`."""
        return await self._at.read(backmatching.unmatched, topics, to_micros_or_none(since))

    async def advance(
        self, was: Unmatched, found: Sequence[BackMatch], below: EntryId | None, looked_at: int
    ) -> bool:
        """See `Topics.advance`."""
        return await self._at.write(backmatching.advance, was, found, below, looked_at)

    async def replace(self, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
        """See `Topics.replace`."""
        await self._at.write(_replace, topic_id, found)


def get(db: sqlite3.Connection, topic_id: TopicId) -> Topic:
    """See `Topics.get`."""
    row = db.execute("SELECT id, query FROM topics WHERE id = ?", (topic_id,)).fetchone()
    if row is None:
        raise NotFound(str(topic_id))
    return _topic(row)


def is_followed(db: sqlite3.Connection, topic_id: TopicId) -> bool:
    """Whether anybody follows it, in a closed destination too."""
    row = db.execute("SELECT 1 FROM subscriptions WHERE topic_id = ? LIMIT 1", (topic_id,)).fetchone()
    return row is not None


def _all(db: sqlite3.Connection) -> tuple[int, tuple[Topic, ...]]:
    found = db.execute(
        """
        SELECT id, query FROM topics t
        WHERE EXISTS (SELECT 1 FROM subscriptions s WHERE s.topic_id = t.id) ORDER BY id
        """
    )
    return counters.value(db, Counter.TOPICS), tuple(_topic(row) for row in found)


def _find(db: sqlite3.Connection, query: str) -> Topic | None:
    row = db.execute("SELECT id, query FROM topics WHERE query = ?", (query,)).fetchone()
    return None if row is None else _topic(row)


def _topic(row: sqlite3.Row) -> Topic:
    return Topic(TopicId(row["id"]), row["query"])


def _ensure(db: sqlite3.Connection, query: str) -> tuple[Topic, bool]:
    db.execute("INSERT INTO topics (query) VALUES (?) ON CONFLICT (query) DO NOTHING", (query,))
    topic = _find(db, query)
    assert topic is not None
    return topic, not is_followed(db, topic.id)


def _replace(db: sqlite3.Connection, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
    # A match found again in an outdated text stays: the entry is analysed anew anyway.
    db.execute(
        "DELETE FROM matches WHERE topic_id = ? AND entry_id NOT IN (SELECT value FROM json_each(?))",
        (topic_id, listed(each.entry_id for each in found)),
    )
    backmatching.add(db, topic_id, found, "DO UPDATE SET hits = excluded.hits")

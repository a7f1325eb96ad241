"""How feeds do and who was told, and who waits for what."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot.errors import FetchProblem
from bot.model import (
    Awaited,
    DestinationId,
    Draft,
    FeedHealth,
    FeedId,
    Follower,
    HealthChange,
    Reach,
    Topic,
    TopicId,
    Weather,
)
from bot.ports import FeedReach
from bot.store import feed_care, rows
from bot.store.codecs import listed
from bot.store.connection import Connections
from bot.store.drafts import owe
from bot.store.instants import instant, instant_or_none, micros, to_micros

# What may be the fault of this machine's own connection.
NETWORK = (FetchProblem.DNS, FetchProblem.CONNECT, FetchProblem.TLS, FetchProblem.TIMEOUT)
_DAY = micros(timedelta(days=1))
_READ = "removed_at IS NULL AND paused_at IS NULL AND health NOT IN ('new', 'gone')"
_OPEN = "d.closed IS NULL AND (d.is_paused = 0 OR d.paused_until <= ?)"


class SqliteWatch:
    """`Watch` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def health_changes(self) -> tuple[HealthChange, ...]:
        """See `Watch.health_changes`."""
        return await self._at.read(_health_changes)

    async def tell_health(
        self, told: Sequence[tuple[FeedId, FeedHealth]], drafts: Sequence[Draft], now: datetime
    ) -> None:
        """See `Watch.tell_health`."""
        await self._at.write(_tell_health, told, drafts, to_micros(now))

    async def weather(self, now: datetime) -> Weather:
        """See `Watch.weather`."""
        return await self._at.read(_weather, to_micros(now))

    async def retry_failing(self, since: datetime, now: datetime, spread_s: int) -> int:
        """See `Watch.retry_failing`."""
        return await self._at.write(_retry_failing, to_micros(since), to_micros(now), spread_s)

    async def lost_outlets(self, before: datetime) -> Mapping[str, datetime]:
        """See `Watch.lost_outlets`."""
        return await self._at.read(_lost_outlets, to_micros(before))

    async def reach(self, topics: Collection[TopicId], since: datetime) -> tuple[Reach, ...]:
        """See `Watch.reach`."""
        return await self._at.read(_reach, topics, to_micros(since))

    async def topics_of(self, outlets: Collection[str], since: datetime) -> tuple[TopicId, ...]:
        """See `Watch.topics_of`."""
        return await self._at.read(_topics_of, outlets, to_micros(since))

    async def reach_of(self, feed_id: FeedId, since: datetime) -> FeedReach:
        """See `Watch.reach_of`."""
        return await self._at.read(feed_care.reach_of, feed_id, to_micros(since))

    async def followers(self, topics: Collection[TopicId], now: datetime) -> tuple[Follower, ...]:
        """See `Watch.followers`."""
        return await self._at.read(_followers, topics, to_micros(now))

    async def losses(self) -> Mapping[TopicId, datetime]:
        """See `Watch.losses`."""
        return await self._at.read(_losses)

    async def tell_losses(
        self,
        lost: Sequence[tuple[DestinationId, TopicId]],
        back: Collection[TopicId],
        drafts: Sequence[Draft],
        now: datetime,
    ) -> None:
        """See `Watch.tell_losses`."""
        await self._at.write(_tell_losses, lost, back, drafts, to_micros(now))

    async def awaited(self, since: datetime, now: datetime) -> Awaited:
        """See `Watch.awaited`."""
        return await self._at.read(_awaited, to_micros(since), to_micros(now))


def _health_changes(db: sqlite3.Connection) -> tuple[HealthChange, ...]:
    found = db.execute(
        """
        SELECT * FROM feeds WHERE health <> health_told AND removed_at IS NULL AND paused_at IS NULL
            AND health <> 'new'
        ORDER BY outlet, id
        """
    )
    return tuple(HealthChange(rows.feed(row), FeedHealth(row["health_told"])) for row in found)


def _tell_health(
    db: sqlite3.Connection, told: Sequence[tuple[FeedId, FeedHealth]], drafts: Sequence[Draft], now: int
) -> None:
    owe(db, drafts, now)
    db.executemany(
        "UPDATE feeds SET health_told = ? WHERE id = ?", [(health.value, feed_id) for feed_id, health in told]
    )


def _weather(db: sqlite3.Connection, now: int) -> Weather:
    row = db.execute(
        f"""
        SELECT count(DISTINCT host) AS hosts, max(last_success_at) AS last_success_at,
            count(DISTINCT CASE WHEN fault_problem IN (?, ?, ?, ?) AND fault_since > ? THEN host END) AS failing
        FROM feeds WHERE {_READ}
        """,  # noqa: S608 - a constant
        (*NETWORK, now - _DAY),
    ).fetchone()
    last = row["last_success_at"] or 0
    since = db.execute(
        f"""
        SELECT count(DISTINCT host) AS hosts FROM feeds
        WHERE fault_problem IN (?, ?, ?, ?) AND fault_since > ? AND {_READ}
        """,  # noqa: S608 - a constant
        (*NETWORK, last),
    ).fetchone()
    return Weather(row["hosts"], row["failing"], since["hosts"], instant_or_none(row["last_success_at"]))


def _retry_failing(db: sqlite3.Connection, since: int, now: int, spread_s: int) -> int:
    return db.execute(
        """
        UPDATE feeds SET next_read_at = min(next_read_at, ? + 1000000 * (id * 383 % ?))
        WHERE removed_at IS NULL AND fault_problem IN (?, ?, ?, ?) AND fault_since >= ?
            AND NOT EXISTS (SELECT 1 FROM host_pauses p WHERE p.host = feeds.host AND p.until > ?)
        """,
        (now, max(1, spread_s), *NETWORK, since, now),
    ).rowcount


def _lost_outlets(db: sqlite3.Connection, before: int) -> Mapping[str, datetime]:
    found = db.execute(
        """
        SELECT outlet, min(fault_since) AS since FROM feeds WHERE removed_at IS NULL AND first_read_at IS NOT NULL
        GROUP BY outlet HAVING count(*) = sum(fault_since IS NOT NULL AND fault_since <= ?)
        """,
        (before,),
    )
    return {row["outlet"]: instant(row["since"]) for row in found}


def _reach(db: sqlite3.Connection, topics: Collection[TopicId], since: int) -> tuple[Reach, ...]:
    found = db.execute(
        """
        SELECT t.id, t.query, f.outlet, count(*) AS matched
        FROM topics t JOIN matches m ON m.topic_id = t.id JOIN entries e ON e.id = m.entry_id
            JOIN feeds f ON f.id = e.feed_id
        WHERE t.id IN (SELECT value FROM json_each(?)) AND m.published_at >= ? AND f.removed_at IS NULL
        GROUP BY t.id, f.outlet ORDER BY t.id, matched DESC, f.outlet
        """,
        (listed(topics), since),
    )
    return tuple(
        Reach(Topic(TopicId(topic[0]), topic[1]), tuple((row["outlet"], row["matched"]) for row in group))
        for topic, group in groupby(found, key=lambda row: (row["id"], row["query"]))
    )


def _topics_of(db: sqlite3.Connection, outlets: Collection[str], since: int) -> tuple[TopicId, ...]:
    found = db.execute(
        """
        SELECT DISTINCT m.topic_id
        FROM feeds f JOIN entries e ON e.feed_id = f.id JOIN matches m ON m.entry_id = e.id
        WHERE f.outlet IN (SELECT value FROM json_each(?)) AND f.removed_at IS NULL AND m.published_at >= ?
            AND m.topic_id IN (SELECT topic_id FROM subscriptions)
        ORDER BY m.topic_id
        """,
        (listed(outlets), since),
    )
    return tuple(TopicId(row["topic_id"]) for row in found)


def _followers(db: sqlite3.Connection, topics: Collection[TopicId], now: int) -> tuple[Follower, ...]:
    found = db.execute(
        f"""
        SELECT d.*, t.id AS followed_id, t.query AS followed, s.typed, l.lost_at
        FROM subscriptions s JOIN destinations d ON d.id = s.destination_id JOIN topics t ON t.id = s.topic_id
            LEFT JOIN topic_losses l ON l.destination_id = d.id AND l.topic_id = t.id
        WHERE s.topic_id IN (SELECT value FROM json_each(?)) AND {_OPEN}
        ORDER BY d.id, s.id
        """,  # noqa: S608 - a constant
        (listed(topics), now),
    )
    return tuple(
        Follower(
            rows.destination(row),
            Topic(TopicId(row["followed_id"]), row["followed"], row["typed"]),
            instant_or_none(row["lost_at"]),
        )
        for row in found
    )


def _losses(db: sqlite3.Connection) -> Mapping[TopicId, datetime]:
    found = db.execute("SELECT topic_id, min(lost_at) AS lost_at FROM topic_losses GROUP BY topic_id")
    return {TopicId(row["topic_id"]): instant(row["lost_at"]) for row in found}


def _tell_losses(
    db: sqlite3.Connection,
    lost: Sequence[tuple[DestinationId, TopicId]],
    back: Collection[TopicId],
    drafts: Sequence[Draft],
    now: int,
) -> None:
    owe(db, drafts, now)
    db.executemany(
        """
        INSERT INTO topic_losses (destination_id, topic_id, lost_at) VALUES (?, ?, ?)
        ON CONFLICT (destination_id, topic_id) DO NOTHING
        """,
        [(destination_id, topic_id, now) for destination_id, topic_id in lost],
    )
    db.execute("DELETE FROM topic_losses WHERE topic_id IN (SELECT value FROM json_each(?))", (listed(back),))


def _awaited(db: sqlite3.Connection, since: int, now: int) -> Awaited:
    due = db.execute(
        f"SELECT min(next_due_at) FROM destinations d WHERE d.next_due_at > ? AND {_OPEN}",  # noqa: S608
        (now, now),
    ).fetchone()[0]
    feeds = db.execute(
        f"""
        SELECT DISTINCT e.feed_id
        FROM matches m JOIN entries e ON e.id = m.entry_id
        WHERE m.published_at >= ? AND m.topic_id IN (
            SELECT s.topic_id FROM subscriptions s JOIN destinations d ON d.id = s.destination_id
            WHERE s.alert_at IS NOT NULL AND {_OPEN}
        )
        """,  # noqa: S608 - a constant
        (since, now),
    )
    return Awaited(instant_or_none(due), frozenset(FeedId(row["feed_id"]) for row in feeds))

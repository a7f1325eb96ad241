"""The feeds: who is followed, when each is read again, and how reading them goes.

What a reading brings is written by `readings`; here is the schedule, which is the database itself.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.core.links import host_of, same_feed_key
from bot.errors import AlreadyFollowed, FetchProblem, InvalidUrl, NotFound
from bot.model import Claimed, Coverage, Feed, FeedHealth, FeedId, FeedUpdate, KnownEntry, SilentFeed, Token
from bot.ports import Applied, FeedActivity, Shared
from bot.store import feed_care, readings, rows
from bot.store.codecs import listed
from bot.store.connection import Connections
from bot.store.counters import Counter, bump
from bot.store.hosts import paused_until
from bot.store.instants import micros, to_micros
from bot.store.wishes import is_refused

IN_PASSING = timedelta(minutes=1)  # by so much clocks of two processes may differ


class SqliteFeeds:
    """`Feeds` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def claim_due(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[str] = ()
    ) -> tuple[Claimed, ...]:
        """See `Feeds.claim_due`."""
        return await self._at.write(_claim_due, to_micros(now), micros(lease), limit, tuple(busy))

    async def claim_one(self, feed_id: FeedId, now: datetime, lease: timedelta) -> Claimed | None:
        """See `Feeds.claim_one`."""
        return await self._at.write(_claim_one, feed_id, to_micros(now), micros(lease))

    async def release(self, claims: Sequence[Claimed]) -> None:
        """See `Feeds.release`."""
        await self._at.write(_release, claims)

    async def make_due(self, now: datetime, feed_id: FeedId | None = None) -> int:
        """See `Feeds.make_due`."""
        return await self._at.write(_make_due, to_micros(now), feed_id)

    async def bring_forward(self, now: datetime) -> int:
        """See `Feeds.bring_forward`."""
        return await self._at.write(_bring_forward, to_micros(now))

    async def known(
        self, feed_id: FeedId, keys: Collection[str], links: Collection[str], titles: Collection[str]
    ) -> tuple[KnownEntry, ...]:
        """See `Feeds.known`."""
        return await self._at.read(readings.known, feed_id, keys, links, titles)

    async def memory(self, feed_id: FeedId) -> bytes:
        """See `Feeds.memory`."""
        return await self._at.read(readings.memory, feed_id)

    async def apply(self, updates: Sequence[FeedUpdate]) -> Applied:
        """See `Feeds.apply`."""
        return await self._at.write(readings.apply, updates)

    async def add(self, url: str, outlet: str, title: str, now: datetime) -> Feed:
        """See `Feeds.add`."""
        return await self._at.write(_add, url, outlet, title, to_micros(now))

    async def sharing(self, keys: Collection[str], links: Collection[str]) -> tuple[Shared, ...]:
        """See `Feeds.sharing`."""
        return await self._at.read(_sharing, keys, links)

    async def list_feeds(self) -> tuple[Feed, ...]:
        """See `Feeds.list_feeds`."""
        return await self._at.read(_list)

    async def get(self, feed_id: FeedId) -> Feed:
        """See `Feeds.get`."""
        return await self._at.read(_get, feed_id)

    async def rename(self, feed_id: FeedId, outlet: str) -> None:
        """See `Feeds.rename`."""
        await self._at.write(feed_care.rename, feed_id, outlet)

    async def pause(self, feed_id: FeedId, now: datetime) -> None:
        """See `Feeds.pause`."""
        await self._at.write(feed_care.pause, feed_id, to_micros(now))

    async def resume(self, feed_id: FeedId, now: datetime) -> None:
        """See `Feeds.resume`."""
        await self._at.write(feed_care.resume, feed_id, to_micros(now))

    async def bring_back(self, feed_id: FeedId, now: datetime) -> Feed:
        """See `Feeds.bring_back`."""
        return await self._at.write(_return, feed_id, to_micros(now))

    async def activity(self, feed_id: FeedId, since: datetime) -> FeedActivity:
        """See `Feeds.activity`."""
        return await self._at.read(feed_care.activity, feed_id, to_micros(since))

    async def remove(self, feed_id: FeedId, now: datetime) -> None:
        """See `Feeds.remove`."""
        await self._at.write(_remove, feed_id, to_micros(now))

    async def coverage(self) -> Coverage:
        """See `Feeds.coverage`."""
        return await self._at.read(_coverage)


def _claim_due(
    db: sqlite3.Connection, now: int, lease: int, limit: int, busy: Sequence[str]
) -> tuple[Claimed, ...]:
    due = db.execute(
        """
        SELECT * FROM feeds
        WHERE removed_at IS NULL AND paused_at IS NULL AND next_read_at <= ? AND (is_forced = 1 OR health <> 'gone')
            AND (lease_until IS NULL OR lease_until <= ?) AND host NOT IN (SELECT value FROM json_each(?))
        ORDER BY next_read_at, id LIMIT ?
        """,
        (now, now, listed(busy), limit),
    ).fetchall()
    return _lease(db, due, now + lease)


def _claim_one(db: sqlite3.Connection, feed_id: FeedId, now: int, lease: int) -> Claimed | None:
    free = db.execute(
        """
        SELECT * FROM feeds
        WHERE id = ? AND removed_at IS NULL AND paused_at IS NULL AND (lease_until IS NULL OR lease_until <= ?)
            AND NOT EXISTS (SELECT 1 FROM host_pauses p WHERE p.host = feeds.host AND p.until > ?)
        """,
        (feed_id, now, now),
    ).fetchall()
    return next(iter(_lease(db, free, now + lease)), None)


def _lease(db: sqlite3.Connection, free: Sequence[sqlite3.Row], until: int) -> tuple[Claimed, ...]:
    token = Token(secrets.token_hex(8))
    db.execute(
        "UPDATE feeds SET lease_token = ?, lease_until = ? WHERE id IN (SELECT value FROM json_each(?))",
        (token, until, listed(row["id"] for row in free)),
    )
    return tuple(Claimed(rows.feed(row), token) for row in free)


def _release(db: sqlite3.Connection, claims: Sequence[Claimed]) -> None:
    db.executemany(
        "UPDATE feeds SET lease_token = NULL, lease_until = NULL WHERE id = ? AND lease_token = ?",
        [(claim.feed.id, claim.token) for claim in claims],
    )


def _make_due(db: sqlite3.Connection, now: int, feed_id: FeedId | None) -> int:
    return db.execute(
        """
        UPDATE feeds SET next_read_at = min(next_read_at, ?), is_forced = 1
        WHERE removed_at IS NULL AND paused_at IS NULL AND (? IS NULL OR id = ?)
            AND NOT EXISTS (SELECT 1 FROM host_pauses p WHERE p.host = feeds.host AND p.until > ?)
        """,
        (now, feed_id, feed_id, now),
    ).rowcount


def _bring_forward(db: sqlite3.Connection, now: int) -> int:
    return db.execute(
        """
        UPDATE feeds SET next_read_at = ?1 WHERE removed_at IS NULL AND next_read_at > ?1
            AND max(coalesce(last_success_at, 0), coalesce(body_at, 0), coalesce(fault_since, 0)) > ?1 + ?2
        """,
        (now, micros(IN_PASSING)),
    ).rowcount


def _add(db: sqlite3.Connection, url: str, outlet: str, title: str, now: int) -> Feed:
    if is_refused(db, url):
        raise InvalidUrl(url, FetchProblem.UNWANTED)
    key = same_feed_key(url)
    same = db.execute(
        "SELECT * FROM feeds WHERE same_key = ? ORDER BY removed_at IS NOT NULL, removed_at DESC, id LIMIT 1",
        (key,),
    ).fetchone()
    if same is not None and same["removed_at"] is None and same["health"] != FeedHealth.GONE:
        raise AlreadyFollowed(same["outlet"])
    bump(db, Counter.HOUSE)
    if same is not None:
        return _bring_back(db, FeedId(same["id"]), url, outlet, title, now)
    cursor = db.execute(
        """
        INSERT INTO feeds (url, same_key, host, outlet, title, added_at, next_read_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        (url, key, host_of(url), outlet, title, now, paused_until(db, url, now)),
    )
    return _get(db, FeedId(cursor.lastrowid or 0))


def _bring_back(db: sqlite3.Connection, feed_id: FeedId, url: str, outlet: str, title: str, now: int) -> Feed:
    """With its memory; a feed of which nothing is remembered any more gets a first reading again."""
    remembers = db.execute("SELECT 1 FROM items WHERE feed_id = ? LIMIT 1", (feed_id,)).fetchone() is not None
    db.execute(
        """
        UPDATE feeds SET url = ?, host = ?, outlet = ?, title = CASE WHEN ? = '' THEN title ELSE ? END, added_at = ?,
            next_read_at = ?, removed_at = NULL, purged_at = NULL, paused_at = NULL, is_forced = 0,
            first_read_at = CASE WHEN ? THEN first_read_at END,
            health = CASE WHEN ? AND first_read_at IS NOT NULL THEN 'ok' ELSE 'new' END,
            etag = NULL, last_modified = NULL, body_hash = x'', moved_to = '', moved_seen = 0,
            fault_problem = NULL, fault_status = NULL, fault_since = NULL, fault_count = NULL, fault_by = '',
            health_since = NULL, health_told = CASE WHEN ? AND first_read_at IS NOT NULL THEN 'ok' ELSE 'new' END
        WHERE id = ?
        """,
        (
            *(url, host_of(url), outlet, title, title, now, paused_until(db, url, now)),
            *(remembers, remembers, remembers, feed_id),
        ),
    )
    readings.keep_memory(db, feed_id, b"")
    return _get(db, feed_id)


def _list(db: sqlite3.Connection) -> tuple[Feed, ...]:
    found = db.execute("SELECT * FROM feeds WHERE removed_at IS NULL ORDER BY outlet, url, id")
    return tuple(rows.feed(row) for row in found)


def _sharing(db: sqlite3.Connection, keys: Collection[str], links: Collection[str]) -> tuple[Shared, ...]:
    found = db.execute(
        """
        SELECT f.*, (
            SELECT count(*) FROM json_each(?1) k
            WHERE EXISTS (SELECT 1 FROM items i WHERE i.feed_id = f.id AND i.key = k.value)
        ) AS by_key, (
            SELECT count(*) FROM json_each(?2) l
            WHERE EXISTS (SELECT 1 FROM items i WHERE i.feed_id = f.id AND i.link = l.value)
        ) AS by_link
        FROM feeds f WHERE f.removed_at IS NULL
        """,
        (listed(keys), listed(link for link in links if link)),
    )
    shared = [Shared(rows.feed(row), max(row["by_key"], row["by_link"])) for row in found]
    return tuple(sorted((one for one in shared if one.items), key=lambda one: (-one.items, one.feed.id)))


def _get(db: sqlite3.Connection, feed_id: FeedId) -> Feed:
    row = db.execute("SELECT * FROM feeds WHERE id = ? AND removed_at IS NULL", (feed_id,)).fetchone()
    if row is None:
        raise NotFound(str(feed_id))
    return rows.feed(row)


def _return(db: sqlite3.Connection, feed_id: FeedId, now: int) -> Feed:
    row = db.execute("SELECT * FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None:
        raise NotFound(str(feed_id))
    return _add(db, row["url"], row["outlet"], row["title"], now)


def _remove(db: sqlite3.Connection, feed_id: FeedId, now: int) -> None:
    # A reading under way loses its lease: what it brings is left out.
    db.execute(
        """
        UPDATE feeds SET removed_at = ?, lease_token = NULL, lease_until = NULL
        WHERE id = ? AND removed_at IS NULL
        """,
        (now, feed_id),
    )
    bump(db, Counter.HOUSE)


def _coverage(db: sqlite3.Connection) -> Coverage:
    """A feed never tried, or paused by an admin, is neither read nor silent."""
    outlets: dict[str, list[Feed]] = defaultdict(list)
    for feed in _list(db):
        if feed.paused_at is None and (feed.fault or feed.last_success_at):
            outlets[feed.outlet].append(feed)
    silent = [feeds[0] for feeds in outlets.values() if all(feed.fault for feed in feeds)]
    read = tuple(feed.outlet for feeds in outlets.values() for feed in feeds if not feed.fault)
    return Coverage(len(outlets) - len(silent), tuple(_silent(feed) for feed in silent), len(read), read)


def _silent(feed: Feed) -> SilentFeed:
    fault = feed.fault
    assert fault is not None
    return SilentFeed(feed.outlet, feed.url, fault.problem, fault.status, fault.since, fault.by)

"""The database as a whole: named leases, small notes, what is counted, and its keeping."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import StoreUnusable
from bot.model import Activity, Counters, FeedHealth, Token
from bot.ports import BACKED_UP, HEARTBEAT
from bot.store import activity, counters, holds, schema, takeover
from bot.store.connection import Connections, clause
from bot.store.copying import copy_database
from bot.store.counters import Counter
from bot.store.instants import instant_or_none, micros, to_micros
from bot.store.pruning import FORGETTING, forget_entries
from bot.store.publishers import withdraw

_WELL = (FeedHealth.OK, FeedHealth.NEW)


class SqliteHouse:
    """`House` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def take_lease(self, name: str, now: datetime, lease: timedelta) -> Token | None:
        """See `House.take_lease`."""
        return await self._at.write(_take_lease, name, to_micros(now), micros(lease))

    async def renew_lease(self, name: str, token: Token, now: datetime, lease: timedelta) -> bool:
        """See `House.renew_lease`."""
        return await self._at.write(_renew_lease, name, token, to_micros(now) + micros(lease))

    async def free_lease(self, name: str, token: Token) -> None:
        """See `House.free_lease`."""
        await self._at.write(_free_lease, name, token)

    async def recover(self, now: datetime) -> None:
        """See `House.recover`."""
        await self._at.write(_recover, to_micros(now))

    async def revision(self) -> int:
        """See `House.revision`."""
        return await self._at.read(counters.value, Counter.HOUSE)

    async def get_note(self, name: str) -> str | None:
        """See `House.get_note`."""
        return await self._at.read(_get_note, name)

    async def put_note(self, name: str, value: str) -> None:
        """See `House.put_note`."""
        await self._at.write(_put_note, name, value)

    async def owner(self) -> int | None:
        """See `House.owner`."""
        return await self._at.read(takeover.owner)

    async def become(self, bot_id: int, now: datetime) -> int | None:
        """See `House.become`."""
        return await self._at.write(takeover.become, bot_id, to_micros(now))

    async def counters(self, now: datetime) -> Counters:
        """See `House.counters`."""
        return await self._at.read(_counters, self._at.path, to_micros(now))

    async def activity(self, now: datetime) -> Activity:
        """See `House.activity`."""
        return await self._at.read(activity.of_day, to_micros(now))

    async def prune(self, now: datetime, retention: timedelta) -> int:
        """See `House.prune`."""
        cutoff, gone = to_micros(now - retention), 0
        while batch := await self._at.write(forget_entries, cutoff):
            gone += batch
        unwanted, _ = await withdraw(self._at)
        gone += unwanted
        for forget in FORGETTING:
            while await self._at.write(forget, to_micros(now), cutoff):
                pass
        return gone

    async def backup(self, target: Path) -> None:
        """See `House.backup`."""
        await asyncio.to_thread(self._copy, target)

    def _copy(self, target: Path) -> None:
        try:
            copy_database(self._at.path, target)
        except (sqlite3.Error, OSError) as exc:
            raise StoreUnusable(str(target), clause(exc)) from exc


def _recover(db: sqlite3.Connection, now: int) -> None:
    db.execute("DELETE FROM leases")
    db.execute("UPDATE feeds SET lease_token = NULL, lease_until = NULL WHERE lease_token IS NOT NULL")
    db.execute("UPDATE destinations SET lease_token = NULL, lease_until = NULL WHERE lease_token IS NOT NULL")
    # Its answer, if there ever was one, died with the process: the row is what an expired lease would make it.
    db.execute(
        """
        UPDATE outbox SET state = 'doubtful', doubts = doubts + 1, due_at = ?, lease_token = NULL, lease_until = NULL
        WHERE state = 'sending'
        """,
        (now,),
    )


def _take_lease(db: sqlite3.Connection, name: str, now: int, lease: int) -> Token | None:
    token = secrets.token_hex(8)
    taken = db.execute(
        """
        INSERT INTO leases (name, token, until) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET token = excluded.token, until = excluded.until WHERE until <= ?
        """,
        (name, token, now + lease, now),
    ).rowcount
    return Token(token) if taken else None


def _renew_lease(db: sqlite3.Connection, name: str, token: Token, until: int) -> bool:
    # Also when it has run out meanwhile: as long as nobody took it, it is still ours.
    renewed = db.execute("UPDATE leases SET until = ? WHERE name = ? AND token = ?", (until, name, token))
    return bool(renewed.rowcount)


def _free_lease(db: sqlite3.Connection, name: str, token: Token) -> None:
    db.execute("DELETE FROM leases WHERE name = ? AND token = ?", (name, token))


def _get_note(db: sqlite3.Connection, name: str) -> str | None:
    row = db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row["value"])


def _put_note(db: sqlite3.Connection, name: str, value: str) -> None:
    db.execute(
        "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _counters(db: sqlite3.Connection, path: Path, now: int) -> Counters:
    row = db.execute(
        """
        SELECT (SELECT count(*) FROM feeds WHERE removed_at IS NULL) AS feeds,
            (SELECT count(*) FROM feeds
                WHERE removed_at IS NULL AND paused_at IS NULL AND health IN (?, ?, ?)) AS failing,
            (SELECT count(*) FROM entries) AS entries,
            (SELECT count(*) FROM entries WHERE is_analysed = 0) AS unanalysed,
            (SELECT count(DISTINCT topic_id) FROM subscriptions) AS topics,
            (SELECT count(*) FROM destinations WHERE closed IS NULL) AS destinations,
            (SELECT count(*) FROM subscriptions) AS subscriptions,
            (SELECT count(*) FROM outbox WHERE state IN ('pending', 'deferred', 'doubtful')) AS waiting,
            (SELECT count(*) FROM outbox WHERE state = 'sending') AS sending,
            (SELECT count(*) FROM outbox WHERE state IN ('sending', 'doubtful') AND state = 'doubtful') AS doubtful,
            (SELECT max(seen_at) FROM entries) AS last_entry_at,
            (SELECT count(*) FROM entries WHERE seen_at > ?) AS entries_day,
            (SELECT min(created_at) FROM outbox WHERE state IN ('pending', 'deferred', 'doubtful')) AS oldest
        """,
        (
            *(FeedHealth.FAILING.value, FeedHealth.BLOCKED.value, FeedHealth.GONE.value),
            now - micros(timedelta(days=1)),
        ),
    ).fetchone()
    states = db.execute(
        "SELECT health, count(*) AS feeds FROM feeds WHERE removed_at IS NULL AND paused_at IS NULL GROUP BY health"
    )
    counts = {row["health"]: row["feeds"] for row in states}
    return Counters(
        feeds=row["feeds"],
        feeds_failing=row["failing"],
        entries=row["entries"],
        unanalysed=row["unanalysed"],
        topics=row["topics"],
        destinations=row["destinations"],
        subscriptions=row["subscriptions"],
        owed=row["waiting"] + row["sending"],
        doubtful=row["doubtful"],
        held=holds.count_held(db),
        held_since=None if (hold := holds.held(db)) is None else hold.since,
        abandoned=counters.value(db, Counter.ABANDONED),
        last_entry_at=instant_or_none(row["last_entry_at"]),
        last_tick_at=_noted(_get_note(db, HEARTBEAT)),
        entries_day=row["entries_day"],
        oldest_owed_at=instant_or_none(row["oldest"]),
        late_digests=activity.late_digests(db, now),
        backed_up_at=_noted(_get_note(db, BACKED_UP)),
        chats=activity.chats(db),
        size_bytes=path.stat().st_size,
        schema=schema.applied(db)[-1],
        feeds_health=tuple(
            (state, counts[state.value])
            for state in FeedHealth
            if state not in _WELL and state.value in counts
        ),
    )


def _noted(note: str | None) -> datetime | None:
    """None for a note that nobody wrote, or that is no aware instant."""
    try:
        at = datetime.fromisoformat(note or "")
    except ValueError:
        return None
    return at if at.tzinfo is not None else None

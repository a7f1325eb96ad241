"""Stories that chats follow: what each knows of them, and which have grown since."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.model import DestinationId, Draft, Follow, Grown, StoryId, Told
from bot.ports import DigestRecord
from bot.store import digests, rows
from bot.store.connection import Connections
from bot.store.drafts import owe, tell
from bot.store.instants import instant, instant_or_none, to_micros, to_micros_or_none


class SqliteFollows:
    """`Follows` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def put(self, destination_id: DestinationId, follow: Follow) -> None:
        """See `Follows.put`."""
        await self._at.write(_put, destination_id, follow)

    async def drop(self, destination_id: DestinationId, story_id: StoryId) -> bool:
        """See `Follows.drop`."""
        return await self._at.write(_drop, destination_id, story_id)

    async def find(self, destination_id: DestinationId, story_id: StoryId, now: datetime) -> Follow | None:
        """See `Follows.find`."""
        return await self._at.read(_find, destination_id, story_id, to_micros(now))

    async def grown(self, now: datetime, limit: int) -> tuple[Grown, ...]:
        """See `Follows.grown`."""
        return await self._at.read(_grown, to_micros(now), limit)

    async def commit(
        self,
        drafts: Sequence[Draft],
        told: Sequence[tuple[DestinationId, Told]],
        records: Sequence[tuple[DestinationId, DigestRecord]],
        next_at: datetime,
        now: datetime,
    ) -> None:
        """See `Follows.commit`."""
        await self._at.write(_commit, drafts, told, records, to_micros(next_at), to_micros(now))


def _put(db: sqlite3.Connection, destination_id: DestinationId, follow: Follow) -> None:
    db.execute(
        """
        INSERT INTO follows
            (destination_id, story_id, revision, followed_at, told_at, next_at, until, message_id, alert_at)
        SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM destinations WHERE id = ?
        ON CONFLICT (destination_id, story_id) DO UPDATE SET until = excluded.until,
            message_id = excluded.message_id, revision = max(revision, excluded.revision)
        """,
        (
            *(follow.story_id, follow.revision, to_micros(follow.followed_at), to_micros(follow.told_at)),
            *(to_micros(follow.next_at), to_micros(follow.until), follow.message_id),
            *(to_micros_or_none(follow.alert_at), destination_id),
        ),
    )


def _drop(db: sqlite3.Connection, destination_id: DestinationId, story_id: StoryId) -> bool:
    place = (destination_id, story_id)
    return bool(db.execute("DELETE FROM follows WHERE destination_id = ? AND story_id = ?", place).rowcount)


def _find(
    db: sqlite3.Connection, destination_id: DestinationId, story_id: StoryId, now: int
) -> Follow | None:
    row = db.execute(
        "SELECT * FROM follows WHERE destination_id = ? AND story_id = ? AND until > ?",
        (destination_id, story_id, now),
    ).fetchone()
    return None if row is None else _follow(row, row["revision"], row["told_at"])


def _grown(db: sqlite3.Connection, now: int, limit: int) -> tuple[Grown, ...]:
    found = db.execute(
        """
        SELECT d.*, f.*, s.revision AS has_come_to, max(f.revision, f.told_revision) AS knows,
            max(f.told_at, f.told_last) AS knows_since
        FROM (
            SELECT follows.*,
                COALESCE((SELECT max(revision) FROM told t WHERE t.destination_id = follows.destination_id
                    AND t.story_id = follows.story_id), 0) AS told_revision,
                COALESCE((SELECT max(told_at) FROM told t WHERE t.destination_id = follows.destination_id
                    AND t.story_id = follows.story_id), 0) AS told_last
            FROM follows WHERE next_at <= ?1 AND until > ?1
        ) f JOIN stories s ON s.id = f.story_id JOIN destinations d ON d.id = f.destination_id
        WHERE s.revision > f.revision AND s.revision > f.told_revision
            AND d.closed IS NULL AND (d.is_paused = 0 OR d.paused_until <= ?1)
        ORDER BY d.id, f.story_id LIMIT ?2
        """,
        (now, limit),
    )
    return tuple(
        Grown(rows.destination(row), _follow(row, row["knows"], row["knows_since"]), row["has_come_to"])
        for row in found
    )


def _commit(
    db: sqlite3.Connection,
    drafts: Sequence[Draft],
    told: Sequence[tuple[DestinationId, Told]],
    records: Sequence[tuple[DestinationId, DigestRecord]],
    next_at: int,
    now: int,
) -> None:
    for destination_id, record in records:
        digests.save_record(db, destination_id, record)
    owe(db, drafts, now)
    tell(db, told)
    db.executemany(
        """
        UPDATE follows SET revision = ?, told_at = ?, next_at = ? WHERE destination_id = ? AND story_id = ?
        """,
        [
            (each.revision, to_micros(each.told_at), next_at, destination_id, each.story_id)
            for destination_id, each in told
        ],
    )


def _follow(row: sqlite3.Row, revision: int, told_at: int) -> Follow:
    return Follow(
        story_id=StoryId(row["story_id"]),
        revision=revision,
        followed_at=instant(row["followed_at"]),
        told_at=instant(told_at),
        next_at=instant(row["next_at"]),
        until=instant(row["until"]),
        message_id=row["message_id"],
        alert_at=instant_or_none(row["alert_at"]),
    )

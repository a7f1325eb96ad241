"""What an admin does to one feed: its name, its pause; and what it has brought of late."""

from __future__ import annotations

import json
import sqlite3

from bot.model import FeedId
from bot.ports import FeedActivity, FeedReach
from bot.store.codecs import dump
from bot.store.counters import Counter, bump
from bot.store.hosts import paused_until
from bot.store.instants import instant_or_none


def rename(db: sqlite3.Connection, feed_id: FeedId, outlet: str) -> None:
    """See `Feeds.rename`."""
    row = db.execute("SELECT outlet FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None or row["outlet"] == outlet:
        return
    db.execute("UPDATE feeds SET outlet = ? WHERE id = ?", (outlet, feed_id))
    others = db.execute(
        "SELECT 1 FROM feeds WHERE outlet = ? AND removed_at IS NULL LIMIT 1", (row["outlet"],)
    ).fetchone()
    if others is None:
        _leave_out_by_new_name(db, row["outlet"], outlet)
    bump(db, Counter.HOUSE)


def _leave_out_by_new_name(db: sqlite3.Connection, former: str, outlet: str) -> None:
    """Chats that do not want the outlet do not want it under its new name either."""
    concerned = db.execute(
        """
        SELECT id, left_out FROM destinations
        WHERE EXISTS (SELECT 1 FROM json_each(left_out) WHERE value = ?)
        """,
        (former,),
    ).fetchall()
    for row in concerned:
        names = {outlet if name == former else name for name in json.loads(row["left_out"])}
        db.execute("UPDATE destinations SET left_out = ? WHERE id = ?", (dump(sorted(names)), row["id"]))


def pause(db: sqlite3.Connection, feed_id: FeedId, now: int) -> None:
    """See `Feeds.pause`."""
    # As with a removal: what a reading under way brings is left out.
    db.execute(
        """
        UPDATE feeds SET paused_at = ?, is_forced = 0, lease_token = NULL, lease_until = NULL
        WHERE id = ? AND removed_at IS NULL AND paused_at IS NULL
        """,
        (now, feed_id),
    )
    bump(db, Counter.HOUSE)


def resume(db: sqlite3.Connection, feed_id: FeedId, now: int) -> None:
    """See `Feeds.resume`."""
    row = db.execute(
        "SELECT url FROM feeds WHERE id = ? AND removed_at IS NULL AND paused_at IS NOT NULL", (feed_id,)
    ).fetchone()
    if row is None:
        return
    due = paused_until(db, row["url"], now)
    db.execute("UPDATE feeds SET paused_at = NULL, next_read_at = ? WHERE id = ?", (due, feed_id))
    bump(db, Counter.HOUSE)


def activity(db: sqlite3.Connection, feed_id: FeedId, since: int) -> FeedActivity:
    """See `Feeds.activity`."""
    row = db.execute(
        """
        SELECT count(*) AS kept, sum(published_at >= ?1) AS recent,
            min(CASE WHEN published_at >= ?1 THEN published_at END) AS oldest
        FROM entries WHERE feed_id = ?2
        """,
        (since, feed_id),
    ).fetchone()
    return FeedActivity(row["recent"] or 0, row["kept"], instant_or_none(row["oldest"]))


def reach_of(db: sqlite3.Connection, feed_id: FeedId, since: int) -> FeedReach:
    """See `Watch.reach_of`."""
    row = db.execute(
        """
        SELECT count(*) AS topics, sum(NOT EXISTS (
            SELECT 1 FROM matches m JOIN entries e ON e.id = m.entry_id JOIN feeds f ON f.id = e.feed_id
            WHERE m.topic_id = mine.topic_id AND m.published_at >= ?2 AND e.feed_id <> ?1
                AND f.removed_at IS NULL AND f.paused_at IS NULL
        )) AS alone
        FROM (
            SELECT DISTINCT m.topic_id FROM entries e JOIN matches m ON m.entry_id = e.id
            WHERE e.feed_id = ?1 AND m.published_at >= ?2
                AND m.topic_id IN (SELECT topic_id FROM subscriptions)
        ) AS mine
        """,
        (feed_id, since),
    ).fetchone()
    return FeedReach(row["topics"], row["alone"] or 0)

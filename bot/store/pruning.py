"""Letting go of what is past retention, a batch at a time: each a short transaction, so that nobody waits for long."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta

from bot.store.activity import forget_hours
from bot.store.codecs import listed
from bot.store.instants import micros
from bot.store.readings import SIGHT_GRAIN

BATCH = 1_000  # rows a transaction: a tenth of a second at most
KEPT = timedelta(days=30)  # what was sent, asked and shown: as long as somebody may tap a button below it

JOURNAL = timedelta(days=365)  # what admins changed


def forget_entries(db: sqlite3.Connection, cutoff: int) -> int:
    """Entries seen before the cutoff, with index, matches, features and emptied stories; how many went."""
    gone = db.execute(
        "SELECT id, story_id FROM entries WHERE seen_at < ? ORDER BY seen_at LIMIT ?", (cutoff, BATCH)
    ).fetchall()
    ids = listed(row["id"] for row in gone)
    db.execute("DELETE FROM entry_keys WHERE rowid IN (SELECT value FROM json_each(?))", (ids,))
    db.execute("DELETE FROM entries WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    db.execute(
        """
        DELETE FROM stories WHERE id IN (SELECT value FROM json_each(?))
            AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.story_id = stories.id)
        """,
        (listed({row["story_id"] for row in gone if row["story_id"] is not None}),),
    )
    return len(gone)


def _tombstones(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    """Keys last seen before the cutoff. What the newest body of a followed feed holds is still there, however old
    that body is: a quiet feed answers « not modified » for months, and its old items are not news after that."""
    return db.execute(
        """
        DELETE FROM items WHERE (feed_id, key) IN (
            SELECT i.feed_id, i.key FROM items i JOIN feeds f ON f.id = i.feed_id
            WHERE i.entry_id IS NULL AND i.last_seen_at < ?1 - ?2
                AND (f.removed_at IS NOT NULL OR f.body_at IS NULL OR f.body_at > i.last_seen_at + ?2)
            LIMIT ?3
        )
        """,
        (cutoff, micros(SIGHT_GRAIN), BATCH),
    ).rowcount


def _messages(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "outbox", "done_at", now)


def _asks(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "asks", "asked_at", now)


def _additions(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "additions", "added_at", now)


def _digests(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "digests", "at", now)


def _nominations(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "nominations", "proposed_at", now)


def _follows(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return db.execute(
        """
        DELETE FROM follows WHERE (destination_id, story_id) IN (
            SELECT destination_id, story_id FROM follows WHERE until < ? LIMIT ?
        )
        """,
        (now, BATCH),
    ).rowcount


def _broadcasts(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "broadcasts", "asked_at", now)


def _audit(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    return _aged(db, "audit", "at", now, JOURNAL)


def _aged(db: sqlite3.Connection, table: str, column: str, now: int, kept: timedelta = KEPT) -> int:
    return db.execute(
        f"DELETE FROM {table} WHERE id IN (SELECT id FROM {table} WHERE {column} < ? LIMIT ?)",  # noqa: S608
        (now - micros(kept), BATCH),
    ).rowcount


def _told(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    """What was told of stories that can grow no more: all ids below those that still hold something."""
    return db.execute(
        """
        DELETE FROM told WHERE (destination_id, story_id, how) IN (
            SELECT t.destination_id, t.story_id, t.how FROM destinations d JOIN told t ON t.destination_id = d.id
                AND t.story_id < (SELECT COALESCE(min(id), 0) FROM stories)
            LIMIT ?
        )
        """,
        (BATCH,),
    ).rowcount


# Each is called until it finds nothing more.
FORGETTING: tuple[Callable[[sqlite3.Connection, int, int], int], ...] = (
    _tombstones,
    _messages,
    _asks,
    _additions,
    _nominations,
    _digests,
    _audit,
    _broadcasts,
    forget_hours,
    _follows,
    _told,
)

"""What happened hour by hour, and what is late: for whoever runs the bot."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.model import Activity, ChatCount, ChatKind, FeedUpdate
from bot.store.instants import instant, micros, to_micros

HOUR = micros(timedelta(hours=1))
SHOWN = 24  # hours
LATE = timedelta(minutes=5)  # after its time a digest is late: a full morning takes less
KEPT = timedelta(days=30)


def count_readings(db: sqlite3.Connection, updates: Iterable[FeedUpdate]) -> None:
    """Add readings to their hours."""
    readings: Counter[int] = Counter()
    failures: Counter[int] = Counter()
    for update in updates:
        hour = to_micros(update.read_at) // HOUR
        readings[hour] += 1
        failures[hour] += update.fault is not None
    db.executemany(
        """
        INSERT INTO reading_hours (hour, readings, failures) VALUES (?, ?, ?)
        ON CONFLICT (hour) DO UPDATE SET readings = readings + excluded.readings,
            failures = failures + excluded.failures
        """,
        [(hour, count, failures[hour]) for hour, count in readings.items()],
    )


def forget_hours(db: sqlite3.Connection, now: int, cutoff: int) -> int:
    """Let go of hours that nobody looks at; how many."""
    return db.execute("DELETE FROM reading_hours WHERE hour < ?", ((now - micros(KEPT)) // HOUR,)).rowcount


def of_day(db: sqlite3.Connection, now: int) -> Activity:
    """See `House.activity`."""
    last = now // HOUR
    first = last - SHOWN + 1
    read = {
        row["hour"]: row
        for row in db.execute("SELECT * FROM reading_hours WHERE hour BETWEEN ? AND ?", (first, last))
    }
    since = (HOUR, first * HOUR, now)
    articles = _by_hour(
        db.execute(
            """
            SELECT seen_at / ? AS hour, count(*) AS number FROM entries
            WHERE seen_at BETWEEN ? AND ? AND is_baseline = 0 GROUP BY hour
            """,
            since,
        )
    )
    messages = _by_hour(
        db.execute(
            """
            SELECT done_at / ? AS hour, count(*) AS number FROM outbox
            WHERE done_at BETWEEN ? AND ? AND state = 'sent' GROUP BY hour
            """,
            since,
        )
    )
    hours = range(first, last + 1)
    return Activity(
        hours=tuple(instant(hour * HOUR) for hour in hours),
        readings=tuple(read[hour]["readings"] if hour in read else 0 for hour in hours),
        failures=tuple(read[hour]["failures"] if hour in read else 0 for hour in hours),
        articles=tuple(articles.get(hour, 0) for hour in hours),
        messages=tuple(messages.get(hour, 0) for hour in hours),
    )


def _by_hour(rows: Iterable[sqlite3.Row]) -> Mapping[int, int]:
    return {row["hour"]: row["number"] for row in rows}


def chats(db: sqlite3.Connection) -> tuple[ChatCount, ...]:
    """How many chats there are of each kind, a forum as one; kinds without any are left out."""
    rows = db.execute(
        """
        SELECT kind, count(DISTINCT CASE WHEN closed IS NULL THEN chat_id END) AS open,
            count(DISTINCT CASE WHEN closed IS NOT NULL THEN chat_id END) AS closed
        FROM destinations WHERE leaving IS NULL GROUP BY kind
        """
    )
    found = {row["kind"]: row for row in rows}
    return tuple(
        ChatCount(kind, found[kind.value]["open"], found[kind.value]["closed"])
        for kind in ChatKind
        if kind.value in found
    )


def late_digests(db: sqlite3.Connection, now: int) -> int:
    """How many destinations should have had their digest by now."""
    row = db.execute(
        "SELECT count(*) FROM destinations WHERE closed IS NULL AND is_paused = 0 AND next_due_at < ?",
        (now - micros(LATE),),
    ).fetchone()
    return int(row[0])

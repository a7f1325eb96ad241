"""Alerts: who wants to be told at once, what waits for the end of quiet hours, and what was told."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import timedelta

from bot.model import DestinationId, StoryId, TopicId
from bot.ports import AlertsDecided, AlertTarget, HeldAlert
from bot.store import corrections, counters, rows
from bot.store.codecs import listed
from bot.store.counters import Counter
from bot.store.drafts import owe, tell
from bot.store.instants import micros, to_micros

DAY = timedelta(hours=24)  # over which alerts are counted, and kept at most

# With the messages that the destination got as alerts in that span: neither edits of them nor answers to them.
TARGET_COLUMNS = f"""
    d.*, {rows.SUBSCRIPTION_COLUMNS}, (
        SELECT count(*) FROM outbox o
        WHERE o.destination_id = d.id AND o.kind = 'alert' AND o.way = 'new'
            AND o.created_at > :since AND o.created_at <= :now
    ) AS alerts
"""  # noqa: S608 - a constant
IS_LISTENING = "d.closed IS NULL AND (d.is_paused = 0 OR d.paused_until <= :now)"


def targets(db: sqlite3.Connection, topics: Collection[TopicId], now: int) -> tuple[AlertTarget, ...]:
    """See `Destinations.alert_targets`; a destination's topics in the order in which it subscribed."""
    found = db.execute(
        f"""
        SELECT {TARGET_COLUMNS}
        FROM subscriptions s JOIN destinations d ON d.id = s.destination_id JOIN topics t ON t.id = s.topic_id
        WHERE s.topic_id IN (SELECT value FROM json_each(:topics)) AND s.alert_at IS NOT NULL
            AND {IS_LISTENING}
        ORDER BY d.id, s.id
        """,  # noqa: S608 - constants
        {"since": now - micros(DAY), "now": now, "topics": listed(topics)},
    )
    return tuple(target(row) for row in found)


def held(db: sqlite3.Connection, now: int) -> tuple[tuple[AlertTarget, StoryId], ...]:
    """See `Destinations.held_alerts`; what has been kept for a day is left to the digest."""
    found = db.execute(
        f"""
        SELECT {TARGET_COLUMNS}, h.story_id AS held_story
        FROM held_alerts h JOIN destinations d ON d.id = h.destination_id
            JOIN subscriptions s ON s.destination_id = h.destination_id AND s.topic_id = h.topic_id
            JOIN topics t ON t.id = s.topic_id
        WHERE h.until <= :now AND h.held_at > :since AND {IS_LISTENING}
        ORDER BY h.story_id, d.id
        """,  # noqa: S608 - constants
        {"since": now - micros(DAY), "now": now},
    )
    return tuple((target(row), StoryId(row["held_story"])) for row in found)


def target(row: sqlite3.Row) -> AlertTarget:
    """A row of `TARGET_COLUMNS`."""
    return AlertTarget(rows.destination(row), rows.subscription(row), row["alerts"])


def commit(db: sqlite3.Connection, decided: AlertsDecided, now: int) -> None:
    """See `Destinations.commit_alerts`."""
    owe(db, decided.drafts, now)
    tell(db, decided.told)
    _settle(db, decided.settled, now)
    _hold(db, decided.held, now)
    corrections.remember(db, decided.sent)
    counters.put(db, Counter.ALERTS, decided.cursor)


def _settle(db: sqlite3.Connection, settled: Iterable[tuple[DestinationId, StoryId]], now: int) -> None:
    db.executemany("DELETE FROM held_alerts WHERE destination_id = ? AND story_id = ?", settled)
    db.execute("DELETE FROM held_alerts WHERE until < ? AND held_at <= ?", (now, now - micros(DAY)))


def _hold(db: sqlite3.Connection, held: Iterable[HeldAlert], now: int) -> None:
    """Keep these; one that was kept before keeps its age, and nothing is kept for a chat that is gone."""
    db.executemany(
        """
        INSERT INTO held_alerts (destination_id, story_id, topic_id, until, held_at)
        SELECT id, ?, ?, ?, ? FROM destinations WHERE id = ?
        ON CONFLICT (destination_id, story_id) DO UPDATE SET until = excluded.until
        """,
        [(each.story_id, each.topic_id, to_micros(each.until), now, each.destination_id) for each in held],
    )

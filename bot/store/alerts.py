"""Alerts: who wants to be told at once, and what was."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.model import DestinationId, Draft, Seq, Told, TopicId
from bot.ports import AlertTarget
from bot.store import counters, rows
from bot.store.codecs import listed
from bot.store.counters import Counter
from bot.store.drafts import owe, tell
from bot.store.instants import micros

DAY = timedelta(hours=24)  # over which alerts are counted


def targets(db: sqlite3.Connection, topics: Collection[TopicId], now: int) -> tuple[AlertTarget, ...]:
    """See `Destinations.alert_targets`; a destination's topics in the order in which it subscribed."""
    found = db.execute(
        f"""
        SELECT d.*, {rows.SUBSCRIPTION_COLUMNS}, (
            SELECT count(*) FROM outbox o
            WHERE o.destination_id = d.id AND o.kind = 'alert' AND o.way <> 'edit'
                AND o.created_at > ? AND o.created_at <= ?
        ) AS alerts
        FROM subscriptions s JOIN destinations d ON d.id = s.destination_id JOIN topics t ON t.id = s.topic_id
        WHERE s.topic_id IN (SELECT value FROM json_each(?)) AND s.alert_at IS NOT NULL
            AND d.closed IS NULL AND (d.is_paused = 0 OR d.paused_until <= ?)
        ORDER BY d.id, s.id
        """,  # noqa: S608 - a constant
        (now - micros(DAY), now, listed(topics), now),
    )
    return tuple(AlertTarget(rows.destination(row), rows.subscription(row), row["alerts"]) for row in found)


def commit(
    db: sqlite3.Connection,
    drafts: Sequence[Draft],
    told: Sequence[tuple[DestinationId, Told]],
    cursor: Seq,
    now: int,
) -> None:
    """See `Destinations.commit_alerts`."""
    owe(db, drafts, now)
    tell(db, told)
    counters.put(db, Counter.ALERTS, cursor)

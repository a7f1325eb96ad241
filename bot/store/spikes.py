"""Who wants to know that a topic is suddenly everywhere, and how much is written about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from bot.model import DestinationId, Draft, StoryId, Told, TopicId
from bot.ports import AlertTarget, Mention
from bot.store.alerts import DAY, IS_LISTENING, TARGET_COLUMNS, target
from bot.store.drafts import owe, tell
from bot.store.instants import instant, micros


def targets(db: sqlite3.Connection, now: int, cool_down: int) -> tuple[AlertTarget, ...]:
    """See `Destinations.spike_targets`."""
    found = db.execute(
        f"""
        SELECT {TARGET_COLUMNS}
        FROM subscriptions s JOIN destinations d ON d.id = s.destination_id JOIN topics t ON t.id = s.topic_id
        WHERE s.spikes = 1 AND (s.spiked_at IS NULL OR s.spiked_at <= :now - :cool_down) AND {IS_LISTENING}
        ORDER BY s.topic_id, d.id
        """,  # noqa: S608 - constants
        {"since": now - micros(DAY), "now": now, "cool_down": cool_down},
    )
    return tuple(target(row) for row in found)


def commit(
    db: sqlite3.Connection,
    drafts: Sequence[Draft],
    told: Sequence[tuple[DestinationId, Told]],
    spiked: Sequence[tuple[DestinationId, TopicId]],
    now: int,
) -> None:
    """See `Destinations.commit_spikes`."""
    owe(db, drafts, now)
    tell(db, told)
    db.executemany(
        "UPDATE subscriptions SET spiked_at = ? WHERE destination_id = ? AND topic_id = ?",
        [(now, destination_id, topic_id) for destination_id, topic_id in spiked],
    )


def first_seen_at(db: sqlite3.Connection) -> int | None:
    """See `Entries.first_seen_at`."""
    row = db.execute("SELECT seen_at FROM entries ORDER BY id LIMIT 1").fetchone()
    return None if row is None else int(row["seen_at"])


def mentions(
    db: sqlite3.Connection, topic_id: TopicId, since: int, fewest: int, hour: int
) -> tuple[Mention, ...]:
    """See `Entries.mentions`."""
    recent = db.execute(
        "SELECT count(*) FROM matches WHERE topic_id = ? AND published_at > ? AND seq IS NOT NULL",
        (topic_id, hour),
    ).fetchone()[0]
    if recent < fewest:
        return ()
    found = db.execute(
        """
        SELECT m.published_at, f.outlet, m.story_id FROM matches m
            JOIN entries e ON e.id = m.entry_id JOIN feeds f ON f.id = e.feed_id
        WHERE m.topic_id = ? AND m.published_at > ? AND (m.seq IS NOT NULL OR m.published_at <= ?)
        """,
        (topic_id, since, hour),
    )
    return tuple(Mention(instant(row[0]), row[1], StoryId(row[2])) for row in found)

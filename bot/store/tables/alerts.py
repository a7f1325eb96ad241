"""What is told at once and told again: follow-ups, alerts kept and sent, spikes, former texts."""

from __future__ import annotations

# Stories that a chat has asked to be told more of.
FOLLOWS = (
    """
    CREATE TABLE follows (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        followed_at INTEGER NOT NULL,
        told_at INTEGER NOT NULL,
        next_at INTEGER NOT NULL,
        until INTEGER NOT NULL,
        message_id INTEGER,
        alert_at INTEGER,
        PRIMARY KEY (destination_id, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX follows_until ON follows (until)",
)

# Alerts that wait for the end of a chat's quiet hours; `until` 0: decide again, the chat chose otherwise.
HELD_ALERTS = (
    """
    CREATE TABLE held_alerts (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        until INTEGER NOT NULL,
        held_at INTEGER NOT NULL,
        PRIMARY KEY (destination_id, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX held_alerts_until ON held_alerts (until)",
)

# What alerts said, while it may have to be corrected.
SENT_ALERTS = (
    """
    CREATE TABLE sent_alerts (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        story_id INTEGER NOT NULL,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        key TEXT NOT NULL,
        place INTEGER NOT NULL,
        at INTEGER NOT NULL,
        lead INTEGER NOT NULL,
        headline TEXT NOT NULL,
        shown TEXT NOT NULL,
        facts TEXT NOT NULL,
        last_entry INTEGER NOT NULL,
        revisions INTEGER NOT NULL,
        last_of INTEGER,
        was_kept INTEGER NOT NULL CHECK (was_kept IN (0, 1)),
        corrected_at INTEGER,
        corrections INTEGER NOT NULL,
        PRIMARY KEY (destination_id, story_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX sent_alerts_age ON sent_alerts (at, story_id, last_entry, revisions)",
    "CREATE INDEX sent_alerts_key ON sent_alerts (key, place)",
)

# Who wants to know when a topic is suddenly everywhere, and when they last did.
SPIKES = (
    "ALTER TABLE subscriptions ADD COLUMN spikes INTEGER NOT NULL DEFAULT 0 CHECK (spikes IN (0, 1))",
    "ALTER TABLE subscriptions ADD COLUMN spiked_at INTEGER",
    "CREATE INDEX subscriptions_spikes ON subscriptions (topic_id) WHERE spikes = 1",
)

# What an entry said before each material edit, so that a correction can say what was wrong.
FORMER_TEXTS = (
    """
    CREATE TABLE former_texts (
        entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        replaced_at INTEGER NOT NULL,
        title TEXT NOT NULL,
        extract TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (entry_id, revision)
    ) STRICT, WITHOUT ROWID
    """,
)

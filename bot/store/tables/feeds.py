"""Feeds since the first schema: their manners and memory, what publishers ask, what readers propose."""

from __future__ import annotations

# What good manners need: the publisher's wishes outlive a « not modified », the rhythm and the health are kept.
MANNERS = (
    "ALTER TABLE feeds ADD COLUMN host TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feeds ADD COLUMN ttl INTEGER",
    "ALTER TABLE feeds ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN edition_base INTEGER",
    "ALTER TABLE feeds ADD COLUMN pace INTEGER",
    "ALTER TABLE feeds ADD COLUMN fault_by TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feeds ADD COLUMN health_since INTEGER",
    "ALTER TABLE feeds ADD COLUMN health_told TEXT NOT NULL DEFAULT 'new'",
    "ALTER TABLE feeds ADD COLUMN pulse BLOB",
    "UPDATE feeds SET health_told = health",
    "CREATE INDEX feeds_host ON feeds (host) WHERE removed_at IS NULL",
    "CREATE INDEX feeds_untold ON feeds (id) WHERE health <> health_told AND removed_at IS NULL",
    "CREATE TABLE host_pauses (host TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE topic_losses (
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        lost_at INTEGER NOT NULL,
        PRIMARY KEY (destination_id, topic_id)
    ) STRICT, WITHOUT ROWID
    """,
)

# Feeds that an admin added together: undone together, and their first reading reported once.
ADDITIONS = (
    """
    CREATE TABLE additions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        feeds TEXT NOT NULL,
        added_at INTEGER NOT NULL,
        told_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX additions_untold ON additions (added_at) WHERE told_at IS NULL",
    "CREATE INDEX additions_age ON additions (added_at)",
    "CREATE INDEX additions_destination ON additions (destination_id)",
)

# Beside the feeds, not in them: it is read only where a document changed, and its size would slow every walk.
MEMORIES = (
    """
    CREATE TABLE item_memories (
        feed_id INTEGER PRIMARY KEY REFERENCES feeds (id),
        memory BLOB NOT NULL
    ) STRICT
    """,
)

# What publishers asked of us; an admin's pause; a feed whose articles are to go with it.
WISHES = (
    """
    CREATE TABLE wishes (
        place TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('titles', 'refused')),
        noted_at INTEGER NOT NULL,
        outlet TEXT NOT NULL,
        requester TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE feeds ADD COLUMN paused_at INTEGER",
    "ALTER TABLE feeds ADD COLUMN purged_at INTEGER",
    "CREATE INDEX feeds_purged ON feeds (id) WHERE purged_at IS NOT NULL",
)

# Media that readers propose: a row for each chat, which goes with the chat.
NOMINATIONS = (
    """
    CREATE TABLE nominations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        proposed_at INTEGER NOT NULL,
        told_at INTEGER,
        verdict TEXT CHECK (verdict IN ('added', 'declined')),
        decided_at INTEGER,
        UNIQUE (destination_id, key)
    ) STRICT
    """,
    "CREATE INDEX nominations_waiting ON nominations (key) WHERE verdict IS NULL",
    "CREATE INDEX nominations_age ON nominations (proposed_at)",
)

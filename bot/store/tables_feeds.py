"""Tables and columns of looking after feeds, later than the first schema: see `tables`."""

from __future__ import annotations

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

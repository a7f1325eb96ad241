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

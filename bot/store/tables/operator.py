"""What the operator of the bot does."""

from __future__ import annotations

# What admins changed. Once the person is erased `doer_id` is NULL, as for a terminal: `in_terminal` tells them apart.
AUDIT = (
    """
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        deed TEXT NOT NULL,
        doer_id INTEGER,
        in_terminal INTEGER NOT NULL CHECK (in_terminal IN (0, 1)),
        about_id INTEGER,
        subject TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX audit_age ON audit (at)",
    "CREATE INDEX audit_doer ON audit (doer_id) WHERE doer_id IS NOT NULL",
    "CREATE INDEX audit_about ON audit (about_id) WHERE about_id IS NOT NULL",
)

# How many readings each hour saw (hours since 1970), and how many of them failed.
READING_HOURS = (
    """
    CREATE TABLE reading_hours (
        hour INTEGER PRIMARY KEY,
        readings INTEGER NOT NULL,
        failures INTEGER NOT NULL
    ) STRICT
    """,
)

# Messages of an admin to every chat; what is owed stands in the outbox, under keys that begin with `broadcast:ID:`.
BROADCASTS = (
    """
    CREATE TABLE broadcasts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        state TEXT NOT NULL DEFAULT 'proposed',
        asked_at INTEGER NOT NULL,
        recipients INTEGER NOT NULL DEFAULT 0,
        cursor INTEGER NOT NULL DEFAULT 0,
        is_spread INTEGER NOT NULL DEFAULT 0 CHECK (is_spread IN (0, 1)),
        message_id INTEGER,
        edits INTEGER NOT NULL DEFAULT 0,
        reported_at INTEGER,
        payload TEXT NOT NULL,
        CHECK (state IN ('proposed', 'sending', 'stopping', 'done', 'stopped', 'dropped'))
    ) STRICT
    """,
    "CREATE INDEX broadcasts_running ON broadcasts (id) WHERE state IN ('sending', 'stopping')",
    "CREATE INDEX broadcasts_age ON broadcasts (asked_at)",
    "CREATE INDEX broadcasts_destination ON broadcasts (destination_id)",
)

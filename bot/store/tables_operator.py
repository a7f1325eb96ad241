"""Tables of what the operator does; how they are written: see `tables`."""

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

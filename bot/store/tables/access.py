"""Who may use the bot."""

from __future__ import annotations

# Chats let in and chats shut out, by number or, until its bearer writes, by name; and links that let people in, by the
# hash of their code. A blocked chat that was erased leaves a mark: its number, hashed as in `erasures`.
STANDINGS = (
    """
    CREATE TABLE standings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        roll TEXT NOT NULL CHECK (roll IN ('admitted', 'blocked')),
        chat_id INTEGER,
        name TEXT NOT NULL DEFAULT '',
        at INTEGER NOT NULL,
        CHECK (chat_id IS NOT NULL OR name <> '')
    ) STRICT
    """,
    "CREATE UNIQUE INDEX standings_chat ON standings (chat_id, roll) WHERE chat_id IS NOT NULL",
    "CREATE UNIQUE INDEX standings_name ON standings (name, roll) WHERE chat_id IS NULL",
    """
    CREATE TABLE block_marks (
        salt BLOB NOT NULL,
        digest BLOB NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (salt, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE access_links (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        code_hash BLOB NOT NULL UNIQUE,
        made_at INTEGER NOT NULL,
        used INTEGER NOT NULL DEFAULT 0,
        people INTEGER CHECK (people >= 1),
        until INTEGER,
        revoked_at INTEGER
    ) STRICT
    """,
    "INSERT INTO counters (name, value) VALUES ('access', 0)",
    # At most so many alerts in 24 hours, whatever the chat chooses.
    "ALTER TABLE destinations ADD COLUMN alert_cap INTEGER CHECK (alert_cap >= 0)",
)

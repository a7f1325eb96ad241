"""Chats since the first schema: what each chooses, its absences, its questions, its erasure; channels."""

from __future__ import annotations

# What a chat chooses for itself; NULL: the rules of the house.
PREFERENCES = (
    "ALTER TABLE destinations ADD COLUMN quiet_from INTEGER CHECK (quiet_from BETWEEN 0 AND 1439)",
    "ALTER TABLE destinations ADD COLUMN quiet_to INTEGER CHECK (quiet_to BETWEEN 0 AND 1439)",
    """
    ALTER TABLE destinations ADD COLUMN quiet_mode TEXT NOT NULL DEFAULT 'silent'
    CHECK (quiet_mode IN ('silent', 'hold'))
    """,
    "ALTER TABLE destinations ADD COLUMN max_alerts INTEGER CHECK (max_alerts >= 0)",
    """
    ALTER TABLE destinations ADD COLUMN length TEXT NOT NULL DEFAULT 'brief'
    CHECK (length IN ('titles', 'brief', 'full'))
    """,
    "ALTER TABLE destinations ADD COLUMN previews INTEGER NOT NULL DEFAULT 0 CHECK (previews IN (0, 1))",
    "ALTER TABLE destinations ADD COLUMN no_alert_until INTEGER",
)

# Outlets whose articles a chat does not want: a JSON list of names.
LEFT_OUT = ("ALTER TABLE destinations ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]'",)

# Since when a chat has paused, and since when that is over while its word of return is still to be said.
ABSENCES = (
    "ALTER TABLE destinations ADD COLUMN paused_at INTEGER",
    "ALTER TABLE destinations ADD COLUMN back_at INTEGER",
)

# Which chats were erased, by hash, so that no copy brings them back; and the update that asked for it, where a last
# message is still to leave.
ERASURES = (
    """
    CREATE TABLE erasures (
        salt BLOB NOT NULL,
        digest BLOB NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (salt, digest)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE destinations ADD COLUMN leaving INTEGER",
    "CREATE INDEX destinations_leaving ON destinations (created_at) WHERE leaving IS NOT NULL",
)

# By the update that a question answers its message is found: in a group only an answer to that one counts.
QUESTIONS = ("ALTER TABLE asks ADD COLUMN update_number INTEGER",)

# Who sets up a channel from a private chat; their questions wait there.
STEWARDS = (
    """
    CREATE TABLE stewards (
        user_id INTEGER NOT NULL,
        destination_id INTEGER NOT NULL REFERENCES destinations (id) ON DELETE CASCADE,
        last_word_at INTEGER,
        PRIMARY KEY (user_id, destination_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX asks_waiting_for ON asks (user_id) WHERE waits = 1",
    "CREATE INDEX stewards_destination ON stewards (destination_id)",
)

"""Tables of channels, whose admins set them up from their private chats."""

from __future__ import annotations

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

"""The outbox since the first schema."""

from __future__ import annotations

# A message may edit or answer an earlier one: the row that becomes it, and the id it has had so far.
WAYS = (
    "ALTER TABLE outbox ADD COLUMN way TEXT NOT NULL DEFAULT 'new' CHECK (way IN ('new', 'reply', 'edit'))",
    "ALTER TABLE outbox ADD COLUMN part TEXT",
    "ALTER TABLE outbox ADD COLUMN or_new INTEGER",
    "ALTER TABLE outbox ADD COLUMN target_row INTEGER",
    "ALTER TABLE outbox ADD COLUMN target_message INTEGER",
)

# Messages that an admin gave up are counted.
HOLDS = ("INSERT INTO counters (name, value) VALUES ('abandoned', 0)",)

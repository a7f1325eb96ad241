"""Whose digest leaves first of those that are due at one instant: another order at each time, the same after a restart.

In order of id the same chats would always be the last, by up to a minute per thousand. The place in the queue is a
number mixed from the destination and the instant; squaring it makes the step from one time to the next differ from
chat to chat, so that nobody stays at the end for weeks. It is an index's, so that the queue is walked, not sorted.
"""

from __future__ import annotations

_PRIME = 2_147_483_647  # below it a square is a number that SQLite and PostgreSQL can hold
_MIXED = f"((id * 48271 + next_due_at / 60000000 * 69621) % {_PRIME})"
TURN = f"({_MIXED} * {_MIXED} % {_PRIME})"

TURNS = (
    "DROP INDEX destinations_due",
    f"""
    CREATE INDEX destinations_due ON destinations (next_due_at, {TURN})
    WHERE closed IS NULL AND is_paused = 0 AND next_due_at IS NOT NULL
    """,
)

"""Pauses: when one began, when it ends by itself, and that its word of return is still to be said."""

from __future__ import annotations

import sqlite3

from bot.model import DestinationId
from bot.store import counters

FREE = "lease_token = NULL, lease_until = NULL"  # a digest under way was made from what holds no more


def pause(db: sqlite3.Connection, destination_id: DestinationId, until: int | None, now: int) -> None:
    """See `Destinations.pause`."""
    db.execute(
        f"""
        UPDATE destinations SET is_paused = 1, paused_until = ?, back_at = NULL, {FREE},
            paused_at = CASE WHEN is_paused = 0 AND back_at IS NULL THEN ? ELSE COALESCE(paused_at, ?) END
        WHERE id = ?
        """,  # noqa: S608 - a constant
        (until, now, now, destination_id),
    )


def resume(
    db: sqlite3.Connection, destination_id: DestinationId, next_due_at: int | None, back_at: int | None
) -> None:
    """See `Destinations.resume`."""
    db.execute(
        f"""
        UPDATE destinations SET is_paused = 0, paused_until = NULL, next_due_at = ?, back_at = ?,
            paused_at = CASE WHEN ? IS NULL THEN NULL ELSE paused_at END, {FREE}
        WHERE id = ?
        """,  # noqa: S608 - a constant
        (next_due_at, back_at, back_at, destination_id),
    )


def end_those_over(db: sqlite3.Connection, now: int) -> None:
    """Pauses whose end has passed are over since then, however late that is noticed."""
    db.execute(
        """
        UPDATE destinations SET is_paused = 0, back_at = paused_until, paused_until = NULL
        WHERE is_paused = 1 AND paused_until <= ?
        """,
        (now,),
    )


def say_again(db: sqlite3.Connection, destination_id: DestinationId, now: int) -> None:
    """A word of return that is known never to have arrived is due again."""
    db.execute(
        "UPDATE destinations SET back_at = ?, next_due_at = min(next_due_at, ?) WHERE id = ?",
        (now, now, destination_id),
    )


def start_afresh(db: sqlite3.Connection, destination_id: DestinationId) -> None:
    """See `Destinations.start_afresh`."""
    db.execute(
        f"""
        UPDATE destinations SET cursor = max(cursor, ?), {FREE} WHERE id = ?
        """,  # noqa: S608 - a constant
        (counters.latest_seq(db), destination_id),
    )

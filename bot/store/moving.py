"""A group that got another id: its destinations move, with all that they follow, were told and are owed."""

from __future__ import annotations

import sqlite3

from bot.model import ChatId, ChatKind, DestinationId
from bot.store import standings


def move(db: sqlite3.Connection, destination_id: DestinationId, chat_id: ChatId) -> None:
    """See `Destinations.move`.

    The new chat may have spoken before we learnt of the move and have a destination already: it merges into the
    old one, which knows what was told.
    """
    former = db.execute(
        "SELECT chat_id FROM destinations WHERE id = ? AND chat_id <> ?", (destination_id, chat_id)
    ).fetchone()
    if former is not None:
        standings.move(db, former["chat_id"], chat_id)
    movers = db.execute(
        """
        SELECT o.id AS old, n.id AS newcomer FROM destinations d
        JOIN destinations o ON o.chat_id = d.chat_id
        LEFT JOIN destinations n ON n.chat_id = ? AND COALESCE(n.thread_id, 0) = COALESCE(o.thread_id, 0)
        WHERE d.id = ? AND d.chat_id <> ?
        """,
        (chat_id, destination_id, chat_id),
    ).fetchall()
    former = db.execute("SELECT chat_id FROM destinations WHERE id = ?", (destination_id,)).fetchone()
    if former is not None:
        db.execute("UPDATE audit SET about_id = ? WHERE about_id = ?", (chat_id, former["chat_id"]))
    for row in movers:
        if row["newcomer"] is not None:
            _merge(db, row["old"], row["newcomer"])
        db.execute(
            "UPDATE destinations SET chat_id = ?, kind = CASE WHEN kind = ? THEN ? ELSE kind END WHERE id = ?",
            (chat_id, ChatKind.GROUP.value, ChatKind.SUPERGROUP.value, row["old"]),
        )


def _merge(db: sqlite3.Connection, old: int, newcomer: int) -> None:
    """Hand over what hangs on the newcomer; what both have stays the old one's."""
    for table in ("subscriptions", "told", "digests", "held_alerts", "sent_alerts"):
        db.execute(
            f"UPDATE OR IGNORE {table} SET destination_id = ? WHERE destination_id = ?",  # noqa: S608
            (old, newcomer),
        )
    for table in ("outbox", "asks", "additions", "broadcasts"):
        db.execute(f"UPDATE {table} SET destination_id = ? WHERE destination_id = ?", (old, newcomer))  # noqa: S608
    db.execute(
        """
        UPDATE destinations SET closed = NULL, closed_at = NULL
        WHERE id = ? AND EXISTS (SELECT 1 FROM destinations n WHERE n.id = ? AND n.closed IS NULL)
        """,
        (old, newcomer),
    )
    db.execute("DELETE FROM destinations WHERE id = ?", (newcomer,))

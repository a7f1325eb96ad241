"""Where people write, found or made: a chat, or a topic of a forum.

A place that is made takes after the others of its chat: their language, and what an admin allows.
"""

from __future__ import annotations

import sqlite3

from bot.errors import NotFound
from bot.model import ChatId, Destination, DestinationId, Reader, Slot
from bot.store import counters, rows
from bot.store.codecs import dump_slots
from bot.store.standings import KEPT_OUT

LANGUAGES = ("fr", "en")  # the first for whoever speaks neither


def open(
    db: sqlite3.Connection, reader: Reader, zone: str, slots: tuple[Slot, ...], now: int
) -> tuple[Destination, bool]:
    """See `Destinations.open`."""
    before = find(db, reader.chat_id, reader.thread_id)
    if before is not None and before.leaving is not None:
        return _begin_again(db, before.id, reader, zone, slots, now), True
    if before is not None:
        kept_out = before.closed in KEPT_OUT
        db.execute(
            """
            UPDATE destinations SET title = ?, kind = ?, closed = CASE WHEN ? THEN closed END,
                closed_at = CASE WHEN ? THEN closed_at END
            WHERE id = ?
            """,
            (reader.title, reader.kind.value, kept_out, kept_out, before.id),
        )
        return get(db, before.id), before.closed is not None and not kept_out
    language = _language_of_chat(db, reader.chat_id) or _language(reader)
    cursor = db.execute(
        """
        INSERT INTO destinations (chat_id, thread_id, kind, title, language, zone, slots, cursor, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            *(reader.chat_id, reader.thread_id, reader.kind.value, reader.title, language, zone),
            *(dump_slots(slots), counters.latest_seq(db), now),
        ),
    )
    made = DestinationId(cursor.lastrowid or 0)
    # What an admin allows a chat holds in every forum topic of it.
    db.execute(
        """
        UPDATE destinations SET (max_topics, alert_cap) =
            (SELECT o.max_topics, o.alert_cap FROM destinations o WHERE o.chat_id = ?1 AND o.id <> ?2 LIMIT 1)
        WHERE id = ?2
        """,
        (reader.chat_id, made),
    )
    return get(db, made), True


def find(db: sqlite3.Connection, chat_id: ChatId, thread_id: int | None) -> Destination | None:
    """See `Destinations.find`."""
    row = db.execute(
        "SELECT * FROM destinations WHERE chat_id = ? AND COALESCE(thread_id, 0) = COALESCE(?, 0)",
        (chat_id, thread_id),
    ).fetchone()
    return None if row is None else rows.destination(row)


def of_chat(db: sqlite3.Connection, chat_id: ChatId) -> tuple[Destination, ...]:
    """See `Destinations.of_chat`."""
    found = db.execute(
        "SELECT * FROM destinations WHERE chat_id = ? ORDER BY COALESCE(thread_id, 0)", (chat_id,)
    )
    return tuple(rows.destination(row) for row in found)


def get(db: sqlite3.Connection, destination_id: DestinationId) -> Destination:
    """See `Destinations.get`."""
    row = db.execute("SELECT * FROM destinations WHERE id = ?", (destination_id,)).fetchone()
    if row is None:
        raise NotFound(str(destination_id))
    return rows.destination(row)


def _begin_again(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    reader: Reader,
    zone: str,
    slots: tuple[Slot, ...],
    now: int,
) -> Destination:
    """A destination that was erased and waits for its last message, as if it were made now."""
    db.execute(
        """
        UPDATE destinations SET kind = ?, title = ?, language = ?, zone = ?, slots = ?, cursor = ?, created_at = ?,
            closed = NULL, closed_at = NULL, leaving = NULL
        WHERE id = ?
        """,
        (
            *(reader.kind.value, reader.title, _language(reader), zone, dump_slots(slots)),
            *(counters.latest_seq(db), now, destination_id),
        ),
    )
    return get(db, destination_id)


def _language_of_chat(db: sqlite3.Connection, chat_id: ChatId) -> str | None:
    """What is spoken in the other places of a forum; a new topic of it begins so."""
    row = db.execute(
        "SELECT language FROM destinations WHERE chat_id = ? ORDER BY COALESCE(thread_id, 0) LIMIT 1",
        (chat_id,),
    ).fetchone()
    return None if row is None else str(row["language"])


def _language(reader: Reader) -> str:
    return reader.language if reader.language in LANGUAGES else LANGUAGES[0]

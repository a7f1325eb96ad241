"""What alerts said, and which of them an edit may have made untrue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from bot.model import (
    AlertNotes,
    Destination,
    DestinationId,
    Draft,
    EntryId,
    Said,
    SentAlert,
    StoryId,
    TopicId,
)
from bot.store import rows
from bot.store.codecs import dump
from bot.store.drafts import owe
from bot.store.instants import instant, instant_or_none, micros, to_micros, to_micros_or_none

KEPT = timedelta(hours=48)


def remember(db: sqlite3.Connection, sent: Iterable[SentAlert]) -> None:
    """Keep what these alerts say, in the place of what they said before; not for a chat that is gone."""
    db.executemany(
        """
        INSERT OR REPLACE INTO sent_alerts (destination_id, story_id, topic_id, key, place, at, lead, headline, shown,
            facts, last_entry, revisions, last_of, was_kept, corrected_at, corrections)
        SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM destinations WHERE id = ?
        """,
        [
            (
                *(each.story_id, each.topic_id, each.key, each.place, to_micros(each.at)),
                *(each.said.lead, each.said.headline, each.said.shown, each.said.facts),
                *(each.said.last_entry, each.said.revisions),
                *(each.notes.last_of, each.notes.was_kept, to_micros_or_none(each.notes.corrected_at)),
                *(each.corrections, each.destination_id),
            )
            for each in sent
        ],
    )


def edited(db: sqlite3.Connection, since: int) -> tuple[tuple[Destination, tuple[SentAlert, ...]], ...]:
    """See `Destinations.edited_alerts`."""
    # Thousands of chats were told one story from the same articles: each such state is looked at once.
    states = db.execute(
        """
        SELECT s.story_id, s.last_entry, s.revisions FROM (
            SELECT DISTINCT story_id, last_entry, revisions FROM sent_alerts WHERE at > ?
        ) AS s
        WHERE s.revisions < (
            SELECT COALESCE(sum(e.revision), 0) FROM entries e
            WHERE e.story_id = s.story_id AND e.id <= s.last_entry AND e.is_analysed = 1
        )
        """,
        (since,),
    ).fetchall()
    if not states:
        return ()
    found = db.execute(
        """
        SELECT d.*, a.* FROM sent_alerts a JOIN destinations d ON d.id = a.destination_id
        WHERE d.closed IS NULL AND d.is_paused = 0 AND a.key IN (
            SELECT key FROM sent_alerts WHERE at > ? AND (story_id, last_entry, revisions) IN (
                SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
                FROM json_each(?)
            )
        )
        ORDER BY a.destination_id, a.key, a.place
        """,
        (since, dump([list(state) for state in states])),
    )
    messages = groupby(found, key=lambda row: (row["destination_id"], row["key"]))
    gathered = [list(group) for _, group in messages]
    return tuple((rows.destination(group[0]), tuple(map(_sent, group))) for group in gathered)


def _sent(row: sqlite3.Row) -> SentAlert:
    return SentAlert(
        DestinationId(row["destination_id"]),
        StoryId(row["story_id"]),
        TopicId(row["topic_id"]),
        row["key"],
        row["place"],
        instant(row["at"]),
        Said(
            EntryId(row["lead"]),
            row["headline"],
            row["shown"],
            row["facts"],
            EntryId(row["last_entry"]),
            row["revisions"],
        ),
        AlertNotes(row["last_of"], bool(row["was_kept"]), instant_or_none(row["corrected_at"])),
        row["corrections"],
    )


def commit(db: sqlite3.Connection, drafts: Sequence[Draft], corrected: Sequence[SentAlert], now: int) -> None:
    """See `Destinations.commit_corrections`."""
    owe(db, drafts, now)
    remember(db, corrected)
    db.execute("DELETE FROM sent_alerts WHERE at < ?", (now - micros(KEPT),))

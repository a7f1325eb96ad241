"""What entries said before their material edits: of each the first text and the latest ones, bounded in size."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from bot.model import EntryId, FeedId, FormerText
from bot.store.codecs import listed
from bot.store.instants import instant

MOST_KEPT = 10  # texts an entry: a live page is edited all day, and only the first and the last are compared
_BODY_CHARS = 2_000  # where what changed stands, nearly always


def keep(db: sqlite3.Connection, feed_id: FeedId, entry_id: EntryId, at: int) -> None:
    """Put the present text of an entry aside, about to be replaced at `at`; nothing for another feed's entry."""
    db.execute(
        """
        INSERT INTO former_texts (entry_id, revision, replaced_at, title, extract, body)
        SELECT id, revision, ?, title, extract, substr(body, 1, ?) FROM entries WHERE id = ? AND feed_id = ?
        """,
        (at, _BODY_CHARS, entry_id, feed_id),
    )
    db.execute(
        """
        DELETE FROM former_texts WHERE entry_id = ?1
            AND revision <> (SELECT min(revision) FROM former_texts WHERE entry_id = ?1)
            AND revision NOT IN (
                SELECT revision FROM former_texts WHERE entry_id = ?1 ORDER BY revision DESC LIMIT ?2
            )
        """,
        (entry_id, MOST_KEPT - 1),
    )


def edits(db: sqlite3.Connection, ids: Collection[EntryId]) -> tuple[FormerText, ...]:
    """See `Entries.edits`."""
    found = db.execute(
        """
        SELECT * FROM former_texts WHERE entry_id IN (SELECT value FROM json_each(?)) ORDER BY entry_id, revision
        """,
        (listed(ids),),
    )
    return tuple(
        FormerText(
            entry_id=EntryId(row["entry_id"]),
            revision=row["revision"],
            replaced_at=instant(row["replaced_at"]),
            title=row["title"],
            extract=row["extract"],
            body=row["body"],
        )
        for row in found
    )

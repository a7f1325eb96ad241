"""Topics of which not all that was stored before has been looked at: how far each has come, down from the newest.

A row is made in the transaction in which a topic gets its first follower, so that no crash can lose it: what the
lane records from then on it matches against the topic itself, and everything before has a lower id than `below`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence

from bot.model import EntryId, Topic, TopicId
from bot.ports import BackMatch, Unmatched
from bot.store.codecs import dump, dump_hits, listed


def begin(db: sqlite3.Connection, topic_id: TopicId) -> None:
    """Everything that is stored now is to be looked at, whatever had been before."""
    db.execute(
        """
        INSERT OR REPLACE INTO back_matching (topic_id, below, looked_at, matched)
        SELECT ?, coalesce(max(id), 0) + 1, 0, 0 FROM entries
        """,
        (topic_id,),
    )


def unmatched(
    db: sqlite3.Connection, of: Collection[TopicId] | None, since: int | None
) -> tuple[Unmatched, ...]:
    """See `Topics.unmatched`."""
    found = db.execute(
        """
        SELECT b.topic_id, t.query, b.below, b.looked_at, b.matched
        FROM back_matching b JOIN topics t ON t.id = b.topic_id
        WHERE ?1 IS NULL OR b.topic_id IN (SELECT value FROM json_each(?1))
        ORDER BY b.looked_at, b.topic_id
        """,
        (None if of is None else listed(of),),
    ).fetchall()
    if not found:
        return ()
    # Nothing is published after it was seen, so what was published since was seen since.
    first = 0
    if since is not None:
        row = db.execute("SELECT min(+id) FROM entries WHERE seen_at >= ?", (since,)).fetchone()
        first = 2**62 if row[0] is None else row[0]
    return tuple(
        Unmatched(Topic(TopicId(row[0]), row[1]), EntryId(row[2]), row[3], row[4])
        for row in found
        if row[2] > first
    )


def advance(
    db: sqlite3.Connection,
    was: Unmatched,
    found: Sequence[BackMatch],
    below: EntryId | None,
    looked_at: int,
) -> bool:
    """See `Topics.advance`."""
    add(db, was.topic.id, found, "DO NOTHING")
    here = (was.topic.id, was.below)
    followed = db.execute("SELECT 1 FROM subscriptions WHERE topic_id = ? LIMIT 1", here[:1]).fetchone()
    if below is None or followed is None:
        gone = db.execute("DELETE FROM back_matching WHERE topic_id = ? AND below = ?", here)
        return bool(gone.rowcount)
    moved = db.execute(
        """
        UPDATE back_matching SET below = ?, looked_at = looked_at + ?, matched = matched + ?
        WHERE topic_id = ? AND below = ?
        """,
        (below, looked_at, len(found), *here),
    )
    return bool(moved.rowcount)


def unread_below(db: sqlite3.Connection) -> Mapping[int, int]:
    """By topic: entries with a lower id may match it, and are not known to."""
    return {row[0]: row[1] for row in db.execute("SELECT topic_id, below FROM back_matching")}


def add(db: sqlite3.Connection, topic_id: TopicId, found: Sequence[BackMatch], if_known: str) -> None:
    """Each takes its entry's own `seq`; of a topic that does not exist nothing is stored."""
    values = [[each.entry_id, each.revision, dump_hits(each.match.hits)] for each in found]
    db.execute(
        f"""
        INSERT INTO matches (topic_id, entry_id, story_id, seq, published_at, hits)
        SELECT t.id, e.id, e.story_id, e.seq, e.published_at, json_extract(v.value, '$[2]')
        FROM json_each(?) AS v
        JOIN entries e ON e.id = json_extract(v.value, '$[0]') AND e.revision = json_extract(v.value, '$[1]')
        JOIN topics t ON t.id = ?
        WHERE e.story_id IS NOT NULL
        ON CONFLICT (topic_id, entry_id) {if_known}
        """,  # noqa: S608 - constants
        (dump(values), topic_id),
    )

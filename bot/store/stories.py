"""The reading side of stories: which ones a span, a cursor or a topic names, and all that they hold."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from bot.model import EntryId, MatchedEntry, Seq, Story, StoryId, Tally, TopicId, TopicMatch
from bot.ports import News, Tallies
from bot.store import rows
from bot.store.codecs import listed, load_hits


def news(db: sqlite3.Connection, topics: Collection[TopicId], after: Seq, upto: Seq) -> tuple[News, ...]:
    """See `Entries.news`."""
    found = db.execute(
        """
        SELECT topic_id, entry_id, story_id, seq FROM matches
        WHERE topic_id IN (SELECT value FROM json_each(?)) AND seq > ? AND seq <= ?
        ORDER BY seq, topic_id, entry_id
        """,
        (listed(topics), after, upto),
    )
    return tuple(News(TopicId(row[0]), EntryId(row[1]), StoryId(row[2]), Seq(row[3])) for row in found)


def tallies(
    db: sqlite3.Connection,
    topics: Collection[tuple[TopicId, Seq]],
    upto: Seq,
    left_out: Collection[str],
    of_each: int,
) -> Tallies:
    """See `Entries.tallies`; the counting is the database's: of a pause of months there may be very many."""
    wanted = json.dumps([list(each) for each in topics])
    found = db.execute(
        """
        WITH hits AS MATERIALIZED (
            SELECT DISTINCT m.topic_id, m.story_id FROM json_each(?) w
            CROSS JOIN matches m ON m.topic_id = json_extract(w.value, '$[0]')
                AND m.seq > json_extract(w.value, '$[1]') AND m.seq <= ?
        ), told AS MATERIALIZED (
            SELECT e.story_id, count(DISTINCT f.outlet) AS outlets FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.story_id IN (SELECT story_id FROM hits) AND f.outlet NOT IN (SELECT value FROM json_each(?))
            GROUP BY e.story_id
        ), ranked AS (
            SELECT topic_id, story_id, outlets, row_number() OVER (
                PARTITION BY topic_id ORDER BY outlets DESC, story_id DESC
            ) AS place
            FROM hits JOIN told USING (story_id)
        )
        SELECT topic_id, story_id, outlets, (SELECT count(*) FROM told) AS stories FROM ranked WHERE place <= ?
        """,
        (wanted, upto, json.dumps(list(left_out), ensure_ascii=False), of_each),
    ).fetchall()
    most = tuple(Tally(TopicId(row[0]), StoryId(row[1]), row[2]) for row in found)
    return Tallies(found[0]["stories"] if found else 0, most)


def published(
    db: sqlite3.Connection,
    topics: Collection[TopicId],
    start: int | None,
    end: int,
    left_out: Collection[str] = (),
) -> tuple[StoryId, ...]:
    """See `Entries.published`."""
    asked: list[str | int] = [listed(topics), -(2**62) if start is None else start, end]
    by_others = ""
    if left_out:  # few chats leave anybody out: the others need not look up who wrote
        by_others = f"AND (SELECT {rows.BY_OTHERS} FROM entries e WHERE e.id = m.entry_id)"  # noqa: S608 - a constant
        asked.append(listed(left_out))
    found = db.execute(
        f"""
        SELECT story_id, max(published_at) AS newest FROM matches m
        WHERE topic_id IN (SELECT value FROM json_each(?)) AND published_at >= ? AND published_at <= ? {by_others}
        GROUP BY story_id ORDER BY newest DESC, story_id DESC
        """,  # noqa: S608 - constants
        asked,
    )
    return tuple(StoryId(row["story_id"]) for row in found)


def stories(
    db: sqlite3.Connection, ids: Collection[StoryId], topics: Collection[TopicId]
) -> tuple[Story, ...]:
    """See `Entries.stories`."""
    wanted = listed(ids)
    revisions = db.execute(
        "SELECT id, revision FROM stories WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (wanted,)
    ).fetchall()
    found = db.execute(
        f"""
        SELECT {rows.ENTRY_COLUMNS} FROM entries e JOIN feeds f ON f.id = e.feed_id
        WHERE e.story_id IN (SELECT value FROM json_each(?)) ORDER BY e.story_id, e.id
        """,  # noqa: S608 - a constant
        (wanted,),
    )
    entries = [rows.entry(row) for row in found]
    matches = _matches(db, [entry.id for entry in entries], topics)
    members: defaultdict[int | None, list[MatchedEntry]] = defaultdict(list)
    for entry in entries:
        members[entry.story_id].append(MatchedEntry(entry, tuple(matches.get(entry.id, ()))))
    return tuple(Story(StoryId(row["id"]), row["revision"], tuple(members[row["id"]])) for row in revisions)


def most_told(
    db: sqlite3.Connection, ids: Collection[StoryId], limit: int, left_out: Collection[str] = ()
) -> tuple[StoryId, ...]:
    """See `Entries.most_told`."""
    found = db.execute(
        f"""
        SELECT e.story_id FROM entries e
        WHERE e.story_id IN (SELECT value FROM json_each(?)) AND {rows.BY_OTHERS}
        GROUP BY e.story_id ORDER BY count(DISTINCT e.feed_id) DESC, max(e.id) DESC LIMIT ?
        """,  # noqa: S608 - a constant
        (listed(ids), listed(left_out), limit),
    )
    return tuple(StoryId(row[0]) for row in found)


def _matches(
    db: sqlite3.Connection, entries: Sequence[EntryId], topics: Collection[TopicId]
) -> Mapping[EntryId, list[TopicMatch]]:
    found = db.execute(
        """
        SELECT topic_id, entry_id, seq, hits FROM matches
        WHERE topic_id IN (SELECT value FROM json_each(?)) AND entry_id IN (SELECT value FROM json_each(?))
        ORDER BY entry_id, topic_id
        """,
        (listed(topics), listed(entries)),
    )
    matches: defaultdict[EntryId, list[TopicMatch]] = defaultdict(list)
    for topic_id, entry_id, seq, hits in found:
        match = TopicMatch(TopicId(topic_id), load_hits(hits), None if seq is None else Seq(seq))
        matches[EntryId(entry_id)].append(match)
    return matches


def touched(db: sqlite3.Connection, after: Seq, upto: Seq) -> tuple[tuple[StoryId, Seq], ...]:
    """See `Entries.touched`."""
    found = db.execute(
        """
        SELECT story_id, max(seq) AS latest FROM entries WHERE seq > ? AND seq <= ?
        GROUP BY story_id ORDER BY latest
        """,
        (after, upto),
    )
    return tuple((StoryId(row["story_id"]), Seq(row["latest"])) for row in found)


def reported(
    db: sqlite3.Connection, since: int, limit: int, left_out: Collection[str] = ()
) -> tuple[Story, ...]:
    """See `Entries.reported`."""
    others = listed(left_out)
    found = db.execute(
        f"""
        SELECT e.story_id, count(DISTINCT f.outlet) AS outlets, max(e.published_at) AS newest
        FROM entries e JOIN feeds f ON f.id = e.feed_id
        WHERE {rows.BY_OTHERS} AND e.story_id IN (
            SELECT e.story_id FROM entries e
            WHERE e.published_at >= ? AND e.story_id IS NOT NULL AND {rows.BY_OTHERS}
        )
        GROUP BY e.story_id ORDER BY outlets DESC, newest DESC, e.story_id DESC LIMIT ?
        """,  # noqa: S608 - constants
        (others, since, others, limit),
    )
    order = [StoryId(row["story_id"]) for row in found]
    by_id = {story.id: story for story in stories(db, order, ())}
    return tuple(by_id[story_id] for story_id in order)

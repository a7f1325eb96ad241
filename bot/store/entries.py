"""Articles: what waits for analysis, what the analysis brings, and where the stores of stories begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.model import (
    Analysis,
    Entry,
    EntryId,
    FormerText,
    Known,
    Seq,
    Story,
    StoryId,
    StoryMember,
    TopicId,
)
from bot.ports import Mention, News, Place, Tallies
from bot.store import analyses, counters, former, rows, spikes, stories, vocabulary
from bot.store.candidates import candidates, candidates_below, places, told_between
from bot.store.codecs import listed
from bot.store.connection import Connections
from bot.store.instants import instant, instant_or_none, to_micros, to_micros_or_none


class SqliteEntries:
    """`Entries` on SQLite.

    It remembers which edit of each entry was handed out for analysis last: an edit too small to raise the revision
    moves the words all the same, and what was found in the former text must not be stored over it.
    """

    def __init__(self, connections: Connections) -> None:
        self._at = connections
        self._handed_out: dict[EntryId, int] = {}

    async def list_unanalysed(self, limit: int) -> tuple[Entry, ...]:
        """See `Entries.list_unanalysed`."""
        entries, self._handed_out = await self._at.read(_unanalysed, limit)
        return entries

    async def record(self, analyses_: Sequence[Analysis], topics_revision: int) -> Seq:
        """See `Entries.record`."""
        return await self._at.write(analyses.record, analyses_, topics_revision, self._handed_out)

    async def reindex(self, keys: Sequence[tuple[EntryId, int, Sequence[str]]]) -> None:
        """Give analysed entries the keys of a new analyser: entry, the revision they were made from, keys."""
        await self._at.write(_reindex, keys)

    async def edits(self, ids: Collection[EntryId]) -> tuple[FormerText, ...]:
        """See `Entries.edits`."""
        return await self._at.read(former.edits, ids)

    async def page(self, after: EntryId, limit: int) -> tuple[Entry, ...]:
        """See `Entries.page`."""
        return await self._at.read(_page, after, limit)

    async def latest_seq(self) -> Seq:
        """See `Entries.latest_seq`."""
        return await self._at.read(counters.latest_seq)

    async def seq_at(self, when: datetime) -> Seq:
        """See `Entries.seq_at`."""
        return await self._at.read(_seq_at, to_micros(when))

    async def members(self, arrived_since: datetime) -> tuple[StoryMember, ...]:
        """See `Entries.members`."""
        return await self._at.read(_members, to_micros(arrived_since))

    async def candidates(
        self, keys: Sequence[Sequence[str]], start: datetime | None, end: datetime | None, limit: int
    ) -> tuple[Entry, ...]:
        """See `Entries.candidates`."""
        span = to_micros_or_none(start), to_micros_or_none(end)
        return await self._at.read(candidates, keys, *span, limit)

    async def candidates_below(
        self, keys: Sequence[Sequence[str]], below: EntryId, limit: int
    ) -> tuple[Entry, ...]:
        """See `Entries.candidates_below`."""
        return await self._at.read(candidates_below, keys, below, limit)

    async def held(self, keys: Collection[str]) -> frozenset[str]:
        """See `Entries.held`."""
        return await self._at.read(vocabulary.held, keys)

    async def vocabulary(self, first_letters: Collection[str], lengths: tuple[int, int]) -> tuple[Known, ...]:
        """See `Entries.vocabulary`."""
        return await self._at.read(vocabulary.words, first_letters, lengths)

    async def places(
        self,
        keys: Sequence[Sequence[str]],
        start: datetime | None,
        end: datetime | None,
        limit: int,
        left_out: Collection[str] = (),
    ) -> tuple[Place, ...]:
        """See `Entries.places`."""
        span = to_micros_or_none(start), to_micros_or_none(end)
        return await self._at.read(places, keys, *span, limit, left_out)

    async def told_between(
        self, keys: Sequence[Sequence[str]], instants: Sequence[datetime], left_out: Collection[str] = ()
    ) -> tuple[tuple[StoryId, ...], ...]:
        """See `Entries.told_between`."""
        return await self._at.read(told_between, keys, [to_micros(each) for each in instants], left_out)

    async def most_told(
        self, ids: Collection[StoryId], limit: int, left_out: Collection[str] = ()
    ) -> tuple[StoryId, ...]:
        """See `Entries.most_told`."""
        return await self._at.read(stories.most_told, ids, limit, left_out)

    async def news(self, topics: Collection[TopicId], after: Seq, upto: Seq) -> tuple[News, ...]:
        """See `Entries.news`."""
        return await self._at.read(stories.news, topics, after, upto)

    async def tallies(
        self, topics: Collection[tuple[TopicId, Seq]], upto: Seq, left_out: Collection[str], of_each: int
    ) -> Tallies:
        """See `Entries.tallies`."""
        return await self._at.read(stories.tallies, topics, upto, left_out, of_each)

    async def published(
        self,
        topics: Collection[TopicId],
        start: datetime | None,
        end: datetime,
        left_out: Collection[str] = (),
    ) -> tuple[StoryId, ...]:
        """See `Entries.published`."""
        span = to_micros_or_none(start), to_micros(end)
        return await self._at.read(stories.published, topics, *span, left_out)

    async def mentions(
        self, topic_id: TopicId, since: datetime, fewest: int, hour: datetime
    ) -> tuple[Mention, ...]:
        """See `Entries.mentions`."""
        return await self._at.read(spikes.mentions, topic_id, to_micros(since), fewest, to_micros(hour))

    async def first_seen_at(self) -> datetime | None:
        """See `Entries.first_seen_at`."""
        return instant_or_none(await self._at.read(spikes.first_seen_at))

    async def stories(self, ids: Collection[StoryId], topics: Collection[TopicId]) -> tuple[Story, ...]:
        """See `Entries.stories`."""
        return await self._at.read(stories.stories, ids, topics)

    async def touched(self, after: Seq, upto: Seq) -> tuple[tuple[StoryId, Seq], ...]:
        """See `Entries.touched`."""
        return await self._at.read(stories.touched, after, upto)

    async def reported(
        self, since: datetime, limit: int, left_out: Collection[str] = ()
    ) -> tuple[Story, ...]:
        """See `Entries.reported`."""
        return await self._at.read(stories.reported, to_micros(since), limit, left_out)


def _unanalysed(db: sqlite3.Connection, limit: int) -> tuple[tuple[Entry, ...], dict[EntryId, int]]:
    found = db.execute(
        f"""
        SELECT {rows.ENTRY_COLUMNS}, e.edits FROM entries e JOIN feeds f ON f.id = e.feed_id
        WHERE e.is_analysed = 0 ORDER BY e.is_baseline, e.id LIMIT ?
        """,  # noqa: S608 - a constant
        (limit,),
    ).fetchall()
    return tuple(rows.entry(row) for row in found), {EntryId(row["id"]): row["edits"] for row in found}


def _page(db: sqlite3.Connection, after: EntryId, limit: int) -> tuple[Entry, ...]:
    found = db.execute(
        f"""
        SELECT {rows.ENTRY_COLUMNS} FROM entries e JOIN feeds f ON f.id = e.feed_id
        WHERE e.id > ? AND e.story_id IS NOT NULL ORDER BY e.id LIMIT ?
        """,  # noqa: S608
        (after, limit),
    )
    return tuple(rows.entry(row) for row in found)


def _reindex(db: sqlite3.Connection, keys: Sequence[tuple[EntryId, int, Sequence[str]]]) -> None:
    found = db.execute(
        """
        SELECT id, revision FROM entries
        WHERE story_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))
        """,
        (listed(entry_id for entry_id, _, _ in keys),),
    )
    current = {(row["id"], row["revision"]) for row in found}
    analyses.write_keys(db, [(id_, " ".join(k)) for id_, revision, k in keys if (id_, revision) in current])


def _seq_at(db: sqlite3.Connection, when: int) -> Seq:
    # Walked from the newest: what arrived since is little, what arrived before is nearly everything.
    row = db.execute(
        "SELECT seq FROM entries WHERE seq IS NOT NULL AND seen_at <= ? ORDER BY seq DESC LIMIT 1", (when,)
    ).fetchone()
    return Seq(0 if row is None else row["seq"])


def _members(db: sqlite3.Connection, arrived_since: int) -> tuple[StoryMember, ...]:
    found = db.execute(
        """
        SELECT e.id, e.story_id, f.outlet, e.link, e.title, e.published_at, e.features, e.seen_at
        FROM entries e JOIN feeds f ON f.id = e.feed_id
        WHERE e.seen_at >= ? AND e.story_id IS NOT NULL ORDER BY e.position
        """,
        (arrived_since,),
    )
    return tuple(_member(*row) for row in found)


def _member(
    entry_id: int,
    story_id: int,
    outlet: str,
    link: str,
    title: str,
    published_at: int,
    features: bytes,
    seen_at: int,
) -> StoryMember:
    ids = EntryId(entry_id), StoryId(story_id)
    return StoryMember(*ids, outlet, link, title, instant(published_at), features, instant(seen_at))

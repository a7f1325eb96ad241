"""Articles, their matches and the stories that they tell; the topics they match."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

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
    Tally,
    Topic,
    TopicId,
    TopicMatch,
)


@dataclass(frozen=True, slots=True)
class News:
    """A match past a cursor: which topic, which story, and its place in the order."""

    topic_id: TopicId
    entry_id: EntryId
    story_id: StoryId
    seq: Seq


@dataclass(frozen=True, slots=True)
class Mention:
    """One article that matches a topic: when it was published, by whom, and of which story."""

    at: datetime
    outlet: str
    story_id: StoryId


@dataclass(frozen=True, slots=True)
class BackMatch:
    """A match found in what is stored already, with the revision it was made from."""

    entry_id: EntryId
    revision: int
    match: TopicMatch


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A topic of which not all that was stored before it was made has been looked at, and how far that has come.

    Articles with a lower id than `below` are still to come. `looked_at` of those that the index named have been, and
    `matched` of them match.
    """

    topic: Topic
    below: EntryId
    looked_at: int
    matched: int


class Place(NamedTuple):
    """An article that may match a query, by the index: of which story it is, and when it was published."""

    entry_id: EntryId
    story_id: StoryId
    published_at: datetime


class Tallies(NamedTuple):
    """How many stories there are, and those of each topic that most outlets tell."""

    stories: int
    most: tuple[Tally, ...]


class Entries(Protocol):
    """Articles, their matches, and the stories that they tell."""

    async def list_unanalysed(self, limit: int) -> tuple[Entry, ...]:
        """Entries never analysed, or edited since: live ones in order of arrival, then first readings."""
        ...

    async def record(self, analyses: Sequence[Analysis], topics_revision: int) -> Seq:
        """Store a batch of analyses and number what is news; the highest `seq` in use afterwards.

        A live entry analysed for the first time takes the next `seq`, and so do its matches. An edited entry keeps
        its `seq`, story, features and the `seq` of matches it had; a topic that it newly matches gets the next `seq`
        for that match; matches it lost disappear. Baseline entries and their first matches have none. A story's
        revision starts at 1 and rises by one for each analysis with `raises_story` of an entry that is not baseline.
        An analysis of an outdated revision of its entry is left out.
        Raises `StaleTopics`, with nothing written, when `topics_revision` is not the present one.
        """
        ...

    async def edits(self, ids: Collection[EntryId]) -> tuple[FormerText, ...]:
        """What these entries said before their material edits, by entry then revision, oldest first.

        With the entry itself as the last, each is what the one before became: what a correction compares. Of many
        edits the first text and the latest ones are kept, as long as their entry.
        """
        ...

    async def page(self, after: EntryId, limit: int) -> tuple[Entry, ...]:
        """Analysed entries with a higher id, by id."""
        ...

    async def reindex(self, keys: Sequence[tuple[EntryId, int, Sequence[str]]]) -> None:
        """Replace the keys of entries in the index: id, the revision they were made from, keys.

        Those made from another revision than the present one are left out.
        """
        ...

    async def latest_seq(self) -> Seq:
        """The highest `seq` in use, 0 at first."""
        ...

    async def seq_at(self, when: datetime) -> Seq:
        """The highest `seq` of an entry that had arrived by then, 0 when none had."""
        ...

    async def members(self, arrived_since: datetime) -> tuple[StoryMember, ...]:
        """Analysed entries that arrived since, in order of analysis: what a restart rebuilds stories from."""
        ...

    async def candidates(
        self, keys: Sequence[Sequence[str]], start: datetime | None, end: datetime | None, limit: int
    ) -> tuple[Entry, ...]:
        """Analysed entries published in [start, end] that hold a key of every group, newest first.

        With no group, all entries of that span. A superset of what matches: verify with the matcher.
        """
        ...

    async def candidates_below(
        self, keys: Sequence[Sequence[str]], below: EntryId, limit: int
    ) -> tuple[Entry, ...]:
        """As `candidates`, in order of id: those with the highest ids lower than that, the highest first."""
        ...

    async def held(self, keys: Collection[str]) -> frozenset[str]:
        """Those of the index's keys that at least one analysed entry holds."""
        ...

    async def vocabulary(self, first_letters: Collection[str], lengths: tuple[int, int]) -> tuple[Known, ...]:
        """Keys of that many letters (both ends included) that begin so, made of a to z alone, with their entries."""
        ...

    async def places(
        self,
        keys: Sequence[Sequence[str]],
        start: datetime | None,
        end: datetime | None,
        limit: int,
        left_out: Collection[str] = (),
    ) -> tuple[Place, ...]:
        """As `candidates`, without their text: of the `limit` that arrived last, the newest first.

        Articles of the outlets left out are as if they were not there, here and below.
        """
        ...

    async def told_between(
        self, keys: Sequence[Sequence[str]], instants: Sequence[datetime], left_out: Collection[str] = ()
    ) -> tuple[tuple[StoryId, ...], ...]:
        """The stories of all places published between each two of the instants (the first included, the second not).

        One group a pair of neighbours; a story is in the group of its first article since the first instant, and
        each group is in that order. At least two instants, rising.
        """
        ...

    async def most_told(
        self, ids: Collection[StoryId], limit: int, left_out: Collection[str] = ()
    ) -> tuple[StoryId, ...]:
        """At most so many of the stories: those that most feeds tell; of equals, the one with the latest arrival."""
        ...

    async def news(self, topics: Collection[TopicId], after: Seq, upto: Seq) -> tuple[News, ...]:
        """Matches of these topics with `after < seq <= upto`, in order of `seq`."""
        ...

    async def tallies(
        self, topics: Collection[tuple[TopicId, Seq]], upto: Seq, left_out: Collection[str], of_each: int
    ) -> Tallies:
        """The stories of which an entry matches a topic past that topic's own `seq`, up to `upto`.

        Of each topic the `of_each` that most outlets tell, of equals the younger ones. Outlets left out are not
        counted; stories that only they tell are not among them.
        """
        ...

    async def published(
        self,
        topics: Collection[TopicId],
        start: datetime | None,
        end: datetime,
        left_out: Collection[str] = (),
    ) -> tuple[StoryId, ...]:
        """Stories of which an entry published in [start, end] matches one of these topics; newest first, unique."""
        ...

    async def mentions(
        self, topic_id: TopicId, since: datetime, fewest: int, hour: datetime
    ) -> tuple[Mention, ...]:
        """Articles on the topic published since then, in any order; none where fewer than so many came since `hour`.

        Of those published since `hour` first readings are left out: a feed that was added now is no news.
        """
        ...

    async def first_seen_at(self) -> datetime | None:
        """When the oldest article that is kept arrived; None without any."""
        ...

    async def stories(self, ids: Collection[StoryId], topics: Collection[TopicId]) -> tuple[Story, ...]:
        """Those stories with all their entries, and the matches of each among these topics; in order of id."""
        ...

    async def touched(self, after: Seq, upto: Seq) -> tuple[tuple[StoryId, Seq], ...]:
        """Stories that an entry with `after < seq <= upto` belongs to, with the highest such `seq`; in its order."""
        ...

    async def reported(
        self, since: datetime, limit: int, left_out: Collection[str] = ()
    ) -> tuple[Story, ...]:
        """Stories most reported (by number of outlets, then newest) with an entry published since; no matches.

        Their articles by outlets left out are counted nowhere, but among their entries.
        """
        ...


class Topics(Protocol):
    """Canonical queries, shared by all who typed an equivalent one."""

    async def all(self) -> tuple[int, tuple[Topic, ...]]:
        """The revision of the set, which rises with each change of it, and the topics somebody follows, by id."""
        ...

    async def find(self, query: str) -> Topic | None:
        """The topic with that canonical query, followed or not."""
        ...

    async def get(self, topic_id: TopicId) -> Topic:
        """Raises `NotFound`."""
        ...

    async def ensure(self, query: str) -> tuple[Topic, bool]:
        """The topic of that canonical query, made if need be; whether it needs back-matching.

        True for a new topic and for one that nobody followed any more (its matches have gaps).
        """
        ...

    async def back_match(self, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
        """Add matches found in what is stored; each takes its entry's own `seq`, so it is never news by itself.

        Idempotent; a match that exists stays as it is; one made from an outdated revision is left out.
        """
        ...

    async def unmatched(
        self, topics: Collection[TopicId] | None = None, since: datetime | None = None
    ) -> tuple[Unmatched, ...]:
        """Those of the topics (None: of all) that have not been looked for in all that was stored before.

        With `since`, in all of it that was published since then. Those that have come the least far first.
        A topic is one of them from the transaction in which it gets its first follower until `advance` ends it.
        """
        ...

    async def advance(
        self, was: Unmatched, found: Sequence[BackMatch], below: EntryId | None, looked_at: int
    ) -> bool:
        """As `back_match`, and remember that the topic has come down to `below`, or (None) to the end.

        Of two that start from the same place one moves it: False for the other, whose matches are added all the
        same. A topic that nobody follows any more is at its end.
        """
        ...

    async def replace(self, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
        """As `back_match`, and matches not found any more disappear; those that stay keep their `seq`."""
        ...

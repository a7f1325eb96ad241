"""What all whose digest is due at once share: the same instant, order, coverage, news, cards and words.

A story's card is the same for all who follow the same of its topics, whatever else they follow; the words of a digest
are the same for all who are shown the same cards in the same language and zone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.core.calendar import next_due, previous_due
from bot.core.card import brief_card, make_card, newsrooms, topics_in
from bot.core.compose import Pick, compose_ranked, rank
from bot.core.leaving_out import covered_without, without
from bot.model import (
    Card,
    Coverage,
    Destination,
    Digest,
    Entry,
    EntryId,
    Length,
    MatchedEntry,
    Message,
    Preferences,
    Seq,
    Slot,
    Story,
    StoryId,
    Told,
    Topic,
    Window,
)
from bot.ports import ClaimedDestination
from bot.services.desk import Desk
from bot.services.lengths import extent
from bot.services.wanted import wanted_by
from bot.views.digest import render_digest
from bot.views.voice import Voice

REACH = timedelta(hours=48)  # how far back a digest looks after a pause or downtime
SHARED_FOR = timedelta(minutes=1)  # how long what is shared counts as the present
MOST_SHARED = 5_000  # sets of topics, and digests: some kilobytes each

DueOf = Callable[[Sequence[Slot], ZoneInfo, datetime], datetime | None]


@dataclass(frozen=True, slots=True)
class _Taste:
    """What of a chat's choices changes the cards that it is shown."""

    length: Length
    left_out: frozenset[str]

    @classmethod
    def of(cls, chosen: Preferences) -> _Taste:
        return cls(chosen.length, chosen.left_out)


@dataclass
class Morning:
    """One instant at which digests are due, and what has been found out for it so far."""

    desk: Desk
    now: datetime
    upto: Seq
    coverage: Coverage
    floors: dict[timedelta, Seq] = field(default_factory=dict)
    news: dict[tuple[object, ...], tuple[StoryId, ...]] = field(default_factory=dict)
    picks: dict[tuple[object, ...], tuple[Pick, ...]] = field(default_factory=dict)
    entries: dict[EntryId, Entry] = field(default_factory=dict)  # so that sets of topics share their texts
    newsrooms: dict[StoryId, int] = field(default_factory=dict)
    cards: dict[tuple[object, ...], Card] = field(default_factory=dict)
    briefs: dict[tuple[object, ...], Card] = field(default_factory=dict)
    digests: dict[tuple[object, ...], Digest] = field(default_factory=dict)
    words: dict[tuple[object, ...], tuple[Message, ...]] = field(default_factory=dict)
    dues: dict[tuple[object, ...], datetime | None] = field(default_factory=dict)

    @classmethod
    async def open(cls, desk: Desk) -> Morning:
        """The present."""
        store = desk.store
        return cls(desk, desk.clock.now(), await store.entries.latest_seq(), await store.feeds.coverage())

    def serves(self, now: datetime) -> bool:
        """Whether what was opened then is still the present, and small."""
        return self.now <= now < self.now + SHARED_FOR and len(self.picks) < MOST_SHARED

    async def new_stories(self, claim: ClaimedDestination) -> tuple[StoryId, ...]:
        """The stories that are news to a destination, whatever it has been told."""
        after = max(claim.destination.cursor, await self._floor(self._reach(claim)))
        topics = frozenset(s.topic.id for s in claim.subscriptions)
        # A subscription older than the rest of the reckoning hides nothing.
        since = tuple((s.topic.id, s.since_seq) for s in claim.subscriptions if s.since_seq > after)
        key = (topics, after, since)
        if key not in self.news:
            found = await self.desk.store.entries.news(topics, after, self.upto)
            hidden = dict(since)
            seen = (n.story_id for n in found if n.seq > hidden.get(n.topic_id, after))
            self.news[key] = tuple(dict.fromkeys(seen))
        return self.news[key]

    async def digest(
        self, claim: ClaimedDestination, ids: tuple[StoryId, ...], told: Mapping[StoryId, Told]
    ) -> Digest | None:
        """What it is to be told of these stories; None where it follows nothing."""
        if not claim.subscriptions:
            return None
        destination = claim.destination
        # By no chat's own words: what is made here is shared with others who follow the same.
        topics = tuple(replace(s.topic, said="") for s in claim.subscriptions)
        reach = self._reach(claim)
        start = destination.last_digest_at or destination.created_at
        # Silence is no gap: the cursor moves at each time, whether there is anything to say or not.
        gap = start if await self._floor(reach) > destination.cursor else None
        since = max(start, self.now - reach)
        taste = _Taste.of(destination.preferences)
        key = (tuple(topic.id for topic in topics), ids, frozenset(told.values()), since, gap, taste)
        if key not in self.digests:
            if len(self.digests) >= MOST_SHARED:  # everybody was told something else: little is shared
                self.digests.clear()
                self.words.clear()
            self.digests[key] = compose_ranked(
                picks=self._grown(await self._picks(ids, topics, taste.left_out), claim, told),
                topics=topics,
                told=told,
                window=Window(since, self.now),
                coverage=covered_without(self.coverage, taste.left_out),
                card=partial(self._card, taste),
                brief=partial(self._brief, taste),
                max_stories=self.desk.rules.max_stories,
                gap_from=gap,
            )
        return self.digests[key]

    def words_of(self, destination: Destination, digest: Digest) -> tuple[Message, ...]:
        """The messages of a digest."""
        # Cards are kept as long as words are: their identity is their name.
        start = digest.window.start if digest.gap_from is not None else None
        key = (
            *(tuple(map(id, digest.cards)), tuple(map(id, digest.recalled)), len(digest.others)),
            *(start, digest.gap_from, destination.language, destination.zone),
            *(destination.preferences.left_out, destination.preferences.previews),
        )
        if key not in self.words:
            self.words[key] = render_digest(
                digest,
                voice_at(destination, self.now),
                self.desk.rules.spare,
                preview=destination.preferences.previews,
            )
        return self.words[key]

    def next_due(self, claim: ClaimedDestination) -> datetime | None:
        """When the destination is due after this time."""
        return self._due(next_due, claim.destination, max(self.now, claim.due_at))

    def _reach(self, claim: ClaimedDestination) -> timedelta:
        """48 hours, or the destination's own rhythm where it is slower: a weekly digest covers its week."""
        former = self._due(previous_due, claim.destination, claim.due_at)
        late = self.now - claim.due_at
        return REACH if former is None else max(REACH, claim.due_at - former + min(late, timedelta(hours=1)))

    async def _floor(self, reach: timedelta) -> Seq:
        if reach not in self.floors:
            self.floors[reach] = await self.desk.store.entries.seq_at(self.now - reach)
        return self.floors[reach]

    async def _picks(
        self, ids: tuple[StoryId, ...], topics: Sequence[Topic], left_out: frozenset[str]
    ) -> tuple[Pick, ...]:
        key = (frozenset(topic.id for topic in topics), ids, left_out)
        if key not in self.picks:
            stories = map(self._sharing, await self.desk.store.entries.stories(ids, key[0]))
            if left_out:  # told by fewer newsrooms than others know of
                kept = (without(story, left_out) for story in stories)
                self.picks[key] = rank([story for story in kept if story is not None])
            else:
                self.picks[key] = rank(list(stories), self._newsrooms)
        return self.picks[key]

    def _grown(
        self, picks: tuple[Pick, ...], claim: ClaimedDestination, told: Mapping[StoryId, Told]
    ) -> tuple[Pick, ...]:
        """Those that are still news without the outlets left out: one of them may be all that a story grew by."""
        if not claim.destination.preferences.left_out:
            return picks
        since = {s.topic.id: max(s.since_seq, claim.destination.cursor) for s in claim.subscriptions}
        return tuple(
            pick
            for pick in picks
            if any(
                match.seq is not None and match.seq > since.get(match.topic_id, match.seq)
                for member in pick.story.entries
                for match in member.matches
            )
        )

    def _sharing(self, story: Story) -> Story:
        members = tuple(
            MatchedEntry(self.entries.setdefault(member.entry.id, member.entry), member.matches)
            for member in story.entries
        )
        return replace(story, entries=members)

    def _newsrooms(self, story: Story) -> int:
        if story.id not in self.newsrooms:
            self.newsrooms[story.id] = newsrooms(story)
        return self.newsrooms[story.id]

    def _card(self, taste: _Taste, story: Story, topics: Sequence[Topic], told_at: datetime | None) -> Card:
        if taste.length is Length.TITLES:
            return self._brief(taste, story, topics, told_at)
        matched = topics_in(story, topics)
        key = (story.id, tuple(topic.id for topic in matched), told_at, taste)
        if key not in self.cards:
            max_chars, max_sentences = extent(self.desk, taste.length)
            self.cards[key] = make_card(
                story,
                matched,
                wanted_by(self.desk, matched),
                told_at=told_at,
                max_chars=max_chars,
                max_sentences=max_sentences,
            )
        return self.cards[key]

    def _brief(self, taste: _Taste, story: Story, topics: Sequence[Topic], told_at: datetime | None) -> Card:
        matched = topics_in(story, topics)
        key = (story.id, tuple(topic.id for topic in matched), told_at, taste.left_out)
        if key not in self.briefs:
            self.briefs[key] = brief_card(story, matched, told_at)
        return self.briefs[key]

    def _due(self, of: DueOf, destination: Destination, at: datetime) -> datetime | None:
        key = (of, destination.slots, destination.zone, at)
        if key not in self.dues:
            self.dues[key] = of(destination.slots, ZoneInfo(destination.zone), at)
        return self.dues[key]


def voice_at(destination: Destination, now: datetime) -> Voice:
    """How a destination is spoken to then."""
    return Voice(destination.language, ZoneInfo(destination.zone), now)

"""Digests at their time: what each due destination is told, against what it has been told already.

News, stories and cards are shared between destinations that follow the same topics from the same place in the
order; choosing is each one's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.core.calendar import next_due, previous_due
from bot.core.compose import Pick, brief_card, compose_ranked, make_card, newsrooms, rank, topics_in
from bot.core.leaving_out import covered_without, without
from bot.model import (
    Card,
    Coverage,
    Destination,
    DestinationId,
    Digest,
    Draft,
    Entry,
    EntryId,
    How,
    Kind,
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
from bot.ports import ClaimedDestination, DigestRecord, Prepared
from bot.services.brake import Tick
from bot.services.desk import Desk
from bot.services.lengths import extent
from bot.services.reading import MOST_OTHERS
from bot.services.wanted import wanted_by
from bot.views.digest import render_digest, render_watch
from bot.views.voice import Voice

LEASE = timedelta(minutes=2)
BATCH = 200  # destinations a transaction: sending the former batch takes longer than composing the next
REACH = timedelta(hours=48)  # how far back a digest looks after a pause or downtime
SHARED_FOR = timedelta(minutes=1)  # how long what is shared counts as the present
MOST_SHARED = 5_000  # sets of topics, and digests: some kilobytes each
SILENCE = timedelta(days=3)  # after so long without a word, one line says that the watch goes on

DueOf = Callable[[Sequence[Slot], ZoneInfo, datetime], datetime | None]


async def prepare_due(desk: Desk) -> int:
    """Owe every due destination its digest; how many digests were written (silent ones apart)."""
    morning: _Morning | None = None
    written, tick = 0, Tick(desk, Kind.DIGEST, desk.clock.now())
    while claims := await desk.store.destinations.claim_due(desk.clock.now(), LEASE, BATCH):
        morning = morning if morning and morning.serves(desk.clock.now()) else await _Morning.open(desk)
        prepared = await morning.prepare(claims)
        await tick.about_to_owe(sum(len(each.drafts) for each in prepared))
        done = await desk.store.destinations.commit(prepared, morning.now)
        written += sum(1 for p in prepared if p.drafts and p.claim.destination.id in done)
        desk.wake()
        if len(claims) < BATCH:
            break
    await tick.is_over()
    return written


@dataclass(frozen=True, slots=True)
class _Taste:
    """What of a chat's choices changes the cards that it is shown."""

    length: Length
    left_out: frozenset[str]

    @classmethod
    def of(cls, chosen: Preferences) -> _Taste:
        return cls(chosen.length, chosen.left_out)


@dataclass
class _Morning:
    """What all who are due at once share: the same instant, order, coverage, news, cards and words.

    A story's card is the same for all who follow the same of its topics, whatever else they follow; the words of a
    digest are the same for all who are shown the same cards in the same language and zone.
    """

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
    async def open(cls, desk: Desk) -> _Morning:
        store = desk.store
        return cls(desk, desk.clock.now(), await store.entries.latest_seq(), await store.feeds.coverage())

    def serves(self, now: datetime) -> bool:
        """Whether what was opened then is still the present, and small."""
        return self.now <= now < self.now + SHARED_FOR and len(self.picks) < MOST_SHARED

    async def prepare(self, claims: Sequence[ClaimedDestination]) -> list[Prepared]:
        """The digest of each destination, or the silence it keeps."""
        new = {
            claim.destination.id: await self._new_stories(claim) for claim in claims if claim.subscriptions
        }
        told: dict[DestinationId, dict[StoryId, Told]] = defaultdict(dict)
        for (chat, story_id), before in (await self.desk.store.destinations.told_among(new)).items():
            told[chat][story_id] = before
        return [
            await self._prepare(claim, new.get(claim.destination.id, ()), told[claim.destination.id])
            for claim in claims
        ]

    async def _prepare(
        self, claim: ClaimedDestination, ids: tuple[StoryId, ...], told: Mapping[StoryId, Told]
    ) -> Prepared:
        destination = claim.destination
        digest = await self._digest(claim, ids, told)
        if digest is not None and (digest.cards or digest.recalled):
            return self._spoken(claim, digest)
        last = destination.last_word_at or destination.created_at
        say = bool(claim.subscriptions) and not destination.watch_said and self.now - last >= SILENCE
        drafts = self._drafts(claim, (render_watch(last, self._voice(destination)),)) if say else ()
        return self._prepared(claim, None, drafts, (), spoke=False, watch_said=say or destination.watch_said)

    async def _digest(
        self, claim: ClaimedDestination, ids: tuple[StoryId, ...], told: Mapping[StoryId, Told]
    ) -> Digest | None:
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

    def _reach(self, claim: ClaimedDestination) -> timedelta:
        """48 hours, or the destination's own rhythm where it is slower: a weekly digest covers its week."""
        former = self._due(previous_due, claim.destination, claim.due_at)
        late = self.now - claim.due_at
        return REACH if former is None else max(REACH, claim.due_at - former + min(late, timedelta(hours=1)))

    async def _floor(self, reach: timedelta) -> Seq:
        if reach not in self.floors:
            self.floors[reach] = await self.desk.store.entries.seq_at(self.now - reach)
        return self.floors[reach]

    async def _new_stories(self, claim: ClaimedDestination) -> tuple[StoryId, ...]:
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

    def _spoken(self, claim: ClaimedDestination, digest: Digest) -> Prepared:
        shown = tuple(card.story_id for card in digest.cards)
        record = DigestRecord(
            at=digest.window.end,
            shown=shown,
            others=digest.others[:MOST_OTHERS],
            topics=tuple(topic.id for topic in digest.topics),
        )
        told = tuple(
            Told(card.story_id, card.revision, How.DIGEST, self.now)
            for card in (*digest.cards, *digest.recalled)
        )
        # Also those recalled in a line: what this message tells, and untells should it never arrive.
        tells = tuple(each.story_id for each in told)
        drafts = self._drafts(claim, self._words(claim.destination, digest), tells)
        return self._prepared(claim, record, drafts, told, spoke=True, watch_said=False)

    def _words(self, destination: Destination, digest: Digest) -> tuple[Message, ...]:
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
                self._voice(destination),
                self.desk.rules.spare,
                preview=destination.preferences.previews,
            )
        return self.words[key]

    def _prepared(
        self,
        claim: ClaimedDestination,
        record: DigestRecord | None,
        drafts: tuple[Draft, ...],
        told: tuple[Told, ...],
        *,
        spoke: bool,
        watch_said: bool,
    ) -> Prepared:
        due = self._due(next_due, claim.destination, max(self.now, claim.due_at))
        return Prepared(claim, self.upto, due, record, drafts, told, spoke=spoke, watch_said=watch_said)

    def _due(self, of: DueOf, destination: Destination, at: datetime) -> datetime | None:
        key = (of, destination.slots, destination.zone, at)
        if key not in self.dues:
            self.dues[key] = of(destination.slots, ZoneInfo(destination.zone), at)
        return self.dues[key]

    def _drafts(
        self, claim: ClaimedDestination, messages: Sequence[Message], stories: tuple[StoryId, ...] = ()
    ) -> tuple[Draft, ...]:
        stamp = f"digest:{claim.destination.id}:{int(claim.due_at.timestamp())}"
        return tuple(
            Draft(claim.destination.id, Kind.DIGEST, f"{stamp}:{n}", message, stories)
            for n, message in enumerate(messages)
        )

    def _voice(self, destination: Destination) -> Voice:
        return Voice(destination.language, ZoneInfo(destination.zone), self.now)

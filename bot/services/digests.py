"""Digests at their time: what each due destination is told, against what it has been told already.

News, stories and cards are shared between destinations that follow the same topics from the same place in the
order; choosing is each one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import next_due, previous_due
from bot.core.compose import brief_card, compose, make_card
from bot.model import (
    Card,
    Coverage,
    Destination,
    Digest,
    Draft,
    How,
    Kind,
    Message,
    Seq,
    Story,
    StoryId,
    Subscription,
    Told,
    Topic,
    TopicId,
    Window,
)
from bot.ports import ClaimedDestination, DigestRecord, News, Prepared
from bot.services.brake import Tick
from bot.services.desk import Desk
from bot.services.reading import MOST_OTHERS
from bot.services.wanted import wanted_by
from bot.views.digest import render_digest, render_watch
from bot.views.voice import Voice

LEASE = timedelta(minutes=2)
BATCH = 200  # destinations a transaction
REACH = timedelta(hours=48)  # how far back a digest looks after a pause or downtime
SILENCE = timedelta(days=3)  # after so long without a word, one line says that the watch goes on


async def prepare_due(desk: Desk) -> int:
    """Owe every due destination its digest; how many digests were written (silent ones apart)."""
    written, tick = 0, Tick(desk, Kind.DIGEST, desk.clock.now())
    while claims := await desk.store.destinations.claim_due(desk.clock.now(), LEASE, BATCH):
        batch = await _Batch.open(desk)
        prepared = [await batch.prepare(claim) for claim in claims]
        await tick.about_to_owe(sum(len(each.drafts) for each in prepared))
        done = await desk.store.destinations.commit(prepared, batch.now)
        written += sum(1 for p in prepared if p.drafts and p.claim.destination.id in done)
        desk.wake()
        if len(claims) < BATCH:
            break
    await tick.is_over()
    return written


@dataclass
class _Batch:
    """What the destinations of one batch share: the same instant, order, coverage, news and cards."""

    desk: Desk
    now: datetime
    upto: Seq
    coverage: Coverage
    floors: dict[timedelta, Seq] = field(default_factory=dict)
    news: dict[tuple[frozenset[TopicId], Seq], tuple[News, ...]] = field(default_factory=dict)
    stories: dict[tuple[StoryId, frozenset[TopicId]], Story] = field(default_factory=dict)
    cards: dict[tuple[StoryId, frozenset[TopicId], datetime | None], Card] = field(default_factory=dict)
    briefs: dict[tuple[StoryId, frozenset[TopicId], datetime | None], Card] = field(default_factory=dict)

    @classmethod
    async def open(cls, desk: Desk) -> _Batch:
        store = desk.store
        return cls(desk, desk.clock.now(), await store.entries.latest_seq(), await store.feeds.coverage())

    async def prepare(self, claim: ClaimedDestination) -> Prepared:
        """The digest of one destination, or the silence it keeps."""
        destination = claim.destination
        digest = await self._digest(claim)
        if digest is not None and (digest.cards or digest.recalled):
            return self._spoken(claim, digest)
        last = destination.last_word_at or destination.created_at
        say = bool(claim.subscriptions) and not destination.watch_said and self.now - last >= SILENCE
        drafts = self._drafts(claim, (render_watch(last, self._voice(destination)),)) if say else ()
        return self._prepared(claim, None, drafts, (), spoke=False, watch_said=say or destination.watch_said)

    async def _digest(self, claim: ClaimedDestination) -> Digest | None:
        if not claim.subscriptions:
            return None
        destination, topics = claim.destination, tuple(s.topic for s in claim.subscriptions)
        reach = self._reach(claim)
        floor = await self._floor(reach)
        after = max(destination.cursor, floor)
        ids = self._new_stories(await self._news(topics, after), claim.subscriptions)
        told = await self.desk.store.destinations.told(destination.id, ids)
        start = destination.last_digest_at or destination.created_at
        # Silence is no gap: the cursor moves at each time, whether there is anything to say or not.
        gap = start if floor > destination.cursor else None
        return compose(
            stories=await self._stories(ids, topics),
            topics=topics,
            told=told,
            window=Window(max(start, self.now - reach), self.now),
            coverage=self.coverage,
            card=self._card,
            brief=self._brief,
            max_stories=self.desk.rules.max_stories,
            gap_from=gap,
        )

    def _reach(self, claim: ClaimedDestination) -> timedelta:
        """48 hours, or the destination's own rhythm where it is slower: a weekly digest covers its week."""
        destination = claim.destination
        former = previous_due(destination.slots, ZoneInfo(destination.zone), claim.due_at)
        late = self.now - claim.due_at
        return REACH if former is None else max(REACH, claim.due_at - former + min(late, timedelta(hours=1)))

    async def _floor(self, reach: timedelta) -> Seq:
        if reach not in self.floors:
            self.floors[reach] = await self.desk.store.entries.seq_at(self.now - reach)
        return self.floors[reach]

    async def _news(self, topics: Sequence[Topic], after: Seq) -> tuple[News, ...]:
        key = (frozenset(topic.id for topic in topics), after)
        if key not in self.news:
            self.news[key] = await self.desk.store.entries.news(key[0], after, self.upto)
        return self.news[key]

    def _new_stories(self, news: Sequence[News], subscriptions: Sequence[Subscription]) -> list[StoryId]:
        since = {s.topic.id: s.since_seq for s in subscriptions}
        return list(dict.fromkeys(n.story_id for n in news if n.seq > since[n.topic_id]))

    async def _stories(self, ids: Sequence[StoryId], topics: Sequence[Topic]) -> list[Story]:
        key = frozenset(topic.id for topic in topics)
        missing = [story_id for story_id in ids if (story_id, key) not in self.stories]
        for story in await self.desk.store.entries.stories(missing, key):
            self.stories[(story.id, key)] = story
        return [self.stories[(i, key)] for i in ids if (i, key) in self.stories]

    def _card(self, story: Story, topics: Sequence[Topic], told_at: datetime | None) -> Card:
        key = (story.id, frozenset(topic.id for topic in topics), told_at)
        if key not in self.cards:
            self.cards[key] = make_card(
                story,
                topics,
                wanted_by(self.desk, topics),
                told_at=told_at,
                max_chars=self.desk.rules.max_chars,
            )
        return self.cards[key]

    def _brief(self, story: Story, topics: Sequence[Topic], told_at: datetime | None) -> Card:
        key = (story.id, frozenset(topic.id for topic in topics), told_at)
        if key not in self.briefs:
            self.briefs[key] = brief_card(story, topics, told_at)
        return self.briefs[key]

    def _spoken(self, claim: ClaimedDestination, digest: Digest) -> Prepared:
        messages = render_digest(digest, self._voice(claim.destination))
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
        return self._prepared(
            claim, record, self._drafts(claim, messages, shown), told, spoke=True, watch_said=False
        )

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
        destination = claim.destination
        due = next_due(destination.slots, ZoneInfo(destination.zone), max(self.now, claim.due_at))
        return Prepared(claim, self.upto, due, record, drafts, told, spoke=spoke, watch_said=watch_said)

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

"""The lane: each new or edited entry is matched against all topics at once and given its story.

One lane a database, held by a lease. What it keeps in memory (the index of topics, the window of stories) can be
rebuilt identically from the store, and is whenever another process held the lane meanwhile or a batch was refused.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.stories import StoryWindow, features
from bot.errors import StaleTopics
from bot.french.match import Document, analyse, index_keys
from bot.french.query import parse_query
from bot.french.topics import TopicIndex
from bot.model import Analysis, Entry, StoryId, Token, TopicId
from bot.services.desk import Desk
from bot.services.topics import text_of

LANE = "analysis"  # the lease of whoever writes matches
LANE_LEASE = timedelta(minutes=2)
BATCH = 50  # a few dozen milliseconds of CPU between two looks at the loop
STALE_TRIES = 5  # topics that change during each of so many tries: leave it to the next tick


@dataclass
class Lane:
    """What the analysis keeps between two ticks; only `analyse_new` touches it."""

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    index: TopicIndex | None = None
    known: set[TopicId] = field(default_factory=set)  # the topics in the index
    revision: int = -1  # of the set of topics that the index holds
    window: StoryWindow | None = None

    def forget(self) -> None:
        """Have everything rebuilt from the store at the next use."""
        self.index, self.revision, self.window = None, -1, None


async def analyse_new(desk: Desk, lane: Lane) -> int:
    """Analyse what waits, in order; how many entries. 0 also when another process holds the lane."""
    house = desk.store.house
    token = await house.take_lease(LANE, desk.clock.now(), LANE_LEASE)
    if token is None:
        return 0
    try:
        if await house.get_note(LANE) != lane.name:
            lane.forget()
            await house.put_note(LANE, lane.name)
        return await _drain(desk, lane, token)
    except BaseException:
        # The window may have taken entries that the store has not: rebuild it rather than trust it.
        lane.forget()
        raise
    finally:
        await house.free_lease(LANE, token)


async def _drain(desk: Desk, lane: Lane, token: Token) -> int:
    total = 0
    while batch := await desk.store.entries.list_unanalysed(BATCH):
        await _record(desk, lane, batch)
        total += len(batch)
        if not await desk.store.house.renew_lease(LANE, token, desk.clock.now(), LANE_LEASE):
            break
    return total


async def _record(desk: Desk, lane: Lane, batch: tuple[Entry, ...]) -> None:
    documents = [analyse(entry.title, text_of(entry), entry.outlet) for entry in batch]
    window = lane.window or await _window(desk)
    lane.window = window
    told = [_place(entry, window) for entry in batch]
    for _ in range(STALE_TRIES):
        index = await _index(desk, lane)
        analyses = [
            _analysis(entry, document, index, placed)
            for entry, document, placed in zip(batch, documents, told, strict=True)
        ]
        try:
            await desk.store.entries.record(analyses, lane.revision)
        except StaleTopics:
            continue
        return
    raise StaleTopics


@dataclass(frozen=True, slots=True)
class _Placed:
    story_id: StoryId | None
    raises: bool
    features: bytes


def _place(entry: Entry, window: StoryWindow) -> _Placed:
    found = features(entry.title, entry.extract or entry.body, entry.outlet)
    if entry.story_id is not None:  # an edit: stories are assigned once
        return _Placed(entry.story_id, False, found.to_bytes())
    assigned = window.assign(
        entry_id=entry.id,
        outlet=entry.outlet,
        link=entry.link,
        title=entry.title,
        published_at=entry.published_at,
        arrived_at=entry.seen_at,
        features=found,
        live=not entry.baseline,
    )
    return _Placed(assigned.story_id, assigned.raises, found.to_bytes())


def _analysis(entry: Entry, document: Document, index: TopicIndex, placed: _Placed) -> Analysis:
    return Analysis(
        entry_id=entry.id,
        revision=entry.revision,
        story_id=placed.story_id,
        raises_story=placed.raises,
        features=placed.features,
        keys=index_keys(document),
        matches=index.match(document),
    )


async def _index(desk: Desk, lane: Lane) -> TopicIndex:
    """The index of topics as they are now: changed in place by what was added and removed."""
    revision, topics = await desk.store.topics.all()
    if lane.index is None:
        lane.index, lane.known = TopicIndex(desk.aliases), set()
    if revision != lane.revision:
        present = {topic.id for topic in topics}
        for topic_id in lane.known - present:
            lane.index.remove(topic_id)
        for topic in topics:
            if topic.id not in lane.known:
                lane.index.add(topic.id, parse_query(topic.query))
        lane.known, lane.revision = present, revision
    return lane.index


async def _window(desk: Desk) -> StoryWindow:
    window = StoryWindow()
    members = await desk.store.entries.members(desk.clock.now() - StoryWindow.REACH)
    window.restore(members)
    return window

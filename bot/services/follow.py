"""Stories that a chat follows for some days, and what comes of them.

A story is due when its revision has risen above what the chat knows of it, by whatever way it was told: there is no
cursor that could be lost, and a follow-up, what it tells and when the next may come are one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.card import make_card
from bot.core.leaving_out import has_grown, without
from bot.model import (
    ChatKind,
    Destination,
    DestinationId,
    Draft,
    Follow,
    Grown,
    How,
    Kind,
    Message,
    OfMessage,
    QuietMode,
    Reader,
    Reply,
    Story,
    StoryId,
    Told,
    Topic,
)
from bot.ports import DigestRecord
from bot.results import CardChanged, FollowEnded
from bot.services.alerts import is_quiet_for
from bot.services.brake import Tick
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.reading import open_card
from bot.services.wanted import wanted_by
from bot.views.follow_up import render_follow_up
from bot.views.voice import Voice

SPAN = timedelta(days=7)
APART = timedelta(
    hours=3
)  # between two follow-ups of a story: eight a day at most, and what is between is one
BATCH = 2_000  # follow-ups looked at in one tick: chats that keep theirs for the morning stand among them


async def follow_story(desk: Desk, reader: Reader, story_id: StoryId, at: datetime) -> CardChanged:
    """*Suivre*: be told for seven days of what comes of the story. Raises `NotFound`."""
    destination, now = await destination_of(desk, reader), desk.clock.now()
    opened = await open_card(desk, reader, story_id, at)
    told = (await desk.store.destinations.told(destination.id, [story_id])).get(story_id)
    follow = Follow(
        story_id=story_id,
        revision=opened.card.revision,
        followed_at=now,
        told_at=now,
        next_at=now,
        until=now + SPAN,
        # What comes for a channel comes there, where the card was not: a number of another chat means nothing in it.
        message_id=reader.message_id if reader.via is None else None,
        alert_at=told.told_at if told is not None and told.how is How.ALERT else None,
    )
    await desk.store.follows.put(destination.id, follow)
    return CardChanged(replace(opened, followed_until=follow.until))


async def unfollow_story(desk: Desk, reader: Reader, story_id: StoryId, at: datetime) -> CardChanged:
    """*Ne plus suivre* on a card. Raises `NotFound`."""
    destination = await destination_of(desk, reader)
    await desk.store.follows.drop(destination.id, story_id)
    return CardChanged(await open_card(desk, reader, story_id, at))


async def end_follow(desk: Desk, reader: Reader, story_id: StoryId) -> FollowEnded:
    """*Ne plus suivre* below a follow-up; a second tap says the same."""
    destination = await destination_of(desk, reader)
    await desk.store.follows.drop(destination.id, story_id)
    return FollowEnded()


async def prepare_follow_ups(desk: Desk) -> int:
    """Owe what has come of followed stories; how many messages.

    A chat that keeps its alerts for the morning, or wants none before tomorrow, gets its follow-ups then: a story
    that is not told stays due.
    """
    now = desk.clock.now()
    grown = [each for each in await desk.store.follows.grown(now, BATCH) if _may_tell(desk, each, now)]
    if not grown:
        return 0
    tick = Tick(desk, Kind.ALERT, now)
    batch = await _Batch.open(desk, tuple(grown), now)
    await tick.about_to_owe(len(batch.drafts))
    await desk.store.follows.commit(batch.drafts, batch.told, batch.records, now + APART, now)
    desk.wake()
    await tick.is_over()
    return len(batch.drafts)


def _may_tell(desk: Desk, grown: Grown, now: datetime) -> bool:
    destination = grown.destination
    if destination.no_alert_until is not None and now < destination.no_alert_until:
        return False
    holds = destination.preferences.quiet_mode is QuietMode.HOLD
    return not (holds and is_quiet_for(desk, destination, now))


class _Batch:
    """The follow-ups of one transaction."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.told: list[tuple[DestinationId, Told]] = []
        self.records: list[tuple[DestinationId, DigestRecord]] = []

    @classmethod
    async def open(cls, desk: Desk, grown: tuple[Grown, ...], now: datetime) -> _Batch:
        batch = cls()
        theirs: defaultdict[DestinationId, list[Grown]] = defaultdict(list)
        for each in grown:
            theirs[each.destination.id].append(each)
        for destination_id, group in theirs.items():
            subscriptions = await desk.store.destinations.subscriptions(destination_id)
            topics = tuple(s.topic for s in subscriptions)
            ids = [each.follow.story_id for each in group]
            stories = {s.id: s for s in await desk.store.entries.stories(ids, [t.id for t in topics])}
            for each in group:
                batch._add(desk, each, stories[each.follow.story_id], topics, now)
            record = DigestRecord(now, tuple(ids), (), tuple(topic.id for topic in topics))
            batch.records.append((destination_id, record))
        return batch

    def _add(self, desk: Desk, grown: Grown, story: Story, topics: tuple[Topic, ...], now: datetime) -> None:
        destination, follow = grown.destination, grown.follow
        self.told.append((destination.id, Told(story.id, story.revision, How.ALERT, now)))
        kept = without(story, destination.preferences.left_out)
        if kept is None or (kept is not story and not has_grown(kept, follow.told_at)):
            return  # it grew by articles that the chat does not want
        story = kept
        message = _message(desk, destination, follow, story, topics, now)
        way = None if follow.message_id is None else Reply(OfMessage(follow.message_id))
        key = f"follow:{destination.id}:{story.id}:{story.revision}"
        self.drafts.append(Draft(destination.id, Kind.ALERT, key, message, (story.id,), way=way))


def _message(
    desk: Desk,
    destination: Destination,
    follow: Follow,
    story: Story,
    topics: tuple[Topic, ...],
    now: datetime,
) -> Message:
    card = make_card(
        story, topics, wanted_by(desk, topics), told_at=follow.told_at, max_chars=desk.rules.max_chars
    )
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    public, silent = destination.kind is ChatKind.CHANNEL, is_quiet_for(desk, destination, now)
    return render_follow_up(card, follow, voice, silent=silent, public=public)

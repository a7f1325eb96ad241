"""Alerts: one message a story, at once or when enough newsrooms report it. They follow the lane with a cursor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.compose import make_card
from bot.model import (
    Card,
    Destination,
    DestinationId,
    Draft,
    How,
    Kind,
    Seq,
    Story,
    StoryId,
    Subscription,
    Told,
    TopicId,
)
from bot.ports import AlertTarget, DigestRecord
from bot.services.brake import Tick
from bot.services.desk import Desk
from bot.services.wanted import wanted_by
from bot.views.alert import render_alert
from bot.views.voice import Voice


async def prepare_alerts(desk: Desk) -> int:
    """Owe the alerts that the entries analysed since the last time call for; how many.

    The alerts, what they tell and the moved cursor are one transaction: a kill in between repeats nothing.
    """
    store, now = desk.store, desk.clock.now()
    after, upto = await store.destinations.alert_cursor(), await store.entries.latest_seq()
    if upto <= after:
        return 0
    _, topics = await store.topics.all()
    targets = await store.destinations.alert_targets([topic.id for topic in topics], now)
    drafts: list[Draft] = []
    told: list[tuple[DestinationId, Told]] = []
    records: dict[DestinationId, list[tuple[StoryId, TopicId]]] = defaultdict(list)
    if targets:
        stories = await _stories(desk, targets, after, upto)
        for target, story, card in await _due(desk, targets, stories):
            drafts.append(_draft(desk, target.destination, target.subscription, story.id, card, now))
            told.append((target.destination.id, Told(story.id, story.revision, How.ALERT, now)))
            records[target.destination.id].append((story.id, target.subscription.topic.id))
    for destination_id, pairs in records.items():
        await store.destinations.save_record(destination_id, _record(now, pairs))
    tick = Tick(desk, Kind.ALERT, now)
    await tick.about_to_owe(len(drafts))
    await store.destinations.commit_alerts(drafts, told, upto, now)
    await tick.is_over()
    if drafts:
        desk.wake()
    return len(drafts)


async def _stories(desk: Desk, targets: Sequence[AlertTarget], after: Seq, upto: Seq) -> tuple[Story, ...]:
    """Stories that anything new belongs to: N newsrooms may be reached by an entry without the word itself."""
    entries = desk.store.entries
    topic_ids = {target.subscription.topic.id for target in targets}
    ids = {story_id for story_id, _ in await entries.touched(after, upto)}
    ids |= {news.story_id for news in await entries.news(topic_ids, after, upto)}
    return await entries.stories(ids, topic_ids)


async def _due(
    desk: Desk, targets: Sequence[AlertTarget], stories: Sequence[Story]
) -> list[tuple[AlertTarget, Story, Card]]:
    """One alert a destination and story, oldest story first, within what the destination may get a day."""
    pairs = [
        (target, story)
        for story in stories
        for target in targets
        if _is_news_for(story, target.subscription.topic.id, target.subscription.since_seq)
    ]
    told = await desk.store.destinations.told_many({(t.destination.id, s.id) for t, s in pairs})
    cards: dict[tuple[StoryId, TopicId], Card] = {}
    sent: dict[DestinationId, int] = defaultdict(int)
    chosen: dict[tuple[DestinationId, StoryId], tuple[AlertTarget, Story, Card]] = {}
    for target, story in pairs:
        key = (target.destination.id, story.id)
        left = desk.rules.max_alerts - target.alerts_today - sent[target.destination.id]
        if key in told or key in chosen or left <= 0:
            continue
        topic = target.subscription.topic
        card = cards.get((story.id, topic.id))
        if card is None:
            wanted: Callable[[str], bool] = wanted_by(desk, [topic])
            card = make_card(story, [topic], wanted, max_chars=desk.rules.max_chars)
            cards[(story.id, topic.id)] = card
        if card.newsrooms >= (target.subscription.alert_at or 1):
            chosen[key] = (target, story, card)
            sent[target.destination.id] += 1
    return list(chosen.values())


def _is_news_for(story: Story, topic_id: TopicId, since: Seq) -> bool:
    return any(
        match.topic_id == topic_id and match.seq is not None and match.seq > since
        for member in story.entries
        for match in member.matches
    )


def _draft(
    desk: Desk,
    destination: Destination,
    subscription: Subscription,
    story_id: StoryId,
    card: Card,
    now: datetime,
) -> Draft:
    zone = ZoneInfo(destination.zone)
    voice = Voice(destination.language, zone, now)
    message = render_alert(card, subscription, voice, silent=is_quiet(desk, now.astimezone(zone)))
    return Draft(destination.id, Kind.ALERT, f"alert:{destination.id}:{story_id}", message, (story_id,))


def _record(now: datetime, pairs: Sequence[tuple[StoryId, TopicId]]) -> DigestRecord:
    """What the buttons of these alerts look up."""
    stories, topics = (tuple(dict.fromkeys(ids)) for ids in zip(*pairs, strict=True))
    return DigestRecord(now, stories, (), topics)


def is_quiet(desk: Desk, local: datetime) -> bool:
    """Whether alerts arrive silently at that local time; the span may cross midnight."""
    minute, start, end = local.hour * 60 + local.minute, desk.rules.quiet_from, desk.rules.quiet_to
    return start <= minute < end if start <= end else minute >= start or minute < end

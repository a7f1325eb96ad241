"""A word when a topic is suddenly written about far more than usual, for those who want it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.core.alerting import plan_alerts
from bot.core.compose import rank
from bot.core.spikes import COOL_DOWN, FEWEST_ARTICLES, REACH, WINDOW, Seen, Spike, find_spike
from bot.model import Card, DestinationId, Draft, How, Kind, StoryId, Told, Topic, TopicId
from bot.ports import AlertTarget, DigestRecord
from bot.services.alerts import card_of, is_quiet_for, rules_of
from bot.services.desk import Desk
from bot.views.alert import render_spike
from bot.views.voice import Voice

MOST_STORIES = 3  # that the word names


@dataclass(frozen=True, slots=True)
class _Rush:
    """What is suddenly written about a topic, widest reported first."""

    topic: Topic
    spike: Spike
    cards: tuple[Card, ...]


async def prepare_spikes(desk: Desk) -> int:
    """Owe a word on each topic that is suddenly everywhere to those who want it; how many.

    A chat in its quiet hours, or that has had its alerts of the day, hears nothing: a rush is no news in the morning,
    and its stories are in the digest. The words, what they tell and that they were said are one transaction.
    """
    store, now = desk.store, desk.clock.now()
    targets = await store.destinations.spike_targets(now, COOL_DOWN)
    watched_since = await store.entries.first_seen_at() if targets else None
    if watched_since is None:
        return 0
    drafts: list[Draft] = []
    told: list[tuple[DestinationId, Told]] = []
    spiked: list[tuple[DestinationId, TopicId]] = []
    for topic, wanting in groupby(targets, key=lambda target: target.subscription.topic):
        rush = await _rush(desk, topic, watched_since, now)
        if rush is None:
            continue
        for target in wanting:
            if not _may_hear(desk, target, now):
                continue
            destination = target.destination
            record = DigestRecord(now, tuple(card.story_id for card in rush.cards), (), (topic.id,))
            await store.destinations.save_record(destination.id, record)
            drafts.append(_draft(target, rush, now))
            told += [(destination.id, Told(c.story_id, c.revision, How.ALERT, now)) for c in rush.cards]
            spiked.append((destination.id, topic.id))
    if drafts:
        await store.destinations.commit_spikes(drafts, told, spiked, now)
        desk.wake()
    return len(drafts)


async def _rush(desk: Desk, topic: Topic, watched_since: datetime, now: datetime) -> _Rush | None:
    entries = desk.store.entries
    mentions = await entries.mentions(topic.id, now - REACH, FEWEST_ARTICLES, now - WINDOW)
    spike = find_spike([Seen(each.at, each.outlet) for each in mentions], watched_since, now)
    if spike is None:
        return None
    recent = {each.story_id for each in mentions if each.at > now - WINDOW}
    picks = rank(await entries.stories(recent, {topic.id}))[:MOST_STORIES]
    return _Rush(topic, spike, tuple(card_of(desk, pick.story, topic) for pick in picks))


def _may_hear(desk: Desk, target: AlertTarget, now: datetime) -> bool:
    destination = target.destination
    if is_quiet_for(desk, destination, now):
        return False
    return bool(plan_alerts((StoryId(0),), destination, rules_of(desk), target.alerts_today, now).send)


def _draft(target: AlertTarget, rush: _Rush, now: datetime) -> Draft:
    destination = target.destination
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    message = render_spike(rush.topic, rush.spike, rush.cards, voice)
    key = f"spike:{destination.id}:{rush.topic.id}:{int(now.timestamp())}"
    return Draft(destination.id, Kind.ALERT, key, message, tuple(card.story_id for card in rush.cards))

"""A word when a topic is suddenly written about far more than usual, for those who want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.core.alerting import plan_alerts
from bot.core.compose import rank
from bot.core.leaving_out import all_without
from bot.core.spikes import COOL_DOWN, FEWEST_ARTICLES, REACH, WINDOW, Seen, Spike, find_spike
from bot.model import Card, DestinationId, Draft, How, Kind, Story, StoryId, Told, Topic, TopicId
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
    stories: tuple[Story, ...]
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
        if await store.topics.unmatched([topic.id], now - REACH):
            continue  # its usual days are not known yet
        rush = await _rush(desk, topic, watched_since, now)
        if rush is None:
            continue
        for target in wanting:
            if not _may_hear(desk, target, now):
                continue
            destination = target.destination
            theirs = _without(desk, rush, destination.preferences.left_out)
            record = DigestRecord(now, tuple(card.story_id for card in theirs.cards), (), (topic.id,))
            await store.destinations.save_record(destination.id, record)
            drafts.append(_draft(target, theirs, now))
            told += [(destination.id, Told(c.story_id, c.revision, How.ALERT, now)) for c in theirs.cards]
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
    stories = await entries.stories(recent, {topic.id})
    return _Rush(topic, spike, stories, _cards(desk, stories, topic))


def _cards(desk: Desk, stories: Sequence[Story], topic: Topic) -> tuple[Card, ...]:
    return tuple(card_of(desk, pick.story, topic) for pick in rank(stories)[:MOST_STORIES])


def _without(desk: Desk, rush: _Rush, left_out: frozenset[str]) -> _Rush:
    """The same rush, told by the other outlets: how much is written is a fact, whoever writes it."""
    if not left_out:
        return rush
    return replace(rush, cards=_cards(desk, all_without(rush.stories, left_out), rush.topic))


def _may_hear(desk: Desk, target: AlertTarget, now: datetime) -> bool:
    destination = target.destination
    if is_quiet_for(desk, destination, now):
        return False
    return bool(plan_alerts((StoryId(0),), destination, rules_of(desk), target.alerts_today, now).send)


def _draft(target: AlertTarget, rush: _Rush, now: datetime) -> Draft:
    destination = target.destination
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    message = render_spike(target.subscription.topic, rush.spike, rush.cards, voice)
    key = f"spike:{destination.id}:{rush.topic.id}:{int(now.timestamp())}"
    return Draft(destination.id, Kind.ALERT, key, message, tuple(card.story_id for card in rush.cards))

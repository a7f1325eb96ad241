"""Watching over the feeds: admins are told once of what changes, readers only of what it takes from them.

Health is decided when a feed is read (`core.health`); here it is told, all that changed since the last round in one
message. When the whole web seems to fall silent at once it is this machine's connection: that is said, once, and the
feeds are not blamed for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.core.health import FAILING_AFTER, has_lost, is_our_outage
from bot.model import (
    ChatKind,
    Destination,
    DestinationId,
    Draft,
    FeedHealth,
    FeedId,
    HealthChange,
    Kind,
    Message,
    Reach,
    Reader,
    TopicId,
    TopicLoss,
)
from bot.results import FeedRead
from bot.services.administration import demand_admin
from bot.services.desk import Desk
from bot.services.people import admin_chats
from bot.services.refresh import refresh_one
from bot.views.health import health_notice, outage_notice, outage_over, topics_back, topics_lost
from bot.views.voice import Voice

NOTE = "outage"  # the note in which the present outage stands
CALM = timedelta(hours=2)  # after an outage, for every feed to be read again before any is blamed
RETRY_WITHIN_S = 900  # in which they are
LOST_AFTER = timedelta(hours=24)  # a day without an outlet is a loss; less is weather
REPORTS = timedelta(days=14)  # how far back it is asked who reports on a topic


@dataclass(frozen=True, slots=True)
class _Outage:
    since: datetime
    over_at: datetime | None

    def holds(self, change: HealthChange, now: datetime) -> bool:
        """Whether this change may be the outage's doing."""
        fault = change.feed.fault
        is_near = self.over_at is None or now - self.over_at < CALM
        return is_near and fault is not None and fault.since >= self.since


async def watch_over(desk: Desk) -> None:
    """One round: the outage, the admins, the readers."""
    now = desk.clock.now()
    admins = await admin_chats(desk)
    outage = await _outage(desk, admins, now)
    await _tell_admins(desk, admins, outage, now)
    if outage is None or (outage.over_at is not None and now - outage.over_at >= CALM):
        await _tell_readers(desk, now)
    desk.wake()


async def read_again(desk: Desk, reader: Reader, feed_id: FeedId) -> FeedRead:
    """*Relire*: one reading now, which brings back what had ended. Raises `NotFound`."""
    await demand_admin(desk, reader)
    reading = await refresh_one(desk, await desk.store.feeds.get(feed_id))
    feed = await desk.store.feeds.get(feed_id)
    if reading is not None:
        await desk.store.watch.tell_health([(feed_id, feed.health)], (), desk.clock.now())
    return FeedRead(feed, reading is not None)


async def _outage(desk: Desk, admins: Sequence[Destination], now: datetime) -> _Outage | None:
    known = _loaded(await desk.store.house.get_note(NOTE))
    weather = await desk.store.watch.weather(now)
    if is_our_outage(weather):
        if known is not None and known.over_at is None:
            return known
        outage = _Outage(weather.last_success_at or now, None)
        messages = _drafts(admins, f"outage:{outage.since}", now, lambda v: outage_notice(outage.since, v))
        return await _remember(desk, outage, messages, now)
    if known is None or known.over_at is not None:
        return known
    over = _Outage(known.since, now)
    await desk.store.watch.retry_failing(known.since, now, RETRY_WITHIN_S)
    messages = _drafts(admins, f"outage over:{over.since}", now, lambda v: outage_over(over.since, v))
    return await _remember(desk, over, messages, now)


async def _remember(desk: Desk, outage: _Outage, drafts: Sequence[Draft], now: datetime) -> _Outage:
    over_at = outage.over_at and outage.over_at.isoformat()
    # The messages first: their keys keep them from being said twice, and nothing would make up for one not said.
    await desk.store.outbox.enqueue(drafts, now)
    await desk.store.house.put_note(NOTE, json.dumps([outage.since.isoformat(), over_at]))
    return outage


def _loaded(note: str | None) -> _Outage | None:
    if note is None:
        return None
    since, over_at = json.loads(note)
    return _Outage(datetime.fromisoformat(since), over_at and datetime.fromisoformat(over_at))


async def _tell_admins(
    desk: Desk, admins: Sequence[Destination], outage: _Outage | None, now: datetime
) -> None:
    if not admins:
        return  # they are told what holds once there is one
    changes = [
        change
        for change in await desk.store.watch.health_changes()
        if not (_is_fresh(change, now) or (outage is not None and outage.holds(change, now)))
    ]
    if not changes:
        return
    drafts = _drafts(admins, f"health:{now.isoformat()}", now, lambda voice: health_notice(changes, voice))
    await desk.store.watch.tell_health([(c.feed.id, c.feed.health) for c in changes], drafts, now)


def _is_fresh(change: HealthChange, now: datetime) -> bool:
    """A first reading that failed is told to whoever added the feed; here only if it stays so."""
    fault = change.feed.fault
    return change.told is FeedHealth.NEW and fault is not None and now - fault.since < FAILING_AFTER


def _drafts(
    admins: Sequence[Destination], key: str, now: datetime, render: Callable[[Voice], Message]
) -> list[Draft]:
    return [Draft(a.id, Kind.BROADCAST, f"{key}:{a.id}", render(_voice(a, now))) for a in admins]


async def _tell_readers(desk: Desk, now: datetime) -> None:
    watch = desk.store.watch
    outlets = await watch.lost_outlets(now - LOST_AFTER)
    known = await watch.losses()
    if not outlets and not known:
        return
    candidates = await watch.topics_of(outlets, now - REPORTS)
    fresh = [topic_id for topic_id in candidates if topic_id not in known]
    lost = {
        reach.topic.id: reach for reach in await watch.reach(fresh, now - REPORTS) if has_lost(reach, outlets)
    }
    since = min(known.values(), default=now) - REPORTS
    reported = {reach.topic.id: reach for reach in await watch.reach(tuple(known), since)}
    still = {id_: reach for id_, reach in reported.items() if has_lost(reach, outlets, least=1)}
    back = set(known) - set(still)
    lost |= still  # for those who follow them since, or were paused then
    # A topic whose media were all removed meanwhile has nobody left to report on it: nothing is back.
    drafts: list[Draft] = []
    told: list[tuple[DestinationId, TopicId]] = []
    for destination, group in groupby(
        await watch.followers([*lost, *back], now), key=lambda f: f.destination
    ):
        theirs = list(group)
        if destination.kind is ChatKind.CHANNEL:  # its readers chose none of its topics
            continue
        losing = [f.topic for f in theirs if f.topic.id in lost and f.lost_at is None]
        regained = [f.topic for f in theirs if f.topic.id in back & set(reported) and f.lost_at]
        told += [(destination.id, topic.id) for topic in losing]
        losses = [replace(_loss(lost[topic.id], outlets), topic=topic) for topic in losing]
        voice = _voice(destination, now)
        messages = {
            "lost": topics_lost(losses, voice) if losses else None,
            "back": topics_back(regained, voice) if regained else None,
        }
        drafts += [
            Draft(destination.id, Kind.BROADCAST, f"{what}:{now.isoformat()}:{destination.id}", message)
            for what, message in messages.items()
            if message is not None
        ]
    await watch.tell_losses(told, back, drafts, now)


def _loss(reach: Reach, outlets: Mapping[str, datetime]) -> TopicLoss:
    """Since when the last of those who reported on it could not be read."""
    names = tuple(outlet for outlet, _ in reach.matches)
    return TopicLoss(reach.topic, names, max(outlets[name] for name in names))


def _voice(destination: Destination, now: datetime) -> Voice:
    return Voice(destination.language, ZoneInfo(destination.zone), now)

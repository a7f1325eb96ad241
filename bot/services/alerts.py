"""Alerts: one message a story, at once or when enough newsrooms report it. They follow the lane with a cursor.

Several stories for one chat at one moment are one message. In quiet hours an alert comes without a sound, or is kept
until they end, as the chat chose; what a digest told meanwhile is not told again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.alerting import AlertRules, most_alerts, plan_alerts
from bot.core.card import make_card
from bot.core.corrections import said_in
from bot.core.leaving_out import without
from bot.core.quiet import is_quiet
from bot.model import (
    AlertNotes,
    Card,
    Destination,
    DestinationId,
    Draft,
    How,
    Kind,
    QuietHours,
    Said,
    SentAlert,
    Seq,
    Story,
    StoryId,
    Told,
    Topic,
    TopicId,
)
from bot.ports import AlertsDecided, AlertTarget, DigestRecord, HeldAlert
from bot.services.brake import Tick
from bot.services.desk import Desk
from bot.services.wanted import wanted_by
from bot.views.alert import Told as ToldNow
from bot.views.alert import render
from bot.views.voice import Voice

Pair = tuple[AlertTarget, Story]


@dataclass(frozen=True, slots=True)
class _Due:
    """A story that a destination is to be told at once."""

    target: AlertTarget
    story: Story
    card: Card
    said: Said

    @property
    def topic(self) -> Topic:
        """By which it is told."""
        return self.target.subscription.topic


@dataclass
class _Decided:
    """What one tick comes to."""

    drafts: list[Draft] = field(default_factory=list)
    told: list[tuple[DestinationId, Told]] = field(default_factory=list)
    held: list[HeldAlert] = field(default_factory=list)
    sent: list[SentAlert] = field(default_factory=list)
    records: list[tuple[DestinationId, DigestRecord]] = field(default_factory=list)


async def prepare_alerts(desk: Desk) -> int:
    """Owe the alerts that the entries analysed since the last time call for, and those kept until now; how many.

    The alerts, what they tell, what is kept and the moved cursor are one transaction: a kill in between repeats
    nothing.
    """
    store, now = desk.store, desk.clock.now()
    after, upto = await store.destinations.alert_cursor(), await store.entries.latest_seq()
    released = await store.destinations.held_alerts(now)
    if upto <= after and not released:
        return 0
    pairs = [*await _kept(desk, released), *await _fresh(desk, after, upto, now)]
    decided = _Decided()
    for due in (await _due(desk, pairs)).values():
        _decide(
            desk,
            due,
            {s for t, s in released if t.destination.id == due[0].target.destination.id},
            decided,
            now,
        )
    for destination_id, record in decided.records:
        await store.destinations.save_record(destination_id, record)
    settled = tuple((target.destination.id, story_id) for target, story_id in released)
    tick = Tick(desk, Kind.ALERT, now)
    await tick.about_to_owe(len(decided.drafts))
    await store.destinations.commit_alerts(
        AlertsDecided(
            tuple(decided.drafts),
            tuple(decided.told),
            upto,
            settled,
            tuple(decided.held),
            tuple(decided.sent),
        ),
        now,
    )
    await tick.is_over()
    if decided.drafts:
        desk.wake()
    return len(decided.drafts)


def rules_of(desk: Desk) -> AlertRules:
    """What holds for a chat that chose nothing."""
    return AlertRules(QuietHours(desk.rules.quiet_from, desk.rules.quiet_to), desk.rules.max_alerts)


def is_quiet_for(desk: Desk, destination: Destination, now: datetime) -> bool:
    """Whether the chat is in its quiet hours."""
    return is_quiet(
        destination.preferences.quiet or rules_of(desk).quiet, now.astimezone(ZoneInfo(destination.zone))
    )


async def _kept(desk: Desk, released: Sequence[tuple[AlertTarget, StoryId]]) -> list[Pair]:
    """Alerts whose time of waiting is over."""
    if not released:
        return []
    topics = {target.subscription.topic.id for target, _ in released}
    stories = await desk.store.entries.stories({story_id for _, story_id in released}, topics)
    by_id = {story.id: story for story in stories}
    return [(target, by_id[story_id]) for target, story_id in released if story_id in by_id]


async def _fresh(desk: Desk, after: Seq, upto: Seq, now: datetime) -> list[Pair]:
    """Whoever follows a topic with an alert, with the stories that anything new belongs to, oldest story first."""
    if upto <= after:
        return []
    _, topics = await desk.store.topics.all()
    targets = await desk.store.destinations.alert_targets([topic.id for topic in topics], now)
    if not targets:
        return []
    # N newsrooms may be reached by an entry without the word itself.
    entries, topic_ids = desk.store.entries, {target.subscription.topic.id for target in targets}
    ids = {story_id for story_id, _ in await entries.touched(after, upto)}
    ids |= {news.story_id for news in await entries.news(topic_ids, after, upto)}
    stories = await entries.stories(ids, topic_ids)
    return [(target, story) for story in stories for target in targets]


async def _due(desk: Desk, pairs: Sequence[Pair]) -> Mapping[DestinationId, list[_Due]]:
    """Of these the stories that are news, not told yet, and reported widely enough; each once a destination."""
    wanted = [(target, _wanted(story, target)) for target, story in pairs]
    news = [(target, story) for target, story in wanted if story is not None and _is_news_for(story, target)]
    told = await desk.store.destinations.told_many({(t.destination.id, s.id) for t, s in news})
    cards: dict[tuple[StoryId, TopicId, frozenset[str]], tuple[Card, Said]] = {}
    chosen: dict[DestinationId, dict[StoryId, _Due]] = defaultdict(dict)
    for target, story in news:
        where = target.destination.id
        if (where, story.id) in told or story.id in chosen[where]:
            continue
        topic = target.subscription.topic
        key = (story.id, topic.id, target.destination.preferences.left_out)
        if key not in cards:
            card = card_of(desk, story, topic)
            cards[key] = card, said_in(card, story)
        card, said = cards[key]
        if card.newsrooms >= (target.subscription.alert_at or 1):
            chosen[where][story.id] = _Due(target, story, card, said)
    return {where: list(found.values()) for where, found in chosen.items() if found}


def _wanted(story: Story, target: AlertTarget) -> Story | None:
    left_out = target.destination.preferences.left_out
    return without(story, left_out) if left_out else story


def card_of(desk: Desk, story: Story, topic: Topic) -> Card:
    """The story as those who follow that topic are told of it."""
    wanted: Callable[[str], bool] = wanted_by(desk, [topic])
    return make_card(story, [topic], wanted, max_chars=desk.rules.max_chars)


def _is_news_for(story: Story, target: AlertTarget) -> bool:
    topic_id, since = target.subscription.topic.id, target.subscription.since_seq
    return any(
        match.topic_id == topic_id and match.seq is not None and match.seq > since
        for member in story.entries
        for match in member.matches
    )


def _decide(desk: Desk, due: Sequence[_Due], waited: set[StoryId], decided: _Decided, now: datetime) -> None:
    """Add what becomes of one destination's stories."""
    destination, by_story = due[0].target.destination, {each.story.id: each for each in due}
    plan = plan_alerts(
        tuple(by_story), destination, rules_of(desk), max(each.target.alerts_today for each in due), now
    )
    if plan.hold_until is not None:
        decided.held.extend(
            HeldAlert(destination.id, story_id, by_story[story_id].topic.id, plan.hold_until)
            for story_id in plan.hold
        )
    if not plan.send:
        return
    sent = [by_story[story_id] for story_id in plan.send]
    notes = AlertNotes(
        most_alerts(destination, desk.rules.max_alerts) if plan.is_last else None,
        any(each.story.id in waited for each in sent),
    )
    key = f"alert:{destination.id}:{sent[0].story.id}"
    if len(sent) > 1:
        key = f"alerts:{destination.id}:{int(now.timestamp() * 1_000_000)}"
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    message = render([ToldNow(each.card, each.topic) for each in sent], voice, notes, silent=plan.silent)
    message = replace(message, preview=destination.preferences.previews)
    decided.drafts.append(Draft(destination.id, Kind.ALERT, key, message, plan.send))
    decided.told.extend(
        (destination.id, Told(each.story.id, each.story.revision, How.ALERT, now)) for each in sent
    )
    decided.sent.extend(
        SentAlert(destination.id, each.story.id, each.topic.id, key, place, now, each.said, notes)
        for place, each in enumerate(sent)
    )
    topics = dict.fromkeys(each.topic.id for each in sent)
    decided.records.append((destination.id, DigestRecord(now, plan.send, (), tuple(topics))))

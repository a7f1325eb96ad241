"""How feeds do, in words: for lists, for the admins' notices, and for readers who lose something by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.errors import FetchProblem
from bot.model import Feed, FeedFault, FeedHealth, HealthChange, Message, Topic, TopicLoss
from bot.results import FeedRead
from bot.views.actions import ReadFeed
from bot.views.html import MAX_UNITS, fit, link
from bot.views.parts import NAMED_SILENT, SERVICES, button, outlet_name, topic_name
from bot.views.voice import Voice

MAX_BUTTONS = 5  # feeds that a notice offers to read at once
_ENDED = (FeedHealth.GONE, FeedHealth.BLOCKED, FeedHealth.FAILING)
MAX_CHANGES = 20  # feeds named in a notice; more are counted
NO_ANSWER = frozenset({FetchProblem.DNS, FetchProblem.CONNECT, FetchProblem.TLS, FetchProblem.TIMEOUT})


def health(feed: Feed, voice: Voice) -> str:
    """« ne répond pas depuis mardi, 14 h 05 (le site ne répond pas à temps) », « bloqué par Cloudflare depuis… »."""
    if feed.paused_at is not None:
        return f"{voice.house.PAUSED} {voice.house.since(voice.moment(feed.paused_at))}"
    if feed.fault is not None:
        return _fault(feed.fault, voice)
    said = voice.house.HEALTH[feed.health]
    if feed.health is FeedHealth.SILENT and feed.health_since is not None:
        return f"{said} {voice.house.since(voice.moment(feed.health_since))}"
    return said


def _fault(fault: FeedFault, voice: Voice) -> str:
    house = voice.house
    if fault.problem is FetchProblem.BLOCKED:
        said = house.blocked(SERVICES.get(fault.by, ""), fault.status)
        detail = "" if fault.status is None else f" (HTTP {fault.status})"
    else:
        no_answer = fault.problem in NO_ANSWER
        gone = fault.problem is FetchProblem.GONE
        said = house.NO_ANSWER if no_answer else house.HEALTH[FeedHealth.GONE if gone else FeedHealth.FAILING]
        detail = f" ({house.problem(fault.problem, fault.status)})"
    return f"{said} {house.since(voice.moment(fault.since))}{detail}"


def health_notice(changes: Sequence[HealthChange], voice: Voice) -> Message:
    """All that changed since the last round, in one message to an admin."""
    lines = [voice.house.HEALTH_NOTICE]
    for change in changes[:MAX_CHANGES]:
        is_well = change.feed.health is FeedHealth.OK and change.feed.fault is None
        said = voice.house.READ_AGAIN if is_well else health(change.feed, voice)
        lines.append(f"• {voice.house.named(link(outlet_name(change.feed.outlet), change.feed.url), said)}")
    if len(changes) > MAX_CHANGES:
        lines.append(voice.house.more_changes(len(changes) - MAX_CHANGES))
    ill = [change.feed for change in changes[:MAX_CHANGES] if change.feed.health in _ENDED]
    rows = tuple(
        (button(voice.house.read_now(feed.outlet), ReadFeed(feed.id)),) for feed in ill[:MAX_BUTTONS]
    )
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=rows, silent=True)


def feed_read(result: FeedRead, voice: Voice) -> Message:
    """How a feed does that was read at once."""
    name = outlet_name(result.feed.outlet)
    if not result.was_read and result.feed.paused_at is None:
        return Message(html=voice.house.busy(name))
    return Message(html=fit(voice.house.named(name, health(result.feed, voice)), MAX_UNITS))


def outage_notice(since: datetime, voice: Voice) -> Message:
    """Nothing answers any more: it is us."""
    return Message(html=voice.house.outage(voice.moment(since)))


def outage_over(since: datetime, voice: Voice) -> Message:
    """Something answers again."""
    return Message(html=voice.house.outage_over(voice.moment(since)))


def topics_lost(losses: Sequence[TopicLoss], voice: Voice) -> Message:
    """A reader's topics on which nobody reports any more that can be read."""
    lines = [voice.house.topics_lost(len(losses))]
    for loss in losses:
        names = [outlet_name(name) for name in loss.outlets[:NAMED_SILENT]]
        more = len(loss.outlets) - len(names)
        lines.append(
            f"• {voice.house.topic_lost(topic_name(loss.topic, voice), names, more, voice.day(loss.since))}"
        )
    lines.append(voice.house.TOPICS_LOST_END)
    return Message(html=fit("\n".join(lines), MAX_UNITS), silent=True)


def topics_back(topics: Sequence[Topic], voice: Voice) -> Message:
    """They are read again."""
    said = voice.house.topics_back([topic_name(topic, voice) for topic in topics])
    return Message(html=fit(said, MAX_UNITS), silent=True)

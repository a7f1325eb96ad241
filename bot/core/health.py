"""How a feed does, seen over hours: one bad answer is weather, and is kept as a fault; health is what lasts.

Thresholds are spans of time, not counts of readings, since a feed may be read every five minutes or once a day.
A feed that was never read yet has no health to lose: its first failure tells that its address is wrong.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.pulse import DAY_S, expected, usual_silence
from bot.errors import FetchProblem
from bot.model import Feed, FeedFault, FeedHealth, Pulse, Reach, Weather

FAILING_AFTER = timedelta(hours=6)  # a site that is mended in the morning was not in failure
BLOCKED_AFTER = timedelta(hours=2)  # refusals are decisions; some are lifted at the next deployment
SILENT_GAPS = 3  # times the usual gap without an entry
SILENT_AT_LEAST = timedelta(hours=24)  # every newsroom sleeps
_HARDLY_KNOWN = 14 * DAY_S  # watched for less, a feed may have weekends that nobody knows of
_SILENT_HARDLY_KNOWN = timedelta(days=4)
_NEARLY = 0.75  # of what so many gaps would have brought: a mean of few gaps is not exact
_LULLS = 1.5  # times its longest silence of late: what has happened is no news
SLOW, FAST_AGAIN = timedelta(seconds=10), timedelta(seconds=5)  # half of the usual time-out, and a quarter
OUTAGE_HOSTS = 5  # that fall silent while nothing at all answers: no coincidence any more
MANY_HOSTS = 10  # of which more than half fail within a day, though some answer
REACH_LEAST = 3  # matches by which an outlet's absence is a loss, not chance
_PACE_SHARE = 0.3  # of the latest answer: one slow answer does not make a slow feed, two in a row do


@dataclass(frozen=True, slots=True)
class Condition:
    """A health and since when; `since` None where it is not known."""

    health: FeedHealth
    since: datetime | None


def after_success(feed: Feed, pulse: Pulse | None, pace: timedelta | None, now: datetime) -> Condition:
    """The health of a feed that answered with something readable."""
    last = silent_since(pulse, now)
    if last is not None:
        return Condition(FeedHealth.SILENT, last)
    limit = FAST_AGAIN if feed.health is FeedHealth.SLOW else SLOW
    health = FeedHealth.SLOW if pace is not None and pace >= limit else FeedHealth.OK
    return Condition(health, feed.health_since if health is feed.health else now)


def after_failure(feed: Feed, fault: FeedFault, now: datetime) -> Condition:
    """The health of a feed that could not be read; what it was, until the failure has lasted."""
    if fault.problem is FetchProblem.GONE:
        return Condition(FeedHealth.GONE, fault.since)
    is_blocked = fault.problem is FetchProblem.BLOCKED
    lasted = now - fault.since >= (BLOCKED_AFTER if is_blocked else FAILING_AFTER)
    if lasted or feed.first_read_at is None:
        return Condition(FeedHealth.BLOCKED if is_blocked else FeedHealth.FAILING, fault.since)
    return Condition(feed.health, feed.health_since)


def pace_after(pace: timedelta | None, took: timedelta | None) -> timedelta | None:
    """How long answers take of late, after one more."""
    if pace is None or took is None:
        return pace if took is None else took
    return pace + (took - pace) * _PACE_SHARE


def is_our_outage(weather: Weather) -> bool:
    """Whether so many sites cannot be had at once that it must be our own connection."""
    all_silent = weather.failing_since >= OUTAGE_HOSTS
    return all_silent or weather.failing >= max(MANY_HOSTS, weather.hosts // 2 + 1)


def has_lost(reach: Reach, lost: Collection[str], least: int = REACH_LEAST) -> bool:
    """Whether every outlet that reported on the topic is lost, and they had reported at least so often."""
    matched = sum(count for _, count in reach.matches)
    return matched >= least and all(outlet in lost for outlet, _ in reach.matches)


def silent_since(pulse: Pulse | None, now: datetime) -> datetime | None:
    """The last moment, where it is three usual gaps ago by the clock, and by the feed's own hours and days as well.

    A silence no longer than the feed has kept before does not count: weekends, holidays, a magazine's fortnight.
    """
    usual = usual_silence(pulse)
    if pulse is None or usual is None:
        return None
    gap, in_means = usual
    last = datetime.fromtimestamp(pulse.recent[-1], UTC)
    least = SILENT_AT_LEAST if pulse.learnt_at - pulse.since >= _HARDLY_KNOWN else _SILENT_HARDLY_KNOWN
    if now - last < max(SILENT_GAPS * gap, _LULLS * timedelta(seconds=pulse.lull), least):
        return None
    return last if expected(pulse, last, now) >= _NEARLY * SILENT_GAPS * in_means else None

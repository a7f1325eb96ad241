from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.health import Condition, after_failure, after_success, pace_after, silent_since
from bot.core.pulse import first_pulse, learn
from bot.errors import FetchProblem
from bot.model import Feed, FeedFault, FeedHealth, Pulse
from tests.bench.rhythm import DAY_S, KINDS, alarms
from tests.core.test_update import FEED, NEW_FEED

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)  # a Friday
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
H = FeedHealth


def fault(hours: float, problem: FetchProblem = FetchProblem.TIMEOUT) -> FeedFault:
    return FeedFault(problem, None, NOW - hours * HOUR, 3)


@pytest.mark.parametrize(
    ("feed", "given_", "health"),
    [
        (FEED, fault(0), H.OK),
        (FEED, fault(5.9), H.OK),
        (FEED, fault(6), H.FAILING),
        (FEED, fault(1.9, FetchProblem.BLOCKED), H.OK),
        (FEED, fault(2, FetchProblem.BLOCKED), H.BLOCKED),
        (FEED, fault(0, FetchProblem.GONE), H.GONE),
        (NEW_FEED, fault(0), H.FAILING),
        (NEW_FEED, fault(0, FetchProblem.BLOCKED), H.BLOCKED),
        (replace(FEED, health=H.FAILING), fault(3, FetchProblem.BLOCKED), H.BLOCKED),
        (replace(FEED, health=H.BLOCKED), fault(4), H.BLOCKED),
        (replace(FEED, health=H.SILENT), fault(4), H.SILENT),
    ],
)
def test_health_is_what_lasts(feed: Feed, given_: FeedFault, health: FeedHealth) -> None:
    found = after_failure(feed, given_, NOW)
    assert found.health is health
    assert found.since == (given_.since if health is not feed.health else feed.health_since)


@pytest.mark.parametrize(
    ("before", "pace", "health"),
    [
        (H.OK, None, H.OK),
        (H.OK, 9 * SECOND, H.OK),
        (H.OK, 10 * SECOND, H.SLOW),
        (H.SLOW, 6 * SECOND, H.SLOW),
        (H.SLOW, 4 * SECOND, H.OK),
        (H.FAILING, 1 * SECOND, H.OK),
    ],
)
def test_a_feed_that_hardly_answers_in_time_is_slow(
    before: FeedHealth, pace: timedelta | None, health: FeedHealth
) -> None:
    feed = replace(FEED, health=before, health_since=NOW - DAY)
    since = NOW - DAY if before is health else NOW
    assert after_success(feed, None, pace, NOW) == Condition(health, since)


def test_one_slow_answer_does_not_make_a_slow_feed() -> None:
    assert pace_after(None, None) is None
    assert pace_after(None, SECOND) == pace_after(SECOND, None) == SECOND
    once = pace_after(SECOND, 19 * SECOND)
    assert once is not None
    assert once < 10 * SECOND
    twice = pace_after(once, 19 * SECOND)
    assert twice is not None
    assert twice >= 10 * SECOND


def regular(gap: timedelta, count: int = 20) -> Pulse:
    """Something at every gap, up to a gap ago."""
    return first_pulse([NOW - gap * n for n in range(1, count)], NOW)


@pytest.mark.parametrize(
    ("pulse", "later", "is_silent"),
    [
        (regular(HOUR, 400), 12 * HOUR, False),  # every newsroom sleeps
        (regular(HOUR, 400), 24 * HOUR, True),
        (regular(HOUR), 2 * DAY, False),  # watched for less than a day: it may rest at weekends
        (regular(HOUR), 5 * DAY, True),
        (regular(DAY, 60), 1.5 * DAY, False),
        (regular(DAY, 60), 4 * DAY, True),
        (regular(7 * DAY), 10 * DAY, False),
        (regular(7 * DAY), 28 * DAY, True),
        (first_pulse([NOW - HOUR], NOW), 300 * DAY, False),  # a feed without a rhythm breaks none
    ],
)
def test_a_feed_is_silent_after_three_of_its_usual_gaps(
    pulse: Pulse, later: timedelta, is_silent: bool
) -> None:
    found = after_success(FEED, pulse, None, NOW + later)
    assert found.health is (H.SILENT if is_silent else H.OK)
    if is_silent:
        assert found.since == datetime.fromtimestamp(pulse.recent[-1], UTC)


def test_a_magazine_that_comes_in_heaps_is_not_silent_between_them() -> None:
    issues = [NOW - 7 * DAY * week + n * HOUR / 4 for week in range(1, 16) for n in range(4)]
    pulse = first_pulse(issues, NOW)
    last = datetime.fromtimestamp(pulse.recent[-1], UTC)
    assert silent_since(pulse, last + 18 * DAY) is None
    assert silent_since(pulse, last + 22 * DAY) == last


def test_a_silence_that_was_kept_before_is_no_news() -> None:
    before = [NOW - 36 * DAY + DAY * n for n in range(11)]
    since = [NOW - 16 * DAY + DAY * n for n in range(17)]
    pulse = learn(first_pulse(before, NOW - 20 * DAY), since, NOW)
    assert pulse.lull == 10 * 86_400
    assert silent_since(pulse, NOW + 14 * DAY) is None
    assert silent_since(pulse, NOW + 16 * DAY) == NOW
    for day in range(1, 200):
        pulse = learn(pulse, [NOW + DAY * day], NOW + DAY * day)
    assert pulse.lull < 3 * 86_400  # forgotten by and by


@pytest.mark.parametrize(
    ("kind", "most"), [("national daily", 0), ("institution", 0), ("weekly magazine", 0), ("blog", 2)]
)
def test_feeds_that_live_are_not_called_silent_and_dead_ones_are(kind: str, most: int) -> None:
    entries = KINDS[kind](random.Random(kind), 120)
    assert len(alarms(entries, 120, 1)) <= most
    ended = [at for at in entries if at < 60 * DAY_S]
    assert [at for at in alarms(ended, 120, 1) if at > 60]


def test_a_weekend_is_no_silence_for_those_who_rest_then() -> None:
    office = [
        NOW.replace(hour=hour) - DAY * n
        for n in range(35)
        for hour in (9, 12)
        if (NOW - DAY * n).weekday() < 5
    ]
    pulse = first_pulse(office, NOW)
    monday = NOW.replace(hour=8) + 3 * DAY
    assert after_success(FEED, pulse, None, monday).health is H.OK
    assert after_success(FEED, pulse, None, monday + 4 * DAY).health is H.SILENT

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.health import Condition, after_failure, after_success, pace_after
from bot.core.pulse import first_pulse
from bot.errors import FetchProblem
from bot.model import Feed, FeedFault, FeedHealth, Pulse
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
        (regular(HOUR), 12 * HOUR, False),  # every newsroom sleeps
        (regular(HOUR), 24 * HOUR, True),
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


def test_a_weekend_is_no_silence_for_those_who_rest_then() -> None:
    office = [
        NOW.replace(hour=hour) - DAY * n
        for n in range(28)
        for hour in (9, 12)
        if (NOW - DAY * n).weekday() < 5
    ]
    pulse = first_pulse(office, NOW)
    monday = NOW.replace(hour=8) + 3 * DAY
    assert after_success(FEED, pulse, None, monday).health is H.OK
    assert after_success(FEED, pulse, None, monday + 2 * DAY).health is H.SILENT

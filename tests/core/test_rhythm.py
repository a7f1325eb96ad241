from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pulse import first_pulse
from bot.core.rhythm import LONGEST_BACK_OFF, Bounds, next_read
from bot.model import CacheHints, Demand, Pulse, Timetable

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)  # a Friday
BOUNDS = Bounds(timedelta(seconds=300), timedelta(hours=24))
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def at_every(gap: timedelta, count: int = 30, *, until: datetime = NOW) -> Pulse:
    """The pulse of a feed that brought something this regularly."""
    return first_pulse([until - gap * n for n in range(count)], NOW)


def wait(bounds: Bounds = BOUNDS, seed: int = 1, now: datetime = NOW, **given_: Any) -> timedelta:
    return next_read(now, bounds, seed, **given_) - now


@pytest.mark.parametrize(
    ("arguments", "least", "most"),
    [
        pytest.param({}, 20 * MINUTE, 31 * MINUTE, id="rhythm unknown"),
        pytest.param({"pulse": at_every(2 * MINUTE, 60)}, 5 * MINUTE, 11 * MINUTE, id="a wire"),
        pytest.param({"pulse": at_every(20 * MINUTE)}, 6 * MINUTE, 14 * MINUTE, id="a newsroom"),
        pytest.param({"pulse": at_every(7 * HOUR)}, 30 * MINUTE, 75 * MINUTE, id="a section"),
        pytest.param({"pulse": at_every(5 * DAY, 12, until=NOW - 7 * HOUR)}, 2 * HOUR, 8 * HOUR, id="a blog"),
        pytest.param({"pulse": at_every(DAY, until=NOW - 170 * DAY)}, 8 * HOUR, DAY, id="a dead blog"),
        pytest.param({"ttl": HOUR}, HOUR, 1.1 * HOUR, id="ttl"),
        pytest.param({"ttl": MINUTE}, 20 * MINUTE, 31 * MINUTE, id="a ttl hurries nobody"),
        pytest.param({"hints": CacheHints(max_age=2 * HOUR)}, 2 * HOUR, 2.2 * HOUR, id="max-age"),
        pytest.param({"hints": CacheHints(max_age=365 * DAY)}, DAY, DAY, id="a year of max-age"),
        pytest.param({"hints": CacheHints(retry_after=10 * HOUR)}, 10 * HOUR, 11 * HOUR, id="Retry-After"),
        pytest.param({"hints": CacheHints(retry_after=90 * DAY)}, DAY, 1.1 * DAY, id="Retry-After, absurd"),
        pytest.param(
            {"hints": CacheHints(retry_after=MINUTE)}, 20 * MINUTE, 31 * MINUTE, id="Retry-After, short"
        ),
        pytest.param({"failures": 1}, 5 * MINUTE, 10 * MINUTE, id="first failure"),
        pytest.param({"failures": 4}, 5 * MINUTE, 80 * MINUTE, id="fourth failure"),
        pytest.param({"failures": 10_000}, 5 * MINUTE, DAY, id="dead"),
        pytest.param(
            {"failures": 1, "hints": CacheHints(retry_after=3 * HOUR)}, 3 * HOUR, 3.3 * HOUR, id="429"
        ),
        pytest.param({"is_first": True}, 5 * MINUTE, 31 * MINUTE, id="first reading"),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_a_feed_is_read_as_often_as_it_is_worth(
    arguments: dict[str, Any], least: timedelta, most: timedelta, seed: int
) -> None:
    assert least <= wait(seed=seed, **arguments) <= most


def test_a_feed_is_read_often_when_it_publishes_and_seldom_when_it_does_not() -> None:
    mornings = [NOW.replace(hour=6) - DAY * day + 10 * MINUTE * n for day in range(28) for n in range(6)]
    pulse = first_pulse(mornings, NOW)
    at_six, at_noon = NOW.replace(hour=6) + DAY, NOW + DAY
    assert wait(now=at_six, pulse=pulse) < 25 * MINUTE
    assert wait(now=at_noon, pulse=pulse) > 3 * wait(now=at_six, pulse=pulse)
    overnight = next_read(NOW.replace(hour=23), BOUNDS, 1, pulse=pulse)
    assert overnight < NOW.replace(hour=7) + DAY  # the wait ends in the hour that matters


def test_a_weekly_is_watched_on_its_day() -> None:
    fridays = [NOW - 7 * DAY * week for week in range(16)]
    pulse = first_pulse(fridays, NOW)
    assert wait(now=NOW + 7 * DAY, pulse=pulse) < 75 * MINUTE
    assert wait(now=NOW + 3 * DAY, pulse=pulse) > 2 * HOUR


def test_a_surge_is_followed() -> None:
    calm = at_every(10 * HOUR)
    surging = first_pulse(
        [*(NOW - 10 * HOUR * n for n in range(1, 20)), *(NOW - 12 * MINUTE * n for n in range(8))], NOW
    )
    assert wait(pulse=surging) < 20 * MINUTE < wait(pulse=calm)
    assert wait(pulse=surging, now=NOW + DAY) > 20 * MINUTE


def test_somebody_who_wants_to_be_told_at_once_is_told_earlier() -> None:
    pulse = at_every(2 * HOUR)
    assert wait(pulse=pulse, demand=Demand(is_urgent=True)) < 0.8 * wait(pulse=pulse)


@pytest.mark.parametrize("seed", range(10))
def test_a_feed_is_read_before_a_digest_that_may_need_it(seed: int) -> None:
    pulse = at_every(7 * HOUR)
    waiting = Demand(digest_at=NOW + 30 * MINUTE)
    assert 18 * MINUTE <= wait(seed=seed, pulse=pulse, demand=waiting) <= 28 * MINUTE
    assert wait(seed=seed, pulse=pulse, demand=waiting, ttl=HOUR) >= HOUR  # the publisher's wish comes first
    soon, late = Demand(digest_at=NOW + 4 * MINUTE), Demand(digest_at=NOW + 5 * HOUR)
    for none in (soon, late):
        assert wait(seed=seed, pulse=pulse, demand=none) == wait(seed=seed, pulse=pulse)
    rare = at_every(30 * DAY, 6)
    assert wait(seed=seed, pulse=rare, demand=waiting) == wait(seed=seed, pulse=rare)


def test_editions_are_awaited_at_their_time() -> None:
    base = datetime(2000, 1, 1, 6, tzinfo=UTC)
    found = next_read(NOW, BOUNDS, 1, ttl=DAY, timetable=Timetable(base=base))
    assert NOW + 18 * HOUR <= found <= NOW + 19.8 * HOUR
    almost = next_read(NOW.replace(hour=5, minute=59), BOUNDS, 1, ttl=DAY, timetable=Timetable(base=base))
    assert almost < NOW.replace(hour=7)


@pytest.mark.parametrize("seed", range(10))
def test_hours_and_days_to_skip_are_skipped(seed: int) -> None:
    night = Timetable(skip_hours=sum(1 << hour for hour in (12, 13, 14)))
    found = next_read(NOW, BOUNDS, seed, timetable=night)
    assert NOW.replace(hour=15) <= found < NOW.replace(hour=16)
    weekend = Timetable(skip_days=0b1100000)
    friday_night = NOW.replace(hour=23, minute=50)
    assert next_read(friday_night, BOUNDS, seed, timetable=weekend) == friday_night + DAY  # the bound
    sunday = NOW.replace(hour=12) + 2 * DAY
    assert (sunday + 12 * HOUR) <= next_read(sunday, BOUNDS, seed, timetable=weekend) < sunday + 13 * HOUR
    every_hour = Timetable(skip_hours=(1 << 24) - 1)
    assert next_read(NOW, BOUNDS, seed, timetable=every_hour) == next_read(NOW, BOUNDS, seed)
    failing = next_read(NOW, BOUNDS, seed, timetable=night, failures=1)
    assert failing >= NOW.replace(hour=15)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"pulse": at_every(30 * DAY, 6)},
        {"ttl": DAY},
        {"hints": CacheHints(max_age=DAY)},
        {"failures": 7},
        {"hints": CacheHints(retry_after=timedelta(0))},
        {"timetable": Timetable(skip_hours=1 << 12)},
        {"demand": Demand(True, NOW + HOUR)},
        {"is_first": True},
    ],
)
def test_equal_bounds_are_kept_to_the_second(arguments: dict[str, Any]) -> None:
    assert wait(Bounds(SECOND, SECOND), **arguments) == SECOND


def test_only_retry_after_exceeds_the_bounds() -> None:
    assert wait(Bounds(SECOND, SECOND), hints=CacheHints(retry_after=MINUTE)) >= MINUTE


spans = st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))
moments = st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)), max_size=30)
timetables = st.builds(
    Timetable,
    st.integers(0, (1 << 24) - 1),
    st.integers(0, (1 << 7) - 1),
    st.none() | st.timedeltas(-9_000 * DAY, 9_000 * DAY).map(lambda away: NOW + away),
)
demands = st.builds(Demand, st.booleans(), st.none() | st.just(NOW + HOUR))


@given(
    moments,
    spans,
    spans,
    timetables,
    demands,
    st.booleans(),
    st.integers(0, 500),
    st.integers(-(10**30), 10**30),
)
def test_the_wait_stays_within_its_bounds_and_above_the_publishers_wishes(
    ago: list[timedelta],
    ttl: timedelta | None,
    max_age: timedelta | None,
    timetable: Timetable,
    demand: Demand,
    is_first: bool,
    failures: int,
    seed: int,
) -> None:
    given_: dict[str, Any] = {
        "pulse": first_pulse([NOW - each for each in ago], NOW),
        "ttl": ttl or None,
        "timetable": timetable,
        "hints": CacheHints(max_age=max_age),
        "failures": failures,
        "demand": demand,
        "is_first": is_first,
    }
    found = wait(seed=seed, **given_)
    assert BOUNDS.min_interval <= found <= min(BOUNDS.max_interval, LONGEST_BACK_OFF)
    assert found == wait(seed=seed, **given_)
    if not failures:
        wishes = (max_age, None if timetable.base else ttl)
        assert all(found >= min(wish, BOUNDS.max_interval) for wish in wishes if wish)


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    waits = {wait(seed=seed, failures=6) for seed in range(50)}
    assert len(waits) == 50
    assert min(waits) < HOUR < 4 * HOUR < max(waits)

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.rhythm import LONGEST_BACK_OFF, Bounds, next_read, observed_gap
from bot.model import CacheHints

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
BOUNDS = Bounds(timedelta(seconds=300), timedelta(hours=24))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def wait(bounds: Bounds = BOUNDS, seed: int = 1, **given_: Any) -> timedelta:
    return next_read(NOW, bounds, seed, **given_) - NOW


@pytest.mark.parametrize(
    ("arguments", "least", "most"),
    [
        pytest.param({}, 30 * MINUTE, 33 * MINUTE, id="rhythm unknown"),
        pytest.param({"gap": 2 * MINUTE}, 5 * MINUTE, 5 * MINUTE, id="a wire: as often as may be"),
        pytest.param({"gap": 2 * HOUR}, 30 * MINUTE, 33 * MINUTE, id="a newsroom"),
        pytest.param({"gap": 30 * DAY}, 6 * HOUR, 6.6 * HOUR, id="a monthly"),
        pytest.param({"gap": 2 * MINUTE, "ttl": HOUR}, HOUR, 1.1 * HOUR, id="ttl"),
        pytest.param({"gap": 2 * HOUR, "ttl": MINUTE}, 30 * MINUTE, 33 * MINUTE, id="a ttl hurries nobody"),
        pytest.param({"hints": CacheHints(max_age=2 * HOUR)}, 2 * HOUR, 2.2 * HOUR, id="max-age"),
        pytest.param({"hints": CacheHints(max_age=365 * DAY)}, 6 * HOUR, 6.6 * HOUR, id="a year of max-age"),
        pytest.param({"hints": CacheHints(retry_after=10 * HOUR)}, 10 * HOUR, 11 * HOUR, id="Retry-After"),
        pytest.param({"hints": CacheHints(retry_after=90 * DAY)}, DAY, 1.1 * DAY, id="Retry-After, absurd"),
        pytest.param(
            {"hints": CacheHints(retry_after=MINUTE)}, 30 * MINUTE, 33 * MINUTE, id="Retry-After, short"
        ),
        pytest.param({"failures": 1}, 5 * MINUTE, 10 * MINUTE, id="first failure"),
        pytest.param({"failures": 4}, 5 * MINUTE, 80 * MINUTE, id="fourth failure"),
        pytest.param({"failures": 10_000}, 5 * MINUTE, DAY, id="dead"),
        pytest.param(
            {"failures": 1, "hints": CacheHints(retry_after=3 * HOUR)}, 3 * HOUR, 3.3 * HOUR, id="429"
        ),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_a_feed_is_read_as_often_as_it_is_worth(
    arguments: dict[str, Any], least: timedelta, most: timedelta, seed: int
) -> None:
    assert least <= wait(seed=seed, **arguments) <= most


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"gap": 30 * DAY},
        {"ttl": DAY},
        {"hints": CacheHints(max_age=DAY)},
        {"failures": 7},
        {"hints": CacheHints(retry_after=timedelta(0))},
    ],
)
def test_equal_bounds_are_kept_to_the_second(arguments: dict[str, Any]) -> None:
    second = timedelta(seconds=1)
    assert wait(Bounds(second, second), **arguments) == second


def test_only_retry_after_exceeds_the_bounds() -> None:
    second = timedelta(seconds=1)
    assert wait(Bounds(second, second), hints=CacheHints(retry_after=MINUTE)) >= MINUTE


gaps = st.none() | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400))


@given(gaps, gaps, gaps, st.integers(0, 500), st.integers(-(10**30), 10**30))
def test_the_wait_stays_within_its_bounds(
    gap: timedelta | None, ttl: timedelta | None, max_age: timedelta | None, failures: int, seed: int
) -> None:
    found = wait(seed=seed, gap=gap, ttl=ttl, hints=CacheHints(max_age=max_age), failures=failures)
    assert BOUNDS.min_interval <= found <= min(BOUNDS.max_interval, LONGEST_BACK_OFF)
    assert found == wait(seed=seed, gap=gap, ttl=ttl, hints=CacheHints(max_age=max_age), failures=failures)


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    waits = {wait(seed=seed, failures=6) for seed in range(50)}
    assert len(waits) == 50
    assert min(waits) < HOUR < 4 * HOUR < max(waits)


@pytest.mark.parametrize(
    ("hours_ago", "gap"),
    [
        ([], None),
        ([1, 2], None),
        ([1, 1, 1, 2], None),
        ([1, 2, 3], HOUR),
        ([1, 2, 3, 200], HOUR),
        ([5, 1, 9], 4 * HOUR),
        ([*range(20), *range(100, 2_000, 100)], HOUR),
        ([1, 1.001, 1.002], MINUTE),
    ],
)
def test_the_rhythm_is_the_usual_gap_of_late(hours_ago: list[float], gap: timedelta | None) -> None:
    assert observed_gap([NOW - timedelta(hours=hours) for hours in hours_ago]) == gap

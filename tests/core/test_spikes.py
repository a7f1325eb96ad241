"""When a topic is suddenly everywhere, and when it only seems so."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.spikes import FEWEST_ARTICLES, Seen, Spike, find_spike, tail

NOW = datetime(2026, 3, 20, 17, 40, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=60)
OUTLETS = ("Le Fanal", "Le Quai", "Radio Estuaire", "L’Aube")


def hour(days_ago: int, articles: int, outlets: int = 4) -> list[Seen]:
    """So many articles in this hour of that day."""
    return [
        Seen(NOW - timedelta(days=days_ago, minutes=4 * n + 1), OUTLETS[n % outlets]) for n in range(articles)
    ]


def usual(articles: int) -> list[Seen]:
    return [seen for day in range(1, 15) for seen in hour(day, articles)]


def test_far_more_than_usual_is_a_spike() -> None:
    assert find_spike([*usual(2), *hour(0, 14)], LONG_AGO, NOW) == Spike(14, 2.0)
    assert find_spike(hour(0, 8), LONG_AGO, NOW) == Spike(8, 0.0)


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param([], id="nothing"),
        pytest.param(hour(0, FEWEST_ARTICLES - 1), id="few"),
        pytest.param([*usual(2), *hour(0, 7)], id="rather more"),
        pytest.param([*usual(10), *hour(0, 14)], id="a lively topic"),
        pytest.param([*usual(1), *hour(3, 14), *hour(0, 14)], id="no more than last Tuesday"),
        pytest.param(hour(0, 14, outlets=2), id="two outlets"),
        pytest.param([Seen(s.at - timedelta(hours=1), s.outlet) for s in hour(0, 14)], id="an hour ago"),
        pytest.param([Seen(s.at + timedelta(hours=2), s.outlet) for s in hour(0, 14)], id="dated ahead"),
    ],
)
def test_what_is_no_spike(seen: list[Seen]) -> None:
    assert find_spike(seen, LONG_AGO, NOW) is None


def test_other_hours_play_no_part() -> None:
    busy_mornings = [Seen(s.at - timedelta(hours=9), s.outlet) for s in usual(14)]
    assert find_spike([*busy_mornings, *hour(0, 8)], LONG_AGO, NOW) == Spike(8, 0.0)


@pytest.mark.parametrize(("days", "known"), [(2.9, False), (3.1, True)])
def test_who_has_watched_for_three_days_knows_what_is_usual(days: float, known: bool) -> None:
    seen = hour(0, 14)
    assert (find_spike(seen, NOW - timedelta(days=days, hours=1), NOW) is not None) is known


def test_only_days_that_were_watched_are_counted() -> None:
    seen = [*hour(1, 4), *hour(2, 4), *hour(3, 4), *hour(0, 14)]
    assert find_spike(seen, NOW - timedelta(days=3, hours=2), NOW) == Spike(14, 4.0)


def test_a_steady_topic_gives_hardly_a_false_word() -> None:
    """Poisson hours of the same rate, over some years of looks: none is taken for a spike."""
    chance = random.Random(7)
    false = 0
    for rate in (0.3, 1.0, 3.0, 8.0):
        for _ in range(300):
            days = [sum(chance.random() < rate / 60 for _ in range(60)) for _ in range(15)]
            seen = [each for day, count in enumerate(days) for each in hour(day, min(count, 14))]
            false += find_spike(seen, LONG_AGO, NOW) is not None
    assert false == 0


@given(st.integers(1, 60), st.floats(0.1, 50))
def test_the_tail_is_a_probability_that_falls(count: int, rate: float) -> None:
    assert 0.0 <= tail(count + 1, rate) <= tail(count, rate) + 1e-12 <= 1.0 + 1e-9


@pytest.mark.parametrize(("count", "rate", "share"), [(0, 3.0, 1.0), (1, 1.0, 0.632121), (5, 2.0, 0.052653)])
def test_the_tail_is_poissons(count: int, rate: float, share: float) -> None:
    assert tail(count, rate) == pytest.approx(share, abs=1e-6)

"""How many messages may be under way in good weather and in bad."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest

from bot.services.delivery import MOST_UNDER_WAY, UNDER_WAY, under_way
from bot.services.traffic import OUTAGE, PROBES, Traffic
from tests.fakes import THURSDAY as NOW


@pytest.mark.parametrize(
    ("rate", "places"),
    [(1, UNDER_WAY), (25, UNDER_WAY), (50, 30), (1_000, MOST_UNDER_WAY), (math.inf, MOST_UNDER_WAY)],
)
def test_a_rate_needs_so_many_places(rate: float, places: int) -> None:
    assert under_way(rate) == places


def test_a_few_tries_without_an_answer_change_nothing() -> None:
    traffic = Traffic(16)
    assert not any(traffic.unanswered(NOW) for _ in range(OUTAGE - 1))
    assert (traffic.places(NOW), traffic.wait(NOW)) == (16, None)
    traffic.answered()
    assert not any(traffic.unanswered(NOW) for _ in range(OUTAGE - 1))
    assert traffic.places(NOW) == 16


def test_in_an_outage_one_message_at_a_time_asks_ever_more_seldom() -> None:
    traffic, now = Traffic(16), NOW
    begun = [traffic.unanswered(now) for _ in range(16)]  # those under way fail with the others
    assert begun.count(True) == 1
    for pause in (*PROBES, PROBES[-1], PROBES[-1]):
        assert traffic.places(now) == 0
        assert traffic.wait(now) == pause
        now += pause
        assert traffic.places(now) == 1
        assert not traffic.unanswered(now)
    now += PROBES[-1]
    traffic.answered()
    assert traffic.places(now) == 16
    for _ in range(OUTAGE):
        traffic.unanswered(now)
    assert traffic.wait(now) == PROBES[0]


def test_where_the_whole_bot_must_wait_nothing_leaves_until_then() -> None:
    traffic = Traffic(16)
    traffic.hold(NOW + timedelta(seconds=30))
    traffic.hold(NOW + timedelta(seconds=10))  # a shorter word of another chat shortens nothing
    assert traffic.places(NOW + timedelta(seconds=29)) == 0
    assert traffic.places(NOW + timedelta(seconds=30)) == 16

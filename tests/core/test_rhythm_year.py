"""The simulation of `tests.bench.rhythm` in short: what must hold of weeks of readings, whatever the feed."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from statistics import median

import pytest

from bot.core.pulse import first_pulse
from bot.core.rhythm import next_read
from bot.model import CacheHints, Timetable
from tests.bench.rhythm import BOUNDS, DAY_S, KINDS, START, by_rhythm, told

DAYS = 21
MATTERING = (
    "agency",
    "national daily",
    "regional section",
    "quiet, with bursts",
    "institution",
    "morning show",
)


def entries_of(kind: str, days: int = DAYS) -> list[float]:
    return KINDS[kind](random.Random(kind), days)


@pytest.mark.parametrize("kind", KINDS)
def test_readings_keep_their_bounds_and_what_the_publisher_asks(kind: str) -> None:
    entries = entries_of(kind)
    waits = [later - earlier for earlier, later in pairwise(by_rhythm(entries, DAYS, 1))]
    assert min(waits) >= 300
    assert max(waits) <= DAY_S
    asking = CacheHints(max_age=timedelta(minutes=45))
    nights = Timetable(skip_hours=0b111111)
    asked = by_rhythm(entries, DAYS, 1, hints=asking, timetable=nights)
    assert min(later - earlier for earlier, later in pairwise(asked)) >= 45 * 60
    assert all(at % DAY_S >= 6 * 3_600 for at in asked[1:])


@pytest.mark.parametrize("kind", MATTERING)
def test_feeds_that_matter_are_read_less_than_every_ten_minutes_and_found_sooner_than_every_hour(
    kind: str,
) -> None:
    found = told(entries := entries_of(kind), by_rhythm(entries, DAYS, 1))
    latest = sorted(found.lateness)
    assert found.readings < DAYS * 144 * 1.1
    assert latest[int(len(latest) * 0.95)] < 57 * 60
    assert median(latest) < 30 * 60


def test_feeds_that_were_all_read_at_once_never_come_together_again() -> None:
    """An import of 300 feeds, half of one host, read in the same second: from then on a minute is like another."""
    pulses = [
        first_pulse([START - timedelta(hours=gap * n) for n in range(30)], START) for gap in (0.3, 1, 4, 24)
    ]
    minutes: Counter[int] = Counter()
    for feed in range(300):
        at, is_first = START, True
        while at < START + timedelta(hours=12):
            at = next_read(
                at, BOUNDS, feed * 1_000_003 + int(at.timestamp()), pulse=pulses[feed % 4], is_first=is_first
            )
            is_first = False
            minutes[(at - START) // timedelta(minutes=1)] += 1
    for hour in range(12):
        busy = [minutes[minute] for minute in range(hour * 60 + 10, hour * 60 + 70)]
        assert max(busy) <= 3 * sum(busy) / len(busy)
    busy = [minutes[minute] for minute in range(60, 700)]
    on_the_hour = [minutes[hour * 60] for hour in range(1, 12)]
    assert sum(on_the_hour) / len(on_the_hour) <= 1.5 * sum(busy) / len(busy)


def test_the_same_seed_makes_the_same_year() -> None:
    entries = entries_of("blog")
    assert by_rhythm(entries, DAYS, 7) == by_rhythm(entries, DAYS, 7) != by_rhythm(entries, DAYS, 8)

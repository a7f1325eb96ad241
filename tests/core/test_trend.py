"""Stories a day, and the days that stand out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.trend import days_of, peaks

FIRST = date(2025, 2, 26)
DAYS = days_of(FIRST, FIRST + timedelta(days=6))


def test_every_day_is_there_also_across_a_month() -> None:
    assert [day.day for day in DAYS] == [26, 27, 28, 1, 2, 3, 4]
    assert days_of(FIRST, FIRST) == (FIRST,)


def test_the_highest_days_are_named_and_their_neighbours_are_not() -> None:
    counts = [0] * 28
    counts[10], counts[11], counts[20], counts[2] = 9, 8, 5, 3
    assert peaks(counts, 3) == (10, 20)
    assert peaks(counts, 1) == (10,)
    assert peaks([0, 1, 0, 1], 3) == ()
    assert peaks([2, 2], 1) == (1,)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=90), st.integers(1, 4))
def test_named_days_are_few_high_and_apart(counts: list[int], most: int) -> None:
    found = peaks(counts, most)
    assert len(found) <= most
    assert all(counts[place] >= max(2, max(counts) / 2) for place in found)
    assert not found or counts[found[0]] == max(counts)
    apart = max(1, len(counts) // 7)
    assert all(abs(a - b) >= apart for a in found for b in found if a != b)

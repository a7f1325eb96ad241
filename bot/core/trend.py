"""How often a subject was told day by day, and which days stand out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

MIN_PEAK = 2  # a day with one story stands out of nothing
PEAK_SHARE = 0.5  # of the highest day that another must reach to be named
APART_SHARE = 7  # two named days lie at least a seventh of the span apart: their names need the room


def days_of(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last."""
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def peaks(counts: Sequence[int], most: int) -> tuple[int, ...]:
    """Places of at most `most` days that stand out, the highest first, the latest of equals."""
    apart = max(1, len(counts) // APART_SHARE)
    found: list[int] = []
    for place in sorted(range(len(counts)), key=lambda place: (-counts[place], -place)):
        enough = counts[place] >= max(MIN_PEAK, PEAK_SHARE * max(counts))
        if enough and all(abs(place - other) >= apart for other in found) and len(found) < most:
            found.append(place)
    return tuple(found)

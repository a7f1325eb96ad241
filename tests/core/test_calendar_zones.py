"""The schedule over every zone and ten years, past and to come: no day skipped, none doubled.

Only the days around a change of a zone's clock can go wrong, so those are looked at, for every time of day that the
change touches; zones that changed alike are looked at once. Whether changes are all found does not depend on the
calendar: the difference from UTC is sampled every twelve hours and the change is then found to the minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from bot.core.calendar import EVERY_DAY, next_due
from bot.model import Slot

FIRST, LAST = datetime(2018, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
STEP = timedelta(hours=12)
MINUTE = timedelta(minutes=1)
USUAL = (time(0), time(7, 30), time(23, 59))
Change = tuple[
    datetime, timedelta, timedelta
]  # the first minute after it, the difference from UTC before, and after


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _changes(zone: ZoneInfo) -> Iterator[Change]:
    at, before = FIRST, _offset(zone, FIRST)
    while at < LAST:
        later = at + STEP
        after = _offset(zone, later)
        if after != before:
            low, high = at, later
            while high - low > MINUTE:
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
            yield high, before, after
        at, before = later, after


def zones_by_changes() -> dict[tuple[Change, ...], str]:
    """One zone for each history of changes that some zone had."""
    found: dict[tuple[Change, ...], str] = {}
    for name in sorted(available_timezones() - {"Factory", "localtime"}):
        found.setdefault(tuple(_changes(ZoneInfo(name))), name)
    return found


def _touched(change: Change) -> Iterator[time]:
    """Times of day on both edges of the change, and within it."""
    at, before, after = change
    edges = [(at + offset).replace(tzinfo=None) for offset in (before, after)]
    for edge in (*edges, edges[0] + (edges[1] - edges[0]) / 2):
        for shift in (-MINUTE, timedelta(), MINUTE):
            yield (edge + shift).time().replace(second=0, microsecond=0)


def _around(zone: ZoneInfo, at: time, change: datetime) -> list[datetime]:
    """What the calendar has from two days before the change to two days after it."""
    slots, due = (Slot(at, EVERY_DAY),), change - timedelta(days=2)
    found: list[datetime] = []
    while True:
        following = next_due(slots, zone, due)
        assert following is not None
        if following > change + timedelta(days=2):
            return found
        found.append(following)
        due = following


def _check(name: str, change: Change) -> None:
    zone, jump = ZoneInfo(name), change[2] - change[1]
    for at in {*USUAL, *_touched(change)}:
        found = _around(zone, at, change[0])
        days: list[date] = []
        for due in found:
            shown = due.astimezone(zone).replace(tzinfo=None, fold=0)
            is_shifted = shown.time() != at
            # A time that the clocks jumped over is shown as much later, perhaps tomorrow; it is for the day before.
            meant = shown - jump if is_shifted else shown
            assert meant.time() == at, (name, at, due)
            assert not is_shifted or (jump > timedelta() and change[0] <= due < change[0] + jump), (
                name,
                at,
                due,
            )
            # Of a time that comes twice, the first: an hour earlier it was not that time already.
            assert (due + jump).astimezone(zone).replace(tzinfo=None) != shown or jump >= timedelta(), (
                name,
                at,
            )
            days.append(meant.date())
        assert all(later - day == timedelta(days=1) for day, later in pairwise(days)), (name, at, days)
        assert len(days) >= 3


def test_no_day_is_skipped_and_none_doubled_in_any_zone_in_ten_years() -> None:
    looked_at = 0
    for changes, name in zones_by_changes().items():
        for change in changes:
            if abs(change[2] - change[1]) < timedelta(
                hours=20
            ):  # a zone that changes its date is another matter
                _check(name, change)
                looked_at += 1
    assert looked_at > 500

"""When a destination is due, over changes of the clock, in any zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.calendar import EVERY_DAY, WEEKDAYS, WEEKEND, next_due, previous_due
from bot.model import Slot

PARIS = ZoneInfo("Europe/Paris")
SAMOA = ZoneInfo("Pacific/Apia")
EVERY_MORNING = (Slot(time(7, 30), EVERY_DAY),)
ZONES = sorted(available_timezones() - {"Factory", "localtime"})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def walk(slots: tuple[Slot, ...], zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    at = next_due(slots, zone, start)
    while at is not None and at < end:
        yield at
        at = next_due(slots, zone, at)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        pytest.param("2025-03-13T06:00", "2025-03-13T07:30", id="later today"),
        pytest.param("2025-03-13T07:30", "2025-03-14T07:30", id="strictly after"),
        pytest.param("2025-03-13T22:00", "2025-03-14T07:30", id="tomorrow"),
        pytest.param("2025-12-31T08:00", "2026-01-01T07:30", id="next year"),
        pytest.param("2025-03-29T08:00", "2025-03-30T07:30", id="over the spring change"),
        pytest.param("2025-10-25T08:00", "2025-10-26T07:30", id="over the autumn change"),
    ],
)
def test_the_default_time_comes_every_morning_in_paris(after: str, due: str) -> None:
    assert next_due(EVERY_MORNING, PARIS, paris(after)) == paris(due)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        pytest.param("2025-03-13T20:00", "2025-03-14T07:30", id="Thursday evening"),
        pytest.param("2025-03-14T12:00", "2025-03-14T18:00", id="Friday noon"),
        pytest.param("2025-03-14T20:00", "2025-03-15T10:00", id="Friday evening"),
        pytest.param("2025-03-15T12:00", "2025-03-16T10:00", id="Saturday noon"),
        pytest.param("2025-03-16T12:00", "2025-03-17T07:30", id="Sunday noon"),
    ],
)
def test_weekdays_and_weekends_have_their_own_times(after: str, due: str) -> None:
    slots = (Slot(time(7, 30), WEEKDAYS), Slot(time(18), WEEKDAYS), Slot(time(10), WEEKEND))
    assert next_due(slots, PARIS, paris(after)) == paris(due)


def test_a_time_that_the_clocks_jump_over_comes_shifted() -> None:
    slots = (Slot(time(2, 30), EVERY_DAY),)
    assert list(walk(slots, PARIS, utc("2025-03-29T12:00"), utc("2025-04-01T00:00"))) == [
        utc("2025-03-30T01:30"),  # shown as 03:30
        utc("2025-03-31T00:30"),
    ]


def test_a_time_that_comes_twice_is_due_once() -> None:
    slots = (Slot(time(2, 30), EVERY_DAY),)
    assert list(walk(slots, PARIS, utc("2025-10-25T12:00"), utc("2025-10-28T00:00"))) == [
        utc("2025-10-26T00:30"),  # summer time still
        utc("2025-10-27T01:30"),
    ]


def test_the_day_that_samoa_left_out_is_served_by_the_next() -> None:
    due = list(walk(EVERY_MORNING, SAMOA, utc("2011-12-29T00:00"), utc("2012-01-01T00:00")))
    local = [at.astimezone(SAMOA).date() for at in due]
    assert local == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_no_slot_is_never_due() -> None:
    now = utc("2025-03-13T12:00")
    assert next_due((), PARIS, now) is None
    assert previous_due((), PARIS, now) is None
    assert next_due((Slot(time(7), frozenset()),), PARIS, now) is None


def test_a_weekly_slot_comes_a_week_later() -> None:
    slots = (Slot(time(9), frozenset((3,))),)
    thursday = paris("2025-03-13T09:00")
    assert next_due(slots, PARIS, thursday) == paris("2025-03-20T09:00")
    assert previous_due(slots, PARIS, thursday) == paris("2025-03-06T09:00")


def expected(at: time, zone: ZoneInfo, year: int) -> set[datetime]:
    """One instant for each date of the year, found without the calendar."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
    return {datetime.combine(day, at, tzinfo=zone).astimezone(UTC) for day in days}


@given(zone=st.sampled_from(ZONES), year=st.integers(1990, 2036), minute=st.integers(0, 24 * 60 - 1))
@example(zone="Africa/Casablanca", year=2026, minute=150)
@example(zone="America/Nuuk", year=2024, minute=23 * 60 + 30)
@example(zone="Asia/Beirut", year=2023, minute=15)
@example(zone="Australia/Lord_Howe", year=2025, minute=110)
@example(zone="Pacific/Apia", year=2011, minute=450)
@settings(max_examples=40, deadline=None)
def test_every_local_day_has_its_time_exactly_once(zone: str, year: int, minute: int) -> None:
    at, local = time(minute // 60, minute % 60), ZoneInfo(zone)
    wanted = sorted(expected(at, local, year))
    found = list(walk((Slot(at, EVERY_DAY),), local, wanted[0] - timedelta(minutes=1), wanted[-1]))
    assert [*found, wanted[-1]] == wanted
    for due in found:
        shown = due.astimezone(local)
        is_real = shown.replace(tzinfo=None, fold=0).time() == at
        jumped = shown.utcoffset() != (due - timedelta(hours=25)).astimezone(local).utcoffset()
        assert is_real or jumped


@given(
    zone=st.sampled_from(ZONES),
    seconds=st.integers(631_152_000, 2_082_758_400),  # 1990 to 2036
    minutes=st.lists(st.integers(0, 24 * 60 - 1), min_size=1, max_size=3, unique=True),
    days=st.frozensets(st.integers(0, 6), min_size=1),
)
@settings(max_examples=100, deadline=None)
def test_the_previous_of_the_next_is_never_later_than_now(
    zone: str, seconds: int, minutes: list[int], days: frozenset[int]
) -> None:
    slots = tuple(Slot(time(minute // 60, minute % 60), days) for minute in minutes)
    now = datetime.fromtimestamp(seconds, UTC)
    local = ZoneInfo(zone)
    due = next_due(slots, local, now)
    assert due is not None
    assert now < due <= now + timedelta(days=9)
    previous = previous_due(slots, local, due)
    assert previous is not None
    assert previous <= now

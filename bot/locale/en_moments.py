"""Times, dates and spans in English: “7:30 AM”, “yesterday 10:40 PM”, “tomorrow, 7:30 AM”, “Thursday 13 March”."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.locale.days import day_groups
from bot.locale.places import place as city
from bot.model import Slot

_NAMED_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_WEEK = 7


def number(value: int) -> str:
    """“12,500”."""
    return format_decimal(value, locale="en")


def listing(names: Sequence[str]) -> str:
    """“a, b, and c”."""
    return format_list(list(names), locale="en")


def quoted(text: str) -> str:
    """“…”; English quotation marks inside become those of a quotation within another."""
    inner = text.replace("“", "‘").replace("”", "’")
    return f"“{inner}”"


def clock(at: time) -> str:
    """“7:30 AM”."""
    return format_time(at, "short", locale="en")


def long_date(day: date, today: date) -> str:
    """“Thursday 13 March”, with the year where it is not this one."""
    return f"{format_date(day, 'EEEE', locale='en')} {_day_and_month(day, today)}"


def short_date(day: date) -> str:
    """“11 Mar”: a day in a picture."""
    return format_date(day, "d MMM", locale="en_GB")


def stamp(at: datetime, now: datetime) -> str:
    """When something was published: “6:15 AM”, “yesterday 10:40 PM”, “Tuesday 7:12 PM”, “3 March 8:00 AM”."""
    return (
        clock(at.time()) if at.date() == now.date() else f"{_day(at.date(), now.date())} {clock(at.time())}"
    )


def moment(at: datetime, now: datetime) -> str:
    """A time inside a sentence: “today, 6:00 PM”, “tomorrow, 7:30 AM”."""
    return f"{_day(at.date(), now.date())}, {clock(at.time())}"


def day(day: date, today: date) -> str:
    """A day inside a sentence: “yesterday”, “Tuesday”, “3 March”."""
    return _day(day, today)


def until(day: date, today: date) -> str:
    """“until Monday 25 August”, “until tomorrow”."""
    named = _NAMED_DAYS.get((day - today).days)
    return f"until {named or long_date(day, today)}"


def span(window: timedelta) -> str:
    """“24 hours”, “7 days”."""
    hours = max(1, round(window / timedelta(hours=1)))
    if hours > 24 and hours % 24 == 0:
        return f"{number(hours // 24)} days"
    return f"{number(hours)} hour" + "s" * (hours != 1)


def place(zone: str) -> str:
    """“Montreal”, “Brussels”."""
    return city(zone, "en")


def schedule(slots: Sequence[Slot]) -> str:
    """“Monday to Friday at 7:30 AM and 6:00 PM; weekends at 10:00 AM”."""
    return "; ".join(
        f"{_days(group.days)} at {listing([clock(at) for at in group.times])}" for group in day_groups(slots)
    )


def _days(days: frozenset[int]) -> str:
    numbers = sorted(days)
    if len(days) == _WEEK:
        return "every day"
    if numbers == [5, 6]:
        return "weekends"
    if len(days) > 2 and numbers[-1] - numbers[0] == len(days) - 1:
        return f"{_weekday(numbers[0])} to {_weekday(numbers[-1])}"
    return listing([_weekday(day) for day in numbers])


def _weekday(number_of_day: int) -> str:
    return format_date(date(2024, 1, 1 + number_of_day), "EEEE", locale="en")  # 1 January 2024 was a Monday


def _day(day: date, today: date) -> str:
    away = (day - today).days
    if away in _NAMED_DAYS:
        return _NAMED_DAYS[away]
    return format_date(day, "EEEE", locale="en") if abs(away) < _WEEK else _day_and_month(day, today)


def _day_and_month(day: date, today: date) -> str:
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {format_date(day, 'MMMM', locale='en')}{year}"

"""Times, dates and spans in French: « 7 h 30 », « hier 22 h 40 », « demain, 7 h 30 », « jeudi 13 mars »."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.locale.days import day_groups
from bot.locale.places import place as city
from bot.model import Slot

_NAMED_DAYS = {-1: "hier", 0: "aujourd’hui", 1: "demain"}
_WEEK = 7


def number(value: int) -> str:
    """« 12 500 »."""
    return format_decimal(value, locale="fr")


def listing(names: Sequence[str]) -> str:
    """« a, b et c »."""
    return format_list(list(names), locale="fr")


def quoted(text: str) -> str:
    """« … »; quotation marks inside are those of a quotation within another."""
    inner = text.replace("«\u00a0", "“").replace("\u00a0»", "”").replace("« ", "“").replace(" »", "”")
    return f"«\u00a0{inner}\u00a0»"


def clock(at: time) -> str:
    """« 7 h 30 », « 18 h »."""
    return f"{at.hour} h {at.minute:02}" if at.minute else f"{at.hour} h"


def long_date(day: date, today: date) -> str:
    """« jeudi 13 mars », with the year where it is not this one."""
    return f"{format_date(day, 'EEEE', locale='fr')} {_day_and_month(day, today)}"


def short_date(day: date) -> str:
    """« 11 mars », « 2 févr. »: a day in a picture."""
    return format_date(day, "d MMM", locale="fr")


def stamp(at: datetime, now: datetime) -> str:
    """When something was published: « 6 h 15 », « hier 22 h 40 », « mardi 19 h 12 », « 3 mars 8 h »."""
    return (
        clock(at.time()) if at.date() == now.date() else f"{_day(at.date(), now.date())} {clock(at.time())}"
    )


def moment(at: datetime, now: datetime) -> str:
    """A time inside a sentence: « aujourd’hui, 18 h », « demain, 7 h 30 », « lundi, 7 h 30 »."""
    is_far = abs((at.date() - now.date()).days) >= _WEEK
    return f"{'le ' if is_far else ''}{_day(at.date(), now.date())}, {clock(at.time())}"


def day(day: date, today: date) -> str:
    """A day inside a sentence: « hier », « mardi », « le 3 mars »."""
    return f"{'le ' if abs((day - today).days) >= _WEEK else ''}{_day(day, today)}"


def until(day: date, today: date) -> str:
    """« jusqu’au lundi 25 août », « jusqu’à demain »."""
    named = _NAMED_DAYS.get((day - today).days)
    return f"jusqu’à {named}" if named else f"jusqu’au {long_date(day, today)}"


def span(window: timedelta) -> str:
    """« 24 heures », « 7 jours »."""
    hours = max(1, round(window / timedelta(hours=1)))
    if hours > 24 and hours % 24 == 0:
        return f"{number(hours // 24)} jours"
    return f"{number(hours)} heure" + "s" * (hours > 1)


def place(zone: str) -> str:
    """« Montréal », « Bruxelles »."""
    return city(zone, "fr")


def schedule(slots: Sequence[Slot]) -> str:
    """« du lundi au vendredi à 7 h 30 et 18 h ; le week-end à 10 h »."""
    return " ; ".join(
        f"{_days(group.days)} à {listing([clock(at) for at in group.times])}" for group in day_groups(slots)
    )


def _days(days: frozenset[int]) -> str:
    numbers = sorted(days)
    if len(days) == _WEEK:
        return "chaque jour"
    if numbers == [5, 6]:
        return "le week-end"
    if len(days) > 2 and numbers[-1] - numbers[0] == len(days) - 1:
        return f"du {_weekday(numbers[0])} au {_weekday(numbers[-1])}"
    return listing([f"le {_weekday(day)}" for day in numbers])


def _weekday(number_of_day: int) -> str:
    return format_date(date(2024, 1, 1 + number_of_day), "EEEE", locale="fr")  # 1 January 2024 was a Monday


def _day(day: date, today: date) -> str:
    away = (day - today).days
    if away in _NAMED_DAYS:
        return _NAMED_DAYS[away]
    return format_date(day, "EEEE", locale="fr") if abs(away) < _WEEK else _day_and_month(day, today)


def _day_and_month(day: date, today: date) -> str:
    first = "1er" if day.day == 1 else str(day.day)
    year = f" {day.year}" if day.year != today.year else ""
    return f"{first} {format_date(day, 'MMMM', locale='fr')}{year}"

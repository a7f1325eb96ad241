"""Until when: the day on which a pause ends, as people type it.

A span is counted from today; a day and month without a year are the next ones to come; a stretch (« fin août », « mois
prochain ») ends a pause on the first day after it, or on its own first day, whichever people mean by it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from bot.errors import PauseError, PauseProblem
from bot.french.clockwords import COUNTS, DAY_NUMBERS, MONTH_NUMBERS, any_of, fold
from bot.french.hours import parse_window

FARTHEST = timedelta(days=366)  # a longer pause is a farewell: /stop says so, and /start ends it
MAX_CHARS = 200  # nobody describes a day at such length

_LEAD = re.compile(
    r"(?:(?:jusqu'(?:aux?|a|en)|jusque|until|till|pendant|pour|for|dans|in|les?|la|the|on|to|aux?|en|ce|this)\b ?|l')+"
)
_TAIL = re.compile(r" (?:matin|au matin|dans la matinee|morning|inclus|included|from now)$")
_MONTHS = re.compile(rf"(\d{{1,2}}|{any_of(COUNTS)}) ?(?:mois|months?)")
_YEARS = re.compile(r"(?:1|un|one|a) ?(?:an|annee|year)")
_ABOUT = {"quinzaine": 15, "fortnight": 14, "huitaine": 8, "dizaine": 10, "vingtaine": 20, "trentaine": 30}
_SOME = re.compile(rf"(?:une|a) ({any_of(_ABOUT)})(?: de jours| of days)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_NUMERIC = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}|\d\d))?")
_NAMED = re.compile(
    rf"(?:(?:{any_of(DAY_NUMBERS)}),? )?(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? ?(?:of )?"
    rf"(?P<month>{any_of(MONTH_NUMBERS)})\.?,?(?: (?P<year>\d{{4}}))?"
)
_MONTH_FIRST = re.compile(
    rf"(?:(?:{any_of(DAY_NUMBERS)}),? )?(?P<month>{any_of(MONTH_NUMBERS)}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,? (?P<year>\d{{4}}))?"
)
_DAY_ALONE = re.compile(rf"(?:(?:{any_of(DAY_NUMBERS)}) )?(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?")
_NEXT_DAY = re.compile(rf"(?:next )?(?P<name>{any_of(DAY_NUMBERS)})(?: (?:prochain|qui vient))?")
_DAY_IN = re.compile(rf"(?P<name>{any_of(DAY_NUMBERS)}) en (?:huit|(?P<fortnight>quinze))")
_PART = re.compile(
    rf"(?:(?P<part>debut|mi|fin|beginning of|start of|early|mid|end of|late)[ -])?(?:de |d'|the )?"
    rf"(?P<month>{any_of(MONTH_NUMBERS)})(?: (?P<year>\d{{4}}))?"
)
_MIDDLE, _END = frozenset(("mi", "mid")), frozenset(("fin", "end of", "late"))
_MIDDLE_DAY = 15
_NEAR = {"demain": 1, "tomorrow": 1, "apres-demain": 2, "apres demain": 2, "day after tomorrow": 2}
_WEEK_END = frozenset(("week-end", "weekend", "week end", "fin de semaine", "end of the week", "end of week"))
_NEXT_WEEK = frozenset(("semaine prochaine", "next week"))
_NEXT_MONTH = frozenset(("mois prochain", "next month", "fin du mois", "end of the month", "end of month"))
_NEXT_YEAR = frozenset(
    ("annee prochaine", "next year", "fin de l'annee", "end of the year", "nouvel an", "new year")
)
_FEASTS = {"noel": (25, 12), "christmas": (25, 12)}
_PAST = re.compile(
    rf"(?:avant-)?hier|yesterday|aujourd'hui|today|(?:{any_of(DAY_NUMBERS)}) dernier|last (?:week|month|year|"
    rf"{any_of(DAY_NUMBERS)})|(?:semaine|mois|annee) (?:derniere?|passee?)|maintenant|now"
)

_ENDLESS = re.compile(
    r"(?:nouvel ordre|toujours|indefiniment|duree indeterminee|sans (?:date|fin|limite)|forever|good|further notice"
    r"|indefinitely)"
)

_LEAP_CYCLE_YEARS = 8  # 29 February comes again within eight years, also over 1900 and 2100


def parse_until(text: str, today: date) -> date | None:
    """The day on which a pause ends (`25 août`, `25/08`, `demain`, `lundi`, `deux semaines`).

    None for empty text and for a pause without end (`jusqu’à nouvel ordre`).

    Always after `today`, and at most `FARTHEST`. Raises `PauseError` for what is not understood, for a day that is not
    to come, and for one that is too far.
    """
    if not text.strip():
        return None
    folded = fold(text[:MAX_CHARS]).rstrip(".!? ")
    phrase = _TAIL.sub("", _LEAD.sub("", folded, count=1) if _LEAD.match(folded) else folded)
    if _ENDLESS.fullmatch(phrase):
        return None
    if _PAST.fullmatch(phrase):
        raise PauseError(text, PauseProblem.PAST)
    if folded.isdecimal():  # a day of the month, or of days a number? Nobody can tell
        raise PauseError(text, PauseProblem.NOT_UNDERSTOOD)
    until = _near_day(phrase, today) or _stretch(phrase, today) or _dated(phrase, today)
    if until is None:
        raise PauseError(text, PauseProblem.NOT_UNDERSTOOD)
    if until <= today:
        raise PauseError(text, PauseProblem.PAST)
    if until > today + FARTHEST:
        raise PauseError(text, PauseProblem.TOO_FAR)
    return until


def _near_day(phrase: str, today: date) -> date | None:
    if phrase in _NEAR:
        return today + timedelta(days=_NEAR[phrase])
    if found := _NEXT_DAY.fullmatch(phrase):
        return _weekday(DAY_NUMBERS[found["name"]], today)
    if found := _DAY_IN.fullmatch(phrase):
        return _weekday(DAY_NUMBERS[found["name"]], today) + timedelta(weeks=2 if found["fortnight"] else 1)
    if found := _MONTHS.fullmatch(phrase):
        return _months_later(today, int(found[1]) if found[1].isdecimal() else COUNTS[found[1]])
    if found := _SOME.fullmatch(phrase):
        return today + timedelta(days=_ABOUT[found[1]])
    if window := parse_window(phrase):
        return today + timedelta(days=-(-window // timedelta(days=1)))
    return None


def _weekday(number: int, today: date) -> date:
    """The next such day of the week, never today."""
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _stretch(phrase: str, today: date) -> date | None:
    if _YEARS.fullmatch(phrase):
        return _months_later(today, 12)
    if phrase in _NEXT_WEEK:
        return _weekday(0, today)
    if phrase in _WEEK_END:
        return _weekday(5, today)
    if phrase in _NEXT_MONTH:
        return _months_later(today.replace(day=1), 1)
    if phrase in _NEXT_YEAR:
        return date(today.year + 1, 1, 1)
    if phrase in _FEASTS:
        return _next(*_FEASTS[phrase], None, today + timedelta(days=1))
    if found := _PART.fullmatch(phrase):
        return _part_of_month(found, today)
    if found := _DAY_ALONE.fullmatch(phrase):
        return _next_day_of_month(int(found["day"]), today)
    return None


def _part_of_month(found: re.Match[str], today: date) -> date | None:
    """« début septembre » and « septembre » its first, « mi-août » its 15th, « fin août » the first after it."""
    month, part = MONTH_NUMBERS[found["month"]], found["part"] or ""
    day = _MIDDLE_DAY if part in _MIDDLE else 1
    if part in _END:
        year = int(found["year"] or (today.year if month >= today.month else today.year + 1))
        return _months_later(date(max(year, 1), month, 1), 1)
    return _next(day, month, found["year"], today if found["year"] else today + timedelta(days=1))


def _next_day_of_month(day: int, today: date) -> date | None:
    """« le 25 »: of this month or the next that has it."""
    first = today.replace(day=1)
    found = (_date(m.year, m.month, day) for m in (_months_later(first, n) for n in range(3)))
    return next((each for each in found if each and each > today), None)


def _months_later(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _dated(phrase: str, today: date) -> date | None:
    for pattern in (_ISO, _NUMERIC, _NAMED, _MONTH_FIRST):
        if found := pattern.fullmatch(phrase):
            name = found["month"]
            month = int(name) if name.isdecimal() else MONTH_NUMBERS[name]
            return _next(int(found["day"]), month, found["year"], today)
    return None


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    days = (_date(today.year + later, month, day) for later in range(_LEAP_CYCLE_YEARS + 1))
    return next((found for found in days if found and found >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Times, dates and spans as they are said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.locale import en_moments, fr_moments
from bot.model import Slot

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2025, 3, 13, 7, 30, tzinfo=PARIS)  # a Thursday
WEEK, WEEKEND, ALL = frozenset(range(5)), frozenset((5, 6)), frozenset(range(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def spaced(text: str) -> str:
    """No-break spaces as plain ones, for a table that can be read."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_french_times_hold_together() -> None:
    assert fr_moments.clock(time(7, 30)) == "7\u202fh\u202f30"
    assert fr_moments.clock(time(18)) == "18\u202fh"
    assert fr_moments.clock(time(0, 5)) == "0\u202fh\u202f05"


@pytest.mark.parametrize(
    ("when", "french", "english"),
    [
        ("2025-03-13T06:15", "6 h 15", "6:15 AM"),
        ("2025-03-12T22:40", "hier 22 h 40", "yesterday 10:40 PM"),
        ("2025-03-11T19:12", "mardi 19 h 12", "Tuesday 7:12 PM"),
        ("2025-03-06T19:12", "6 mars 19 h 12", "6 March 7:12 PM"),
        ("2025-03-01T08:00", "1er mars 8 h", "1 March 8:00 AM"),
        ("2024-12-31T08:00", "31 décembre 2024 8 h", "31 December 2024 8:00 AM"),
    ],
)
def test_publication_is_told_by_the_clock(when: str, french: str, english: str) -> None:
    assert spaced(fr_moments.stamp(at(when), NOW)) == french
    assert spaced(en_moments.stamp(at(when), NOW)) == english


@pytest.mark.parametrize(
    ("when", "french", "english"),
    [
        ("2025-03-13T18:00", "aujourd’hui, 18 h", "today, 6:00 PM"),
        ("2025-03-14T07:30", "demain, 7 h 30", "tomorrow, 7:30 AM"),
        ("2025-03-12T07:30", "hier, 7 h 30", "yesterday, 7:30 AM"),
        ("2025-03-17T07:30", "lundi, 7 h 30", "Monday, 7:30 AM"),
        ("2025-03-20T07:30", "le 20 mars, 7 h 30", "20 March, 7:30 AM"),
        ("2026-04-01T07:30", "le 1er avril 2026, 7 h 30", "1 April 2026, 7:30 AM"),
    ],
)
def test_a_moment_inside_a_sentence(when: str, french: str, english: str) -> None:
    assert spaced(fr_moments.moment(at(when), NOW)) == french
    assert spaced(en_moments.moment(at(when), NOW)) == english


def test_dates_are_in_words() -> None:
    assert fr_moments.long_date(date(2025, 3, 13), NOW.date()) == "jeudi 13 mars"
    assert fr_moments.long_date(date(2026, 3, 1), NOW.date()) == "dimanche 1er mars 2026"
    assert en_moments.long_date(date(2025, 3, 13), NOW.date()) == "Thursday 13 March"


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2025, 8, 25), "jusqu’au lundi 25 août", "until Monday 25 August"),
        (date(2025, 3, 14), "jusqu’à demain", "until tomorrow"),
    ],
)
def test_the_end_of_a_pause(day: date, french: str, english: str) -> None:
    assert fr_moments.until(day, NOW.date()) == french
    assert en_moments.until(day, NOW.date()) == english


@pytest.mark.parametrize(
    ("hours", "french", "english"),
    [
        (0.1, "1 heure", "1 hour"),
        (1, "1 heure", "1 hour"),
        (24, "24 heures", "24 hours"),
        (36, "36 heures", "36 hours"),
        (48, "2 jours", "2 days"),
        (168, "7 jours", "7 days"),
    ],
)
def test_spans(hours: float, french: str, english: str) -> None:
    assert spaced(fr_moments.span(timedelta(hours=hours))) == french
    assert spaced(en_moments.span(timedelta(hours=hours))) == english


@pytest.mark.parametrize(
    ("slots", "french", "english"),
    [
        pytest.param([(7, ALL)], "chaque jour à 7 h", "every day at 7:00 AM", id="daily"),
        pytest.param(
            [(18, WEEK), (7, WEEK), (10, WEEKEND)],
            "du lundi au vendredi à 7 h et 18 h ; le week-end à 10 h",
            "Monday to Friday at 7:00 AM and 6:00 PM; weekends at 10:00 AM",
            id="week and weekend",
        ),
        pytest.param([(9, frozenset((5,)))], "le samedi à 9 h", "Saturday at 9:00 AM", id="one day"),
        pytest.param(
            [(9, frozenset((0, 1)))],
            "le lundi et le mardi à 9 h",
            "Monday and Tuesday at 9:00 AM",
            id="two in a row",
        ),
        pytest.param(
            [(9, frozenset((0, 2, 4)))],
            "le lundi, le mercredi et le vendredi à 9 h",
            "Monday, Wednesday, and Friday at 9:00 AM",
            id="apart",
        ),
    ],
)
def test_times_of_the_week(slots: list[tuple[int, frozenset[int]]], french: str, english: str) -> None:
    made = [Slot(time(hour), days) for hour, days in slots]
    assert spaced(fr_moments.schedule(made)) == french
    assert spaced(en_moments.schedule(made)) == english


def test_numbers_and_lists() -> None:
    assert fr_moments.number(12500) == "12\u202f500"
    assert en_moments.number(12500) == "12,500"
    assert fr_moments.listing(["a", "b", "c"]) == "a, b et c"
    assert en_moments.listing(["a", "b"]) == "a and b"


@pytest.mark.parametrize(
    ("zone", "french", "english"),
    [
        ("Europe/Brussels", "Bruxelles", "Brussels"),
        ("America/Montreal", "Montréal", "Montreal"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires"),
        ("America/St_Johns", "Saint-Jean de Terre-Neuve", "St. John’s"),
        ("UTC", "UTC", "UTC"),
        ("US/East-Indiana", "East-Indiana", "East-Indiana"),
        ("Asia/New_Town", "New Town", "New Town"),
    ],
)
def test_a_zone_is_called_by_its_city(zone: str, french: str, english: str) -> None:
    assert (fr_moments.place(zone), en_moments.place(zone)) == (french, english)


def test_a_quotation_within_a_quotation_has_marks_of_its_own() -> None:
    assert fr_moments.quoted("«\u00a0Non\u00a0»\u00a0: Kiev") == "«\u00a0“Non”\u00a0: Kiev\u00a0»"
    assert en_moments.quoted("“No”: Kyiv") == "“‘No’: Kyiv”"

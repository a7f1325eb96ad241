"""Until when a pause lasts, as people type it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PauseError, PauseProblem
from bot.french.until import FARTHEST, parse_until

TODAY = date(2025, 3, 13)  # a Thursday


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("25 août", date(2025, 8, 25)),
        ("jusqu’au 25 aout", date(2025, 8, 25)),
        ("lundi 25 août 2025", date(2025, 8, 25)),
        ("1er mars", date(2026, 3, 1)),
        ("25/08", date(2025, 8, 25)),
        ("25.8.25", date(2025, 8, 25)),
        ("25/08/2025", date(2025, 8, 25)),
        ("2025-12-24", date(2025, 12, 24)),
        ("August 25", date(2025, 8, 25)),
        ("until 25th of august", date(2025, 8, 25)),
        ("lundi 24", date(2025, 3, 24)),
        ("demain", date(2025, 3, 14)),
        ("après-demain", date(2025, 3, 15)),
        ("tomorrow", date(2025, 3, 14)),
        ("vendredi", date(2025, 3, 14)),
        ("jeudi", date(2025, 3, 20)),
        ("jusqu’à lundi prochain", date(2025, 3, 17)),
        ("next monday", date(2025, 3, 17)),
        ("la semaine prochaine", date(2025, 3, 17)),
        ("3 jours", date(2025, 3, 16)),
        ("pendant une semaine", date(2025, 3, 20)),
        ("7j", date(2025, 3, 20)),
        ("24h", date(2025, 3, 14)),
        ("36h", date(2025, 3, 15)),
        ("un mois", date(2025, 4, 13)),
        ("for 10 months", date(2026, 1, 13)),
        ("deux semaines", date(2025, 3, 27)),
        ("Two weeks", date(2025, 3, 27)),
        ("2 weeks", date(2025, 3, 27)),
        ("two weeks from now", date(2025, 3, 27)),
        ("15 jours", date(2025, 3, 28)),
        ("quinze jours.", date(2025, 3, 28)),
        ("une quinzaine de jours", date(2025, 3, 28)),
        ("a fortnight", date(2025, 3, 27)),
        ("dans neuf jours", date(2025, 3, 22)),
        ("jusqu’à demain matin", date(2025, 3, 14)),
        ("jusqu'à lundi", date(2025, 3, 17)),
        ("until Monday", date(2025, 3, 17)),
        ("this Monday", date(2025, 3, 17)),
        ("lundi en huit", date(2025, 3, 24)),
        ("lundi en quinze", date(2025, 3, 31)),
        ("the day after tomorrow", date(2025, 3, 15)),
        ("le 3 janvier", date(2026, 1, 3)),
        ("le 25", date(2025, 3, 25)),
        ("jusqu’au 1er", date(2025, 4, 1)),
        ("le 31", date(2025, 3, 31)),
        ("the 12th", date(2025, 4, 12)),
        ("Monday, August 25, 2025", date(2025, 8, 25)),
        ("fin août", date(2025, 9, 1)),
        ("jusqu’à la fin août", date(2025, 9, 1)),
        ("fin mars", date(2025, 4, 1)),
        ("fin janvier", date(2026, 2, 1)),
        ("fin février 2026", date(2026, 3, 1)),
        ("end of August", date(2025, 9, 1)),
        ("mi-août", date(2025, 8, 15)),
        ("mid-August", date(2025, 8, 15)),
        ("début avril", date(2025, 4, 1)),
        ("jusqu’en septembre", date(2025, 9, 1)),
        ("mars", date(2026, 3, 1)),
        ("fin du mois", date(2025, 4, 1)),
        ("le mois prochain", date(2025, 4, 1)),
        ("ce week-end", date(2025, 3, 15)),
        ("la fin de semaine", date(2025, 3, 15)),
        ("la fin de l’année", date(2026, 1, 1)),
        ("Noël", date(2025, 12, 25)),
        ("un an", date(2026, 3, 13)),
    ],
)
def test_a_pause_ends_on_a_day_to_come(text: str, until: date) -> None:
    assert parse_until(text, TODAY) == until


def test_a_month_after_the_31st_ends_with_the_month() -> None:
    assert parse_until("1 mois", date(2025, 1, 31)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "jusqu’à nouvel ordre",
        "pour toujours",
        "Indéfiniment",
        "until further notice",
        "for good",
        "forever",
    ],
)
def test_a_pause_without_an_end_has_none(text: str) -> None:
    assert parse_until(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "31/02",
        "31/13",
        "31 avril",
        "bientôt",
        "0 jours",
        "jusqu’au",
        "9999-99-99",
        "x" * 9999,
        "3",
        "le 32",
        "le 0",
        "25 août à 18h ou plus tard",
        "fin",
        "l’",
        "<b>",
        "deux",
        "fin brumaire",
        "0000-01-01",
    ],
)
def test_what_is_no_day_is_not_understood(text: str) -> None:
    with pytest.raises(PauseError) as caught:
        parse_until(text, TODAY)
    assert (caught.value.problem, caught.value.text) == (PauseProblem.NOT_UNDERSTOOD, text)


@pytest.mark.parametrize(
    "text",
    [
        "hier",
        "aujourd’hui",
        "yesterday",
        "13 mars",
        "13/03",
        "25/08/2020",
        "2025-03-12",
        "fin mars 2024",
        "lundi dernier",
        "la semaine dernière",
        "last week",
    ],
)
def test_a_day_that_is_not_to_come_is_past(text: str) -> None:
    with pytest.raises(PauseError) as caught:
        parse_until(text, TODAY)
    assert caught.value.problem is PauseProblem.PAST


@pytest.mark.parametrize(
    "text", ["29 février", "25/08/2026", "60 semaines", "24 mois", "3000-01-01", "9999 jours", "août 2031"]
)
def test_a_day_beyond_a_year_is_too_far(text: str) -> None:
    with pytest.raises(PauseError) as caught:
        parse_until(text, TODAY)
    assert caught.value.problem is PauseProblem.TOO_FAR


def check_any(text: str, today: date) -> None:
    try:
        until = parse_until(text, today)
    except PauseError:
        return
    assert until is None or today < until <= today + FARTHEST


@given(st.text(max_size=40), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_is_a_day_to_come_or_a_pause_error(text: str, today: date) -> None:
    check_any(text, today)


WORDS = st.lists(
    st.sampled_from(
        "fin mi début le la jusqu’au jusqu’à lundi 29 31 0 9999 février août 2024 jours mois de semaine"
        " prochain en quinze end of week".split()
    ),
    max_size=5,
).map(" ".join)


@given(WORDS, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_words_in_any_order_are_a_day_to_come_or_a_pause_error(text: str, today: date) -> None:
    check_any(text, today)

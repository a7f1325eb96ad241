"""Quiet hours as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuietError
from bot.french.silence import parse_quiet
from bot.model import QuietHours, QuietMode

NIGHT = QuietHours(22 * 60, 7 * 60)


@pytest.mark.parametrize(
    "typed",
    [
        "22h-7h", "22:00 7:00", "22h 7h", "de 22 h à 7 h", "entre 22h et 7h", "22h–7h", "22:00-07:00", "22 h – 7 h",
        "10 pm to 7 am", "between 10 pm and 7 am", "from 22:00 to 7:00", "DE 22H À 7H",
        "de vingt-deux heures à sept heures",
    ],
)  # fmt: skip
def test_two_times_are_a_span(typed: str) -> None:
    assert parse_quiet(typed) == (NIGHT, None)


@pytest.mark.parametrize("typed", ["non", "Non", "off", "aucune", "no", "jamais"])
def test_no_is_no_quiet_hour(typed: str) -> None:
    assert parse_quiet(typed) == (QuietHours(0, 0), None)


@pytest.mark.parametrize(
    ("typed", "hours", "mode"),
    [
        ("22h-7h retenir", NIGHT, QuietMode.HOLD),
        ("22h-7h, sans son", NIGHT, QuietMode.SILENT),
        ("retenir", None, QuietMode.HOLD),
        ("silencieuses", None, QuietMode.SILENT),
        ("hold 22:00 7:00", NIGHT, QuietMode.HOLD),
    ],
)
def test_what_becomes_of_alerts_may_be_said_with_it(
    typed: str, hours: QuietHours | None, mode: QuietMode
) -> None:
    assert parse_quiet(typed) == (hours, mode)


@pytest.mark.parametrize(
    "typed",
    ["22h", "22h 7h 9h", "22h-22h", "lundi 22h-7h", "Otan", "25h-7h", "22h-7h sauf lundi", "", "9 " * 200],
)
def test_anything_else_is_not_understood(typed: str) -> None:
    with pytest.raises(QuietError):
        parse_quiet(typed)


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_every_span_of_two_times_is_read_as_written(start: int, end: int) -> None:
    written = f"{start // 60:02}:{start % 60:02}-{end // 60}h{end % 60:02}"
    if start == end:
        with pytest.raises(QuietError):
            parse_quiet(written)
    else:
        assert parse_quiet(written) == (QuietHours(start, end), None)

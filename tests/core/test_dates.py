from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import believable, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tue, 12 Nov 2024 14:05:00 +0100", "2024-11-12 13:05"),
        ("Tue, 12 Nov 2024 14:05 GMT", "2024-11-12 14:05"),
        ("12 Nov 24 14:05:30 CET", "2024-11-12 13:05:30"),
        ("12 Nov 95 14:05 EST", "1995-11-12 19:05"),
        ("Tue, 12 Nov 2024 14:05:60 HNE", "2024-11-12 19:05:59"),
        ("Sat, 01 Mar 2025 00:00:00 GMT+1", "2025-02-28 23:00"),
        ("Tue, 12 Nov 2024 14:05:00 +01:00 (Europe/Paris)", "2024-11-12 13:05"),
        ("Nov 12, 2024 14:05", "2024-11-12 14:05"),
        ("mar. 12 nov. 2024", "2024-11-12 00:00"),
        ("mar. 12 nov. 2024 14:05", "2024-11-12 13:05"),
        ("mardi 12 novembre 2024 à 14h05", "2024-11-12 13:05"),
        ("mar., 04 juil. 2023 10:00:00 +0200", "2023-07-04 08:00"),
        ("le 1er août 2025 7h30", "2025-08-01 05:30"),
        ("1er août 2025 7h30", "2025-08-01 05:30"),
        ("3 juin 2024 09:00", "2024-06-03 07:00"),
        ("20 déc. 2024 09:00 HNE", "2024-12-20 14:00"),
        ("2024-11-12T14:05:00Z", "2024-11-12 14:05"),
        ("2024-11-12T14:05:00.123+01:00", "2024-11-12 13:05"),
        ("2024-11-12T14:05:00+0100", "2024-11-12 13:05"),
        ("2024-11-12 14:05", "2024-11-12 14:05"),
        ("2024-11-12", "2024-11-12 00:00"),
        ("12/11/2024 14:05", "2024-11-12 13:05"),
        ("12/11/2024", "2024-11-12 00:00"),
        ("Wed, 31 Feb 2024 10:00 GMT", None),
        ("Wed, 12 Foo 2024 10:00 GMT", None),
        ("Wed, 12 Nov 2024 10:00 +9900", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("hier soir", None),
        ("", None),
    ],
)
def test_dates_are_read_as_feeds_write_them(text: str, expected: str | None) -> None:
    moment = parse_date(text)
    assert (moment and moment.replace(tzinfo=None)) == (expected and datetime.fromisoformat(expected))


NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(None, None, id="missing"),
        pytest.param(NOW - timedelta(days=1), NOW - timedelta(days=1), id="past"),
        pytest.param(NOW + timedelta(days=900), NOW, id="future"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), None, id="counter never set"),
    ],
)
def test_only_dates_that_can_be_true_are_believed(moment: datetime | None, expected: datetime | None) -> None:
    assert believable(moment, NOW) == expected


@given(st.text(max_size=120))
def test_no_text_makes_the_reading_of_dates_fail(text: str) -> None:
    moment = parse_date(text)
    assert moment is None or moment.tzinfo is UTC


@given(
    st.datetimes(
        min_value=datetime.fromisoformat("1991-01-01"), max_value=datetime.fromisoformat("2100-01-01")
    ),
    st.integers(-12 * 60, 14 * 60),
)
def test_rfc_3339_is_read_exactly(moment: datetime, minutes: int) -> None:
    sign, offset = ("-" if minutes < 0 else "+"), f"{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    expected = (moment.replace(microsecond=0) - timedelta(minutes=minutes)).replace(tzinfo=UTC)
    assert parse_date(f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{offset}") == expected

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.parse import parse_feed
from bot.core.timetable import skips_of
from bot.model import Timetable

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
SY = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"


def hours(*values: object) -> str:
    return f"<skipHours>{''.join(f'<hour>{value}</hour>' for value in values)}</skipHours>"


def days(*values: str) -> str:
    return f"<skipDays>{''.join(f'<day>{value}</day>' for value in values)}</skipDays>"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", (0, 0)),
        (hours(0, 1, 23), (1 | 2 | 1 << 23, 0)),
        (hours(24, " 7 "), (1 | 1 << 7, 0)),
        (hours(25, 99, "x", -1), (0, 0)),
        (hours(*range(24)), (0, 0)),
        (days("Saturday", "sunday"), (0, 0b1100000)),
        (days("samedi", "Monday"), (0, 1)),
        (days("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), (0, 0)),
        (hours(3) + days("Friday"), (1 << 3, 1 << 4)),
        ("<skipHours><hour>3</hour>", (0, 0)),
    ],
)
def test_hours_and_days_to_skip_are_read(head: str, expected: tuple[int, int]) -> None:
    assert skips_of(f"<rss><channel>{head}<item/></channel></rss>") == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (hours(2, 3) + days("Sunday"), Timetable(0b1100, 1 << 6)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateBase>2000-01-01T06:00+00:00</sy:updateBase>",
            Timetable(base=datetime(2000, 1, 1, 6, tzinfo=UTC)),
        ),
        ("<sy:updateBase>2000-01-01T06:00+00:00</sy:updateBase>", Timetable()),
        (
            "<ttl>5</ttl><sy:updatePeriod>daily</sy:updatePeriod>"
            "<sy:updateBase>2000-01-01T06:00+00:00</sy:updateBase>",
            Timetable(),
        ),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateBase>demain</sy:updateBase>", Timetable()),
    ],
)
def test_a_document_says_when_it_is_to_be_read(head: str, expected: Timetable) -> None:
    item = "<item><title>Un titre</title><link>https://a.example/1</link></item>"
    body = f"<rss version='2.0' {SY}><channel><title>x</title>{head}{item}</channel></rss>"
    assert parse_feed(body.encode(), "", "https://a.example/rss", NOW).timetable == expected

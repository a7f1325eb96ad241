from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from multidict import CIMultiDict

from bot.fetch.headers import hints_of, validators_of
from bot.model import CacheHints, Validators

NOW = datetime(2025, 3, 12, 8, tzinfo=UTC)
IN_AN_HOUR = "Wed, 12 Mar 2025 09:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "max_age"),
    [
        ({"Cache-Control": "public, max-age=300"}, timedelta(minutes=5)),
        ({"Cache-Control": 'Max-Age="300"'}, timedelta(minutes=5)),
        ({"Cache-Control": "max-age=300", "Age": "100"}, timedelta(seconds=200)),
        ({"Cache-Control": "max-age=300", "Age": "400"}, None),
        ({"Cache-Control": "max-age=300", "Age": "vieux"}, timedelta(minutes=5)),
        ({"Cache-Control": "max-age=999999999"}, timedelta(days=365)),
        ({"Cache-Control": "max-age=0", "Expires": IN_AN_HOUR}, None),
        ({"Cache-Control": "no-cache, max-age=300"}, None),
        ({"Cache-Control": "no-store"}, None),
        ({"Cache-Control": "s-maxage=300"}, timedelta(minutes=5)),
        ({"Cache-Control": "s-maxage=300, max-age=60"}, timedelta(minutes=1)),
        ({"Cache-Control": "max-age=60, max-age=300"}, timedelta(minutes=1)),
        ({"Cache-Control": "max-age=300, immutable, must-revalidate"}, timedelta(minutes=5)),
        ({"Cache-Control": 'max-age=300, no-cache="Set-Cookie"'}, timedelta(minutes=5)),
        ({"Cache-Control": "x-max-age=300"}, None),
        ({"Cache-Control": "max-age=-1", "Expires": IN_AN_HOUR}, None),
        ({"Cache-Control": "max-age=demain"}, None),
        ({"Cache-Control": "max-age"}, None),
        ({"Cache-Control": "public", "Expires": IN_AN_HOUR}, timedelta(hours=1)),
        ({"Expires": IN_AN_HOUR, "Date": "Wed, 12 Mar 2025 08:30:00 GMT"}, timedelta(minutes=30)),
        ({"Expires": "Wed, 12 Mar 2025 07:00:00 GMT"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "Wed, 12 Mar 2025 09:00:00 -0000"}, timedelta(hours=1)),
        ({}, None),
    ],
)
def test_how_long_an_answer_holds(headers: dict[str, str], max_age: timedelta | None) -> None:
    assert hints_of(headers, NOW) == CacheHints(max_age=max_age)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(minutes=2)),
        ("1.5", timedelta(seconds=1.5)),
        ("0", timedelta(0)),
        (IN_AN_HOUR, timedelta(hours=1)),
        ("Wed, 12 Mar 2025 07:00:00 GMT", None),
        ("-5", None),
        ("bientôt", None),
        ("999999999", timedelta(days=365)),
        ("Fri, 12 Mar 2190 07:00:00 GMT", timedelta(days=365)),
    ],
)
def test_how_long_to_stay_away(value: str, expected: timedelta | None) -> None:
    assert hints_of({"Retry-After": value}, NOW) == CacheHints(retry_after=expected)


def test_a_header_may_be_sent_in_several_lines() -> None:
    several = CIMultiDict([("cache-control", "public"), ("Cache-Control", "max-age=300")])
    assert hints_of(several, NOW) == CacheHints(max_age=timedelta(minutes=5))


def test_validators_are_kept_verbatim_unless_absurd() -> None:
    assert validators_of({"ETag": 'W/"x"', "Last-Modified": "hier"}) == Validators('W/"x"', "hier")
    assert validators_of({"ETag": "x" * 2_000, "Last-Modified": ""}) == Validators()

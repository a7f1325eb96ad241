"""Publishers that are mostly behind a wall: known by their host, whatever stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.paywall import is_mostly_walled


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.mediapart.fr/journal/1", True),
        ("https://mediapart.fr/", True),
        ("http://blogs.LETEMPS.ch:8080/a?b=c", True),
        ("https://lemonde.fr.example/", False),
        ("https://pasmediapart.fr/", False),
        ("https://le-fanal.example/www.mediapart.fr", False),
        ("", False),
        ("http://[", False),
    ],
    ids=["www", "bare", "port and case", "other end", "other name", "in the path", "none", "broken"],
)
def test_a_publisher_is_known_by_its_host(link: str, expected: bool) -> None:
    assert is_mostly_walled(link) is expected


@given(st.text(max_size=60))
def test_any_text_is_answered(link: str) -> None:
    assert is_mostly_walled(link) in (True, False)

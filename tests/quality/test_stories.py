"""The floors of telling stories apart, on the set in our own words. Lowered only on purpose, in a commit of its own."""

from __future__ import annotations

import hashlib

import pytest

from tests.quality.stories import OWN_SET, load, score

DIGEST = "fa880557892aaac4"


def test_the_floors_belong_to_this_very_set() -> None:
    assert hashlib.sha256(OWN_SET.read_bytes()).hexdigest()[:16] == DIGEST


@pytest.mark.parametrize(
    ("with_text", "floor"), [(False, 0.95), (True, 0.96)], ids=["titles", "titles and extracts"]
)
def test_events_are_told_apart(with_text: bool, floor: float) -> None:
    found = score(load(OWN_SET), with_text)
    assert found.f1 >= floor, str(found)

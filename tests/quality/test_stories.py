"""The floors of telling stories apart, on the set in our own words. Lowered only on purpose, in a commit of its own."""

from __future__ import annotations

from hashlib import blake2b

import pytest

from tests.quality.stories import DEV, HELD_OUT, OWN_SET, load, part_of, score

DIGEST = "33008ad69e01b4fa"
# Part, whether with extracts, and the least F1.
FLOORS = ((DEV, False, 0.94), (DEV, True, 0.955), (HELD_OUT, False, 0.92), (HELD_OUT, True, 0.945))


def test_the_floors_belong_to_this_very_set() -> None:
    assert blake2b(OWN_SET.read_bytes(), digest_size=8).hexdigest() == DIGEST


def test_the_set_is_large_enough() -> None:
    rows = load(OWN_SET)
    assert len(rows) >= 250
    assert len({row.event for row in rows}) >= 60


@pytest.mark.parametrize(
    ("part", "with_text", "floor"),
    FLOORS,
    ids=["dev, titles", "dev, titles and extracts", "held-out, titles", "held-out, titles and extracts"],
)
def test_events_are_told_apart(part: str, with_text: bool, floor: float) -> None:
    found = score(part_of(load(OWN_SET), part), with_text)
    assert found.f1 >= floor, str(found)

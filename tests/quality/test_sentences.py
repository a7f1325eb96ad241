"""The splitter's floor on the set in our own words. Lowered only on purpose, in a commit of its own."""

from __future__ import annotations

from hashlib import blake2b

from tests.quality.sentences import OWN_SET, load, misses

DIGEST = "51760a753377db7e"
FLOOR = 0.99


def test_the_floor_belongs_to_this_very_set() -> None:
    assert blake2b(OWN_SET.read_bytes(), digest_size=8).hexdigest() == DIGEST


def test_paragraphs_are_split_exactly() -> None:
    paragraphs = load(OWN_SET)
    missed = misses(paragraphs)
    assert 1 - len(missed) / len(paragraphs) >= FLOOR, missed

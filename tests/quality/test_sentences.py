"""The splitter's floor on the set in our own words. Lowered only on purpose, in a commit of its own."""

from __future__ import annotations

import hashlib

from tests.quality.sentences import OWN_SET, load, misses

DIGEST = "d2a3147923ecd7f4"
FLOOR = 0.99


def test_the_floor_belongs_to_this_very_set() -> None:
    assert hashlib.sha256(OWN_SET.read_bytes()).hexdigest()[:16] == DIGEST


def test_paragraphs_are_split_exactly() -> None:
    paragraphs = load(OWN_SET)
    missed = misses(paragraphs)
    assert 1 - len(missed) / len(paragraphs) >= FLOOR, missed

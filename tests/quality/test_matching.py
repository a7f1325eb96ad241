"""The matcher's floors on the pairs in our own words. Lowered only on purpose, in a commit of their own."""

from __future__ import annotations

import hashlib

from tests.quality.matching import OWN_SET, load, measure

DIGEST = "9bd981a66d337cde"
PRECISION = 0.99
RECALL = 0.99


def test_the_floors_belong_to_this_very_set() -> None:
    assert hashlib.sha256(OWN_SET.read_bytes()).hexdigest()[:16] == DIGEST


def test_matches_are_right_and_complete() -> None:
    figures = measure(load(OWN_SET))
    assert figures.precision >= PRECISION, figures.wrong
    assert figures.recall >= RECALL, figures.missed

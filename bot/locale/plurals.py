"""The letter that a noun takes in the plural; words that take another say so where they stand."""

from __future__ import annotations


def french(count: int) -> str:
    """« 0 article », « 1 article », « 2 articles »."""
    return "s" if count > 1 else ""


def english(count: int) -> str:
    """“0 stories” is plural, “1 story” alone is not."""
    return "" if count == 1 else "s"

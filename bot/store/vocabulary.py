"""The words that the press uses, read off the index of keys.

A key of an article that was edited or let go counts until FTS5 merges it away: counts are near, not exact.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection

from bot.model import Known

_WORD = re.compile(r"[a-z]+")


def held(db: sqlite3.Connection, keys: Collection[str]) -> frozenset[str]:
    """See `Entries.held`; one look-up a key."""
    return frozenset(
        key
        for key in keys
        if db.execute("SELECT 1 FROM entry_words WHERE term = ? LIMIT 1", (key,)).fetchone() is not None
    )


def words(
    db: sqlite3.Connection, first_letters: Collection[str], lengths: tuple[int, int]
) -> tuple[Known, ...]:
    """See `Entries.vocabulary`; reads one range of the index a letter."""
    found: list[Known] = []
    for letter in dict.fromkeys(first_letters):
        rows = db.execute(
            "SELECT term, doc FROM entry_words WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
            (letter, letter + "{", *lengths),  # the sign behind z
        )
        found += (Known(row["term"], row["doc"]) for row in rows if _WORD.fullmatch(row["term"]))
    return tuple(found)

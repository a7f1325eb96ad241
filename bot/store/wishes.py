"""What publishers asked of us, as it is kept: a few rows, read by whatever stores something."""

from __future__ import annotations

import sqlite3

from bot.core.wishes import refuses
from bot.model import Wish, WishKind
from bot.store.instants import instant


def stored(db: sqlite3.Connection) -> tuple[Wish, ...]:
    """Every wish, by the day it was noted; nearly always few or none."""
    return tuple(wish(row) for row in db.execute("SELECT * FROM wishes ORDER BY noted_at, place"))


def is_refused(db: sqlite3.Connection, *urls: str) -> bool:
    """Whether nothing may be read at one of these addresses."""
    return refuses(stored(db), *urls)


def wish(row: sqlite3.Row) -> Wish:
    """A row of `wishes`."""
    return Wish(
        row["place"],
        WishKind(row["kind"]),
        instant(row["noted_at"]),
        row["outlet"],
        row["requester"],
        row["reason"],
    )

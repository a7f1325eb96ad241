"""Entries that may match a query: found in the index of the analyser's keys, newest first, with bounded work.

Ids rise with arrival and nothing is published after it was seen, so the index is walked from the newest arrival down
and left as soon as nothing older could be among the newest.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from bot.model import Entry, EntryId, StoryId
from bot.ports import Place
from bot.store import rows
from bot.store.codecs import listed
from bot.store.instants import instant, micros

PAGE = 1_000  # ids looked up at a time: one statement's cost is spread, and little is read in vain
# Readings of one tick are applied in any order: an entry may have been seen this much later than one with a higher id.
ARRIVAL_SLACK = timedelta(hours=1)
# Articles that the index of keys names: first there, then beside it. Their rows, which hold the texts, are not touched.
_NAMED = "entry_keys k CROSS JOIN entries e INDEXED BY entries_named ON e.id = k.rowid"
_BEGINNING, _END = -(2**62), 2**62


def candidates(
    db: sqlite3.Connection, keys: Sequence[Sequence[str]], start: int | None, end: int | None, limit: int
) -> tuple[Entry, ...]:
    """See `Entries.candidates`. A group without a key is held by no entry."""
    span = (_BEGINNING if start is None else start, _END if end is None else end)
    groups = [[key for key in group if key] for group in keys]
    if not all(groups):
        return ()
    ids = _newest_holding(db, groups, span, limit) if groups else _newest(db, span, limit)
    return _load(db, ids)


def candidates_below(
    db: sqlite3.Connection, keys: Sequence[Sequence[str]], below: EntryId, limit: int
) -> tuple[Entry, ...]:
    """See `Entries.candidates_below`."""
    groups = [[key for key in group if key] for group in keys]
    if not all(groups):
        return ()
    if groups:
        named = db.execute(
            "SELECT rowid FROM entry_keys WHERE entry_keys MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
            (_expression(groups), below, limit),
        )
    else:
        named = db.execute(
            "SELECT id FROM entries WHERE id < ? AND story_id IS NOT NULL ORDER BY id DESC LIMIT ?",
            (below, limit),
        )
    return _load(db, [row[0] for row in named])


def places(
    db: sqlite3.Connection,
    keys: Sequence[Sequence[str]],
    start: int | None,
    end: int | None,
    limit: int,
    left_out: Collection[str] = (),
) -> tuple[Place, ...]:
    """See `Entries.places`."""
    span = (_BEGINNING if start is None else start, _END if end is None else end)
    groups = [[key for key in group if key] for group in keys]
    if not all(groups):
        return ()
    if not groups:
        found = db.execute(
            f"""
            SELECT e.id, e.story_id, e.published_at FROM entries e
            WHERE e.published_at BETWEEN ? AND ? AND e.story_id IS NOT NULL AND {rows.BY_OTHERS}
            ORDER BY e.published_at DESC, e.id DESC LIMIT ?
            """,  # noqa: S608 - a constant
            (*span, listed(left_out), limit),
        ).fetchall()
    else:
        found = db.execute(
            f"""
            SELECT e.id, e.story_id, e.published_at FROM {_NAMED}
            WHERE k.entry_keys MATCH ? AND k.rowid >= ? AND e.published_at BETWEEN ? AND ?
                AND e.story_id IS NOT NULL AND {rows.BY_OTHERS}
            ORDER BY k.rowid DESC LIMIT ?
            """,  # noqa: S608 - constants
            (_expression(groups), _first_seen_since(db, span[0]) or 0, *span, listed(left_out), limit),
        ).fetchall()
        found.sort(key=lambda row: (row[2], row[0]), reverse=True)
    return tuple(Place(EntryId(row[0]), StoryId(row[1]), instant(row[2])) for row in found)


def told_between(
    db: sqlite3.Connection,
    keys: Sequence[Sequence[str]],
    instants: Sequence[int],
    left_out: Collection[str] = (),
) -> tuple[tuple[StoryId, ...], ...]:
    """See `Entries.told_between`."""
    first: dict[StoryId, int] = {}
    for story_id, published_at in _published(db, keys, (instants[0], instants[-1] - 1), left_out):
        before = first.get(story_id)
        if before is None or published_at < before:
            first[story_id] = published_at
    ids = sorted(first, key=first.__getitem__)
    starts = [bisect_left(ids, instant, key=first.__getitem__) for instant in instants]
    return tuple(tuple(ids[start:end]) for start, end in pairwise(starts))


def _published(
    db: sqlite3.Connection, keys: Sequence[Sequence[str]], span: tuple[int, int], left_out: Collection[str]
) -> Iterable[tuple[StoryId, int]]:
    """Of every place of the span: its story, and when it was published; in order of id, or else of date."""
    plain = db.cursor()
    plain.row_factory = None  # of tens of thousands, tuples are read in half the time
    groups = [[key for key in group if key] for group in keys]
    if not all(groups):
        return ()
    if not groups:
        return plain.execute(
            f"""
            SELECT e.story_id, e.published_at FROM entries e
            WHERE e.published_at BETWEEN ? AND ? AND e.story_id IS NOT NULL AND {rows.BY_OTHERS}
            """,  # noqa: S608 - a constant
            (*span, listed(left_out)),
        )
    return plain.execute(
        f"""
        SELECT e.story_id, e.published_at FROM {_NAMED}
        WHERE k.entry_keys MATCH ? AND k.rowid >= ? AND e.published_at BETWEEN ? AND ?
            AND e.story_id IS NOT NULL AND {rows.BY_OTHERS}
        """,  # noqa: S608 - constants
        (_expression(groups), _first_seen_since(db, span[0]) or 0, *span, listed(left_out)),
    )


def _newest(db: sqlite3.Connection, span: tuple[int, int], limit: int) -> list[int]:
    found = db.execute(
        """
        SELECT id FROM entries WHERE published_at BETWEEN ? AND ? AND story_id IS NOT NULL
        ORDER BY published_at DESC, id DESC LIMIT ?
        """,
        (*span, limit),
    )
    return [row["id"] for row in found]


def _newest_holding(
    db: sqlite3.Connection, groups: Sequence[Sequence[str]], span: tuple[int, int], limit: int
) -> list[int]:
    first = _first_seen_since(db, span[0])
    if first is None:
        return []
    walk = db.execute(
        "SELECT rowid FROM entry_keys WHERE entry_keys MATCH ? AND rowid >= ? ORDER BY rowid DESC",
        (_expression(groups), first),
    )
    found: list[tuple[int, int]] = []
    while page := [row["rowid"] for row in walk.fetchmany(PAGE)]:
        arrived, dated = _dated(db, page, span)
        found = sorted([*found, *dated], reverse=True)[:limit]
        if len(found) == limit and found[-1][0] > arrived + micros(ARRIVAL_SLACK):
            break  # nothing that arrived before could be newer
    walk.close()
    return [entry_id for _, entry_id in found]


def _first_seen_since(db: sqlite3.Connection, start: int) -> int | None:
    """The lowest id that anything published since can have."""
    if start == _BEGINNING:
        return 0
    # The plus sign keeps the planner from walking the whole table in order of id to find the first.
    row = db.execute("SELECT min(+id) AS id FROM entries WHERE seen_at >= ?", (start,)).fetchone()
    first: int | None = row["id"]
    return first


def _expression(groups: Sequence[Sequence[str]]) -> str:
    """One of each group, as FTS5 wants it; quoted, so that no key is an operator."""
    quoted = [['"{}"'.format(key.replace('"', '""')) for key in group] for group in groups]
    return " AND ".join("(" + " OR ".join(group) + ")" for group in quoted)


def _dated(
    db: sqlite3.Connection, page: Sequence[int], span: tuple[int, int]
) -> tuple[int, list[tuple[int, int]]]:
    """When the last of the page arrived; of those published in the span, the date and the id."""
    looked_up = db.execute(
        "SELECT id, published_at, seen_at FROM entries WHERE id IN (SELECT value FROM json_each(?))",
        (listed(page),),
    ).fetchall()
    arrived = min((row["seen_at"] for row in looked_up), default=_BEGINNING)
    dated = [
        (row["published_at"], row["id"]) for row in looked_up if span[0] <= row["published_at"] <= span[1]
    ]
    return arrived, dated


def _load(db: sqlite3.Connection, ids: Sequence[int]) -> tuple[Entry, ...]:
    """Those entries, in the order given."""
    found = db.execute(
        f"""
        SELECT {rows.ENTRY_COLUMNS} FROM json_each(?) AS wanted
        JOIN entries e ON e.id = wanted.value JOIN feeds f ON f.id = e.feed_id
        ORDER BY wanted.key
        """,  # noqa: S608 - a constant
        (listed(ids),),
    )
    return tuple(rows.entry(row) for row in found)

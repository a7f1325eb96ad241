"""What is held: a small note that every claim reads, so that it holds for whoever sends, also after a restart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from bot.model import Hold, Kind, Surge
from bot.store.codecs import dump
from bot.store.counters import Counter
from bot.store.drafts import RANKS
from bot.store.instants import instant, to_micros

NOTE = "hold"
_OWED = "('pending', 'deferred')"  # what may have arrived is not held: see `outbox`


def held(db: sqlite3.Connection) -> Hold | None:
    """See `Outbox.held`."""
    row = db.execute("SELECT value FROM notes WHERE name = ?", (NOTE,)).fetchone()
    if row is None:
        return None
    since, kinds, surge = json.loads(row["value"])
    return Hold(
        instant(since),
        tuple(Kind(kind) for kind in kinds),
        None if surge is None else Surge(Kind(surge[0]), surge[1], surge[2]),
    )


def hold(db: sqlite3.Connection, kinds: Collection[Kind], surge: Surge | None, now: int) -> Hold:
    """See `Outbox.hold`."""
    before = held(db)
    if before is None:
        made = Hold(instant(now), tuple(kind for kind in Kind if kind in kinds), surge)
    else:
        both = {*before.kinds, *kinds}
        made = Hold(before.since, tuple(kind for kind in Kind if kind in both), before.surge or surge)
    why = made.surge and [made.surge.kind.value, made.surge.owed, made.surge.usual]
    value = dump([to_micros(made.since), [kind.value for kind in made.kinds], why])
    db.execute(
        "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (NOTE, value),
    )
    return made


def release(db: sqlite3.Connection) -> None:
    """See `Outbox.release`."""
    db.execute("DELETE FROM notes WHERE name = ?", (NOTE,))


def count_held(db: sqlite3.Connection) -> int:
    """See `Outbox.count_held`."""
    where, values = _held_rows(held(db))
    number: int = db.execute(f"SELECT count(*) FROM outbox WHERE {where}", values).fetchone()[0]  # noqa: S608
    return number


def abandon(db: sqlite3.Connection, now: int) -> int:
    """See `Outbox.abandon`."""
    before = held(db)
    where, values = _held_rows(before)
    since = to_micros(before.since) if before is not None and before.surge is not None else 0
    given_up = db.execute(
        f"""
        UPDATE outbox SET state = 'dead', detail = 'abandoned', payload = '', done_at = ?
        WHERE {where} AND created_at >= ?
        """,  # noqa: S608 - only constants
        (now, *values, since),
    ).rowcount
    db.execute("UPDATE counters SET value = value + ? WHERE name = ?", (given_up, Counter.ABANDONED))
    release(db)
    return given_up


def _held_rows(hold: Hold | None) -> tuple[str, tuple[int, ...]]:
    ranks = () if hold is None else tuple(RANKS[kind] for kind in hold.kinds)
    return f"state IN {_OWED} AND rank IN ({', '.join('?' * len(ranks))})", ranks

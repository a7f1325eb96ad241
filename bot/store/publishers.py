"""What publishers asked of us, noted and obeyed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.core.wishes import refuses
from bot.model import Feed, Wish
from bot.ports import Obeyed
from bot.store import rows, withdrawing
from bot.store.connection import Connections
from bot.store.counters import Counter, bump
from bot.store.instants import to_micros
from bot.store.wishes import stored, wish


class SqliteWishes:
    """`Wishes` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def list_wishes(self) -> tuple[Wish, ...]:
        """See `Wishes.list_wishes`."""
        return await self._at.read(stored)

    async def note(self, wishes: Sequence[Wish]) -> Obeyed:
        """See `Wishes.note`."""
        if not wishes:
            return Obeyed()
        now = to_micros(max(wish.noted_at for wish in wishes))
        removed = await self._at.write(_note, wishes, now)
        return await self._obey(removed, now)

    async def describe(self, place: str, requester: str, reason: str) -> bool:
        """See `Wishes.describe`."""
        return await self._at.write(_describe, place, requester, reason)

    async def lift(self, place: str) -> Wish | None:
        """See `Wishes.lift`."""
        return await self._at.write(_lift, place)

    async def purge(self, feed: Feed, now: datetime) -> Obeyed:
        """See `Wishes.purge`."""
        removed = await self._at.write(_remove, [feed.id], to_micros(now))
        return await self._obey(removed, to_micros(now))

    async def _obey(self, removed: tuple[Feed, ...], now: int) -> Obeyed:
        entries, found = await withdraw(self._at)
        return Obeyed(removed, entries, await self._at.write(withdrawing.recall, found, now))


async def withdraw(at: Connections) -> tuple[int, withdrawing.Unwanted]:
    """See to every stored article that is unwanted, batch by batch; how many, and what there was.

    Whoever notes a wish does this at once; the night does it again, for what a crash left undone.
    """
    found = await at.read(withdrawing.unwanted)
    entries = 0
    for ids, work in ((found.gone, withdrawing.forget), (found.bared, withdrawing.bare)):
        for start in range(0, len(ids), withdrawing.BATCH):
            entries += await at.write(work, ids[start : start + withdrawing.BATCH])
    await at.write(withdrawing.forget_items)
    return entries, found


def keep(db: sqlite3.Connection, now: int) -> None:
    """Take the wishes of the attached `live` into a copy that is about to take its place, and obey them there."""
    db.execute("INSERT OR REPLACE INTO wishes SELECT * FROM live.wishes")
    if not stored(db):
        return
    _remove_refused(db, now)
    found = withdrawing.unwanted(db)
    withdrawing.forget(db, found.gone)
    withdrawing.bare(db, found.bared)
    withdrawing.forget_items(db)
    withdrawing.recall(db, found, now)


def _note(db: sqlite3.Connection, wishes: Sequence[Wish], now: int) -> tuple[Feed, ...]:
    db.executemany(
        """
        INSERT INTO wishes (place, kind, noted_at, outlet, requester, reason) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (place) DO UPDATE SET kind = excluded.kind, noted_at = excluded.noted_at, outlet = excluded.outlet,
            requester = excluded.requester, reason = excluded.reason
        """,
        [(w.place, w.kind, to_micros(w.noted_at), w.outlet, w.requester, w.reason) for w in wishes],
    )
    bump(db, Counter.HOUSE)
    return _remove_refused(db, now)


def _remove_refused(db: sqlite3.Connection, now: int) -> tuple[Feed, ...]:
    wishes = stored(db)
    followed = db.execute("SELECT id, url FROM feeds WHERE removed_at IS NULL").fetchall()
    return _remove(db, [row["id"] for row in followed if refuses(wishes, row["url"])], now)


def _remove(db: sqlite3.Connection, ids: Sequence[int], now: int) -> tuple[Feed, ...]:
    """Read no more, with nothing kept that would know its articles again; readings under way lose their lease."""
    removed = []
    for id_ in ids:
        row = db.execute("SELECT * FROM feeds WHERE id = ? AND removed_at IS NULL", (id_,)).fetchone()
        if row is None:
            continue
        db.execute(
            """
            UPDATE feeds SET removed_at = ?, purged_at = ?, lease_token = NULL, lease_until = NULL, etag = NULL,
                last_modified = NULL, body_hash = x'', first_read_at = NULL
            WHERE id = ?
            """,
            (now, now, id_),
        )
        removed.append(rows.feed(row))
    if removed:
        bump(db, Counter.HOUSE)
    return tuple(removed)


def _describe(db: sqlite3.Connection, place: str, requester: str, reason: str) -> bool:
    return bool(
        db.execute(
            "UPDATE wishes SET requester = ?, reason = ? WHERE place = ?", (requester, reason, place)
        ).rowcount
    )


def _lift(db: sqlite3.Connection, place: str) -> Wish | None:
    row = db.execute("DELETE FROM wishes WHERE place = ? RETURNING *", (place,)).fetchone()
    if row is None:
        return None
    bump(db, Counter.HOUSE)
    return wish(row)

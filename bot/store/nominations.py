"""Media that readers propose: a row for each chat that proposes one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.model import DestinationId, Draft, Nomination, Nominee, Verdict
from bot.store.connection import Connections
from bot.store.drafts import owe
from bot.store.instants import instant, to_micros

_WAITING = """
    SELECT min(id) AS id, key, name, url, title, min(proposed_at) AS first_at, count(*) AS times
    FROM nominations WHERE verdict IS NULL
"""


class SqliteNominations:
    """`Nominations` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def propose(self, destination_id: DestinationId, nominee: Nominee, now: datetime) -> bool:
        """See `Nominations.propose`."""
        return await self._at.write(_propose, destination_id, nominee, to_micros(now))

    async def waiting(self) -> tuple[Nomination, ...]:
        """See `Nominations.waiting`."""
        return await self._at.read(_waiting)

    async def untold(self) -> int:
        """See `Nominations.untold`."""
        return await self._at.read(_untold)

    async def mark_told(self, drafts: Sequence[Draft], now: datetime) -> None:
        """See `Nominations.mark_told`."""
        await self._at.write(_mark_told, drafts, to_micros(now))

    async def get(self, nomination_id: int) -> Nomination | None:
        """See `Nominations.get`."""
        return await self._at.read(_get, nomination_id)

    async def proposers(self, key: str) -> tuple[DestinationId, ...]:
        """See `Nominations.proposers`."""
        return await self._at.read(_proposers, key)

    async def decide(self, key: str, verdict: Verdict, drafts: Sequence[Draft], now: datetime) -> bool:
        """See `Nominations.decide`."""
        return await self._at.write(_decide, key, verdict, drafts, to_micros(now))


def _propose(db: sqlite3.Connection, destination_id: DestinationId, nominee: Nominee, now: int) -> bool:
    return bool(
        db.execute(
            """
            INSERT INTO nominations (destination_id, key, name, url, title, proposed_at)
            SELECT id, ?, ?, ?, ?, ? FROM destinations WHERE id = ?
            ON CONFLICT (destination_id, key) DO NOTHING
            """,
            (nominee.key, nominee.name, nominee.url, nominee.title, now, destination_id),
        ).rowcount
    )


def _waiting(db: sqlite3.Connection) -> tuple[Nomination, ...]:
    return tuple(_nomination(row) for row in db.execute(f"{_WAITING} GROUP BY key ORDER BY first_at, id"))


def _untold(db: sqlite3.Connection) -> int:
    found: int = db.execute(
        """
        SELECT count(*) FROM (
            SELECT key FROM nominations WHERE verdict IS NULL GROUP BY key HAVING max(told_at) IS NULL
        )
        """
    ).fetchone()[0]
    return found


def _mark_told(db: sqlite3.Connection, drafts: Sequence[Draft], now: int) -> None:
    owe(db, drafts, now)
    db.execute("UPDATE nominations SET told_at = ? WHERE verdict IS NULL AND told_at IS NULL", (now,))


def _get(db: sqlite3.Connection, nomination_id: int) -> Nomination | None:
    row = db.execute(
        f"{_WAITING} AND key = (SELECT key FROM nominations WHERE id = ?) GROUP BY key",  # noqa: S608 - a constant
        (nomination_id,),
    ).fetchone()
    return None if row is None else _nomination(row)


def _proposers(db: sqlite3.Connection, key: str) -> tuple[DestinationId, ...]:
    rows = db.execute(
        "SELECT destination_id FROM nominations WHERE key = ? AND verdict IS NULL ORDER BY id", (key,)
    )
    return tuple(DestinationId(row["destination_id"]) for row in rows)


def _decide(db: sqlite3.Connection, key: str, verdict: Verdict, drafts: Sequence[Draft], now: int) -> bool:
    decided = db.execute(
        "UPDATE nominations SET verdict = ?, decided_at = ? WHERE key = ? AND verdict IS NULL",
        (verdict, now, key),
    ).rowcount
    if decided:
        owe(db, drafts, now)
    return bool(decided)


def _nomination(row: sqlite3.Row) -> Nomination:
    nominee = Nominee(row["key"], row["name"], row["url"], row["title"])
    return Nomination(row["id"], nominee, instant(row["first_at"]), row["times"])

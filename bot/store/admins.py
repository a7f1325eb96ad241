"""Who may change the feeds: those who claimed a one-time invitation. Only the hash of its code is kept."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from bot.model import UserId
from bot.store import standings
from bot.store.connection import Connections
from bot.store.counters import Counter, bump
from bot.store.instants import micros, to_micros

INVITATION_LIFE = timedelta(days=7)


class SqliteAdmins:
    """`Admins` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def is_admin(self, user_id: UserId) -> bool:
        """See `Admins.is_admin`."""
        return await self._at.read(_is_admin, user_id)

    async def list_admins(self) -> tuple[UserId, ...]:
        """See `Admins.list_admins`."""
        return await self._at.read(_list)

    async def invite(self, code_hash: bytes, now: datetime) -> None:
        """See `Admins.invite`."""
        await self._at.write(_invite, code_hash, to_micros(now))

    async def is_invited(self, code_hash: bytes, now: datetime) -> bool:
        """See `Admins.is_invited`."""
        return await self._at.read(_is_invited, code_hash, to_micros(now))

    async def claim(self, code_hash: bytes, user_id: UserId, now: datetime) -> bool:
        """See `Admins.claim`."""
        return await self._at.write(_claim, code_hash, user_id, to_micros(now))


def _is_admin(db: sqlite3.Connection, user_id: UserId) -> bool:
    return db.execute("SELECT 1 FROM admins WHERE user_id = ?", (user_id,)).fetchone() is not None


def _list(db: sqlite3.Connection) -> tuple[UserId, ...]:
    return tuple(UserId(row["user_id"]) for row in db.execute("SELECT user_id FROM admins ORDER BY id"))


def _invite(db: sqlite3.Connection, code_hash: bytes, now: int) -> None:
    db.execute("DELETE FROM invitations WHERE used_by IS NULL")
    db.execute(
        "INSERT INTO invitations (code_hash, created_at) VALUES (?, ?) ON CONFLICT (code_hash) DO NOTHING",
        (code_hash, now),
    )


def _is_invited(db: sqlite3.Connection, code_hash: bytes, now: int) -> bool:
    row = db.execute(
        "SELECT 1 FROM invitations WHERE code_hash = ? AND used_by IS NULL AND created_at > ?",
        (code_hash, now - micros(INVITATION_LIFE)),
    ).fetchone()
    return row is not None


def _claim(db: sqlite3.Connection, code_hash: bytes, user_id: UserId, now: int) -> bool:
    used = db.execute(
        "UPDATE invitations SET used_by = ? WHERE code_hash = ? AND used_by IS NULL AND created_at > ?",
        (user_id, code_hash, now - micros(INVITATION_LIFE)),
    ).rowcount
    if not used:
        return False
    db.execute("INSERT INTO admins (user_id) VALUES (?) ON CONFLICT (user_id) DO NOTHING", (user_id,))
    standings.open_again(db, user_id)
    bump(db, Counter.HOUSE, Counter.ACCESS)
    return True

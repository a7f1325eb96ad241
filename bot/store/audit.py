"""The journal of what admins changed. Erasing a person or a chat empties its ids here; the deeds stay."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.model import AuditLine, ChatId, Deed, UserId
from bot.store.connection import Connections
from bot.store.instants import instant, to_micros

MAX_SUBJECT_CHARS = 200  # a list of a hundred outlets says no more


class SqliteAudit:
    """`Audit` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def note(
        self, deed: Deed, by: UserId | None, subject: str, now: datetime, about: ChatId | None = None
    ) -> None:
        """See `Audit.note`."""
        await self._at.write(_note, deed, by, subject, to_micros(now), about)

    async def latest(self, limit: int, before_id: int | None = None) -> tuple[AuditLine, ...]:
        """See `Audit.latest`."""
        return await self._at.read(_latest, limit, before_id)


def _note(
    db: sqlite3.Connection, deed: Deed, by: UserId | None, subject: str, now: int, about: ChatId | None
) -> None:
    if len(subject) > MAX_SUBJECT_CHARS:
        subject = subject[: MAX_SUBJECT_CHARS - 1].rstrip(" ,") + "…"
    db.execute(
        "INSERT INTO audit (at, deed, doer_id, in_terminal, about_id, subject) VALUES (?, ?, ?, ?, ?, ?)",
        (now, deed.value, by, by is None, about, subject),
    )


def _latest(db: sqlite3.Connection, limit: int, before_id: int | None) -> tuple[AuditLine, ...]:
    rows = db.execute(
        "SELECT * FROM audit WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2", (before_id, limit)
    )
    return tuple(_line(row) for row in rows)


def _line(row: sqlite3.Row) -> AuditLine:
    return AuditLine(
        id=row["id"],
        at=instant(row["at"]),
        by=None if row["doer_id"] is None else UserId(row["doer_id"]),
        from_terminal=bool(row["in_terminal"]),
        deed=Deed(row["deed"]),
        subject=row["subject"],
        about=None if row["about_id"] is None else ChatId(row["about_id"]),
    )

"""What is owed until Telegram has taken it, and who may try what now.

pending → sending → sent | deferred | doubtful | dead. A row whose claimant has vanished is doubtful, never pending: it
may have been taken. While one is doubtful or on its way its destination gets nothing else, so that at most one
message of a chat is ever in doubt; otherwise each kind keeps its own line and waits for none but itself. What edits
or answers an earlier message also waits until that one is sent or dead.

A claim's answer counts until somebody else claims the row, even when the lease has run out: Telegram's word is surer
than ours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.errors import GoneReason
from bot.model import (
    ChatId,
    DestinationId,
    Draft,
    Hold,
    Kind,
    OutboxId,
    Owed,
    Surge,
)
from bot.store import claiming, closing, erasing, holds, moving
from bot.store.connection import Connections
from bot.store.drafts import RANKS, TELLING, owe
from bot.store.instants import instant_or_none, micros, to_micros
from bot.store.together import Together


class SqliteOutbox:
    """`Outbox` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections
        self._sent = Together(connections, _mark_sent)

    async def enqueue(self, drafts: Sequence[Draft], now: datetime) -> tuple[OutboxId, ...]:
        """See `Outbox.enqueue`."""
        return await self._at.write(owe, drafts, to_micros(now))

    async def claim(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[DestinationId] = ()
    ) -> tuple[Owed, ...]:
        """See `Outbox.claim`."""
        return await self._at.write(claiming.claim, to_micros(now), micros(lease), limit, frozenset(busy))

    async def mark_sent(self, owed: Owed, message_id: int, now: datetime) -> bool:
        """See `Outbox.mark_sent`."""
        return await self._sent.write(owed, message_id, to_micros(now))

    async def defer(self, owed: Owed, until: datetime) -> bool:
        """See `Outbox.defer`."""
        return await self._at.write(_defer, owed, to_micros(until))

    async def doubt(self, owed: Owed, until: datetime) -> bool:
        """See `Outbox.doubt`."""
        return await self._at.write(_doubt, owed, to_micros(until))

    async def bury(self, owed: Owed, detail: str) -> bool:
        """See `Outbox.bury`."""
        return await self._at.write(_bury, owed, detail)

    async def turn_away(self, owed: Owed, reason: GoneReason, now: datetime) -> bool:
        """See `Outbox.turn_away`."""
        return await self._at.write(_turn_away, owed, reason, to_micros(now))

    async def redirect(self, owed: Owed, chat_id: ChatId, now: datetime) -> bool:
        """See `Outbox.redirect`."""
        return await self._at.write(_redirect, owed, chat_id, to_micros(now))

    async def bring_forward(self, latest: datetime) -> int:
        """See `Outbox.bring_forward`."""
        return await self._at.write(_bring_forward, to_micros(latest))

    async def next_at(self) -> datetime | None:
        """See `Outbox.next_at`."""
        return instant_or_none(await self._at.read(claiming.next_at))

    async def backlog(self) -> int:
        """See `Outbox.backlog`."""
        return await self._at.read(_backlog)

    async def hold(self, kinds: Collection[Kind], surge: Surge | None, now: datetime) -> Hold:
        """See `Outbox.hold`."""
        return await self._at.write(holds.hold, kinds, surge, to_micros(now))

    async def held(self) -> Hold | None:
        """See `Outbox.held`."""
        return await self._at.read(holds.held)

    async def count_held(self) -> int:
        """See `Outbox.count_held`."""
        return await self._at.read(holds.count_held)

    async def release(self) -> None:
        """See `Outbox.release`."""
        await self._at.write(holds.release)

    async def abandon(self, now: datetime) -> int:
        """See `Outbox.abandon`."""
        return await self._at.write(holds.abandon, to_micros(now))


def _mark_sent(db: sqlite3.Connection, owed: Owed, message_id: int, now: int) -> bool:
    # The text has served; only what a later edit or answer needs stays.
    row = db.execute(
        """
        UPDATE outbox SET state = 'sent', message_id = ?, done_at = ?, payload = '', lease_token = NULL
        WHERE id = ? AND lease_token = ? RETURNING destination_id, stories
        """,
        (message_id, now, owed.id, owed.token),
    ).fetchone()
    if row is None:
        return False
    how = TELLING.get(owed.kind)
    if how is not None:
        db.execute(
            """
            UPDATE told SET message_id = ? WHERE destination_id = ? AND how = ?
                AND story_id IN (SELECT value FROM json_each(?))
            """,
            (message_id, row["destination_id"], how.value, row["stories"]),
        )
    erasing.see_off(db, row["destination_id"])
    return True


def _defer(db: sqlite3.Connection, owed: Owed, until: int) -> bool:
    moved = db.execute(
        """
        UPDATE outbox SET state = 'deferred', due_at = ?, lease_token = NULL, lease_until = NULL
        WHERE id = ? AND lease_token = ? AND state <> 'dead'
        """,
        (until, owed.id, owed.token),
    ).rowcount
    # Those behind it in its line cannot go before it: claims need not look at them until then.
    db.execute(
        """
        UPDATE outbox SET due_at = ? WHERE destination_id = ? AND rank = ? AND due_at < ?
            AND state IN ('pending', 'deferred', 'doubtful') AND state <> 'doubtful' AND ?
        """,
        (until, owed.destination.id, RANKS[owed.kind], until, moved),
    )
    return bool(moved)


def _doubt(db: sqlite3.Connection, owed: Owed, until: int) -> bool:
    moved = db.execute(
        """
        UPDATE outbox SET state = 'doubtful', doubts = doubts + (state = 'sending'), due_at = ?, lease_token = NULL
        WHERE id = ? AND lease_token = ? AND state <> 'dead'
        """,
        (until, owed.id, owed.token),
    ).rowcount
    # Nothing of this destination goes before the answer.
    db.execute(
        """
        UPDATE outbox SET due_at = ?
        WHERE destination_id = ? AND due_at < ? AND state IN ('pending', 'deferred', 'doubtful')
            AND state <> 'doubtful' AND ?
        """,
        (until, owed.destination.id, until, moved),
    )
    return bool(moved)


def _bury(db: sqlite3.Connection, owed: Owed, detail: str) -> bool:
    buried = db.execute(
        """
        UPDATE outbox SET state = 'dead', detail = ?, payload = '', lease_token = NULL,
            done_at = COALESCE(done_at, due_at)
        WHERE id = ? AND lease_token = ?
        """,
        (detail, owed.id, owed.token),
    ).rowcount
    erasing.see_off(db, owed.destination.id)
    return bool(buried)


def _turn_away(db: sqlite3.Connection, owed: Owed, reason: GoneReason, now: int) -> bool:
    # First what it is, known not to have been taken; then it dies with the others, as one that was missed.
    refused = _defer(db, owed, now)
    closing.close(db, owed.destination.id, reason, now)
    erasing.see_off(db, owed.destination.id)
    return refused


def _redirect(db: sqlite3.Connection, owed: Owed, chat_id: ChatId, now: int) -> bool:
    moving.move(db, owed.destination.id, chat_id)
    return _defer(db, owed, now)


def _bring_forward(db: sqlite3.Connection, latest: int) -> int:
    return db.execute(
        """
        UPDATE outbox SET due_at = ? WHERE due_at > ? AND state IN ('pending', 'deferred', 'doubtful')
            AND (state <> 'pending' OR created_at > ?)
        """,
        (latest, latest, latest),
    ).rowcount


def _backlog(db: sqlite3.Connection) -> int:
    row = db.execute(
        """
        SELECT (SELECT count(*) FROM outbox WHERE state IN ('pending', 'deferred', 'doubtful'))
            + (SELECT count(*) FROM outbox WHERE state = 'sending')
        """
    ).fetchone()
    count: int = row[0]
    return count

"""What is owed until Telegram has taken it, and who may try what now.

pending → sending → sent | deferred | doubtful | dead. A row whose claimant has vanished is doubtful, never pending: it
may have been taken. While one is doubtful or on its way its destination gets nothing else, so that at most one
message of a chat is ever in doubt; otherwise each kind keeps its own line and waits for none but itself. What edits
or answers an earlier message also waits until that one is sent or dead.

A claim's answer counts until somebody else claims the row, even when the lease has run out: Telegram's word is surer
than ours.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.model import (
    DestinationId,
    DigestId,
    Draft,
    Editing,
    Hold,
    Kind,
    OutboxId,
    Owed,
    Part,
    Replying,
    Surge,
    Token,
)
from bot.store import holds, rows
from bot.store.codecs import load_message
from bot.store.connection import Connections
from bot.store.drafts import RANKS, TELLING, owe
from bot.store.instants import instant, instant_or_none, micros, to_micros
from bot.store.together import Together

# A row that nothing stands before: no other on its way or in doubt, it heads its kind's line, and what it edits or
# answers has its answer. Of two in doubt, which merging chats can bring, the older goes first.
_MAY_GO = """
    NOT EXISTS (
        SELECT 1 FROM outbox b WHERE b.destination_id = o.destination_id AND b.state IN ('sending', 'doubtful')
            AND (b.state = 'sending' OR o.state <> 'doubtful' OR b.id < o.id)
    )
    AND (o.state = 'doubtful' OR NOT EXISTS (
        SELECT 1 FROM outbox b WHERE b.destination_id = o.destination_id AND b.rank = o.rank AND b.id < o.id
            AND b.state IN ('pending', 'deferred', 'doubtful')
    ))
    AND (o.target_row IS NULL OR NOT EXISTS (
        SELECT 1 FROM outbox b WHERE b.id = o.target_row AND b.state NOT IN ('sent', 'dead')
    ))
"""


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
        return await self._at.write(_claim, to_micros(now), micros(lease), limit, frozenset(busy))

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

    async def next_at(self) -> datetime | None:
        """See `Outbox.next_at`."""
        return instant_or_none(await self._at.read(_next_at))

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


def _claim(
    db: sqlite3.Connection, now: int, lease: int, limit: int, busy: frozenset[DestinationId]
) -> tuple[Owed, ...]:
    db.execute(
        """
        UPDATE outbox SET state = 'doubtful', doubts = doubts + 1, due_at = lease_until
        WHERE state = 'sending' AND lease_until <= ?
        """,
        (now,),
    )
    token = Token(secrets.token_hex(8))
    owed: list[Owed] = []
    taken = set(busy)
    held = holds.held(db)
    for kind, rank in RANKS.items():
        if len(owed) >= limit:
            break
        # Streamed: what stands behind somebody busy is skipped, and nothing beyond the limit is looked at.
        for row in _line(db, rank, now, held=held is not None and kind in held.kinds):
            if row["destination_id"] not in taken:
                taken.add(row["destination_id"])
                owed.append(_owed(row, token))
                if len(owed) >= limit:
                    break
    db.executemany(
        """
        UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_token = ?, lease_until = ?
        WHERE id = ?
        """,
        [(token, now + lease, each.id) for each in owed],
    )
    return tuple(owed)


def _line(db: sqlite3.Connection, rank: int, now: int, *, held: bool) -> sqlite3.Cursor:
    # Of a kind that is held only the few in doubt are looked at, by the index that has no others.
    index = "INDEXED BY outbox_blocking" if held else ""
    states = (
        "IN ('sending', 'doubtful') AND o.state = 'doubtful'"
        if held
        else "IN ('pending', 'deferred', 'doubtful')"
    )
    return db.execute(
        f"""
        SELECT d.*, o.id AS outbox_id, o.destination_id, o.kind AS outbox_kind, o.payload, o.attempts, o.doubts,
            o.created_at AS owed_at, o.digest_id, o.way, o.part, o.or_new,
            COALESCE(t.message_id, o.target_message) AS target
        FROM outbox o {index} JOIN destinations d ON d.id = o.destination_id LEFT JOIN outbox t ON t.id = o.target_row
        WHERE o.rank = ? AND o.due_at <= ? AND o.state {states}
            AND d.closed IS NULL AND {_MAY_GO}
        ORDER BY o.due_at, o.id
        """,  # noqa: S608 - a constant
        (rank, now),
    )


def _owed(row: sqlite3.Row, token: Token) -> Owed:
    return Owed(
        OutboxId(row["outbox_id"]),
        token,
        rows.destination(row),
        Kind(row["outbox_kind"]),
        load_message(row["payload"]),
        row["attempts"],
        row["doubts"],
        instant(row["owed_at"]),
        None if row["digest_id"] is None else DigestId(row["digest_id"]),
        _way(row),
    )


def _way(row: sqlite3.Row) -> Replying | Editing | None:
    if row["way"] == "edit":
        return Editing(row["target"], Part(row["part"]), bool(row["or_new"]))
    if row["way"] == "reply" and row["target"] is not None:
        return Replying(row["target"])
    return None


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
    return bool(
        db.execute(
            """
            UPDATE outbox SET state = 'dead', detail = ?, payload = '', lease_token = NULL,
                done_at = COALESCE(done_at, due_at)
            WHERE id = ? AND lease_token = ?
            """,
            (detail, owed.id, owed.token),
        ).rowcount
    )


def _next_at(db: sqlite3.Connection) -> int | None:
    """When a claim may bring something: a row that may go is due, or one on its way is given up."""
    row = db.execute(
        f"""
        SELECT min(at) AS at FROM (
            SELECT * FROM (
                SELECT o.due_at AS at FROM outbox o
                WHERE o.state IN ('pending', 'deferred', 'doubtful') AND {_MAY_GO}
                ORDER BY o.due_at LIMIT 1
            )
            UNION ALL
            SELECT * FROM (SELECT lease_until FROM outbox WHERE state = 'sending' ORDER BY lease_until LIMIT 1)
        )
        """,  # noqa: S608 - a constant
    ).fetchone()
    at: int | None = row["at"]
    return at


def _backlog(db: sqlite3.Connection) -> int:
    row = db.execute(
        """
        SELECT (SELECT count(*) FROM outbox WHERE state IN ('pending', 'deferred', 'doubtful'))
            + (SELECT count(*) FROM outbox WHERE state = 'sending')
        """
    ).fetchone()
    count: int = row[0]
    return count

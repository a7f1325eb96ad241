"""Messages to every chat: owed to a batch of chats a transaction, together with the place up to which that is done.

Each chat has its own key in the outbox, so that nothing is owed twice, whoever is cut off where; how far a broadcast
is is read from the outbox itself.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from bot.errors import GoneReason
from bot.model import (
    Broadcast,
    BroadcastState,
    BroadcastTally,
    DestinationId,
    Draft,
    Kind,
    Message,
    progress_key,
)
from bot.store.codecs import dump_message, listed, load_message
from bot.store.connection import Connections
from bot.store.drafts import owe
from bot.store.instants import instant, instant_or_none, to_micros

CANCELLED = "cancelled"
_OWED = "('pending', 'sending', 'deferred', 'doubtful')"
# A channel has readers who never wrote to us: nothing is posted there but digests and alerts.
_REACHED = "closed IS NULL AND leaving IS NULL AND is_paused = 0 AND kind <> 'channel'"
# All keys of one broadcast, by the index of keys: « ; » is the sign after « : ».
_ROWS = "dedupe_key >= 'broadcast:' || ?1 || ':' AND dedupe_key < 'broadcast:' || ?1 || ';'"


class SqliteBroadcasts:
    """`Broadcasts` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def propose(self, destination_id: DestinationId, message: Message, now: datetime) -> int:
        """See `Broadcasts.propose`."""
        return await self._at.write(_propose, destination_id, message, to_micros(now))

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """See `Broadcasts.get`."""
        return await self._at.read(_get, broadcast_id)

    async def count_recipients(self) -> int:
        """See `Broadcasts.count_recipients`."""
        return await self._at.read(_count_recipients)

    async def start(self, broadcast_id: int, message_id: int | None, now: datetime) -> bool:
        """See `Broadcasts.start`."""
        return await self._at.write(_start, broadcast_id, message_id, to_micros(now))

    async def drop(self, broadcast_id: int) -> bool:
        """See `Broadcasts.drop`."""
        return await self._at.write(_drop, broadcast_id)

    async def stop(self, broadcast_id: int, now: datetime) -> bool:
        """See `Broadcasts.stop`."""
        return await self._at.write(_stop, broadcast_id, to_micros(now))

    async def spread(self, broadcast_id: int, limit: int, now: datetime) -> int:
        """See `Broadcasts.spread`."""
        return await self._at.write(_spread, broadcast_id, limit, to_micros(now))

    async def list_running(self) -> tuple[Broadcast, ...]:
        """See `Broadcasts.list_running`."""
        return await self._at.read(_list_running)

    async def tally(self, broadcast_id: int) -> BroadcastTally:
        """See `Broadcasts.tally`."""
        return await self._at.read(_tally, broadcast_id)

    async def report(self, broadcast_id: int, draft: Draft, now: datetime, *, is_over: bool) -> None:
        """See `Broadcasts.report`."""
        await self._at.write(_report, broadcast_id, draft, to_micros(now), is_over)


def _propose(db: sqlite3.Connection, destination_id: DestinationId, message: Message, now: int) -> int:
    cursor = db.execute(
        "INSERT INTO broadcasts (destination_id, asked_at, payload) VALUES (?, ?, ?)",
        (destination_id, now, dump_message(message)),
    )
    return cursor.lastrowid or 0


def _get(db: sqlite3.Connection, broadcast_id: int) -> Broadcast | None:
    row = db.execute("SELECT * FROM broadcasts WHERE id = ?", (broadcast_id,)).fetchone()
    return None if row is None else _broadcast(db, row)


def _list_running(db: sqlite3.Connection) -> tuple[Broadcast, ...]:
    rows = db.execute(
        "SELECT * FROM broadcasts WHERE state IN ('sending', 'stopping') ORDER BY id"
    ).fetchall()
    return tuple(_broadcast(db, row) for row in rows)


def _broadcast(db: sqlite3.Connection, row: sqlite3.Row) -> Broadcast:
    waiting = db.execute(
        f"SELECT 1 FROM outbox WHERE dedupe_key = ? AND state IN {_OWED}",  # noqa: S608 - a constant
        (progress_key(row["id"], row["edits"]),),
    ).fetchone()
    return Broadcast(
        id=row["id"],
        destination_id=DestinationId(row["destination_id"]),
        state=BroadcastState(row["state"]),
        message=load_message(row["payload"]) if row["payload"] else Message(""),
        asked_at=instant(row["asked_at"]),
        is_spread=bool(row["is_spread"]),
        message_id=row["message_id"],
        edits=row["edits"],
        reported_at=instant_or_none(row["reported_at"]),
        is_reporting=waiting is not None,
    )


def _count_recipients(db: sqlite3.Connection) -> int:
    row = db.execute(f"SELECT count(DISTINCT chat_id) FROM destinations WHERE {_REACHED}").fetchone()  # noqa: S608
    return int(row[0])


def _start(db: sqlite3.Connection, broadcast_id: int, message_id: int | None, now: int) -> bool:
    # It is said now how far it is: the next word comes after a while.
    started = db.execute(
        """
        UPDATE broadcasts SET state = 'sending', message_id = ?, recipients = ?, reported_at = ?
        WHERE id = ? AND state = 'proposed'
        """,
        (message_id, _count_recipients(db), now, broadcast_id),
    )
    return bool(started.rowcount)


def _drop(db: sqlite3.Connection, broadcast_id: int) -> bool:
    dropped = db.execute(
        "UPDATE broadcasts SET state = 'dropped', payload = '' WHERE id = ? AND state = 'proposed'",
        (broadcast_id,),
    )
    return bool(dropped.rowcount)


def _stop(db: sqlite3.Connection, broadcast_id: int, now: int) -> bool:
    stopped = db.execute(
        """
        UPDATE broadcasts SET state = 'stopping', is_spread = 1, reported_at = ? WHERE id = ? AND state = 'sending'
        """,
        (now, broadcast_id),
    ).rowcount
    if not stopped:
        return False
    db.execute(
        f"""
        UPDATE outbox SET state = 'dead', detail = ?3, payload = '', done_at = ?2
        WHERE {_ROWS} AND state IN ('pending', 'deferred')
        """,  # noqa: S608 - a constant
        (str(broadcast_id), now, CANCELLED),
    )
    return True


def _spread(db: sqlite3.Connection, broadcast_id: int, limit: int, now: int) -> int:
    row = db.execute(
        "SELECT * FROM broadcasts WHERE id = ? AND state = 'sending' AND is_spread = 0", (broadcast_id,)
    ).fetchone()
    if row is None:
        return 0
    message = load_message(row["payload"])
    next_ones = db.execute(
        f"SELECT id, chat_id FROM destinations WHERE id > ? AND {_REACHED} ORDER BY id LIMIT ?",  # noqa: S608
        (row["cursor"], limit),
    ).fetchall()
    owe(
        db,
        (
            Draft(
                DestinationId(each["id"]),
                Kind.BROADCAST,
                f"broadcast:{broadcast_id}:{each['chat_id']}",
                message,
            )
            for each in next_ones
        ),
        now,
    )
    if len(next_ones) < limit:
        db.execute(
            f"""
            UPDATE broadcasts SET is_spread = 1, recipients = (SELECT count(*) FROM outbox WHERE {_ROWS})
            WHERE id = ?2
            """,  # noqa: S608 - a constant
            (str(broadcast_id), broadcast_id),
        )
    if next_ones:
        db.execute("UPDATE broadcasts SET cursor = ? WHERE id = ?", (next_ones[-1]["id"], broadcast_id))
    return len(next_ones)


def _tally(db: sqlite3.Connection, broadcast_id: int) -> BroadcastTally:
    row = db.execute(
        f"""
        SELECT count(*) AS owed, COALESCE(sum(state = 'sent'), 0) AS sent,
            COALESCE(sum(state = 'dead' AND detail IN (SELECT value FROM json_each(?2))), 0) AS gone,
            COALESCE(sum(state = 'dead' AND detail = ?3), 0) AS cancelled,
            COALESCE(sum(state = 'dead'), 0) AS dead
        FROM outbox WHERE {_ROWS}
        """,  # noqa: S608 - a constant
        (str(broadcast_id), listed(reason.value for reason in GoneReason), CANCELLED),
    ).fetchone()
    made = db.execute(
        "SELECT state, recipients, is_spread FROM broadcasts WHERE id = ?", (broadcast_id,)
    ).fetchone()
    total = max(row["owed"], made["recipients"]) if made is not None else row["owed"]
    missing = total - row["owed"] if made is not None and made["is_spread"] else 0
    was_stopped = made is not None and made["state"] in ("stopping", "stopped")
    return BroadcastTally(
        total=total,
        sent=row["sent"],
        # Whose row is gone was erased; where it was stopped before all were reached, they were never owed anything.
        gone=row["gone"] + (0 if was_stopped else missing),
        failed=row["dead"] - row["gone"] - row["cancelled"],
        cancelled=row["cancelled"] + (missing if was_stopped else 0),
    )


def _report(db: sqlite3.Connection, broadcast_id: int, draft: Draft, now: int, is_over: bool) -> None:
    owe(db, (draft,), now)
    db.execute("UPDATE broadcasts SET edits = edits + 1, reported_at = ? WHERE id = ?", (now, broadcast_id))
    if is_over:
        db.execute(
            """
            UPDATE broadcasts SET state = CASE state WHEN 'stopping' THEN 'stopped' ELSE 'done' END, payload = ''
            WHERE id = ?
            """,
            (broadcast_id,),
        )


def end_unspread(db: sqlite3.Connection) -> None:
    """In a copy: stop where not everybody was owed it yet, since others may have got it after the copy was made."""
    db.execute(
        "UPDATE broadcasts SET state = 'stopping', is_spread = 1 WHERE state = 'sending' AND is_spread = 0"
    )

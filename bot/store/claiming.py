"""Which rows of the outbox may be tried now, and the lease under which somebody tries them."""

from __future__ import annotations

import secrets
import sqlite3

from bot.model import DestinationId, DigestId, Editing, Kind, OutboxId, Owed, Part, Replying, Token
from bot.store import holds, rows
from bot.store.codecs import load_message
from bot.store.drafts import RANKS
from bot.store.instants import instant

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


def claim(
    db: sqlite3.Connection, now: int, lease: int, limit: int, busy: frozenset[DestinationId]
) -> tuple[Owed, ...]:
    """See `Outbox.claim`."""
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


def next_at(db: sqlite3.Connection) -> int | None:
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

"""Messages owed, written: shared by all that owes something in a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from bot.model import DestinationId, Draft, Kind, OutboxId, Told
from bot.store.codecs import dump_message, listed
from bot.store.instants import to_micros

RANKS = {kind: rank for rank, kind in enumerate(Kind)}  # the order in which kinds pass


def owe(
    db: sqlite3.Connection, drafts: Iterable[Draft], now: int, digest_id: int | None = None
) -> tuple[OutboxId, ...]:
    """Ids of the rows written: not those whose key is known, nor those of a closed or unknown destination."""
    written: list[OutboxId] = []
    for draft in drafts:
        row = db.execute(
            """
            INSERT INTO outbox
                (destination_id, kind, rank, due_at, created_at, digest_id, dedupe_key, stories, payload)
            SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM destinations WHERE id = ? AND closed IS NULL
            ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
            """,
            (
                *(draft.kind.value, RANKS[draft.kind], now, now, digest_id, draft.dedupe_key),
                *(listed(draft.stories), dump_message(draft.message), draft.destination_id),
            ),
        ).fetchone()
        if row is not None:
            written.append(OutboxId(row["id"]))
    return tuple(written)


def tell(db: sqlite3.Connection, told: Iterable[tuple[DestinationId, Told]]) -> None:
    """Remember what was told: of each story and way the highest revision."""
    db.executemany(
        """
        INSERT INTO told (destination_id, story_id, how, revision, told_at)
        SELECT id, ?, ?, ?, ? FROM destinations WHERE id = ?
        ON CONFLICT (destination_id, story_id, how)
        DO UPDATE SET revision = max(revision, excluded.revision), told_at = excluded.told_at
        """,
        [
            (each.story_id, each.how.value, each.revision, to_micros(each.told_at), destination_id)
            for destination_id, each in told
        ],
    )

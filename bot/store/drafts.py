"""Messages owed, written: shared by all that owes something in a transaction of its own.

A draft that edits or answers an earlier message names it as it will be known; what is written is the row it waits
for, and its message id where Telegram has given one already.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import assert_never

from bot.model import (
    DestinationId,
    Draft,
    Edit,
    How,
    Kind,
    OfDraft,
    OfMessage,
    OfStory,
    OutboxId,
    Reply,
    Target,
    Told,
)
from bot.store.codecs import dump_message, listed
from bot.store.instants import to_micros

RANKS = {kind: rank for rank, kind in enumerate(Kind)}  # the order in which kinds pass
TELLING = {Kind.DIGEST: How.DIGEST, Kind.ALERT: How.ALERT}  # only these tell stories
_TOLD_IN = {how: kind for kind, how in TELLING.items()}


def owe(
    db: sqlite3.Connection, drafts: Iterable[Draft], now: int, digest_id: int | None = None
) -> tuple[OutboxId, ...]:
    """Ids of the rows written: not those whose key is known, nor those of a closed or unknown destination."""
    written: list[OutboxId] = []
    for draft in drafts:
        row = db.execute(
            """
            INSERT INTO outbox
                (destination_id, kind, rank, due_at, created_at, digest_id, dedupe_key, stories, payload,
                way, part, or_new, target_row, target_message)
            SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM destinations WHERE id = ? AND closed IS NULL
            ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
            """,
            (
                *(draft.kind.value, RANKS[draft.kind], now, now, digest_id, draft.dedupe_key),
                *(listed(draft.stories), dump_message(draft.message)),
                *_way(db, draft),
                draft.destination_id,
            ),
        ).fetchone()
        if row is not None:
            written.append(OutboxId(row["id"]))
    return tuple(written)


def _way(db: sqlite3.Connection, draft: Draft) -> tuple[str, str | None, bool | None, int | None, int | None]:
    match draft.way:
        case None:
            return ("new", None, None, None, None)
        case Reply(to=target):
            return ("reply", None, None, *_target(db, draft.destination_id, target))
        case Edit(of=target, part=part, or_new=or_new):
            return ("edit", part.value, or_new, *_target(db, draft.destination_id, target))
        case _:
            assert_never(draft.way)


def _target(
    db: sqlite3.Connection, destination_id: DestinationId, target: Target
) -> tuple[int | None, int | None]:
    """The row that becomes the message, and the id the message has had so far."""
    match target:
        case OfMessage(message_id=message_id):
            return (None, message_id)
        case OfDraft(dedupe_key=key):
            row = db.execute(
                "SELECT id, message_id FROM outbox WHERE dedupe_key = ? AND destination_id = ?",
                (key, destination_id),
            ).fetchone()
            return (None, None) if row is None else (row["id"], row["message_id"])
        case OfStory(story_id=story_id, how=how):
            row = db.execute(
                """
                SELECT
                    (SELECT max(o.id) FROM outbox o WHERE o.destination_id = :destination AND o.kind = :kind
                        AND o.state <> 'dead' AND :story IN (SELECT value FROM json_each(o.stories))) AS id,
                    (SELECT message_id FROM told WHERE destination_id = :destination AND story_id = :story
                        AND how = :how) AS message_id
                """,
                {
                    "destination": destination_id,
                    "kind": _TOLD_IN[how].value,
                    "story": story_id,
                    "how": how.value,
                },
            ).fetchone()
            return (row["id"], row["message_id"])
        case _:
            assert_never(target)


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

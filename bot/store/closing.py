"""A destination that refuses us: nothing is owed to it any more, what it follows stays, and so does what it missed.

What was chosen for it and is known never to have arrived is told again when it comes back, in one digest: its
stories count as untold, its cursor steps back before them, and that digest is due at once. What may have arrived
counts as told, since nothing is told twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from bot.errors import GoneReason
from bot.model import DestinationId
from bot.ports import RETURN_KEY
from bot.store import absences
from bot.store.codecs import listed, numbers
from bot.store.drafts import TELLING

# Rows that Telegram has certainly not taken, of digests of which it has taken nothing.
_MISSED = """
    SELECT id, kind, stories, dedupe_key FROM outbox o
    WHERE destination_id = ? AND state IN ('pending', 'deferred') AND doubts = 0 AND way <> 'edit'
        AND kind IN ('digest', 'alert') AND stories <> '[]'
        AND NOT EXISTS (
            SELECT 1 FROM outbox b WHERE b.destination_id = o.destination_id AND b.digest_id = o.digest_id
                AND (b.doubts > 0 OR b.state IN ('sent', 'sending', 'doubtful'))
        )
"""


def close(db: sqlite3.Connection, destination_id: DestinationId, reason: GoneReason, now: int) -> None:
    """See `Destinations.close`."""
    missed = db.execute(_MISSED, (destination_id,)).fetchall()
    db.execute(
        """
        UPDATE destinations SET closed = ?, closed_at = ?, lease_token = NULL, lease_until = NULL WHERE id = ?
        """,
        (reason.value, now, destination_id),
    )
    # A row on its way keeps its token: if Telegram takes it all the same, that is noted.
    db.execute(
        """
        UPDATE outbox SET state = 'dead', done_at = ?, detail = ?, payload = ''
        WHERE destination_id = ? AND state IN ('pending', 'sending', 'deferred', 'doubtful')
        """,
        (now, reason.value, destination_id),
    )
    _tell_again(db, destination_id, missed, now)


def take_back(
    db: sqlite3.Connection, destination_id: DestinationId, ids: Collection[int], why: str, now: int
) -> int:
    """Give up messages that wait, and tell later what was in them, in one digest; how many were given up."""
    missed = [row for row in db.execute(_MISSED, (destination_id,)).fetchall() if row["id"] in ids]
    given_up = db.execute(
        """
        UPDATE outbox SET state = 'dead', done_at = ?, detail = ?, payload = ''
        WHERE id IN (SELECT value FROM json_each(?)) AND state IN ('pending', 'deferred', 'doubtful')
        """,
        (now, why, listed(ids)),
    ).rowcount
    _tell_again(db, destination_id, missed, now)
    return given_up


def _tell_again(
    db: sqlite3.Connection, destination_id: DestinationId, missed: Sequence[sqlite3.Row], now: int
) -> None:
    for row in missed:
        # What tells it later has the same key, being of the same time or story.
        db.execute("UPDATE outbox SET dedupe_key = dedupe_key || ':missed:' || id WHERE id = ?", (row["id"],))
        _untell(db, destination_id, TELLING[row["kind"]].value, numbers(row["stories"]))
    if missed:
        stories = {story for row in missed for story in numbers(row["stories"])}
        _free_keys(db, destination_id)
        _step_back(db, destination_id, stories, now)
    if any(row["kind"] == "digest" for row in missed):
        _forget_last_digest(db, destination_id)
    if any(row["dedupe_key"].startswith(RETURN_KEY) for row in missed):
        absences.say_again(db, destination_id, now)


def _free_keys(db: sqlite3.Connection, destination_id: DestinationId) -> None:
    """The digest that tells it is due now, which may be when an earlier one was that never left: even a word without
    a story, that the watch goes on, must not keep it from being owed by bearing its key."""
    db.execute(
        """
        UPDATE outbox SET dedupe_key = dedupe_key || ':past:' || id
        WHERE destination_id = ? AND kind = 'digest' AND state <> 'sent' AND dedupe_key NOT LIKE '%:past:%'
        """,
        (destination_id,),
    )


def _untell(
    db: sqlite3.Connection, destination_id: DestinationId, how: str, stories: tuple[int, ...]
) -> None:
    """As it was before: not told at all, or at an earlier revision by a message that did arrive."""
    which = (destination_id, how, listed(stories))
    db.execute(
        """
        DELETE FROM told WHERE destination_id = ? AND how = ? AND message_id IS NULL
            AND story_id IN (SELECT value FROM json_each(?))
        """,
        which,
    )
    db.execute(
        """
        UPDATE told SET revision = revision - 1 WHERE destination_id = ? AND how = ? AND revision > 1
            AND story_id IN (SELECT value FROM json_each(?))
        """,
        which,
    )


def _forget_last_digest(db: sqlite3.Connection, destination_id: DestinationId) -> None:
    """The last digest is one that arrived: the next says since when it tells."""
    db.execute(
        """
        UPDATE destinations SET last_digest_at = (
            SELECT max(d.at) FROM outbox o JOIN digests d ON d.id = o.digest_id
            WHERE o.destination_id = destinations.id AND o.state = 'sent'
        )
        WHERE id = ?
        """,
        (destination_id,),
    )


def _step_back(db: sqlite3.Connection, destination_id: DestinationId, stories: set[int], now: int) -> None:
    db.execute(
        """
        UPDATE destinations SET next_due_at = min(next_due_at, ?), cursor = min(cursor, COALESCE((
            SELECT min(latest) - 1 FROM (
                SELECT max(m.seq) AS latest FROM subscriptions s JOIN matches m ON m.topic_id = s.topic_id
                WHERE s.destination_id = destinations.id AND m.seq IS NOT NULL
                    AND m.story_id IN (SELECT value FROM json_each(?))
                GROUP BY m.story_id
            )
        ), cursor))
        WHERE id = ?
        """,
        (now, listed(stories), destination_id),
    )

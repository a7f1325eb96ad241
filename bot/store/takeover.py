"""Another bot on the same database: what belonged to the former one is let go of, what belongs to readers stays.

Telegram lets no bot write to a person who has not started it, knows messages by ids of each bot's own, and numbers
updates for each bot apart. So private chats wait until somebody presses Start; what they were owed is owed them again
by their next digest; ids of the former bot's messages are void; its unanswered commands are not answered any more.
Groups are written to as before: those who have not added the new bot refuse it, which is known from their answer.
"""

from __future__ import annotations

import sqlite3

from bot.errors import GoneReason
from bot.store.drafts import TELLING

NOTE = "bot"  # the note that holds the id of the bot to which this database belongs
_OWED = "state IN ('pending', 'sending', 'deferred', 'doubtful')"
_PRIVATE = "SELECT id FROM destinations WHERE kind = 'private' AND closed IS NULL"


def owner(db: sqlite3.Connection) -> int | None:
    """The bot whose database this is; None as long as none has run on it."""
    row = db.execute("SELECT value FROM notes WHERE name = ?", (NOTE,)).fetchone()
    return None if row is None else int(row[0])


def become(db: sqlite3.Connection, bot_id: int, now: int) -> int | None:
    """See `House.become`."""
    former = owner(db)
    db.execute(
        "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (NOTE, str(bot_id)),
    )
    if former in {None, bot_id}:
        return None
    _owe_again(db)
    _void_answers(db, now)
    # Every id that Telegram gave was the former bot's: nothing can be edited or answered by it.
    db.execute("UPDATE told SET message_id = NULL WHERE message_id IS NOT NULL")
    db.execute("UPDATE broadcasts SET message_id = NULL WHERE message_id IS NOT NULL")
    db.execute(
        """
        UPDATE outbox SET message_id = NULL, target_message = NULL
        WHERE message_id IS NOT NULL OR target_message IS NOT NULL
        """
    )
    _bury(db, f"destination_id IN ({_PRIVATE})", GoneReason.WAITING, now)
    return db.execute(
        """
        UPDATE destinations SET closed = ?, closed_at = ?, lease_token = NULL, lease_until = NULL
        WHERE kind = 'private' AND closed IS NULL
        """,
        (GoneReason.WAITING.value, now),
    ).rowcount


def _owe_again(db: sqlite3.Connection) -> None:
    """What private chats are owed was not told them: its stories come with the digest that follows their return.

    The gap we accept: of a digest in several parts of which one has left, that part's stories come again.
    """
    owed = db.execute(
        f"SELECT destination_id, kind, stories FROM outbox WHERE {_OWED} AND destination_id IN ({_PRIVATE})"  # noqa: S608
    ).fetchall()
    how = {kind.value: told.value for kind, told in TELLING.items()}
    for row in owed:
        if row["kind"] not in how:
            continue
        db.execute(
            "DELETE FROM told WHERE destination_id = ? AND how = ? AND story_id IN (SELECT value FROM json_each(?))",
            (row["destination_id"], how[row["kind"]], row["stories"]),
        )
        db.execute(
            """
            UPDATE destinations SET cursor = min(cursor, COALESCE((
                SELECT min(m.seq) - 1 FROM subscriptions s JOIN matches m ON m.topic_id = s.topic_id
                WHERE s.destination_id = destinations.id AND m.seq IS NOT NULL
                    AND m.story_id IN (SELECT value FROM json_each(?))
            ), cursor)) WHERE id = ?
            """,
            (row["stories"], row["destination_id"]),
        )


def _void_answers(db: sqlite3.Connection, now: int) -> None:
    """Answers are known by the number of their update, which the new bot may meet again for another one."""
    _bury(db, "kind = 'answer'", GoneReason.WAITING, now)
    db.execute(
        """
        UPDATE outbox SET dedupe_key = 'former:' || id || ':' || dedupe_key
        WHERE kind = 'answer' AND dedupe_key NOT LIKE 'former:%'
        """
    )


def _bury(db: sqlite3.Connection, which: str, reason: GoneReason, now: int) -> None:
    db.execute(
        f"""
        UPDATE outbox SET state = 'dead', done_at = ?, detail = ?, payload = '', lease_token = NULL,
            lease_until = NULL
        WHERE {_OWED} AND {which}
        """,  # noqa: S608 - constants
        (now, reason.value),
    )

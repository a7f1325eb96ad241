"""A chat erased: every row of its, in every table, and the topics that nobody follows without it.

One last message may still be owed to it. For that a bare destination stays, without anything of the former one but its
language and zone: `leaving` is the update that asked for the erasure. It goes with its message, or a day later; what
the chat does meanwhile makes it a new destination like any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bot.ports import SILENCE
from bot.store import counters, erasures, standings
from bot.store.codecs import listed
from bot.store.counters import Counter
from bot.store.instants import micros
from bot.store.personal import BY_DESTINATION, personal_tables, referring

FAREWELL = timedelta(days=1)  # after which a last message that could not leave is given up
BATCH = 100  # chats a transaction


def erase(
    db: sqlite3.Connection,
    database: Path,
    chat_id: int,
    now: int,
    leaving: tuple[int | None, int] | None = None,
) -> int:
    """Erase the chat with all its forum topics; how many destinations it had.

    `leaving`: the forum topic and the update of the person who asked, where a last message is to follow.
    """
    mine = db.execute(
        "SELECT id, thread_id, kind, language, zone FROM destinations WHERE chat_id = ?", (chat_id,)
    ).fetchall()
    if not mine and leaving is None:
        return 0
    erasures.record(db, database, chat_id, None, now)
    standings.mark_blocked(db, chat_id, now)
    _erase_rows(db, [row["id"] for row in mine], chat_id)
    if leaving is not None:
        _stay_for_farewell(db, mine, chat_id, *leaving, now)
    return len(mine)


def _erase_rows(db: sqlite3.Connection, ids: Collection[int], chat_id: int | None) -> None:
    """Everything of these destinations, and of the chat and the person where it is all of the chat."""
    with _overwriting(db):
        for table in personal_tables(db):
            if table.by_destination:
                _delete(db, table.table, BY_DESTINATION, ids)
            if chat_id is None:
                continue
            for column in (*table.by_chat, *table.by_person):
                _delete(db, table.table, column, (chat_id,))
            for column in table.emptied:
                db.execute(f"UPDATE {table.table} SET {column} = NULL WHERE {column} = ?", (chat_id,))  # noqa: S608
        _delete(db, "destinations", "id", ids)
        _drop_topics(db)


def _delete(db: sqlite3.Connection, table: str, column: str, values: Iterable[int]) -> None:
    db.execute(
        f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608 - of the schema
        (listed(values),),
    )


_OF_TOPICS = ("matches", "back_matching")  # what is nothing without its topic


def _drop_topics(db: sqlite3.Connection) -> None:
    """What nobody follows any more, nor was told of, with its matches."""
    kept = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.{column} = t.id)"  # noqa: S608 - of the schema
        for table, column in referring(db, "topics")
        if table not in _OF_TOPICS
    )
    dropped = [row["id"] for row in db.execute(f"SELECT t.id FROM topics t WHERE TRUE {kept}")]  # noqa: S608
    for table in _OF_TOPICS:
        _delete(db, table, "topic_id", dropped)
    _delete(db, "topics", "id", dropped)
    counters.bump(db, Counter.TOPICS, Counter.HOUSE, Counter.ACCESS)


def _stay_for_farewell(
    db: sqlite3.Connection,
    mine: list[sqlite3.Row],
    chat_id: int,
    thread_id: int | None,
    update: int,
    now: int,
) -> None:
    former = next((row for row in mine if row["thread_id"] == thread_id), None)
    if former is None:
        return
    db.execute(
        """
        INSERT INTO destinations
            (chat_id, thread_id, kind, title, language, zone, slots, cursor, created_at, leaving)
        VALUES (?, ?, ?, '', ?, ?, '[]', 0, ?, ?)
        """,
        (chat_id, thread_id, former["kind"], former["language"], former["zone"], now, update),
    )


def see_off(db: sqlite3.Connection, destination_id: int) -> None:
    """After a message's last word: a destination that stayed for it alone goes."""
    db.execute(
        """
        DELETE FROM destinations WHERE id = ? AND leaving IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM outbox o WHERE o.destination_id = destinations.id AND o.state NOT IN ('sent', 'dead')
        )
        """,
        (destination_id,),
    )


def end_farewells(db: sqlite3.Connection, now: int) -> int:
    """Those whose last message could not leave within a day; how many."""
    return db.execute(
        "DELETE FROM destinations WHERE leaving IS NOT NULL AND created_at <= ?", (now - micros(FAREWELL),)
    ).rowcount


def erase_silent(db: sqlite3.Connection, database: Path, now: int, spared: Collection[int]) -> int:
    """Closed for six months, or private, following nothing and without a word for as long; at most a batch.

    `spared`: people who are admins by the configuration. How many destinations went.
    """
    gone = db.execute(
        """
        SELECT id, chat_id, thread_id FROM destinations d
        WHERE leaving IS NULL AND (
            (closed IS NOT NULL AND closed_at <= ?1)
            OR (closed IS NULL AND kind = 'private' AND created_at <= ?1
                AND max(COALESCE(last_word_at, 0), COALESCE(last_digest_at, 0)) <= ?1
                AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.destination_id = d.id)
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.destination_id = d.id)
                AND NOT EXISTS (SELECT 1 FROM asks a WHERE a.destination_id = d.id)
                AND chat_id NOT IN (SELECT user_id FROM admins)
                AND chat_id NOT IN (SELECT value FROM json_each(?2)))
        )
        LIMIT ?3
        """,
        (now - micros(SILENCE), listed(spared), BATCH),
    ).fetchall()
    for row in gone:
        alone = row["thread_id"] is None and not _has_others(db, row["chat_id"], row["id"])
        erasures.record(db, database, row["chat_id"], None if alone else row["thread_id"] or 0, now)
        if alone:
            standings.mark_blocked(db, row["chat_id"], now)
        _erase_rows(db, (row["id"],), row["chat_id"] if alone else None)
    return len(gone)


def _has_others(db: sqlite3.Connection, chat_id: int, destination_id: int) -> bool:
    row = db.execute(
        "SELECT 1 FROM destinations WHERE chat_id = ? AND id <> ?", (chat_id, destination_id)
    ).fetchone()
    return row is not None


def replay(db: sqlite3.Connection, known: erasures.Erasures) -> int:
    """Erase from a copy what was erased since it was made; how many destinations.

    A chat that came back afterwards was made anew, later than its erasure: that one stays.
    """
    gone = [
        row
        for row in db.execute("SELECT id, chat_id, thread_id, created_at FROM destinations").fetchall()
        if (at := known.erased_at(row["chat_id"], row["thread_id"])) is not None and row["created_at"] <= at
    ]
    chats = {row["chat_id"] for row in gone}
    ids = [row["id"] for row in gone]
    if ids:
        _erase_rows(db, ids, None)
    for chat_id in chats:
        if not _has_others(db, chat_id, 0):
            standings.mark_blocked(db, chat_id, known.erased_at(chat_id, None) or 0)
            _erase_rows(db, (), chat_id)
    return len(gone)


@contextmanager
def _overwriting(db: sqlite3.Connection) -> Iterator[None]:
    """What is deleted meanwhile is overwritten with zeros, instead of lying in the file until its page is used."""
    before = db.execute("PRAGMA secure_delete").fetchone()[0]
    db.execute("PRAGMA secure_delete=1").fetchone()
    try:
        yield
    finally:
        db.execute(f"PRAGMA secure_delete={before}").fetchone()

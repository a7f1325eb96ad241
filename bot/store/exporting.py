"""Everything that is kept of one chat, as a document for people and programs.

The tables and columns are those of the schema, so that whatever is kept is in it; ids are named beside what they mean.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime

from bot.model import ChatKind
from bot.store.codecs import listed
from bot.store.instants import instant
from bot.store.personal import ABOUT, BY_DESTINATION, EMPTIED, Personal, personal_tables

FORMAT, VERSION = "vigie-chat", 1
_OURS = frozenset(
    {"lease_token", "lease_until", "rank", "at_second"}
)  # of our own machinery, nothing of theirs
_LISTS = frozenset(
    {"slots", "shown", "others", "topics", "stories", "payload", "feeds", "facts"}
)  # JSON in the database too
_INSTANTS = frozenset({"at", "until"})
_EARLIEST = 10**14  # microseconds (1973): a smaller number in such a column counts something else

Row = dict[str, object]


def export(db: sqlite3.Connection, chat_id: int, now: datetime) -> bytes | None:
    """See `Chats.export`."""
    ids = [row["id"] for row in db.execute("SELECT id FROM destinations WHERE chat_id = ?", (chat_id,))]
    kinds = db.execute("SELECT kind FROM destinations WHERE chat_id = ?", (chat_id,))
    is_private = all(row["kind"] == ChatKind.PRIVATE for row in kinds)
    tables = {
        found.table: [_exported(row, found, chat_id, is_private, _named(db)) for row in rows]
        for found in personal_tables(db)
        if (rows := _rows(db, found, chat_id, ids, is_private))
    }
    if not tables:
        return None
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "chat_id": chat_id,
        **tables,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _rows(
    db: sqlite3.Connection, found: Personal, chat_id: int, ids: list[int], is_private: bool
) -> list[sqlite3.Row]:
    mine = [f"{column} = :chat" for column in found.by_chat]
    if found.by_destination:
        mine.append(f"{BY_DESTINATION} IN (SELECT value FROM json_each(:ids))")  # noqa: S608
    if is_private:
        mine += [f"{column} = :chat" for column in (*found.by_person, *found.emptied)]
    elif ABOUT in found.emptied:
        mine.append(f"{ABOUT} = :chat")
    if not mine:
        return []
    where = " OR ".join(mine)
    return db.execute(
        f"SELECT * FROM {found.table} WHERE {where}",  # noqa: S608 - names of the schema
        {"chat": chat_id, "ids": listed(ids)},
    ).fetchall()


def _exported(
    row: sqlite3.Row, found: Personal, chat_id: int, is_private: bool, names: Callable[[str, int], Row]
) -> Row:
    shown: Row = {}
    for column in found.columns:
        value = row[column]
        if column in _OURS or value is None or (column in found.by_person and not is_private):
            continue
        if column in EMPTIED and value != chat_id:  # somebody else
            continue
        legible = _legible(column, value)
        if isinstance(legible, dict) and not is_private:
            legible.pop("asked", None)  # who was asked: in groups nobody is named
        shown[column] = legible
        if isinstance(value, int):
            shown |= names(column, value)
    return shown


def _legible(column: str, value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if (
        isinstance(value, int)
        and value >= _EARLIEST
        and (column.endswith(("_at", "_until")) or column in _INSTANTS)
    ):
        return instant(value).isoformat()
    if isinstance(value, str) and column in _LISTS and value[:1] in ("[", "{"):
        return json.loads(value)
    return value


def _named(db: sqlite3.Connection) -> Callable[[str, int], Row]:
    """What an id stands for, where that is still known: a topic's query, a story's first headline."""

    def name(column: str, number: int) -> Row:
        if column == "topic_id":
            found = db.execute("SELECT query AS name FROM topics WHERE id = ?", (number,)).fetchone()
        elif column == "story_id":
            found = db.execute(
                "SELECT title AS name FROM entries WHERE story_id = ? ORDER BY id LIMIT 1", (number,)
            ).fetchone()
        else:
            return {}
        return {} if found is None else {column.removesuffix("_id"): found["name"]}

    return name

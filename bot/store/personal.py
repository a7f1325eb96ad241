"""Where in the schema a chat or a person stands: read from the schema itself, so that no later table is forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

# Columns that hold a destination, a chat or a person, by name. Rows of a person alone go with their private chat,
# whose id is theirs.
BY_DESTINATION = "destination_id"
BY_CHAT = ("chat_id",)
BY_PERSON = ("user_id", "used_by", "admin_id")
# Columns of rows that stay when the person or the chat is erased: only the id goes.
DOER, ABOUT = "doer_id", "about_id"
EMPTIED = (DOER, ABOUT)


@dataclass(frozen=True, slots=True)
class Personal:
    """A table and those of its columns that say whose a row is."""

    table: str
    columns: Mapping[str, str]  # of every column: its name and declared type
    by_destination: bool
    by_chat: tuple[str, ...]
    by_person: tuple[str, ...]
    emptied: tuple[str, ...]


def personal_tables(db: sqlite3.Connection) -> tuple[Personal, ...]:
    """Every table with a row of somebody's, `destinations` last, since the others refer to it."""
    found = []
    for table in tables(db):
        columns = {row["name"]: row["type"] for row in db.execute(f"PRAGMA table_info({table})")}
        by_chat = tuple(name for name in BY_CHAT if name in columns)
        by_person = tuple(name for name in BY_PERSON if name in columns)
        emptied = tuple(name for name in EMPTIED if name in columns)
        if BY_DESTINATION in columns or by_chat or by_person or emptied:
            found.append(Personal(table, columns, BY_DESTINATION in columns, by_chat, by_person, emptied))
    return tuple(sorted(found, key=lambda each: (each.table == "destinations", each.table)))


def tables(db: sqlite3.Connection) -> tuple[str, ...]:
    """Every ordinary table by name."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return tuple(row["name"] for row in rows if not row["name"].startswith("sqlite_"))


def referring(db: sqlite3.Connection, target: str) -> tuple[tuple[str, str], ...]:
    """Tables and columns whose values must stand in `target`."""
    return tuple(
        (table, row["from"])
        for table in tables(db)
        for row in db.execute(f"PRAGMA foreign_key_list({table})")
        if row["table"] == target
    )

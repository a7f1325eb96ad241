"""Opening a database: made if it is missing, refused in one clause if it cannot be used, migrated if it is old."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.errors import StoreUnusable
from bot.store import schema
from bot.store.connection import clause, connect


def prepare(path: Path, busy_timeout: timedelta, *, writer: bool) -> None:
    """Leave a database there that is ready for work. Raises `StoreUnusable`, with nothing touched."""
    try:
        if writer:
            _create(path)
        elif not path.is_file():
            raise StoreUnusable(str(path), "does not exist")
        with closing(connect(path, busy_timeout, read_only=not writer)) as db:
            _make_ready(db, path) if writer else _demand_ready(db, path)
    except (sqlite3.Error, OSError) as exc:
        raise StoreUnusable(str(path), clause(exc)) from exc


def _create(path: Path) -> None:
    """An empty file that only its owner may read: it will hold what people follow."""
    if not path.parent.is_dir():
        raise StoreUnusable(str(path), "its folder does not exist")
    path.touch(mode=0o600)


def _make_ready(db: sqlite3.Connection, path: Path) -> None:
    schema.check(db, path)
    mode = db.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    if mode != "wal":
        raise StoreUnusable(str(path), "lies where no write-ahead log can be kept (a network folder?)")
    _try_writing(db)
    schema.migrate(db, path)


def _demand_ready(db: sqlite3.Connection, path: Path) -> None:
    if schema.check(db, path):
        raise StoreUnusable(str(path), "has an older schema: a command that writes brings it up to date")


def _try_writing(db: sqlite3.Connection) -> None:
    """Refused on a read-only file or disk, where a mere beginning would pass for a reading."""
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("PRAGMA user_version=0")
    finally:
        db.execute("ROLLBACK")

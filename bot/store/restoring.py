"""Bringing a backup back, also while `run` works on the database."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import StoreUnusable
from bot.store import counters, schema
from bot.store.connection import BUSY_TIMEOUT, clause, connect, transaction
from bot.store.copying import copy_database
from bot.store.counters import Counter
from bot.store.location import database_path
from bot.store.opening import prepare

_WATCHED = (Counter.TOPICS, Counter.HOUSE)  # revisions by which other processes learn that something changed
_RETRY = timedelta(milliseconds=100)


async def restore(file: Path, url: str | Path, busy_timeout: timedelta = BUSY_TIMEOUT) -> None:
    """Put what `file` holds in the place of what the database holds, whole or not at all.

    A copy in a temporary folder is checked and migrated first; then one write transaction replaces every page, and
    all processes see the new state at their next query. Revisions rise past both states, so that caches are read
    anew. Limits: what happened since the backup is forgotten, so a digest sent since may be told again, and rows on
    their way lose their claim; work in memory (an analysis under way) fails once and is done again.
    Raises `StoreUnusable`, with nothing changed: not a whole database of Vigie, a newer schema, or locked.
    """
    await asyncio.to_thread(_restore, file, url, busy_timeout)


def _restore(file: Path, url: str | Path, busy_timeout: timedelta) -> None:
    target = database_path(url)
    if target is None:
        raise StoreUnusable(str(url), "is gone when the command ends: nothing can be restored into it")
    if target.exists() and file.exists() and target.samefile(file):
        raise StoreUnusable(str(file), "is the database itself")
    try:
        with TemporaryDirectory(prefix="vigie-") as folder:
            copy = Path(folder) / file.name
            _checked_copy(file, copy)
            prepare(copy, busy_timeout, writer=True)
            prepare(target, busy_timeout, writer=True)
            _replace(copy, target, busy_timeout)
    except (sqlite3.Error, OSError) as exc:
        raise StoreUnusable(str(file), clause(exc)) from exc


def _checked_copy(file: Path, copy: Path) -> None:
    if not file.is_file():
        raise StoreUnusable(str(file), "does not exist")
    copy_database(file, copy)
    with closing(sqlite3.connect(copy)) as db:
        verdict = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        db.row_factory = sqlite3.Row
        if verdict != "ok":
            raise StoreUnusable(str(file), "is damaged")
        if not schema.applied(db):
            raise StoreUnusable(str(file), "is not a database of Vigie")


def _replace(copy: Path, target: Path, busy_timeout: timedelta) -> None:
    tries = busy_timeout // _RETRY

    def count(status: int, remaining: int, total: int) -> None:
        nonlocal tries
        tries -= status == sqlite3.SQLITE_BUSY
        if tries < 0:
            raise sqlite3.OperationalError("database is locked")

    with closing(connect(copy, busy_timeout)) as source, closing(connect(target, busy_timeout)) as live:
        before = {counter: counters.value(live, counter) for counter in _WATCHED}
        # In the copy, so that the new revisions arrive together with the new state.
        with transaction(source):
            for counter, value in before.items():
                counters.put(source, counter, value)
                counters.bump(source, counter)
        source.backup(live, progress=count, sleep=_RETRY.total_seconds())

"""Bringing a backup back, also while `run` works on the database."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import StoreUnusable
from bot.store import broadcasts, counters, erasing, publishers, schema, takeover
from bot.store.connection import BUSY_TIMEOUT, clause, connect, transaction
from bot.store.copying import copy_database
from bot.store.counters import Counter
from bot.store.erasures import Erasures, store, stored, written
from bot.store.instants import to_micros
from bot.store.location import database_path
from bot.store.opening import prepare
from bot.store.remembering import remember

_WATCHED = (
    Counter.TOPICS,
    Counter.HOUSE,
    Counter.ACCESS,
)  # revisions by which other processes learn that something changed
_RETRY = timedelta(milliseconds=100)


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the database now; `bot_id` is the bot whose chats these are, None where none has run."""

    chats: int
    topics: int
    owed: int
    spared: int  # messages that the copy still owed, and that had left since
    bot_id: int | None
    erased: int = 0  # chats that the copy held, and that were erased since


async def restore(file: Path, url: str | Path, busy_timeout: timedelta = BUSY_TIMEOUT) -> Restored:
    """Put what `file` holds in the place of what the database holds, whole or not at all.

    A copy in a temporary folder is checked and migrated first; then one write transaction replaces every page, and
    all processes see the new state at their next query. Revisions rise past both states, so that caches are read
    anew. Chats that were erased since stay erased, and
    what publishers have asked since is kept. What the copy owes or has not told, and the database knows as sent
    or told since, is not repeated. Limits: articles that arrived since the backup are news again, since the copy
    gives their ids to others; rows on their way lose their claim; work in memory (an analysis under way) fails once
    and is done again. A copy of another bot's database becomes that of the bot that has run here (`takeover`);
    elsewhere the next `run` sees to it.
    Raises `StoreUnusable`, with nothing changed: not a whole database of Vigie, a newer schema, or locked.
    """
    return await asyncio.to_thread(_restore, file, url, busy_timeout)


def _restore(file: Path, url: str | Path, busy_timeout: timedelta) -> Restored:
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
            return _replace(copy, target, busy_timeout)
    except (sqlite3.Error, OSError) as exc:
        raise StoreUnusable(str(file), clause(exc)) from exc


def _checked_copy(file: Path, copy: Path) -> None:
    if file.is_dir():
        raise StoreUnusable(str(file), "is a folder")
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


def _replace(copy: Path, target: Path, busy_timeout: timedelta) -> Restored:
    tries = busy_timeout // _RETRY

    def count(status: int, remaining: int, total: int) -> None:
        nonlocal tries
        tries -= status == sqlite3.SQLITE_BUSY
        if tries < 0:
            raise sqlite3.OperationalError("database is locked")

    with closing(connect(copy, busy_timeout)) as source, closing(connect(target, busy_timeout)) as live:
        before = {counter: counters.value(live, counter) for counter in _WATCHED}
        # In the copy, so that the new revisions arrive together with the new state.
        source.execute("ATTACH ? AS live", (str(target),))
        with transaction(source):
            spared = remember(source)
            erased = _erase_again(source, target)
            broadcasts.end_unspread(source)
            publishers.keep(source, to_micros(datetime.now(UTC)))
            runs_here = takeover.owner(live)
            if runs_here is not None:
                takeover.become(source, runs_here, to_micros(datetime.now(UTC)))
            for counter, value in before.items():
                counters.put(source, counter, value)
                counters.bump(source, counter)
            restored = _restored(source, spared, erased)
        source.execute("DETACH live")
        source.backup(live, progress=count, sleep=_RETRY.total_seconds())
    return restored


def _erase_again(db: sqlite3.Connection, target: Path) -> int:
    """What was erased since the copy was made, by the attached `live` and by the file beside it."""
    since = (*stored(db, "live"), *written(target))
    known = Erasures()
    known.add((*stored(db), *since))
    store(db, since)
    return erasing.replay(db, known)


def _restored(db: sqlite3.Connection, spared: int, erased: int) -> Restored:
    chats, topics, owed = db.execute(
        """
        SELECT (SELECT count(*) FROM destinations WHERE closed IS NULL),
            (SELECT count(DISTINCT topic_id) FROM subscriptions),
            (SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'dead'))
        """
    ).fetchone()
    return Restored(chats, topics, owed, spared, takeover.owner(db), erased)

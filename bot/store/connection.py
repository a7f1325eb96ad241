"""The connections to one SQLite file, and the only way to write through them.

One thread owns the write connection, a few others own read-only ones. Each store method is one function that runs in
such a thread inside one transaction. Writers of other processes queue at `BEGIN IMMEDIATE`: a deferred transaction
that turns from reading to writing fails at once when somebody else has written, whatever the busy timeout.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from bot.errors import StoreError

T = TypeVar("T")
P = ParamSpec("P")

BUSY_TIMEOUT = timedelta(
    seconds=5
)  # a write takes milliseconds: longer means that somebody holds the lock for good
READERS = 2  # reads last milliseconds and share the interpreter with the loop: more would not be faster
WRITER_CACHE_KIB = 8_000  # the tail of every index that a batch touches fits
READER_CACHE_KIB = 4_000
WAL_LIMIT_BYTES = 64 * 1024 * 1024  # what a long backup let the log grow to is given back afterwards
STATEMENTS = 256  # all that the house ever prepares

_CLAUSES = {
    sqlite3.SQLITE_BUSY: "database is locked",
    sqlite3.SQLITE_LOCKED: "database is locked",
    sqlite3.SQLITE_FULL: "disk is full",
    sqlite3.SQLITE_READONLY: "database is not writable",
    sqlite3.SQLITE_CORRUPT: "database is damaged",
    sqlite3.SQLITE_NOTADB: "file is not a database",
    sqlite3.SQLITE_CANTOPEN: "database file cannot be opened",
    sqlite3.SQLITE_IOERR: "disk cannot be read or written",
}


def clause(error: sqlite3.Error | OSError) -> str:
    """What went wrong in one clause, the same for all refusals of one kind."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    code = getattr(error, "sqlite_errorcode", None)
    known = None if code is None else _CLAUSES.get(code & 0xFF)  # the low byte is the primary code
    return known or str(error)


@contextmanager
def translated() -> Iterator[None]:
    """Raise what SQLite and the system refuse as `StoreError`, the cause chained."""
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(clause(exc)) from exc


@contextmanager
def transaction(db: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All of the block is written, or nothing: also when the commit itself is refused."""
    db.execute(f"BEGIN {kind}")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def connect(
    path: Path, busy_timeout: timedelta, *, read_only: bool = False, checkpoints: bool = False
) -> sqlite3.Connection:
    """A connection with the house's settings; the caller brings the threads and closes it.

    Only one process may checkpoint: SQLite before 3.51.3 can damage a log that two reset at the same moment.
    """
    db = sqlite3.connect(
        path,
        timeout=busy_timeout.total_seconds(),
        isolation_level=None,
        check_same_thread=False,
        cached_statements=STATEMENTS,
    )
    db.row_factory = sqlite3.Row
    cache = READER_CACHE_KIB if read_only else WRITER_CACHE_KIB
    for pragma in (
        "foreign_keys=ON",
        "synchronous=NORMAL",
        f"cache_size=-{cache}",
        f"query_only={int(read_only)}",
        f"journal_size_limit={WAL_LIMIT_BYTES}",
    ):
        db.execute(f"PRAGMA {pragma}")
    if not checkpoints:
        db.execute("PRAGMA wal_autocheckpoint=0")
    return db


class Connections:
    """The write connection in its thread, the read-only ones in theirs.

    Cancelling a caller neither undoes nor interrupts a write that has begun.
    """

    def __init__(
        self,
        path: Path,
        *,
        writer: bool = True,
        checkpoints: bool = False,
        busy_timeout: timedelta = BUSY_TIMEOUT,
    ) -> None:
        self.path = path
        self.busy_timeout = busy_timeout
        self._writable = writer
        self._checkpoints = checkpoints
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._read_threads = ThreadPoolExecutor(READERS, thread_name_prefix="store-read")
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []

    async def write(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` in the write thread, in one transaction."""
        if not self._writable:
            raise StoreError("database was opened for reading only")
        return await self._submit(
            self._write_thread, lambda: self._writing(lambda db: work(db, *args, **kwargs))
        )

    async def read(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` in a reading thread; all its queries see the same state."""
        return await self._submit(
            self._read_threads, lambda: self._reading(lambda db: work(db, *args, **kwargs))
        )

    async def close(self) -> None:
        """Finish what has begun, then close every connection; again: nothing happens."""
        await asyncio.to_thread(self._shut)

    async def _submit(self, threads: ThreadPoolExecutor, job: Callable[[], T]) -> T:
        try:
            future = asyncio.get_running_loop().run_in_executor(threads, job)
        except RuntimeError as exc:
            raise StoreError("database is closed") from exc
        return await future

    def _writing(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with translated():
            db = self._connection(read_only=False)
            with transaction(db):
                return work(db)

    def _reading(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with translated():
            db = self._connection(read_only=True)
            with transaction(db, "DEFERRED"):
                return work(db)

    def _connection(self, *, read_only: bool) -> sqlite3.Connection:
        mine: sqlite3.Connection | None = getattr(self._own, "db", None)
        if mine is None:
            checkpoints = self._checkpoints and not read_only
            mine = connect(self.path, self.busy_timeout, read_only=read_only, checkpoints=checkpoints)
            self._own.db = mine
            self._opened.append(mine)
        return mine

    def _shut(self) -> None:
        self._write_thread.shutdown()
        self._read_threads.shutdown()
        while self._opened:
            self._opened.pop().close()

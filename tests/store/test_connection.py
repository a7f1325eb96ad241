"""One writer, short transactions, and what happens when the database refuses."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import NotFound, StoreError
from bot.store import SqliteStore
from bot.store.connection import Connections, clause
from tests.store.making import LEASE, NOW, House, draft, parsed, update

SOON = timedelta(milliseconds=50)


def _note(db: sqlite3.Connection, name: str) -> None:
    db.execute("INSERT INTO notes (name, value) VALUES (?, '')", (name,))


async def _open(path: Path, patience: timedelta = SOON) -> SqliteStore:
    return await SqliteStore.open(path, busy_timeout=patience)


async def test_a_failure_in_the_middle_writes_nothing(store_file: House) -> None:
    feed, other = await store_file.feed("a"), await store_file.feed("b")
    good, bad = await store_file.claim(feed), await store_file.claim(other)
    with closing(sqlite3.connect(store_file.store.path)) as db:
        db.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON entries WHEN NEW.key = 'k-mauvais' "
            "BEGIN SELECT RAISE(ABORT, 'refused here'); END"
        )
    with pytest.raises(StoreError, match="refused here") as caught:
        await store_file.store.feeds.apply(
            [update(good, new=(parsed("un"),)), update(bad, new=(parsed("mauvais"),))]
        )
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert await store_file.waiting() == ()
    assert (await store_file.store.feeds.apply([update(good)])).lost == ()


async def test_a_refusal_to_the_reader_writes_nothing_either(store_file: House) -> None:
    connections = Connections(store_file.store.path)

    def work(db: sqlite3.Connection) -> None:
        _note(db, "half")
        raise NotFound("x")

    with pytest.raises(NotFound):
        await connections.write(work)
    await connections.close()
    assert await store_file.store.house.get_note("half") is None


async def test_a_database_locked_for_long_is_said_so_and_works_again(store_file: House) -> None:
    store = await _open(store_file.store.path)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="database is locked"):
            await store.house.put_note("a", "b")
        assert await store.house.get_note("a") is None  # reading goes on
        other.execute("ROLLBACK")
    await store.house.put_note("a", "b")
    assert await store.house.get_note("a") == "b"
    await store.close()


async def test_a_full_disk_is_said_so_and_nothing_is_half_written(store_file: House) -> None:
    connections = Connections(store_file.store.path)
    pages = await connections.read(lambda db: int(db.execute("PRAGMA page_count").fetchone()[0]))

    def work(db: sqlite3.Connection) -> None:
        _note(db, "before")
        db.execute("INSERT INTO notes (name, value) VALUES ('big', ?)", ("x" * 1_000_000,))

    await connections.write(lambda db: db.execute(f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(StoreError, match="disk is full"):
        await connections.write(work)
    await connections.write(lambda db: db.execute("PRAGMA max_page_count=1000000"))
    await connections.write(_note, "after")
    await connections.close()
    assert await store_file.store.house.get_note("before") is None
    assert await store_file.store.house.get_note("after") == ""


async def test_a_write_goes_on_when_its_caller_is_cancelled(store_file: House) -> None:
    connections = Connections(store_file.store.path)
    begun, may_end = threading.Event(), threading.Event()

    def work(db: sqlite3.Connection) -> None:
        _note(db, "kept")
        begun.set()
        may_end.wait()

    task = asyncio.create_task(connections.write(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    may_end.set()
    await connections.write(_note, "next")  # its turn comes after
    await connections.close()
    assert await store_file.store.house.get_note("kept") == ""
    assert await store_file.store.house.get_note("next") == ""


async def test_reads_of_one_call_see_one_state(store_file: House) -> None:
    connections = Connections(store_file.store.path)
    begun, may_end = threading.Event(), threading.Event()

    def work(db: sqlite3.Connection) -> tuple[int, int]:
        first = db.execute("SELECT count(*) FROM notes").fetchone()[0]
        begun.set()
        may_end.wait()
        return first, db.execute("SELECT count(*) FROM notes").fetchone()[0]

    reading = asyncio.create_task(connections.read(work))
    await asyncio.to_thread(begun.wait)
    await connections.write(_note, "meanwhile")
    may_end.set()
    assert await reading == (0, 0)
    await connections.close()


async def test_reading_connections_cannot_write(store_file: House) -> None:
    connections = Connections(store_file.store.path)
    with pytest.raises(StoreError, match="not writable"):
        await connections.read(_note, "x")
    await connections.close()


async def test_a_closed_store_says_so(store_file: House) -> None:
    store = await _open(store_file.store.path)
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.house.revision()


async def test_two_processes_never_claim_the_same_row(store_file: House) -> None:
    other = await _open(store_file.store.path, timedelta(seconds=5))
    for n in range(20):
        await store_file.feed(f"f{n}")
        made = await store_file.due(n + 1)
        await store_file.store.outbox.enqueue([draft(made, f"d{n}")], NOW)
    stores = [store_file.store, other] * 6
    feeds = await asyncio.gather(*(store.feeds.claim_due(NOW, LEASE, 3) for store in stores))
    owed = await asyncio.gather(*(store.outbox.claim(NOW, LEASE, 3) for store in stores))
    due = await asyncio.gather(*(store.destinations.claim_due(NOW, LEASE, 3) for store in stores))
    for claimed in (
        [claim.feed.id for batch in feeds for claim in batch],
        [claim.id for batch in owed for claim in batch],
        [claim.destination.id for batch in due for claim in batch],
    ):
        assert sorted(claimed) == list(range(1, 21))
    await other.close()


async def test_processes_see_each_others_changes(store_file: House) -> None:
    other = await _open(store_file.store.path)
    before = await other.house.revision()
    await store_file.feed()
    assert await other.house.revision() > before
    assert len(await other.feeds.list_feeds()) == 1
    await other.close()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError("odd"), "odd"),
        (sqlite3.OperationalError("no such table: x"), "no such table: x"),
    ],
)
def test_refusals_are_told_in_one_clause(error: sqlite3.Error | OSError, expected: str) -> None:
    assert clause(error) == expected

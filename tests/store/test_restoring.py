"""A backup brought back, also while others work on the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreUnusable
from bot.model import Message, Wish, WishKind
from bot.store import SqliteStore, restore, restoring
from tests.store.making import LEASE, NOW, House, at, draft, parsed

SOON = timedelta(milliseconds=150)


async def test_what_was_is_again_for_all_that_are_open(store_file: House, tmp_path: Path) -> None:
    store, backup = store_file.store, tmp_path / "copie.db"
    made = await store_file.due()
    topic = await store_file.follow(made)
    feed = await store_file.feed()
    await store_file.read(feed, parsed("un"))
    await store_file.analyse(topic)
    await store.outbox.enqueue([draft(made, "a")], NOW)
    await store.house.backup(backup)
    await store_file.read(feed, parsed("deux"))
    await store_file.analyse(topic, keys=("climat",))
    await store.destinations.unsubscribe(made.id, topic.id)
    await store.feeds.remove(feed.id, NOW)
    assert len(await store.entries.candidates([["climat"]], None, None, 9)) == 1
    revision, topics_revision = await store.house.revision(), (await store.topics.all())[0]

    await restore(backup, f"sqlite:///{store.path}")

    assert [each.id for each in await store.feeds.list_feeds()] == [feed.id]
    assert await store.entries.candidates([["climat"]], None, None, 9) == ()
    assert [e.key for e in await store.entries.candidates([["otan"]], None, None, 9)] == ["k-un"]
    assert await store.entries.latest_seq() == 1
    assert await store.house.revision() > revision
    assert (await store.topics.all())[0] > topics_revision
    await store_file.read(feed, parsed("trois"))
    assert await store_file.analyse(topic) == 2
    assert len(await store.outbox.claim(NOW, LEASE, 9)) == 1
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


async def test_a_broadcast_that_a_copy_had_not_owed_to_all_goes_to_nobody_else(
    store_file: House, tmp_path: Path
) -> None:
    """Others may have got it after the copy was made."""
    store, backup = store_file.store, tmp_path / "copie.db"
    made = [await store_file.destination(chat_id) for chat_id in (1, 2, 3)]
    broadcast_id = await store.broadcasts.propose(made[0].id, Message("Le bot déménage"), NOW)
    await store.broadcasts.start(broadcast_id, 9, NOW)
    await store.broadcasts.spread(broadcast_id, 1, NOW)
    await store.house.backup(backup)
    await store.broadcasts.spread(broadcast_id, 9, NOW)
    for one in await store.outbox.claim(NOW, LEASE, 9):
        await store.outbox.mark_sent(one, 1, NOW)
    await restore(backup, f"sqlite:///{store.path}")
    assert await store.broadcasts.spread(broadcast_id, 9, NOW) == 0
    assert await store.outbox.claim(NOW, LEASE, 9) == ()


async def test_what_a_publisher_has_asked_since_is_kept_and_obeyed_in_the_copy(
    store_file: House, tmp_path: Path
) -> None:
    store, backup = store_file.store, tmp_path / "copie.db"
    refusing, shy = await store_file.feed("fanal"), await store_file.feed("estuaire", "Radio Estuaire")
    await store_file.read(refusing, parsed("un"))
    await store_file.read(shy, parsed("deux", link="https://estuaire.example/2"))
    await store.house.backup(backup)
    await store.wishes.note(
        [
            Wish("fanal.example", WishKind.REFUSED, NOW),
            Wish("estuaire.example", WishKind.TITLES, NOW),
        ]
    )
    await restore(backup, f"sqlite:///{store.path}")
    assert [feed.id for feed in await store.feeds.list_feeds()] == [shy.id]
    assert [(e.title, e.extract) for e in await store_file.waiting()] == [("Titre deux", "")]
    assert len(await store.wishes.list_wishes()) == 2


async def test_a_backup_makes_a_database_where_there_was_none(store_file: House, tmp_path: Path) -> None:
    backup, fresh = tmp_path / "copie.db", tmp_path / "neuf.db"
    await store_file.feed()
    await store_file.store.house.backup(backup)
    await restore(backup, fresh)
    store = await SqliteStore.open(fresh)
    assert len(await store.feeds.list_feeds()) == 1
    await store.close()


async def test_what_is_no_backup_is_refused_and_nothing_changes(store_file: House, tmp_path: Path) -> None:
    store = store_file.store
    await store_file.feed()
    text, other, empty = tmp_path / "text.db", tmp_path / "other.db", tmp_path / "empty.db"
    text.write_text("# notes\n" * 500)
    empty.touch()
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE books (id)")
    for file, problem in (
        (text, "file is not a database"),
        (other, "not a database of Vigie"),
        (empty, "not a database of Vigie"),
        (tmp_path / "missing.db", "does not exist"),
        (store.path, "is the database itself"),
    ):
        with pytest.raises(StoreUnusable, match=problem):
            await restore(file, store.path)
    with pytest.raises(StoreUnusable, match="gone when the command ends"):
        await restore(text, ":memory:")
    assert len(await store.feeds.list_feeds()) == 1


async def test_a_damaged_backup_is_refused(store_file: House, tmp_path: Path) -> None:
    backup = tmp_path / "copie.db"
    feed = await store_file.feed()
    await store_file.read(feed, *(parsed(str(n), extract="mot " * 300) for n in range(60)), now=at())
    await store_file.store.house.backup(backup)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    backup.write_bytes(bytes(content))
    with pytest.raises(StoreUnusable, match="damaged"):
        await restore(backup, store_file.store.path)
    assert len(await store_file.waiting()) == 60


async def test_a_backup_whose_index_lies_is_refused(store_file: House, tmp_path: Path) -> None:
    backup = tmp_path / "copie.db"
    await store_file.store.house.put_note("a", "b")
    await store_file.store.house.backup(backup)
    with closing(sqlite3.connect(backup, isolation_level=None)) as db:
        db.execute("CREATE INDEX lies ON notes (value)")
        db.execute("PRAGMA writable_schema=ON")
        db.execute("UPDATE sqlite_master SET sql = 'CREATE INDEX lies ON notes (name)' WHERE name = 'lies'")
    with pytest.raises(StoreUnusable, match="is damaged"):
        await restore(backup, store_file.store.path)


async def test_a_lock_taken_at_the_last_moment_leaves_the_database_as_it_was(
    store_file: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "copie.db"
    await store_file.store.house.backup(backup)
    await store_file.feed()
    with closing(
        sqlite3.connect(store_file.store.path, isolation_level=None, check_same_thread=False)
    ) as other:

        def lock(path: Path, busy_timeout: timedelta, *, writer: bool) -> None:
            if path == store_file.store.path:
                other.execute("BEGIN IMMEDIATE")

        monkeypatch.setattr(restoring, "prepare", lock)
        with pytest.raises(StoreUnusable, match="locked"):
            await restore(backup, store_file.store.path, SOON)
    assert len(await store_file.store.feeds.list_feeds()) == 1


async def test_a_database_locked_for_long_is_not_replaced(store_file: House, tmp_path: Path) -> None:
    backup = tmp_path / "copie.db"
    await store_file.store.house.backup(backup)
    await store_file.feed()
    with closing(sqlite3.connect(store_file.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnusable, match="locked"):
            await restore(backup, store_file.store.path, SOON)
    assert len(await store_file.store.feeds.list_feeds()) == 1

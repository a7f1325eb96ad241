"""Opening a database: made, migrated, or refused with nothing touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError, StoreUnusable
from bot.store import RunLock, SqliteStore, opening, schema
from bot.store.connection import connect
from bot.store.location import database_path
from bot.store.schema import MIGRATIONS, Migration
from tests.store.making import House, names

SOON = timedelta(milliseconds=50)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///vigie.db", Path("vigie.db")),
        ("sqlite:////var/lib/vigie.db", Path("/var/lib/vigie.db")),
        ("data/vigie.db", Path("data/vigie.db")),
        (Path("x.db"), Path("x.db")),
        (":memory:", None),
        ("sqlite:///:memory:", None),
        ("sqlite://", None),
    ],
)
def test_addresses_name_files(url: str | Path, expected: Path | None) -> None:
    assert database_path(url) == expected


@pytest.mark.parametrize("url", ["postgresql://localhost/vigie", "sqlite:///", ""])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(StoreUnusable, match="not an address"):
        database_path(url)


async def test_a_throw_away_database_is_gone_when_closed() -> None:
    store = await SqliteStore.open(":memory:", writer=False)
    folder = store.path.parent
    assert folder.is_dir()
    await store.close()
    assert not folder.exists()


async def test_only_the_owner_may_read_a_new_database(store_file: House) -> None:
    assert store_file.store.path.stat().st_mode & 0o077 == 0


async def test_settings_hold_on_every_connection(store_file: House) -> None:
    with closing(connect(store_file.store.path, SOON, read_only=True)) as db:
        names = (
            "journal_mode",
            "foreign_keys",
            "synchronous",
            "query_only",
            "wal_autocheckpoint",
            "busy_timeout",
        )
        assert [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names] == ["wal", 1, 1, 1, 0, 50]
    with closing(connect(store_file.store.path, SOON, checkpoints=True)) as db:
        assert db.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 1000


async def test_reading_only_makes_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "vigie.db"
    with pytest.raises(StoreUnusable, match="does not exist"):
        await SqliteStore.open(path, writer=False)
    assert names(tmp_path) == []
    await (await SqliteStore.open(path)).close()
    store = await SqliteStore.open(path, writer=False)
    assert await store.house.revision() == 0
    with pytest.raises(StoreError, match="reading only"):
        await store.house.put_note("a", "b")
    await store.close()


async def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "vigie.db"
    await (await SqliteStore.open(path)).close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('vigie', 'm999_later', '')"
        )
    before = path.read_bytes()
    for writer in (True, False):
        with pytest.raises(StoreUnusable, match="newer version of Vigie") as caught:
            await SqliteStore.open(path, writer=writer)
        assert caught.value.path == str(path)
    assert path.read_bytes() == before


async def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "autre.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE books (id)")
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="not a database of Vigie"):
        await SqliteStore.open(path)
    assert path.read_bytes() == before


async def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    text, folder = tmp_path / "text.db", tmp_path / "folder"
    text.write_text("# notes\n" * 500)
    folder.mkdir()
    with pytest.raises(StoreUnusable, match="file is not a database"):
        await SqliteStore.open(text)
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await SqliteStore.open(folder)
    with pytest.raises(StoreUnusable, match="its folder does not exist"):
        await SqliteStore.open(tmp_path / "missing" / "vigie.db")
    assert text.read_text() == "# notes\n" * 500


async def test_a_database_that_cannot_be_written_is_refused(
    store_file: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_file.store.path

    def read_only(target: Path, busy_timeout: timedelta, **_: object) -> sqlite3.Connection:
        db = sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True, isolation_level=None)
        db.row_factory = sqlite3.Row
        return db

    # Permissions do not stop the superuser, whom tests in containers run as.
    monkeypatch.setattr(opening, "connect", read_only)
    with pytest.raises(StoreUnusable, match="database is not writable"):
        await SqliteStore.open(path)


async def test_a_place_without_a_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_memory(*_: object, **__: object) -> sqlite3.Connection:
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.row_factory = sqlite3.Row
        return db

    monkeypatch.setattr(opening, "connect", in_memory)
    with pytest.raises(StoreUnusable, match="no write-ahead log"):
        await SqliteStore.open(tmp_path / "vigie.db")


async def test_a_locked_database_cannot_be_opened_for_writing(store_file: House) -> None:
    with closing(sqlite3.connect(store_file.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnusable, match="database is locked"):
            await SqliteStore.open(store_file.store.path, busy_timeout=SOON)


def _add_colour(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE feeds ADD COLUMN colour TEXT NOT NULL DEFAULT 'bleu'")


def _fail(db: sqlite3.Connection) -> None:
    db.execute("CREATE TABLE half (id)")
    raise sqlite3.OperationalError("no more")


LATER = (*MIGRATIONS, Migration("m998_colour", _add_colour))


@pytest.mark.parametrize("n", range(1, len(LATER)), ids=lambda n: LATER[n].name)
async def test_each_migration_keeps_what_the_schema_before_it_held(tmp_path: Path, n: int) -> None:
    path = tmp_path / "vigie.db"
    with closing(connect(path, SOON)) as db:
        schema.migrate(db, path, LATER[:n])
        db.execute(
            """
            INSERT INTO feeds (url, same_key, outlet, added_at, next_read_at)
            VALUES ('https://Fanal.example:81/u', 'k', 'o', 1, 1)
            """
        )
        assert schema.migrate(db, path, LATER[: n + 1]) == (LATER[n].name,)
        assert schema.migrate(db, path, LATER[: n + 1]) == ()
        kept = db.execute("SELECT * FROM feeds").fetchone()
        assert (kept["url"], kept["outlet"]) == ("https://Fanal.example:81/u", "o")
        if LATER[n].name == "m002_manners":
            assert (kept["host"], kept["health_told"]) == ("fanal.example", kept["health"])
    with closing(connect(schema.backup_path(path, LATER[n].name), SOON)) as backup:
        assert schema.applied(backup) == tuple(step.name for step in LATER[:n])
        assert backup.execute("SELECT outlet FROM feeds").fetchone()["outlet"] == "o"


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "vigie.db"
    await (await SqliteStore.open(path)).close()
    steps = (*LATER, Migration("m999_fails", _fail))
    with closing(connect(path, SOON)) as db:
        with pytest.raises(sqlite3.OperationalError, match="no more"):
            schema.migrate(db, path, steps)
        assert schema.applied(db) == tuple(step.name for step in MIGRATIONS)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0


async def test_an_older_schema_is_not_read_without_being_migrated(
    store_file: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = store_file.store.path
    monkeypatch.setattr(schema, "check", lambda *_: ("m998_colour",))
    with pytest.raises(StoreUnusable, match="older schema"):
        await SqliteStore.open(path, writer=False)


async def test_somebody_who_migrated_first_leaves_nothing_to_do(
    store_file: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([("m001_first",), ()])
    monkeypatch.setattr(schema, "check", lambda *_: next(answers))
    with closing(connect(store_file.store.path, SOON)) as db:
        assert schema.migrate(db, store_file.store.path) == ()


def test_one_process_runs_on_a_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vigie.db'}"
    with RunLock(url):
        with pytest.raises(StoreUnusable, match="already running"), RunLock(url):
            pytest.fail("two run")
        with RunLock(f"sqlite:///{tmp_path / 'other.db'}"), RunLock(":memory:"), RunLock(":memory:"):
            pass
    with RunLock(url):
        pass


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be opened"), RunLock(tmp_path / "missing" / "vigie.db"):
        pytest.fail("no folder")

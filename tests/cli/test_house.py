"""`vigie status`, `reanalyse`, `backup`, `restore`."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.model import AuditLine, Deed
from bot.ports import HEARTBEAT
from bot.services.analyse import LANE, LANE_LEASE
from bot.store import SqliteStore
from tests.cli.conftest import Vigie, in_store
from tests.fakes import reader

FEEDS = (
    '<opml version="2.0"><body><outline text="Le Fanal" xmlUrl="https://fanal.example/rss"/></body></opml>'
)


def beat(ago: timedelta) -> None:
    in_store(lambda store, now: store.house.put_note(HEARTBEAT, (now - ago).isoformat()))


def follow(vigie: Vigie) -> None:
    Path("feeds.opml").write_text(FEEDS)
    assert vigie("feeds", "import", "feeds.opml").status == 0


def test_where_the_bot_never_ran_it_is_not_healthy_and_nothing_is_made(vigie: Vigie) -> None:
    said = vigie("status")
    assert (said.status, said.err.count("\n")) == (3, 1)
    assert not Path("vigie.db").exists()


@pytest.mark.parametrize(
    ("ago", "status"), [(timedelta(seconds=20), 0), (timedelta(minutes=4), 3)], ids=["alive", "silent"]
)
def test_a_bot_is_healthy_while_its_heart_beats(vigie: Vigie, ago: timedelta, status: int) -> None:
    beat(ago)
    said = vigie("status")
    assert said.status == status
    assert said.out.strip()


def test_a_heart_that_beat_before_the_clock_was_put_back_says_nothing(vigie: Vigie) -> None:
    beat(-timedelta(days=1))
    assert vigie("status").status == 3


def test_a_database_without_a_heartbeat_is_not_healthy(vigie: Vigie) -> None:
    follow(vigie)
    assert vigie("status").status == 3


def test_reanalyse_says_how_many_topics(vigie: Vigie) -> None:
    assert vigie("reanalyse").out == "0 topics matched again\n"


def test_reanalyse_waits_its_turn(vigie: Vigie) -> None:
    in_store(lambda store, now: store.house.take_lease(LANE, now, LANE_LEASE))
    said = vigie("reanalyse")
    assert (said.status, said.err.count("\n")) == (2, 1)


def test_a_backup_is_brought_back(vigie: Vigie) -> None:
    follow(vigie)
    in_store(lambda store, now: store.destinations.open(reader(), "Europe/Paris", (), now))
    said = vigie("backup", "copy.db")
    assert said.status == 0
    assert Path("copy.db").is_file()
    assert vigie("feeds", "remove", "Fanal").status == 0
    assert vigie("feeds", "list").status == 1
    assert vigie("restore", "copy.db").status == 0
    assert "Le Fanal" in vigie("feeds", "list").out
    noted: list[AuditLine] = []

    async def look(store: SqliteStore, now: datetime) -> None:
        noted.extend(await store.audit.latest(9))

    in_store(look)
    assert [(line.deed, line.subject, line.from_terminal) for line in noted[:1]] == [
        (Deed.BACKUP_RESTORED, "copy.db", True)
    ]


def test_a_restore_says_what_stands_and_whose_chats_they_are(
    vigie: Vigie, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_store(lambda store, now: store.destinations.open(reader(), "Europe/Paris", (), now))
    in_store(lambda store, now: store.house.become(7, now))
    assert vigie("backup", "copy.db").status == 0
    Path("vigie.db").unlink()
    monkeypatch.setenv("VIGIE_TELEGRAM__TOKEN", "7:a-secret")
    said = vigie("restore", "copy.db")
    assert (said.status, said.lines) == (0, ["copy.db: restored: 1 chat, 0 topics, 0 messages owed"])
    Path("vigie.db").unlink()
    monkeypatch.setenv("VIGIE_TELEGRAM__TOKEN", "8:a-secret")
    moved = vigie("restore", "copy.db")
    assert len(moved.lines) == 2
    assert "presses Start" in moved.lines[1]
    assert "secret" not in moved.out


def test_a_restore_into_an_empty_place_makes_the_database(vigie: Vigie) -> None:
    follow(vigie)
    assert vigie("backup", "copy.db").status == 0
    Path("vigie.db").unlink()
    assert vigie("restore", "copy.db").status == 0
    assert "Le Fanal" in vigie("feeds", "list").out


@pytest.mark.parametrize("content", [None, b"", b"nothing of the kind" * 200], ids=["none", "empty", "other"])
def test_what_is_no_backup_is_refused_and_changes_nothing(vigie: Vigie, content: bytes | None) -> None:
    follow(vigie)
    if content is not None:
        Path("copy.db").write_bytes(content)
    said = vigie("restore", "copy.db")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "copy.db" in said.err
    assert "Le Fanal" in vigie("feeds", "list").out


@pytest.mark.parametrize(
    ("command", "place"), [("backup", "."), ("backup", "nowhere/b.db"), ("restore", ".")], ids=str
)
def test_a_place_that_can_hold_no_copy_is_named(vigie: Vigie, command: str, place: str) -> None:
    vigie("feeds", "list")
    said = vigie(command, place)
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert f"vigie: {place}: " in said.err
    assert "folder" in said.err


def test_a_backup_to_where_nothing_can_be_written_is_one_line(vigie: Vigie) -> None:
    follow(vigie)
    said = vigie("backup", "no/such/folder/copy.db")
    assert (said.status, said.err.count("\n")) == (2, 1)

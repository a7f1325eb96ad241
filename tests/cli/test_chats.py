"""`vigie chats`: what is kept of each chat, listed, handed out and erased, also beside a running bot."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.clock import SystemClock
from bot.errors import GoneReason
from bot.model import ChatKind, Deed, DestinationId, Draft, Kind, Message
from bot.store import SqliteStore
from tests.cli.conftest import Said, Vigie, in_store
from tests.fakes import reader

GROUP = -1_001_234
SECRET = "cessez-le-feu"  # what somebody follows


async def _settle(store: SqliteStore, now: datetime) -> None:
    """Camille follows a topic and is owed a message; a forum of two topics has thrown us out."""
    made, _ = await store.destinations.open(reader(42), "Europe/Paris", (), now)
    topic, _ = await store.topics.ensure(SECRET)
    await store.destinations.subscribe(made.id, topic.id, SECRET, 30, now)
    await store.outbox.enqueue([Draft(made.id, Kind.ANSWER, "a", Message("Bonjour"))], now)
    forum = replace(reader(GROUP, kind=ChatKind.SUPERGROUP), title="Veille")
    for thread in (None, 7):
        place, _ = await store.destinations.open(replace(forum, thread_id=thread), "Europe/Paris", (), now)
        await store.destinations.close(place.id, GoneReason.KICKED, now)


@pytest.fixture
def settled(vigie: Vigie) -> Vigie:
    in_store(_settle)
    return vigie


def chat_ids(vigie: Vigie) -> list[int]:
    return [chat["chat_id"] for chat in json.loads(vigie("chats", "list", "--format", "json").out)]


def refused(said: Said, status: int, word: str) -> None:
    assert (said.status, said.err.count("\n")) == (status, 1)
    assert word in said.err
    assert "Traceback" not in said.err


def test_the_list_says_how_much_and_never_what(settled: Vigie) -> None:
    said = settled("chats", "list")
    assert said.status == 0
    head, camille, forum = said.lines
    assert head.split() == "conversation genre lieux thèmes à envoyer depuis dernier mot état".split()
    assert camille.split()[:5] == ["42", "privée", "1", "1", "1"]
    assert camille.endswith("ouverte")
    assert forum.split()[:5] == [str(GROUP), "supergroupe", "2", "0", "0"]
    assert forum.endswith("a exclu le bot")
    assert SECRET not in said.out
    assert "Veille" not in said.out


def test_the_list_is_for_programs_too(settled: Vigie) -> None:
    camille, forum = json.loads(settled("chats", "list", "--format", "json").out)
    assert (camille["chat_id"], camille["topics"], camille["closed"]) == (42, 1, None)
    assert datetime.fromisoformat(camille["created_at"]).tzinfo is not None
    assert (forum["kind"], forum["places"], forum["closed"], forum["last_word_at"]) == (
        "supergroup",
        2,
        "kicked",
        None,
    )


def test_an_export_holds_what_the_chat_itself_is_handed(settled: Vigie) -> None:
    said = settled("chats", "export", "42")
    document = json.loads(said.out)
    assert (said.status, document["format"], document["chat_id"]) == (0, "vigie-chat", 42)
    assert [row["typed"] for row in document["subscriptions"]] == [SECRET]
    assert json.loads(settled("chats", "export", str(GROUP)).out)["chat_id"] == GROUP


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_an_export_to_a_file_is_its_owners_alone(settled: Vigie, option: str) -> None:
    Path("camille.json").write_text("older")
    said = settled("chats", "export", "42", option, "camille.json")
    assert said.status == 0
    assert SECRET not in said.out
    assert json.loads(Path("camille.json").read_text())["chat_id"] == 42
    assert Path("camille.json").stat().st_mode & 0o077 == 0
    assert not list(Path().glob(".camille*"))


def test_where_nothing_can_be_written_that_is_said(settled: Vigie) -> None:
    refused(settled("chats", "export", "42", "-o", "no/such/folder/x.json"), 2, "no/such/folder/x.json: ")


def test_an_erasure_is_whole_and_the_journal_does_not_say_of_whom(settled: Vigie) -> None:
    said = settled("chats", "erase", str(GROUP), "--yes")
    assert (said.status, said.lines) == (0, [f"chat {GROUP}: erased (2 places)"])
    assert settled("chats", "erase", "42", "--yes").lines == ["chat 42: erased"]
    assert settled("chats", "list").status == 1

    async def check(store: SqliteStore, now: datetime) -> None:
        assert await store.topics.find(SECRET) is None
        lines = await store.audit.latest(9)
        assert [(each.deed, each.subject, each.about, each.by) for each in lines] == [
            (Deed.CHAT_ERASED, "", None, None)
        ] * 2

    in_store(check)


def test_what_is_erased_is_not_brought_back_by_a_copy(settled: Vigie) -> None:
    assert settled("backup", "copy.db").status == 0
    assert settled("chats", "erase", "42", "--yes").status == 0
    assert settled("restore", "copy.db").status == 0
    assert chat_ids(settled) == [GROUP]


def test_without_a_terminal_an_erasure_wants_a_yes(settled: Vigie) -> None:
    refused(settled("chats", "erase", "42"), 2, "--yes")
    refused(settled("chats", "erase", "42", stdin="y\n"), 2, "--yes")
    assert 42 in chat_ids(settled)


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "status"), [("y\n", 0), ("Oui\n", 0), ("n\n", 1), ("\n", 1), ("", 1), ("yesterday\n", 1)]
)
def test_on_a_terminal_it_is_asked_once(
    settled: Vigie, monkeypatch: pytest.MonkeyPatch, typed: str, status: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert main(["chats", "erase", "42"]) == status
    assert (42 in chat_ids(settled)) is bool(status)


@pytest.mark.parametrize("action", [["export"], ["erase", "--yes"]], ids=["export", "erase"])
def test_a_chat_of_which_nothing_is_kept_is_status_1(settled: Vigie, action: list[str]) -> None:
    refused(settled("chats", *action, "77"), 1, "77")
    assert len(chat_ids(settled)) == 2


@pytest.mark.parametrize(
    "typed",
    [
        ["export"],
        ["export", "Camille"],
        ["export", "9" * 30],
        ["export", "4.2"],
        ["erase", "42", "43", "--yes"],
        ["list", "--format", "xml"],
        [],
        ["forget", "42"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_understood_is_status_2_and_changes_nothing(settled: Vigie, typed: list[str]) -> None:
    refused(settled("chats", *typed), 2, "vigie")
    assert len(chat_ids(settled)) == 2


@pytest.mark.parametrize("action", [["list"], ["export", "42"], ["erase", "42", "--yes"]], ids=lambda a: a[0])
def test_where_the_bot_never_ran_nothing_is_found_and_nothing_is_made(
    vigie: Vigie, action: list[str]
) -> None:
    refused(vigie("chats", *action), 1, "no database yet")
    assert not Path("vigie.db").exists()


def test_a_database_that_cannot_be_used_is_status_2(vigie: Vigie) -> None:
    Path("vigie.db").write_bytes(b"not a database at all" * 100)
    refused(vigie("chats", "list"), 2, "vigie.db")


def test_beside_a_bot_that_runs_it_goes_on_without_the_chat(vigie: Vigie) -> None:
    """The bot has the database open; what it was about to do for the chat finds nothing there."""

    async def inside() -> None:
        running = await SqliteStore.open("sqlite:///vigie.db")
        try:
            now = SystemClock().now()
            await _settle(running, now)
            revision, topics = await running.topics.all()
            erased = await asyncio.to_thread(main, ["chats", "erase", "42", "--yes"])
            assert erased == 0
            assert await running.outbox.backlog() == 0
            assert (await running.topics.all())[1] == ()
            assert (await running.topics.all())[0] != revision
            assert len(topics) == 1
            await running.outbox.enqueue([Draft(DestinationId(1), Kind.ANSWER, "b", Message("Encore"))], now)
            assert await running.outbox.backlog() == 0
        finally:
            await running.close()

    asyncio.run(inside())
    assert chat_ids(vigie) == [GROUP]

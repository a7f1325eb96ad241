"""Everything built once: the settings become rules and synonyms, and `serve` begins and ends as it should."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import __version__
from bot.app import (
    aliases_of,
    backup_folder,
    database_path,
    open_desk,
    rules_of,
    serve,
    set_up_logs,
    telephone,
)
from bot.config import Settings, settings_of
from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.chats import BOT_ID
from bot.demo.faults import HANG, Fault, FaultKind
from bot.errors import ConfigError, PolledElsewhere, StoreUnusable, TokenRefused
from bot.fetch.files import FileOrWeb
from bot.french.aliases import default_aliases
from bot.french.query import parse_query
from bot.model import Draft, Fetched, Kind, Message, Slot, UserId, Validators
from bot.services.people import destination_of
from bot.services.reanalysis import MADE_FROM, made_from
from bot.services.status import house_state
from bot.services.topics import synonyms_of
from bot.store import RunLock, SqliteStore
from tests.fakes import Item, reader, rss

CAMILLE = 1001
OTHER_TOKEN = "7000000002:another-token-of-the-right-shape-0000"


@pytest.fixture
async def api() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as server:
        server.people.add_person(CAMILLE, "Camille")
        yield server


def settings(folder: Path, api: BotApiServer | None = None, token: str = DEMO_TOKEN) -> Settings:
    base = {"base_url": api.base_url, "base_file_url": api.base_file_url} if api else {}
    return settings_of(
        telegram={"token": token, **base},
        store={"url": f"sqlite:///{folder / 'vigie.db'}", "backups": 0},
    )


# --- what the settings make ----------------------------------------------------------------------------------


def test_the_settings_become_the_rules_of_the_house() -> None:
    rules = rules_of(
        settings_of(
            telegram={"admins": [42]},
            digest={"times": "8:00", "timezone": "America/Montreal", "max_topics": 3},
            alerts={"quiet_from": "23:00", "quiet_to": "6:30", "max_per_day": 4},
            fetch={"min_interval_s": 60, "max_interval_s": 120},
            store={"retention_days": 10},
        )
    )
    assert rules.zone == "America/Montreal"
    assert rules.slots == (Slot(time(8), frozenset(range(7))),)
    assert (rules.max_topics, rules.max_alerts, rules.max_stories, rules.max_chars) == (3, 4, 7, 280)
    assert (rules.quiet_from, rules.quiet_to) == (23 * 60, 6 * 60 + 30)
    assert (rules.min_interval, rules.max_interval) == (timedelta(minutes=1), timedelta(minutes=2))
    assert rules.retention == timedelta(days=10)
    assert rules.admins == frozenset({UserId(42)})


async def test_an_installation_may_bring_its_own_synonyms(tmp_path: Path) -> None:
    assert aliases_of(settings_of()).version == default_aliases().version
    mine = tmp_path / "mine.txt"
    mine.write_text("vigie = sentinelle\n", encoding="utf-8")
    own = settings_of(french={"aliases": mine})
    async with open_desk(own, url="sqlite:///:memory:") as desk:
        assert synonyms_of(desk, parse_query("vigie")) == ("sentinelle",)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["none", "no text"])
def test_synonyms_that_cannot_be_used_name_their_file(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "mine.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        aliases_of(settings_of(french={"aliases": file}))
    assert caught.value.key == "french.aliases"
    assert "mine.txt" in str(caught.value)


def test_backups_lie_beside_the_database(tmp_path: Path) -> None:
    assert database_path(settings(tmp_path)) == tmp_path / "vigie.db"
    assert backup_folder(settings(tmp_path)) == tmp_path / "backups"


def test_logs_are_set_up_as_the_settings_want(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[tuple[object, ...]] = []

    def set_up(token: str, level: int, *, json_lines: bool | None) -> None:
        seen.append((token, level, json_lines))

    monkeypatch.setattr("bot.logs.set_up", set_up)
    set_up_logs(settings(tmp_path))
    set_up_logs(settings_of(log={"format": "json", "level": "debug"}))
    set_up_logs(settings_of(log={"format": "text"}))
    assert seen == [(DEMO_TOKEN, 20, None), ("", 10, True), ("", 20, False)]


async def test_only_a_terminal_reads_files(tmp_path: Path) -> None:
    async with open_desk(settings(tmp_path), long_running=True) as desk:
        assert not isinstance(desk.fetcher, FileOrWeb)
    async with open_desk(settings(tmp_path), files=True) as desk:
        assert isinstance(desk.fetcher, FileOrWeb)


@pytest.mark.parametrize("long_running", [True, False])
async def test_run_parses_in_processes_and_a_short_command_at_first_by_itself(
    tmp_path: Path, long_running: bool
) -> None:
    others = set(multiprocessing.active_children())
    page = Fetched("https://fanal.example/rss", rss([Item("Grève")]), "", Validators(), b"")
    async with open_desk(settings(tmp_path), long_running=long_running) as desk:
        assert (await desk.parser.parse(page, desk.clock.now())).title == "Le Fanal"
        assert bool(set(multiprocessing.active_children()) - others) == long_running


async def test_what_was_opened_is_closed_when_the_rest_cannot_be_built(tmp_path: Path) -> None:
    wrong = settings_of(
        store={"url": f"sqlite:///{tmp_path / 'vigie.db'}"}, french={"aliases": tmp_path / "none.txt"}
    )
    before = asyncio.all_tasks()
    with pytest.raises(ConfigError):
        async with open_desk(wrong):
            raise AssertionError
    assert asyncio.all_tasks() == before
    async with open_desk(settings(tmp_path)):
        pass


# --- vigie run -----------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the logs of the tests as they are."""
    monkeypatch.setattr("bot.logs.set_up", lambda *_, **__: None)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve(settings, stop))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("token", [None, ""], ids=["none", "empty"])
async def test_without_a_token_nothing_is_started(tmp_path: Path, token: str | None) -> None:
    without = settings_of(
        telegram={"token": token}, store={"url": f"sqlite:///{tmp_path / 'vigie.db'}", "backups": 0}
    )
    with pytest.raises(ConfigError) as caught:
        await serve(without)
    assert caught.value.key == "telegram.token"


async def test_one_run_a_database(tmp_path: Path) -> None:
    with RunLock(f"sqlite:///{tmp_path / 'vigie.db'}"), pytest.raises(StoreUnusable):
        await serve(settings(tmp_path))


async def test_a_token_that_is_refused_ends_it(tmp_path: Path, api: BotApiServer) -> None:
    async with asyncio.timeout(10):
        with pytest.raises(TokenRefused):
            await serve(settings(tmp_path, api, OTHER_TOKEN))


async def test_another_program_with_our_token_ends_it(
    tmp_path: Path, api: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_self: object, _times: int) -> None:
        return None

    monkeypatch.setattr("bot.tg.polling.Listener._pause", at_once)
    conflict = Fault(
        FaultKind.ERROR,
        status=409,
        description="Conflict: terminated by other getUpdates request",
        method="getUpdates",
        times=None,
    )
    api.faults.add(conflict)
    async with asyncio.timeout(10):
        with pytest.raises(PolledElsewhere):
            await serve(settings(tmp_path, api))


async def test_it_answers_and_ends_when_told_to(tmp_path: Path, api: BotApiServer) -> None:
    async with serving(settings(tmp_path, api)) as task:
        api.people.type_text(CAMILLE, CAMILLE, "/abonner Otan")
        await api.until(lambda: any(post.html for post in api.messages(CAMILLE)), 10)
        async with open_desk(settings(tmp_path)) as desk:
            assert (await house_state(desk)).is_alive
    assert task.exception() is None
    async with open_desk(settings(tmp_path)) as desk:
        state = await house_state(desk)
    assert not state.is_alive
    assert state.vitals is not None
    assert (state.vitals.version, state.vitals.troubles) == (__version__, ())


async def test_what_is_being_sent_when_it_ends_is_sent_again_by_the_next(
    tmp_path: Path, api: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.LAST_MESSAGES_S", 0.05)
    api.faults.queue(HANG, method="sendMessage")
    async with serving(settings(tmp_path, api)) as task:
        api.people.type_text(CAMILLE, CAMILLE, "/aide")
        await api.until(lambda: bool(api.faults.hits), 10)
    assert task.exception() is None
    assert not any(post.html for post in api.messages(CAMILLE))
    async with serving(settings(tmp_path, api)) as task:
        await api.until(lambda: any(post.html for post in api.messages(CAMILLE)), 10)
    assert task.exception() is None
    assert sum(bool(post.html) for post in api.messages(CAMILLE)) == 1


async def test_whoever_is_here_when_the_configuration_closes_the_door_stays(
    tmp_path: Path, api: BotApiServer
) -> None:
    async with serving(settings(tmp_path, api)) as task:
        api.people.type_text(CAMILLE, CAMILLE, "/aide")
        await api.until(lambda: any(post.html for post in api.messages(CAMILLE)), 10)
    closed = settings_of(**settings(tmp_path, api).model_dump() | {"access": {"mode": "list"}})
    api.people.add_person(7, "Alix")
    async with serving(closed) as task:
        for person in (7, CAMILLE):
            api.people.type_text(person, person, "/aide")
        await api.until(lambda: len([post for post in api.messages(CAMILLE) if post.html]) == 2, 10)
    assert task.exception() is None
    (said,) = [post.text for post in api.messages(7) if post.sender_id == BOT_ID]
    assert "invités" in said


async def test_other_synonyms_than_before_are_matched_again_at_the_start(
    tmp_path: Path, api: BotApiServer
) -> None:
    async with open_desk(settings(tmp_path)) as desk:
        await desk.store.house.put_note(MADE_FROM, "0+0")
        expected = made_from(desk)
    async with serving(settings(tmp_path, api)) as task:
        await api.until(lambda: any(call.method == "getMe" for call in api.calls), 10)
    assert task.exception() is None
    store = await SqliteStore.open(f"sqlite:///{tmp_path / 'vigie.db'}")
    assert await store.house.get_note(MADE_FROM) == expected
    await store.close()


async def test_an_outbox_that_cannot_be_carried_any_more_ends_it(
    tmp_path: Path, api: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("bot.services.delivery.Courier._start_some", fall)
    async with asyncio.timeout(10):
        with pytest.raises(ZeroDivisionError):
            await serve(settings(tmp_path, api))


async def test_the_courier_of_a_telephone_carries_what_is_owed(tmp_path: Path, api: BotApiServer) -> None:
    async with (
        open_desk(settings(tmp_path, api)) as desk,
        telephone(settings(tmp_path, api), desk, asyncio.Event()) as line,
    ):
        destination = await destination_of(desk, reader(CAMILLE))
        draft = Draft(destination.id, Kind.ANSWER, "1", Message("Bonjour"))
        await desk.store.outbox.enqueue([draft], desk.clock.now())
        assert (await line.courier.drain()).sent == 1
        assert not line.is_busy
        first, second = TokenRefused(), TokenRefused()
        line.courier.on_refused_token(first)
        line.courier.on_refused_token(second)
        assert line.failed.exception() is first
    assert [post.text for post in api.messages(CAMILLE) if post.html] == ["Bonjour"]

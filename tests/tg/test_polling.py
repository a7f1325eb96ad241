"""Listening through the real library: nothing handled is asked for again, nothing unhandled is confirmed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.faults import SERVER_ERROR, Fault, FaultKind, flood
from bot.errors import DeliveryError, PolledElsewhere, TokenRefused
from bot.tg.bot import Context, build_application
from bot.tg.polling import Listener, Patience

QUICK = Patience(poll=1, handle=5.0, back_off=(0.01,), finish=1.0, confirm=1.0)
CONFLICT = Fault(FaultKind.ERROR, status=409, description="Conflict: terminated by other getUpdates request")
UNAUTHORIZED = Fault(FaultKind.ERROR, status=401, description="Unauthorized")


@dataclass
class Bot:
    """A bot that notes what it is told, and does what `work` says."""

    listener: Listener
    heard: list[str] = field(default_factory=list)
    fatal: list[DeliveryError] = field(default_factory=list)
    ready: int = 0
    work: Callable[[str], Awaitable[None]] | None = None


@asynccontextmanager
async def listening(
    server: BotApiServer, patience: Patience = QUICK, token: str = DEMO_TOKEN, *, fails: bool = False
) -> AsyncIterator[Bot]:
    application = build_application(token, server.base_url, read_s=1.0)

    async def on_text(update: Update, context: Context) -> None:
        assert update.message is not None
        text = update.message.text or ""
        bot.heard.append(text)
        server.bell.ring()
        if bot.work is not None:
            await bot.work(text)

    async def ready() -> None:
        bot.ready += 1
        if fails:
            raise ValueError("no menu")

    def fatal(error: DeliveryError) -> None:
        bot.fatal.append(error)
        server.bell.ring()

    bot = Bot(Listener(application, fatal, ready, patience))
    application.add_handler(MessageHandler(filters.ALL, on_text))
    await bot.listener.start()
    try:
        yield bot
    finally:
        await bot.listener.stop()


async def heard(server: BotApiServer, bot: Bot, *texts: str) -> None:
    await server.until(lambda: bot.heard == list(texts))


async def test_what_people_write_is_heard_and_confirmed(server: BotApiServer) -> None:
    async with listening(server) as bot:
        server.people.type_text(42, 42, "un")
        last = server.people.type_text(42, 42, "deux")
        await heard(server, bot, "un", "deux")
        await server.until(lambda: server.inbox.confirmed_id == last)
    assert bot.ready == 1
    assert not bot.fatal


async def test_silence_is_asked_about_again(server: BotApiServer) -> None:
    async with listening(server, replace(QUICK, poll=0)) as bot:
        await server.until(lambda: server.inbox.polls > 2)
        server.people.type_text(42, 42, "un")
        await heard(server, bot, "un")


async def test_nothing_is_confirmed_before_it_is_handled(server: BotApiServer) -> None:
    done = asyncio.Event()

    async def work(text: str) -> None:
        await done.wait()

    async with listening(server) as bot:
        bot.work = work
        last = server.people.type_text(42, 42, "un")
        await heard(server, bot, "un")
        assert server.inbox.confirmed_id < last
        done.set()
        await server.until(lambda: server.inbox.confirmed_id == last)


async def test_a_slow_command_does_not_make_others_wait(server: BotApiServer) -> None:
    server.people.add_person(43, "Alix")
    done = asyncio.Event()

    async def work(text: str) -> None:
        if text == "lent":
            await done.wait()

    async with listening(server, replace(QUICK, handle=0.01)) as bot:
        bot.work = work
        server.people.type_text(42, 42, "lent")
        await heard(server, bot, "lent")
        server.people.type_text(43, 43, "vite")
        await heard(server, bot, "lent", "vite")
        done.set()


async def test_what_was_being_handled_when_the_process_died_comes_again(server: BotApiServer) -> None:
    never = asyncio.Event()

    async def work(text: str) -> None:
        await never.wait()

    async with listening(server, replace(QUICK, finish=0.01)) as killed:
        killed.work = work
        server.people.type_text(42, 42, "un")
        await heard(server, killed, "un")
    async with listening(server) as bot:
        await heard(server, bot, "un")


async def test_a_clean_end_finishes_and_confirms(server: BotApiServer) -> None:
    done = asyncio.Event()

    async def work(text: str) -> None:
        await done.wait()
        bot.heard.append("fini")

    async with listening(server) as bot:
        bot.work = work
        last = server.people.type_text(42, 42, "un")
        await heard(server, bot, "un")
        asyncio.get_running_loop().call_soon(done.set)
    assert bot.heard == ["un", "fini"]
    assert server.inbox.confirmed_id == last


async def test_an_end_without_telegram_is_an_end(server: BotApiServer) -> None:
    async with listening(server, replace(QUICK, confirm=0.05)) as bot:
        server.people.type_text(42, 42, "un")
        await heard(server, bot, "un")
        server.faults.queue(Fault(FaultKind.HANG), "getUpdates", times=None)


async def test_never_started_is_stopped_too(server: BotApiServer) -> None:
    async def ready() -> None: ...

    await Listener(build_application(DEMO_TOKEN, server.base_url), lambda error: None, ready).stop()


async def test_another_poller_is_fatal_in_the_end(server: BotApiServer) -> None:
    server.faults.queue(CONFLICT, "getUpdates", times=None)
    async with listening(server) as bot:
        await server.until(lambda: bool(bot.fatal))
    assert [type(error) for error in bot.fatal] == [PolledElsewhere]
    assert server.faults.hits[FaultKind.ERROR] == QUICK.conflicts


async def test_a_conflict_that_passes_is_forgotten(server: BotApiServer) -> None:
    server.faults.queue(CONFLICT, "getUpdates", times=QUICK.conflicts - 1)
    server.people.type_text(42, 42, "un")
    async with listening(server) as bot:
        await heard(server, bot, "un")
        server.faults.queue(CONFLICT, "getUpdates", times=QUICK.conflicts - 1)
        server.people.type_text(42, 42, "deux")
        await heard(server, bot, "un", "deux")
    assert not bot.fatal


async def test_a_forgotten_webhook_is_removed(server: BotApiServer) -> None:
    server.people.type_text(42, 42, "un")
    application = build_application(DEMO_TOKEN, server.base_url)
    async with application.bot as bot:
        await bot.set_webhook("https://vigie.example/hook")
    async with listening(server) as listening_bot:
        await heard(server, listening_bot, "un")
    assert not listening_bot.fatal


async def test_an_unknown_token_is_fatal_and_not_told(server: BotApiServer) -> None:
    async with listening(server, token="7000000001:another-token-that-nobody-gave-out-00") as bot:
        await server.until(lambda: bool(bot.fatal))
    (error,) = bot.fatal
    assert type(error) is TokenRefused
    assert error.__cause__ is None
    assert error.__suppress_context__


async def test_a_token_that_is_taken_back_is_fatal(server: BotApiServer) -> None:
    async with listening(server) as bot:
        server.people.type_text(42, 42, "un")
        await heard(server, bot, "un")
        server.faults.queue(UNAUTHORIZED, "getUpdates")
        server.people.type_text(42, 42, "deux")
        await server.until(lambda: bool(bot.fatal))
    assert type(bot.fatal[0]) is TokenRefused


async def test_telegram_out_of_reach_is_tried_again_and_said_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses, real = asyncio.Semaphore(0), asyncio.sleep

    async def sleep(seconds: float) -> None:
        pauses.release()
        await real(0)

    monkeypatch.setattr("bot.tg.polling.asyncio.sleep", sleep)
    async with BotApiServer() as away:
        port = away.port
    later = BotApiServer(port=port)
    later.people.add_person(42, "Camille")
    with caplog.at_level(logging.INFO, logger="bot.tg.polling"):
        async with listening(away) as bot:
            for _ in range(3):
                await pauses.acquire()
            async with later:
                later.people.type_text(42, 42, "un")
                await later.until(lambda: bool(bot.heard), timeout_s=5)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


@pytest.mark.parametrize("fault", [SERVER_ERROR, flood(1), Fault(FaultKind.CUT), Fault(FaultKind.MALFORMED)])
async def test_bad_weather_passes(server: BotApiServer, fault: Fault) -> None:
    server.people.type_text(42, 42, "un")
    server.faults.queue(replace(fault, retry_after_s=None), "getUpdates")
    async with listening(server) as bot:
        await heard(server, bot, "un")


async def test_a_flood_of_questions_waits_as_long_as_asked(
    server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await real(0)

    monkeypatch.setattr("bot.tg.polling.asyncio.sleep", sleep)
    server.faults.queue(flood(9), "getUpdates")
    server.people.type_text(42, 42, "un")
    async with listening(server) as bot:
        await heard(server, bot, "un")
    assert 9.0 in slept


async def test_an_update_that_cannot_be_read_does_not_make_the_bot_deaf(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.inbox.push("message", {"message_id": "odd"})
    last = server.people.type_text(42, 42, "un")
    async with listening(server) as bot:
        await heard(server, bot, "un")
        await server.until(lambda: server.inbox.confirmed_id == last)
    assert "cannot read" in caplog.text


async def test_a_menu_that_fails_is_logged_and_no_more(
    server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.people.type_text(42, 42, "un")
    async with listening(server, fails=True) as bot:
        await heard(server, bot, "un")
    assert "could not finish introducing" in caplog.text

"""The whole road on real loopback HTTP: a feed grows on one server, the digest arrives at the other."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import Telephone, open_desk, serve, telephone
from bot.config import Settings, settings_of
from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.faults import CUT_AFTER
from bot.services.alerts import prepare_alerts
from bot.services.analyse import Lane, analyse_new
from bot.services.desk import Desk
from bot.services.digests import prepare_due
from bot.services.refresh import refresh_due
from tests.fakes import THURSDAY, FakeClock, Item, RunningClock, rss
from tests.servers import FeedServer

CAMILLE = 1001
OLD = Item(
    "Une exposition de gravures ouvre à Namur", "Deux cents pièces sont montrées.", "https://fanal.example/0"
)
TRUCE = Item(
    "Kiev accepte un cessez-le-feu de trente jours",
    "L’accord a été donné à Djeddah, en Arabie saoudite, au terme de huit heures de discussions.",
    "https://fanal.example/1",
)
TOKEN = "7000000002:another-token-of-the-right-shape-0000"
ROOT = Path(__file__).parent.parent


@dataclass
class World:
    """Both servers, and the settings with which the bot finds them."""

    feeds: FeedServer
    api: BotApiServer
    folder: Path

    @property
    def settings(self) -> Settings:
        return settings_of(
            telegram={
                "token": DEMO_TOKEN,
                "base_url": self.api.base_url,
                "base_file_url": self.api.base_file_url,
                "admins": [CAMILLE],
            },
            store={"url": f"sqlite:///{self.folder / 'vigie.db'}"},
            fetch={"allow_private_networks": True, "min_interval_s": 1, "max_interval_s": 1},
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "VIGIE_TELEGRAM__TOKEN": DEMO_TOKEN,
            "VIGIE_TELEGRAM__BASE_URL": self.api.base_url,
            "VIGIE_TELEGRAM__BASE_FILE_URL": self.api.base_file_url,
            "VIGIE_TELEGRAM__ADMINS": f"[{CAMILLE}]",
            "VIGIE_STORE__URL": f"sqlite:///{self.folder / 'vigie.db'}",
            "VIGIE_FETCH__ALLOW_PRIVATE_NETWORKS": "true",
            "VIGIE_FETCH__MIN_INTERVAL_S": "1",
            "VIGIE_FETCH__MAX_INTERVAL_S": "1",
            "PYTHONPATH": str(ROOT),
        }

    @asynccontextmanager
    async def bot(self, clock: FakeClock) -> AsyncIterator[tuple[Desk, Telephone]]:
        """The bot without its ticks: each step is taken by hand."""
        async with (
            open_desk(self.settings, clock=clock) as desk,
            telephone(self.settings, desk, asyncio.Event()) as line,
        ):
            yield desk, line

    def publish(self, *items: Item) -> str:
        self.feeds.serve("/une.xml", rss(items))
        return self.feeds.url("/une.xml")

    async def say(self, text: str, count: int = 1) -> str:
        """Type something, and wait for that many messages in answer; the last one's text."""
        before = len(self.answers())
        self.api.people.type_text(CAMILLE, CAMILLE, text)
        await self.api.until(lambda: len(self.answers()) >= before + count, 20)
        return self.answers()[-1]

    def answers(self) -> list[str]:
        return [post.text for post in self.api.messages(CAMILLE) if post.html]

    async def until_said(self, words: str, timeout_s: float = 20) -> None:
        await self.api.until(lambda: any(words in text for text in self.answers()), timeout_s)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with FeedServer() as feeds, BotApiServer() as api:
        api.people.add_person(CAMILLE, "Camille")
        yield World(feeds, api, tmp_path)


@asynccontextmanager
async def running(world: World, clock: FakeClock) -> AsyncIterator[asyncio.Task[None]]:
    """`vigie run` in this very process, on a clock that is moved by hand."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(world.settings, stop, clock))
    try:
        yield task
    finally:
        stop.set()
        await task


async def test_a_feed_grows_and_the_digest_arrives(world: World) -> None:
    clock = RunningClock()
    url = world.publish(OLD)
    async with running(world, clock):
        assert "Le Fanal" in await world.say(f"/ajouterflux {url}")
        assert "cessez-le-feu" in await world.say("/abonner cessez-le-feu")
        world.publish(TRUCE, OLD)
        clock.move(minutes=10)
        async with asyncio.timeout(30):
            while "Kiev accepte" not in await world.say("/digest"):
                clock.move(seconds=5)
        before = len(world.answers())
        clock.move_to(THURSDAY + timedelta(minutes=30))
        await world.api.until(lambda: len(world.answers()) > before, 20)
        assert "Kiev accepte" in world.answers()[-1]
    assert sum("Kiev accepte" in text for text in world.answers()) >= 2


# --- killed between any two steps ----------------------------------------------------------------------------


@dataclass
class Life:
    """One process's worth of the bot, until it is cut off."""

    world: World
    clock: FakeClock

    async def live(self, steps: int) -> None:
        """So many steps of the road, each with what a process has in memory thrown away afterwards."""
        async with self.world.bot(self.clock) as (desk, line):
            road: tuple[Callable[[], Awaitable[object]], ...] = (
                lambda: refresh_due(desk),
                lambda: analyse_new(desk, Lane()),
                lambda: prepare_alerts(desk),
                lambda: prepare_due(desk),
                lambda: line.courier.drain(),
            )
            for step in road[:steps]:
                await step()


@pytest.mark.parametrize("cut", range(6))
async def test_a_process_killed_between_two_steps_loses_and_repeats_nothing(world: World, cut: int) -> None:
    clock = FakeClock()
    life = Life(world, clock)
    url = world.publish(OLD)
    async with world.bot(clock) as (_, line):
        for text in (f"/ajouterflux {url}", "/abonner cessez-le-feu"):
            world.api.people.type_text(CAMILLE, CAMILLE, text)
            await world.api.until(lambda: world.api.inbox.pending == 0 and not line.is_busy, 10)
        await line.courier.drain()
    world.publish(TRUCE, OLD)
    clock.move_to(THURSDAY + timedelta(minutes=31))
    await life.live(cut)
    clock.move(minutes=3)  # past every lease that the first life held
    await life.live(5)
    clock.move(minutes=3)
    await life.live(5)
    assert sum("Kiev accepte" in text for text in world.answers()) == 1


async def test_a_message_cut_off_after_it_was_taken_is_doubtful_and_tried_again(world: World) -> None:
    clock = FakeClock()
    url = world.publish(OLD)
    async with world.bot(clock) as (desk, line):
        world.api.people.type_text(CAMILLE, CAMILLE, f"/ajouterflux {url}")
        await world.api.until(lambda: world.api.inbox.pending == 0 and not line.is_busy, 10)
        world.api.faults.queue(CUT_AFTER, method="sendMessage")
        report = await line.courier.drain()
        assert report.doubtful == 1
        assert (await line.courier.drain()).sent == 0
        clock.move(seconds=6)
        assert (await line.courier.drain()).sent == 1
        assert len(world.answers()) == 2
        assert (await desk.store.house.counters(clock.now())).owed == 0


# --- the process itself --------------------------------------------------------------------------------------


async def start(world: World, **changes: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=world.folder,
        env=world.environment | changes,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def end(process: asyncio.subprocess.Process, number: int = signal.SIGTERM) -> tuple[int, str]:
    process.send_signal(number)
    return await finished(process)


async def finished(process: asyncio.subprocess.Process) -> tuple[int, str]:
    async with asyncio.timeout(10):
        _, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, errors.decode()


async def test_run_answers_alerts_and_stops_on_sigterm(world: World) -> None:
    url = world.publish(OLD)
    process = await start(world)
    try:
        assert "Le Fanal" in await world.say(f"/addfeed {url}")
        await world.say("/alerte cessez-le-feu")
        other = await start(world)
        status, errors = await finished(other)
        assert status == 2
        assert len(errors.strip().splitlines()) == 1
        world.publish(TRUCE, OLD)
        await world.until_said("Kiev accepte")
    finally:
        status, errors = await end(process)
    assert status == 0
    assert DEMO_TOKEN not in errors


async def test_killed_and_restarted_it_goes_on_where_it_was(world: World) -> None:
    url = world.publish(OLD)
    process = await start(world)
    await world.say(f"/addfeed {url}")
    await world.say("/alerte cessez-le-feu")
    world.publish(replace(TRUCE, at=datetime.now(UTC)), OLD)
    process.kill()
    await process.wait()
    process = await start(world)
    try:
        await world.until_said("Kiev accepte")
        assert "Kiev accepte" in await world.say("/digest")
    finally:
        status, _ = await end(process)
    assert status == 0
    assert sum("Alerte" in text and "Kiev" in text for text in world.answers()) == 1


async def test_a_token_that_telegram_does_not_know_ends_run(world: World) -> None:
    status, errors = await finished(await start(world, VIGIE_TELEGRAM__TOKEN=TOKEN))
    assert status == 2
    assert TOKEN not in errors
    assert "telegram.token" in errors.strip().splitlines()[-1]


async def test_no_token_ends_run(world: World) -> None:
    status, errors = await finished(await start(world, VIGIE_TELEGRAM__TOKEN=""))
    assert (status, errors.count("\n")) == (2, 1)
    assert "telegram.token" in errors


async def test_a_database_of_a_newer_version_is_not_touched(world: World) -> None:
    path = world.folder / "vigie.db"
    async with open_desk(world.settings):
        pass
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('vigie', 'm999_of_tomorrow', ?)",
            (THURSDAY.isoformat(),),
        )
    db.close()
    before = path.read_bytes()
    status, errors = await finished(await start(world))
    assert (status, errors.count("\n")) == (2, 1)
    assert path.read_bytes() == before

"""The full hour: what a hundred thousand digests cost, and how fast and how politely messages leave.

`python -m tests.bench.delivery` prints the CPU and memory of choosing, composing and enqueueing; then messages a second
beside a pool of senders written by hand on the same library, against a local server that answers after 80 ms; then
what a server with Telegram's own limits says to the bot at its usual rate.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import pstats
import resource
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.app import open_desk
from bot.clock import SystemClock
from bot.config import settings_of
from bot.demo.bot_api import DEMO_TOKEN
from bot.model import ChatId, ChatKind, Draft, Kind, Message, Reader, UserId
from bot.services.delivery import Courier, under_way
from bot.services.desk import Desk
from bot.services.digests import prepare_due
from bot.store import SqliteStore
from bot.tg.bot import build_application
from bot.tg.limits import OVERALL_PER_S, Limits
from bot.tg.sender import TelegramSender
from tests.bench.measure import row
from tests.bench.morning import fill_house
from tests.fakes import FakeClock

HALF_PAST_SEVEN = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
UNLIMITED = 1000.0  # what the configuration takes at most
BY_HAND = 64  # senders of the pool: as many as the bot has messages under way at that rate
TEXT = "<b>Kiev accepte un cessez-le-feu</b>\n" + "L’accord a été donné à Djeddah. " * 20


# --- choosing, composing, enqueueing


async def prepare(chats: int, sets: int, profile: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vigie.db"
        clock = FakeClock(HALF_PAST_SEVEN)
        async with open_desk(settings_of(), url=f"sqlite:///{path}", clock=clock) as desk:
            await fill_house(desk, path, chats, sets, HALF_PAST_SEVEN)
            before, begun = time.process_time(), time.perf_counter()
            written = await (_profiled(desk) if profile else prepare_due(desk))
            cpu, wall = time.process_time() - before, time.perf_counter() - begun
            owed = await desk.store.outbox.backlog()
    row(f"{written:,} digests, {owed:,} messages owed: CPU", cpu, "s", "< 60 s of 100,000")
    row("wall clock", wall, "s")
    row("most memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", "< 400 MB")


async def _profiled(desk: Desk) -> int:
    profiler = cProfile.Profile()
    profiler.enable()
    written = await prepare_due(desk)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(32)
    return written


# --- leaving


@asynccontextmanager
async def server(*options: str) -> AsyncIterator[str]:
    """A Bot API server in a process of its own; where it listens."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.demo.bot_api", *options), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int((await process.stdout.readline()).split()[1])}"
    finally:
        process.terminate()
        await process.wait()


def people(origin: str, count: int) -> None:
    """Private chats 1 … `count`."""
    for chat_id in range(1, count + 1):
        _call(f"{origin}/_control/person", {"id": chat_id})


def _call(url: str, body: object | None = None) -> dict[str, object]:
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"Content-Type": "application/json"}), timeout=30) as answer:
        found: dict[str, object] = json.load(answer)
    return found


async def by_the_bot(origin: str, count: int, per_second: float) -> float:
    """Messages a second: out of the outbox, with every answer written down."""
    with TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "vigie.db", checkpoints=True)
        now = SystemClock().now()
        drafts = []
        for chat_id in range(1, count + 1):
            who = Reader(ChatId(chat_id), None, ChatKind.PRIVATE, "", UserId(chat_id), "fr", chat_id)
            chat, _ = await store.destinations.open(who, "Europe/Paris", (), now)
            drafts.append(Draft(chat.id, Kind.DIGEST, f"d{chat_id}", Message(TEXT)))
        await store.outbox.enqueue(drafts, now)
        application = build_application(DEMO_TOKEN, f"{origin}/bot", f"{origin}/file/bot")
        await application.bot.initialize()
        sender = TelegramSender(application.bot, Limits(per_second))
        most = under_way(per_second)
        courier = Courier(store, sender, SystemClock(), lambda _: None, asyncio.Event(), most)
        begun = time.perf_counter()
        done = await courier.drain()
        elapsed = time.perf_counter() - begun
        assert done.sent == count, done
        await application.bot.shutdown()
        await store.close()
    return count / elapsed


async def by_hand(origin: str, count: int) -> float:
    """Messages a second: a queue and a pool of senders, nothing remembered."""
    request = HTTPXRequest(connection_pool_size=BY_HAND)
    waiting: asyncio.Queue[int] = asyncio.Queue()
    for chat_id in range(1, count + 1):
        waiting.put_nowait(chat_id)
    async with Bot(DEMO_TOKEN, base_url=f"{origin}/bot", request=request) as bot:

        async def send() -> None:
            while not waiting.empty():
                await bot.send_message(waiting.get_nowait(), TEXT, parse_mode="HTML")

        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(BY_HAND):
                group.create_task(send())
        return count / (time.perf_counter() - begun)


async def side_by_side(count: int, rounds: int) -> None:
    """Both in turn, each on a server of its own; the middle of several rounds."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        for measured, send in ((theirs, by_hand), (ours, None)):
            async with server("--latency-ms", "80") as origin:
                await asyncio.to_thread(people, origin, count)
                measured.append(
                    await send(origin, count) if send else await by_the_bot(origin, count, UNLIMITED)
                )
    best, hand = sorted(ours)[rounds // 2], sorted(theirs)[rounds // 2]
    row("a pool written by hand, 80 ms of latency", hand, "messages/s")
    row("the bot", best, "messages/s", f"{best / hand:.2f} times the pool; >= 0.9")


async def strict(count: int) -> None:
    async with server("--flood-limits") as origin:
        await asyncio.to_thread(people, origin, count)
        rate = await by_the_bot(origin, count, OVERALL_PER_S)
        stats = await asyncio.to_thread(_call, f"{origin}/_control/stats")
    row(
        "the bot, at most 30/s allowed",
        rate,
        "messages/s",
        f"{rate / OVERALL_PER_S:.0%} of {OVERALL_PER_S:.0f}",
    )
    print(f"what the server answered: {stats}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=100_000)
    parser.add_argument("--sets", type=int, default=500)
    parser.add_argument("--messages", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--strict", type=int, default=500, help="messages against the strict server")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    if asked.chats:
        asyncio.run(prepare(asked.chats, asked.sets, asked.profile))
    if asked.messages:
        asyncio.run(side_by_side(asked.messages, asked.rounds))
    if asked.strict:
        asyncio.run(strict(asked.strict))


if __name__ == "__main__":
    main()

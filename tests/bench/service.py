"""`vigie run` as a process on a full database: how soon it is ready, and how much memory its tree holds."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import open_desk
from bot.config import settings_of
from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from tests.bench.measure import row, tree_rss_mb
from tests.bench.stock import fill, people
from tests.servers import FeedServer


async def measure(feeds: int, entries: int, chats: int, seconds: float) -> None:
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'vigie.db'}"
        async with open_desk(settings_of(), url=url) as desk:
            topics = await fill(desk, feeds, entries, now, timedelta(days=90))
            await people(desk, chats, topics, now)
        size = (Path(folder) / "vigie.db").stat().st_size / 2**20
        row("database", size, "MB")
        async with FeedServer(), BotApiServer() as api:
            api.people.add_person(1, "Camille")
            begun = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=folder,
                env={
                    **os.environ,
                    "PYTHONPATH": str(Path(__file__).parents[2]),
                    "VIGIE_TELEGRAM__TOKEN": DEMO_TOKEN,
                    "VIGIE_TELEGRAM__BASE_URL": api.base_url,
                    "VIGIE_STORE__URL": url,
                },
            )
            api.people.type_text(1, 1, "/digest")
            await api.until(lambda: any(post.html for post in api.messages(1)), 120)
            row("ready, and the first /digest answered", time.perf_counter() - begun, "s", "< 5 s")
            await asyncio.sleep(seconds)
            row("memory of the process tree (PSS)", tree_rss_mb(process.pid), "MB", "< 200 MB")
            begun = time.perf_counter()
            process.send_signal(signal.SIGTERM)
            status = await process.wait()
            row(f"SIGTERM to exit (status {status})", time.perf_counter() - begun, "s", "< 10 s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--entries", type=int, default=450_000, help="90 days at ten a day and feed")
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="let it work so long before weighing it")
    asked = parser.parse_args()
    asyncio.run(measure(asked.feeds, asked.entries, asked.chats, asked.seconds))


if __name__ == "__main__":
    main()

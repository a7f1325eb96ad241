"""`/digest` on a full database: CPU of the use case and its view, by itself."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import open_desk
from bot.config import settings_of
from bot.model import ChatId, ChatKind, Reader, UserId
from bot.services.reading import read_digest
from bot.services.start import start
from bot.services.subscriptions import list_subscriptions
from bot.views.show import show
from bot.views.voice import Voice
from tests.bench.measure import row
from tests.bench.stock import fill


async def measure(entries: int, runs: int) -> None:
    now = datetime.now(UTC)
    async with open_desk(settings_of(), url="sqlite:///:memory:") as desk:
        await fill(desk, 100, entries, now, timedelta(days=90))
        reader = Reader(ChatId(1), None, ChatKind.PRIVATE, "", UserId(1), "fr", 2)
        voice = Voice("fr", ZoneInfo("Europe/Paris"), now)
        commands = (("/digest", read_digest, ""), ("/digest Otan 7j", read_digest, "Otan 7j"))
        others = (("/abonnements", list_subscriptions, ""), ("/start", start, ""))
        for name, use, text in (*commands, *others):
            times = []
            for _ in range(runs):
                begun = time.process_time()
                show(await use(desk, reader, text), voice)
                times.append(time.process_time() - begun)
            row(
                f"{name}, {entries:,} entries, 20 topics: CPU",
                sorted(times)[runs // 2] * 1000,
                "ms",
                "< 100 ms",
            )
            row(f"{name}: first time", times[0] * 1000, "ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    asyncio.run(measure(asked.entries, asked.runs))


if __name__ == "__main__":
    main()

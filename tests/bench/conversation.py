"""Commands on a full database (20 topics): CPU of the use case and its view."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import open_desk
from bot.config import settings_of
from bot.model import ChatId, ChatKind, Reader, UserId
from bot.results import DigestOnDemand, SearchPage
from bot.services.archive import search, turn_page
from bot.services.desk import Desk
from bot.services.frontpage import show_front_page
from bot.services.reading import read_digest
from bot.services.start import start
from bot.services.subscriptions import list_subscriptions
from bot.services.trend import show_trend
from bot.views.show import show
from bot.views.voice import Voice
from tests.bench.measure import row
from tests.bench.stock import fill


async def measure(entries: int, runs: int) -> None:
    now = datetime.now(UTC)
    async with open_desk(settings_of(), url="sqlite:///:memory:") as desk:
        await fill(desk, 100, entries, now, timedelta(days=90))
        voice = Voice("fr", ZoneInfo("Europe/Paris"), now)
        cases = (
            ("/digest", read_digest, "", 1, "< 100 ms"),
            ("/digest, topics that are in most articles", read_digest, "", 2, ""),
            ("/digest Otan Kiev 7j", read_digest, "Otan Kiev 7j", 1, ""),
            ("/abonnements", list_subscriptions, "", 1, ""),
            ("/start", start, "", 1, ""),
            ("/une", show_front_page, "", 1, "< 100 ms"),
            ("/cherche Kiev", search, "Kiev", 1, "< 100 ms"),
            ("/cherche, words of most articles, 90j", search, "Kremlin OU Kiev OU budget 90j", 1, "< 100 ms"),
            ("/cherche, page 10 of it", _last_page, "Kremlin OU Kiev OU budget 90j", 1, "< 100 ms"),
            ("/tendance Kiev", show_trend, "Kiev", 1, "< 100 ms"),
            (
                "/tendance, four words of most articles, 90j",
                show_trend,
                "Kiev, Otan, budget, loup 90j",
                1,
                "< 100 ms",
            ),
        )
        for name, use, text, chat_id, bound in cases:
            reader = Reader(ChatId(chat_id), None, ChatKind.PRIVATE, "", UserId(chat_id), "fr", 2)
            times = []
            for _ in range(runs):
                begun = time.process_time()
                result = await use(desk, reader, text)
                show(result, voice)
                times.append(time.process_time() - begun)
            row(f"{name}: CPU", sorted(times)[runs // 2] * 1000, "ms", bound)
            if isinstance(result, SearchPage):
                row("  stories found", result.stories, "" if result.is_exact else "(about)")
            if isinstance(result, DigestOnDemand):
                row("  stories found", len(result.digest.cards) + len(result.digest.others), "")


async def _last_page(desk: Desk, reader: Reader, text: str) -> SearchPage:
    found = await search(desk, reader, text)
    assert isinstance(found, SearchPage)
    return await turn_page(desk, reader, found.ask_id, found.pages - 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    asyncio.run(measure(asked.entries, asked.runs))


if __name__ == "__main__":
    main()

"""What people ask and tap that costs most, with words of most articles and long spans: CPU of use case and view.

`python -m tests.bench.common_words`: the least of several runs, since other work on the machine only adds to it.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import open_desk
from bot.config import settings_of
from bot.model import ChatId, ChatKind, Reader, UserId
from bot.results import DigestOnDemand, Exclusions, Result, Subscriptions
from bot.services.backmatch import go_on
from bot.services.desk import Desk
from bot.services.narrow import exclude, propose_exclusion
from bot.services.reading import read_digest
from bot.services.subscriptions import drop, list_subscriptions, subscribe
from bot.services.topic_page import refine
from bot.services.trend import show_trend
from bot.views.show import show
from bot.views.voice import Voice
from tests.bench.measure import row
from tests.bench.stock import fill

BOUND = "< 100 ms"
Call = Callable[[], Awaitable[Result]]


class Bench:
    """A full database, and who asks."""

    def __init__(self, desk: Desk, runs: int, now: datetime) -> None:
        self.desk, self.runs = desk, runs
        self.voice = Voice("fr", ZoneInfo("Europe/Paris"), now)

    async def measure(
        self, name: str, call: Call, before: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Print the least CPU of several runs; what `before` does is not counted."""
        least = float("inf")
        for _ in range(self.runs):
            if before is not None:
                await before()
            begun = time.process_time()
            show(await call(), self.voice)
            least = min(least, time.process_time() - begun)
        row(name, least * 1000, "ms", BOUND)

    async def digests(self) -> None:
        """Long windows, of topics and of what is typed."""
        for chat, kind in ((1, "usual topics"), (2, "topics of most articles")):
            for span in ("24h", "7j", "30j"):
                await self.measure(f"/digest {span}, {kind}", lambda c=chat, s=span: self._digest(c, s))  # type: ignore[misc]
        for text in ("ministre 7j", "ministre 30j", "Kiev OU budget OU Otan 30j", "Otan Kiev 30j"):
            await self.measure(f"/digest {text}", lambda t=text: self._digest(1, t))  # type: ignore[misc]

    async def _digest(self, chat: int, text: str) -> Result:
        return await read_digest(self.desk, reader(chat), text)

    async def following(self) -> None:
        """A first follower of a common word, and an exclusion that makes another topic."""
        who = reader(50)

        async def nothing_followed() -> None:
            found = await list_subscriptions(self.desk, who, "")
            if isinstance(found, Subscriptions):
                for each in found.subscriptions:
                    await drop(self.desk, who, each.topic.id)

        for text in ("ministre", "Kiev -sport", "le plan (Otan OU Kiev OU budget)", "source:journal"):
            await self.measure(
                f"/abonner {text}",
                lambda t=text: subscribe(self.desk, who, t),  # type: ignore[misc]
                nothing_followed,
            )
        begun, slices = time.process_time(), 0
        while done := await go_on(self.desk):
            slices += done
        row("  and behind it", (time.process_time() - begun) * 1000 / max(slices, 1), "ms a slice")
        found = await read_digest(self.desk, reader(2), "7j")
        assert isinstance(found, DigestOnDemand)
        story = found.digest.cards[0].story_id
        await self.measure(
            "Écarter, proposed", lambda: propose_exclusion(self.desk, reader(2), story, found.at)
        )
        proposed = await propose_exclusion(self.desk, reader(2), story, found.at)
        assert isinstance(proposed, Exclusions)
        runs, self.runs = self.runs, 1  # the second time the topic is known
        ask_id = proposed.choices[0].ask_id
        await self.measure("Écarter, confirmed", lambda: exclude(self.desk, reader(2), ask_id))
        self.runs = runs

    async def refining(self) -> None:
        """Variants of common topics, and of two words that are."""
        for chat in (1, 2):
            found = await list_subscriptions(self.desk, reader(chat), "")
            assert isinstance(found, Subscriptions)
            for each in found.subscriptions[3:5]:
                topic = each.topic
                await self.measure(
                    f"Préciser, {topic.query}",
                    lambda c=chat, t=topic.id: refine(self.desk, reader(c), t),  # type: ignore[misc]
                )

    async def trends(self) -> None:
        """Over ninety days."""
        for text in (
            "ministre 90j",
            "Kiev, Otan, budget, loup 90j",
            "Kiev OU Otan, budget OU loup, ministre, Kremlin 90j",
        ):
            await self.measure(f"/tendance {text}", lambda t=text: show_trend(self.desk, reader(1), t))  # type: ignore[misc]


def reader(chat: int) -> Reader:
    """Somebody in a private chat."""
    return Reader(ChatId(chat), None, ChatKind.PRIVATE, "", UserId(chat), "fr", 2)


async def measure(entries: int, runs: int) -> None:
    """Fill a database and ask."""
    now = datetime.now(UTC)
    async with open_desk(settings_of(), url="sqlite:///:memory:") as desk:
        await fill(desk, 100, entries, now, timedelta(days=90))
        while await go_on(desk):
            pass
        bench = Bench(desk, runs, now)
        for part in (bench.digests, bench.following, bench.refining, bench.trends):
            await part()


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    asyncio.run(measure(asked.entries, asked.runs))


if __name__ == "__main__":
    main()

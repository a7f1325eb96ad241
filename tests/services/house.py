"""A small town for the services' tests: newspapers that publish, chats that follow, ticks that pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.model import Reader
from bot.services import subscriptions
from bot.services.alerts import prepare_alerts
from bot.services.analyse import Lane, analyse_new
from bot.services.delivery import Courier
from bot.services.digests import prepare_due
from bot.services.refresh import refresh_due
from tests.conftest import Room
from tests.fakes import FakeSender, Item, reader, rss


@dataclass
class Town:
    """Everything on one desk; what leaves is in `sender.sent`."""

    room: Room
    sender: FakeSender = field(default_factory=FakeSender)
    lane: Lane = field(default_factory=Lane)
    papers: dict[str, list[Item]] = field(default_factory=dict)

    async def open_paper(self, name: str, *items: Item) -> None:
        """A newspaper whose first reading is these items."""
        self.papers[name] = list(items)
        self._print(name)
        await self.room.store.feeds.add(self.url(name), name, "", self.room.clock.now())
        await self.read()

    async def publish(self, name: str, *items: Item) -> None:
        """New items on top, read and analysed at once."""
        self.papers[name] = [*items, *self.papers[name]]
        self._print(name)
        await self.read()

    async def replace(self, name: str, *items: Item) -> None:
        """The feed as a whole becomes these items."""
        self.papers[name] = list(items)
        self._print(name)
        await self.read()

    async def read(self) -> None:
        """Poll every feed and analyse what came."""
        await self.room.store.feeds.make_due(self.room.clock.now())
        await refresh_due(self.room.desk)
        await analyse_new(self.room.desk, self.lane)

    async def follow(self, query: str, chat_id: int = 1001) -> Reader:
        """A chat subscribes."""
        who = reader(chat_id)
        await subscriptions.subscribe(self.room.desk, who, query)
        return who

    async def alert(self, text: str, chat_id: int = 1001) -> Reader:
        """A chat wants to be told at once."""
        who = reader(chat_id)
        await subscriptions.set_alert(self.room.desk, who, text)
        return who

    async def tick(self) -> list[str]:
        """Alerts, digests and delivery; the texts that left meanwhile."""
        before = len(self.sender.sent)
        await prepare_alerts(self.room.desk)
        await prepare_due(self.room.desk)
        await self.courier().drain()
        return [sent.text for sent in self.sender.sent[before:]]

    async def next_digest(self) -> list[str]:
        """Move to the next half past seven in Paris (winter time) and tick."""
        clock = self.room.clock
        target = clock.now().replace(hour=6, minute=30, second=0)
        if target <= clock.now():
            clock.move(days=1)
            target = clock.now().replace(hour=6, minute=30, second=0)
        clock.move_to(target)
        return await self.tick()

    def courier(self) -> Courier:
        """A courier on the fake sender."""
        import asyncio

        return Courier(self.room.store, self.sender, self.room.clock, _never, asyncio.Event())

    def url(self, name: str) -> str:
        """Where a newspaper's feed lies."""
        return f"https://{name.lower().replace(' ', '-')}.example/rss"

    def _print(self, name: str) -> None:
        self.room.fetcher.pages[self.url(name)] = rss(self.papers[name], name)


def _never(error: Exception) -> None:
    raise AssertionError(error)

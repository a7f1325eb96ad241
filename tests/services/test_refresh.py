"""Reading what is due: one feed never stops another, and nothing read is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from bot.errors import FetchError, FetchProblem, ParseError, StoreError
from bot.fetch.parser import InlineParser
from bot.model import Fetched, NotModified, ParsedFeed, Validators
from bot.results import Refreshed
from bot.services.refresh import BATCH, HOSTS_AT_LEAST, LEASE, UNDER_WAY, Poller, refresh_due, refresh_one
from tests.conftest import Room
from tests.fakes import FakeFetcher, Item, rss

NEWS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué.")
SLOW = "https://lent.example/rss"
QUICK = "https://fanal.example/rss"


@dataclass
class OneSlowPage(FakeFetcher):
    """Does not answer for one address until released."""

    slow: str = SLOW
    released: asyncio.Event = field(default_factory=asyncio.Event)
    cancelled: int = 0

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        if url == self.slow:
            try:
                await self.released.wait()
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
        return await super().fetch(url, validators, body_hash)


@dataclass
class OneSlowHost(FakeFetcher):
    """Never answers for one host."""

    waiting: list[str] = field(default_factory=list)

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        if url.startswith("https://lent.example/"):
            self.waiting.append(url)
            await asyncio.Event().wait()
        return await super().fetch(url, validators, body_hash)


@pytest.fixture
def slow(room: Room) -> OneSlowPage:
    fetcher = OneSlowPage({SLOW: rss([NEWS]), QUICK: rss([NEWS])})
    room.desk = replace(room.desk, fetcher=fetcher)
    return fetcher


async def follow(room: Room, *urls: str) -> None:
    for url in urls:
        await room.store.feeds.add(url, url, "", room.clock.now())


async def ticks(poller: Poller, enough: Callable[[Refreshed], bool]) -> Refreshed:
    """Tick until that much has come in."""
    total = Refreshed()
    async with asyncio.timeout(5):
        while not enough(total):
            total = total + await poller.tick()
            await asyncio.sleep(0)
    return total


async def test_a_hanging_feed_holds_up_no_other(room: Room, slow: OneSlowPage) -> None:
    await follow(room, SLOW, QUICK)
    poller = Poller(room.desk)
    total = await ticks(poller, lambda t: t.read == 1)
    assert total == Refreshed(read=1, new=1)
    slow.released.set()
    assert await ticks(poller, lambda t: t.read == 1) == Refreshed(read=1, new=1)
    await poller.close()


async def test_a_host_that_hangs_leaves_places_to_others(room: Room) -> None:
    hanging = [f"https://lent.example/{n}" for n in range(2 * UNDER_WAY)]
    fetcher = OneSlowHost({QUICK: rss([NEWS])})
    room.desk = replace(room.desk, fetcher=fetcher)
    await follow(room, *hanging)
    room.clock.move(minutes=1)
    await follow(room, QUICK)
    poller = Poller(room.desk)
    report = await ticks(poller, lambda total: total.read == 1)
    assert report.new == 1
    assert len(fetcher.waiting) == UNDER_WAY // HOSTS_AT_LEAST
    await poller.close()


async def test_closing_gives_back_what_is_not_read(room: Room, slow: OneSlowPage) -> None:
    await follow(room, SLOW)
    poller = Poller(room.desk)
    await poller.tick()
    await asyncio.sleep(0)
    assert await room.store.feeds.claim_due(room.clock.now(), LEASE, 10) == ()
    await poller.close()
    assert slow.cancelled == 1
    assert len(await room.store.feeds.claim_due(room.clock.now(), LEASE, 10)) == 1


async def test_closing_stores_what_is_read(room: Room, slow: OneSlowPage) -> None:
    await follow(room, QUICK)
    slow.slow = QUICK
    poller = Poller(room.desk)
    await poller.tick()
    slow.released.set()
    await asyncio.wait(poller._tasks, timeout=5)
    await poller.close()
    assert len(await room.store.entries.list_unanalysed(10)) == 1


async def test_what_is_read_at_once_is_stored_in_batches_with_progress(room: Room) -> None:
    urls = [f"https://journal{n}.example/rss" for n in range(BATCH + 5)]
    room.fetcher.pages.update({url: rss([replace(NEWS, link=url)]) for url in urls})
    await follow(room, *urls)
    done: list[int] = []
    assert await refresh_due(room.desk, done.append) == Refreshed(read=BATCH + 5, new=BATCH + 5)
    assert sum(done) == BATCH + 5
    assert await refresh_due(room.desk) == Refreshed()


async def test_no_more_feeds_are_read_side_by_side_than_may(room: Room) -> None:
    room.desk = replace(room.desk, fetcher=(fetcher := AllSlow()))
    await follow(room, *(f"https://journal{n}.example/rss" for n in range(UNDER_WAY + 5)))
    poller = Poller(room.desk)
    for _ in range(3):
        await poller.tick()
    await asyncio.sleep(0)  # every reading that was started asks
    assert len(fetcher.asked) == UNDER_WAY
    await poller.close()


class AllSlow(FakeFetcher):
    """Answers nobody."""

    async def fetch(
        self, url: str, validators: Validators = Validators(), body_hash: bytes = b""
    ) -> Fetched | NotModified:
        self.asked.append(url)
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_feed_that_fails_is_counted_and_backs_off(room: Room) -> None:
    room.fetcher.pages[QUICK] = FetchError(QUICK, FetchProblem.TIMEOUT)
    await follow(room, QUICK)
    assert await refresh_due(room.desk) == Refreshed(read=1, failed=1)
    (feed,) = await room.store.feeds.list_feeds()
    assert feed.fault is not None
    assert feed.fault.problem is FetchProblem.TIMEOUT
    assert feed.next_read_at > room.clock.now()


async def test_bytes_that_are_no_feed_are_a_failure_of_that_feed_alone(room: Room) -> None:
    room.fetcher.pages |= {QUICK: rss([NEWS]), SLOW: b"<html><p>Maintenance</p></html>"}
    await follow(room, QUICK, SLOW)
    assert await refresh_due(room.desk) == Refreshed(read=2, failed=1, new=1)


async def test_what_is_unchanged_is_counted_so(room: Room) -> None:
    room.fetcher.pages[QUICK] = rss([NEWS])
    await follow(room, QUICK)
    await refresh_due(room.desk)
    await room.store.feeds.make_due(room.clock.now())
    assert await refresh_due(room.desk) == Refreshed(read=1, unchanged=1)


class Clumsy:
    """A parser with a bug that one document finds."""

    def __init__(self, inner: object, error: Exception) -> None:
        self.inner, self.error = inner, error

    async def parse(self, fetched: Fetched, now: object, memory: bytes = b"") -> ParsedFeed:
        if fetched.url == SLOW:
            raise self.error
        return await self.inner.parse(fetched, now)  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("error", [ZeroDivisionError("a bug"), StoreError("database is locked")])
async def test_a_reading_that_fails_for_no_fault_of_a_publisher_stops_no_other(
    room: Room, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    room.desk = replace(room.desk, parser=Clumsy(room.desk.parser, error))
    room.fetcher.pages |= {QUICK: rss([NEWS]), SLOW: rss([NEWS])}
    await follow(room, SLOW, QUICK)
    done: list[int] = []
    assert await refresh_due(room.desk, done.append) == Refreshed(read=2, failed=1, new=1)
    assert sum(done) == 2
    assert str(error) in caplog.text
    room.desk = replace(room.desk, parser=room.desk.parser.inner)  # type: ignore[attr-defined]
    room.clock.move(seconds=LEASE.total_seconds() + 1)
    assert (await refresh_due(room.desk)).new == 1


async def test_what_could_not_be_stored_is_given_back_at_the_end(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: object) -> None:
        raise StoreError("disk is full")

    room.fetcher.pages[QUICK] = rss([NEWS])
    await follow(room, QUICK)
    with monkeypatch.context() as broken:
        broken.setattr(room.store.feeds, "apply", refuse)
        with pytest.raises(StoreError):
            await refresh_due(room.desk)
    assert await refresh_due(room.desk) == Refreshed(read=1, new=1)


async def test_one_feed_is_read_by_one_at_a_time(room: Room) -> None:
    room.fetcher.pages[QUICK] = rss([NEWS])
    await follow(room, QUICK)
    (feed,) = await room.store.feeds.list_feeds()
    claim = await room.store.feeds.claim_one(feed.id, room.clock.now(), LEASE)
    assert claim is not None
    assert await refresh_one(room.desk, feed) is None
    await room.store.feeds.release([claim])
    reading = await refresh_one(room.desk, feed)
    assert reading is not None
    assert reading.parsed is not None


async def test_a_reading_that_failed_has_no_document(room: Room) -> None:
    room.fetcher.pages[QUICK] = ParseError(QUICK, "no feed")
    await follow(room, QUICK)
    (feed,) = await room.store.feeds.list_feeds()
    reading = await refresh_one(room.desk, feed)
    assert reading is not None
    assert reading.parsed is None


async def test_only_the_new_items_of_a_known_document_are_parsed(room: Room) -> None:
    """And nothing is lost by it: the items that were not parsed are known, and none is news twice."""
    news = [replace(NEWS, title=f"Grève au port n° {n}", link=f"https://fanal.example/{n}") for n in range(6)]
    await follow(room, QUICK)
    parser = Counting()
    room.desk = replace(room.desk, parser=parser)
    for first in (2, 1, 0):
        room.fetcher.pages[QUICK] = rss(news[first:])
        room.clock.move(hours=2)
        assert (await refresh_due(room.desk)).new == (4 if first == 2 else 1)
    room.fetcher.pages[QUICK] = rss([replace(news[0], text="Le port est débloqué."), *news[1:]])
    room.clock.move(hours=2)
    assert await refresh_due(room.desk) == Refreshed(read=1, edited=1)
    assert parser.parsed == [4, 1, 1, 1]
    entries = await room.store.entries.list_unanalysed(10)
    assert sorted(entry.title for entry in entries) == [item.title for item in news]


class Counting(InlineParser):
    """Notes how many items it was given to parse."""

    def __init__(self) -> None:
        super().__init__()
        self.parsed: list[int] = []

    async def parse(self, fetched: Fetched, now: datetime, memory: bytes = b"") -> ParsedFeed:
        parsed = await super().parse(fetched, now, memory)
        self.parsed.append(len(parsed.entries))
        return parsed

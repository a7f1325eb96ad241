"""What the store costs with 100,000 entries and 20 topics: `python -m tests.bench.store [ENTRIES]`.

Prints the median of several calls in milliseconds of wall clock and of CPU, and the memory of the process.
"""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.model import (
    Analysis,
    ChatId,
    ChatKind,
    Claimed,
    Draft,
    Entry,
    Feed,
    FeedHealth,
    FeedUpdate,
    Field,
    Hit,
    Kind,
    Message,
    ParsedEntry,
    Reader,
    Seq,
    StoryId,
    TopicId,
    TopicMatch,
    UserId,
    Validators,
)
from bot.ports import BackMatch
from bot.store import SqliteStore

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
LEASE = timedelta(minutes=5)
DAYS = 90
FEEDS, TOPICS, BATCH, ROWS, ROUNDS = 100, 20, 500, 100_000, 7
WORDS = [f"mot{n}" for n in range(20_000)]


class Bench:
    """A store filled like that of a house which has run for ninety days."""

    def __init__(self, store: SqliteStore, number: int) -> None:
        self.store = store
        self.number = number
        self.random = random.Random(7)
        self.topics: list[TopicId] = []

    async def fill(self) -> None:
        feeds = [
            await self.store.feeds.add(f"https://m{n}.example/rss", f"Média {n}", "", NOW)
            for n in range(FEEDS)
        ]
        self.topics = [(await self.store.topics.ensure(f"sujet {n}"))[0].id for n in range(TOPICS)]
        step = timedelta(days=DAYS) / (self.number / BATCH)
        for batch in range(self.number // BATCH):
            seen_at = NOW - timedelta(days=DAYS) + step * (batch + 1)
            await self._read(feeds[batch % FEEDS], batch, seen_at)
            await self.analyse()

    async def _read(self, feed: Feed, batch: int, seen_at: datetime) -> None:
        claim = await self.store.feeds.claim_one(feed.id, seen_at, LEASE)
        assert claim is not None
        entries = tuple(self._entry(batch * BATCH + n, seen_at) for n in range(BATCH))
        await self.store.feeds.apply([_update(claim, seen_at, entries)])

    def _entry(self, n: int, seen_at: datetime) -> ParsedEntry:
        text = " ".join(self.random.choices(WORDS, k=60))
        link = f"https://media.example/article/{n}"
        published_at = seen_at - timedelta(minutes=self.random.randint(0, 90))
        return ParsedEntry(f"{n:032x}", "", link, text[:80], text, "", published_at, None, f"{n:040x}")

    async def analyse(self) -> None:
        waiting = await self.store.entries.list_unanalysed(BATCH)
        analyses = [self._analysis(entry) for entry in waiting]
        await self.store.entries.record(analyses, (await self.store.topics.all())[0])

    def _analysis(self, entry: Entry) -> Analysis:
        joins = entry.id > 50 and self.random.random() < 0.4
        story = (
            StoryId(self.started[-self.random.randint(1, 40)]) if joins and len(self.started) > 40 else None
        )
        if story is None:
            self.started.append(entry.id)
        keys = (
            {*entry.extract.split(), "france"} if self.random.random() < 0.5 else set(entry.extract.split())
        )
        return Analysis(entry.id, 1, story, False, b"f" * 200, tuple(keys), tuple(self._matches()))

    started: list[int] = []  # noqa: RUF012 - of one run

    def _matches(self) -> list[TopicMatch]:
        hits = (Hit(Field.TITLE, 3, 9, "sujet"), Hit(Field.TEXT, 40, 52, "sujet"))
        return [TopicMatch(topic, hits) for topic in self.topics if self.random.random() < 0.015]


def _update(claim: Claimed, seen_at: datetime, entries: tuple[ParsedEntry, ...]) -> FeedUpdate:
    later = seen_at + timedelta(minutes=30)
    return FeedUpdate(
        claim.feed.id, claim.token, seen_at, later, FeedHealth.OK, Validators(), b"", entries
    )  # fmt: skip


async def measure(name: str, call: Callable[[], Awaitable[Any]], rounds: int = ROUNDS) -> Any:
    """Run it several times; print the medians."""
    wall, cpu, result = [], [], None
    for _ in range(rounds):
        began, used = time.perf_counter(), time.process_time()
        result = await call()
        wall.append((time.perf_counter() - began) * 1_000)
        cpu.append((time.process_time() - used) * 1_000)
    size = f"{len(result)} found" if isinstance(result, tuple) else ""
    print(f"{name:52} {statistics.median(wall):8.1f} ms  {statistics.median(cpu):8.1f} ms CPU   {size}")
    return result


async def read_side(bench: Bench) -> None:
    entries, topics = bench.store.entries, bench.topics
    day = NOW - timedelta(days=1)
    latest = await entries.latest_seq()

    async def digest() -> tuple[Any, ...]:
        ids = await entries.published(topics, day, NOW)
        return await entries.stories(ids, topics)

    await measure("published + stories, 20 topics, 24 h", digest)
    await measure("published, 20 topics, since ever", lambda: entries.published(topics, None, NOW))
    await measure("news, 20 topics, last 1,100", lambda: entries.news(topics, Seq(latest - 1_100), latest))
    await measure("touched, last 1,100", lambda: entries.touched(Seq(latest - 1_100), latest))
    await measure("reported, 24 h, 8", lambda: entries.reported(day, 8))
    await measure("seq_at 48 h ago", lambda: entries.seq_at(NOW - timedelta(days=2)))
    await measure("members, 3 days", lambda: entries.members(NOW - timedelta(days=3)))
    rare = [["mot77", "mot78"]]
    await measure("candidates, rare key, since ever", lambda: entries.candidates(rare, None, None, 20_000))
    both = [["mot77", "france"], ["mot78", "mot79", "mot80"]]
    await measure("candidates, two groups", lambda: entries.candidates(both, None, None, 20_000))
    common = [["france"]]
    await measure("candidates, key of half, newest 100", lambda: entries.candidates(common, None, None, 100))
    await measure("candidates, key of half, 24 h", lambda: entries.candidates(common, day, NOW, 20_000))
    await measure(
        "candidates, key of half, 20,000", lambda: entries.candidates(common, None, None, 20_000), 3
    )
    await measure("candidates, no key, 24 h", lambda: entries.candidates([], day, NOW, 20_000))
    await measure("counters", lambda: bench.store.house.counters(NOW))


async def write_side(bench: Bench) -> None:
    store = bench.store
    feed = (await store.feeds.list_feeds())[0]
    for batch in range(3):
        await bench._read(feed, bench.number + batch, NOW)
    revision, _ = await store.topics.all()
    waiting = await store.entries.list_unanalysed(3 * BATCH)
    batches = iter([bench._analysis(e) for e in waiting[n * BATCH : (n + 1) * BATCH]] for n in range(3))
    await measure("record a batch of 500", lambda: store.entries.record(next(batches), revision), 3)
    keys = [f"{n:032x}" for n in range(30)]
    await measure("known, 30 items", lambda: store.feeds.known(feed.id, keys, ["x"] * 30, ["y"] * 30))
    found = await store.entries.candidates([["mot77"]], None, None, 500)
    topic = bench.topics[0]
    hits = (Hit(Field.TITLE, 0, 3, "x"),)
    back = [BackMatch(entry.id, 1, TopicMatch(topic, hits)) for entry in found]
    await measure(f"back_match, {len(back)}", lambda: store.topics.back_match(topic, back))


async def outbox_side(store: SqliteStore) -> None:
    made = []
    for n in range(1, ROWS // 10 + 1):
        who = Reader(ChatId(n), None, ChatKind.PRIVATE, "", UserId(n), "fr", n)
        made.append((await store.destinations.open(who, "Europe/Paris", (), NOW))[0])
    html = "<b>Titre</b> texte " * 60
    began = time.perf_counter()
    for part in range(10):
        drafts = [Draft(d.id, Kind.DIGEST, f"{d.id}:{part}", Message(html)) for d in made]
        for n in range(0, len(drafts), BATCH):
            await store.outbox.enqueue(drafts[n : n + BATCH], NOW)
    print(
        f"{'enqueue ' + format(ROWS, ',') + ' rows in batches of 500':52} {(time.perf_counter() - began):8.2f} s"
    )
    await measure("claim 50 of 100,000 owed", lambda: store.outbox.claim(NOW, LEASE, 50))
    await measure("next_at", store.outbox.next_at)
    await measure("backlog", store.outbox.backlog)
    owed = iter(await store.outbox.claim(NOW, LEASE, 200))
    await measure("mark_sent", lambda: store.outbox.mark_sent(next(owed), 1, NOW), 50)
    await measure("doubt", lambda: store.outbox.doubt(next(owed), NOW + LEASE), 50)


async def main(number: int) -> None:
    with TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "bench.db", checkpoints=True)
        bench = Bench(store, number)
        began = time.perf_counter()
        await bench.fill()
        print(f"{'filled with ' + format(number, ',') + ' entries':52} {time.perf_counter() - began:8.1f} s")
        print(f"{'file':52} {store.path.stat().st_size / 1e6:8.1f} MB")
        await read_side(bench)
        await write_side(bench)
        await outbox_side(store)
        await measure("backup", lambda: store.house.backup(Path(folder) / "copy.db"), 1)
        await measure(
            "prune half", lambda: store.house.prune(NOW + timedelta(days=45), timedelta(days=90)), 1
        )
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'most memory ever held':52} {memory:8.1f} MB")
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))

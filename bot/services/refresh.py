"""Reading what is due: claim, fetch, parse, plan, apply. Failures are updates too; one feed never stops another."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core.links import host_of
from bot.core.update import Bounds, Outcome, Read, plan_update, wanted
from bot.errors import BotError, FetchError, FetchProblem, InvalidUrl, ParseError
from bot.model import NOBODY, Claimed, Demand, Feed, FeedUpdate, KnownEntry, NotModified, ParsedFeed
from bot.results import Refreshed
from bot.services.demand import Demands
from bot.services.desk import Desk

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # above the total timeout of one reading, with its wait for a place
UNDER_WAY = 200  # feeds read side by side; the fetcher bounds connections and hosts itself
HOSTS_AT_LEAST = 2  # that share the places when more than one has feeds due
BATCH = 50  # feeds a transaction
GATHER_S = 0.05  # that a reading waits for others to be stored with


@dataclass(frozen=True, slots=True)
class Reading:
    """One feed read once: the decision, and what was in the document if it was read."""

    update: FeedUpdate
    outcome: Outcome

    @property
    def parsed(self) -> ParsedFeed | None:
        """What the document held, if one was read."""
        return self.outcome.parsed if isinstance(self.outcome, Read) else None


@dataclass
class Poller:
    """Keeps readings under way, so that a feed that answers slowly holds up no other."""

    desk: Desk
    progress: Callable[[int], None] | None = None
    most: int = UNDER_WAY
    _tasks: dict[asyncio.Task[Reading], Claimed] = field(default_factory=dict)
    _demands: Demands = field(init=False)
    _done: int = 0  # tasks, since the last look
    _enough: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._demands = Demands(self.desk)

    async def tick(self) -> Refreshed:
        """Store what has been read since the last tick and start what is due now; waits for no publisher."""
        report = await self._settle()
        await self._start()
        return report

    async def finish(self) -> Refreshed:
        """Read until nothing is due and nothing is under way."""
        total = Refreshed()
        while await self._start(min(BATCH, self.most)) or self._tasks:
            await self._gather()
            total = total + await self._settle()
        return total

    async def _gather(self) -> None:
        """Until a batch is read, or all that is under way, or what there is has waited long enough."""
        self._enough.clear()
        if self._done < self._worth_storing():
            with suppress(TimeoutError):
                async with asyncio.timeout(GATHER_S):
                    await self._enough.wait()

    def _worth_storing(self) -> int:
        return min(BATCH, len(self._tasks))

    def _landed(self, _: asyncio.Task[Reading]) -> None:
        self._done += 1
        if self._done >= self._worth_storing():
            self._enough.set()

    async def close(self) -> None:
        """Store what is read, give back what is not: at the next start it is due again at once."""
        try:
            await self._settle()
        finally:
            claims, tasks = tuple(self._tasks.values()), tuple(self._tasks)
            self._tasks.clear()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.desk.store.feeds.release(claims)

    async def _start(self, least: int = 1) -> int:
        """Claim and begin what is due, where at least so many may be begun; how many were."""
        free = self.most - len(self._tasks)
        if free < least:
            return 0
        claims = await self._claim(free)
        if claims:
            await self._demands.refresh()
        for claim in claims:
            reading = read(self.desk, claim, self._demands.of(claim.feed.id))
            task = asyncio.create_task(reading)
            self._tasks[task] = claim
            task.add_done_callback(self._landed)
        return len(claims)

    async def _claim(self, free: int) -> list[Claimed]:
        """Lease so many that are due, of no host more than its share of all places: one that hangs stops no other."""
        under_way = Counter(host_of(claim.feed.url) for claim in self._tasks.values())
        share = max(1, self.most // HOSTS_AT_LEAST)
        taken: list[Claimed] = []
        while len(taken) < free:
            busy = [host for host, places in under_way.items() if places >= share]
            # So few that no host can get more than its share, should they all be of one.
            room = share - max((places for places in under_way.values() if places < share), default=0)
            limit = min(free - len(taken), room)
            claims = await self.desk.store.feeds.claim_due(self.desk.clock.now(), LEASE, limit, busy)
            under_way.update(host_of(claim.feed.url) for claim in claims)
            taken += claims
            if len(claims) < limit:
                break
        return taken

    async def _settle(self) -> Refreshed:
        self._done = 0
        total = self._drop_broken()
        done = [task for task in self._tasks if task.done()]
        for start in range(0, len(done), BATCH):
            batch = done[start : start + BATCH]
            readings = [task.result() for task in batch]
            applied = await self.desk.store.feeds.apply([reading.update for reading in readings])
            for task in batch:
                del self._tasks[task]
            total = total + _count(readings, applied.new, applied.edited)
            if self.progress:
                self.progress(len(batch))
        return total

    def _drop_broken(self) -> Refreshed:
        """Leave out readings that failed for no fault of a publisher: tried again when their lease runs out."""
        broken = [task for task in self._tasks if task.done() and task.exception()]
        for task in broken:
            claim = self._tasks.pop(task)
            log.error("feed %s could not be read", claim.feed.id, exc_info=task.exception())
        if broken and self.progress:
            self.progress(len(broken))
        return Refreshed(read=len(broken), failed=len(broken))


async def refresh_due(
    desk: Desk, progress: Callable[[int], None] | None = None, most: int = UNDER_WAY
) -> Refreshed:
    """Read every feed that is due, once; `progress` is told how many more are done.

    With `most` 1 what is new arrives in the same order at every run.
    """
    poller = Poller(desk, progress, most)
    try:
        return await poller.finish()
    finally:
        await poller.close()


async def refresh_one(desk: Desk, feed: Feed) -> Reading | None:
    """Read one feed now; None when somebody else is at it."""
    claim = await desk.store.feeds.claim_one(feed.id, desk.clock.now(), LEASE)
    if claim is None:
        return None
    reading = await read(desk, claim)
    await desk.store.feeds.apply([reading.update])
    return reading


async def read_these(
    desk: Desk, feeds: Sequence[Feed], progress: Callable[[int], None] | None = None, most: int = BATCH
) -> None:
    """Read these feeds now, side by side, whatever else is due; one that somebody else is reading is left to them."""
    places = asyncio.Semaphore(most)

    async def one(feed: Feed) -> None:
        async with places:
            await refresh_one(desk, feed)
        if progress:
            progress(1)

    async with asyncio.TaskGroup() as group:
        for feed in feeds:
            group.create_task(one(feed))


async def read(desk: Desk, claim: Claimed, demand: Demand = NOBODY) -> Reading:
    """Fetch, parse and decide for one feed; never raises for what a publisher does."""
    outcome = await _outcome(desk, claim.feed)
    known: tuple[KnownEntry, ...] = ()
    if isinstance(outcome, Read) and outcome.parsed.entries:
        asked = wanted(outcome.parsed)
        known = await desk.store.feeds.known(claim.feed.id, asked.keys, asked.links, asked.titles)
    bounds = Bounds(desk.rules.min_interval, desk.rules.max_interval)
    return Reading(plan_update(claim, outcome, known, desk.clock.now(), bounds, demand), outcome)


async def _outcome(desk: Desk, feed: Feed) -> Outcome:
    try:
        await desk.bodies.room()
        fetched = await desk.fetcher.fetch(feed.url, feed.validators, feed.body_hash)
        if isinstance(fetched, NotModified):
            return fetched
        with desk.bodies.held(len(fetched.body)):
            # Until a feed's rhythm is known, all of its dates are needed.
            memory = b"" if feed.pulse is None else await desk.store.feeds.memory(feed.id)
            parsed = await desk.parser.parse(fetched, desk.clock.now(), memory)
        return Read(replace(fetched, body=b""), parsed)  # what waits to be stored needs no body
    except (FetchError, ParseError, InvalidUrl) as exc:
        return exc


def _was_put_off(outcome: Outcome) -> bool:
    return isinstance(outcome, FetchError) and outcome.problem is FetchProblem.HOST_PAUSED


def _count(readings: Sequence[Reading], new: int, edited: int) -> Refreshed:
    # What was not asked, since its host had just wanted less, was not read, and does not fail either.
    outcomes = [reading.outcome for reading in readings if not _was_put_off(reading.outcome)]
    return Refreshed(
        read=len(outcomes),
        unchanged=sum(isinstance(outcome, NotModified) for outcome in outcomes),
        failed=sum(isinstance(outcome, BotError) for outcome in outcomes),
        new=new,
        edited=edited,
    )

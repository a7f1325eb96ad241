"""Short ways to fill a store, so that a test shows only what it is about."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.errors import FetchProblem
from bot.model import (
    Analysis,
    ChatId,
    ChatKind,
    Claimed,
    Destination,
    Draft,
    EditedEntry,
    Entry,
    EntryId,
    Feed,
    FeedFault,
    FeedHealth,
    FeedUpdate,
    Hit,
    How,
    Kind,
    Message,
    Owed,
    ParsedEntry,
    Reader,
    Seq,
    Slot,
    StoryId,
    Told,
    Topic,
    TopicMatch,
    UserId,
    Validators,
)
from bot.model import Field as Where
from bot.ports import Applied, ClaimedDestination, DigestRecord, Prepared, Store
from bot.store import SqliteStore

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=UTC)
LEASE = timedelta(minutes=5)
MORNING = (Slot(time(7, 30), frozenset({0, 1, 2, 3, 4})), Slot(time(9), frozenset({5, 6})))
HITS = (Hit(Where.TITLE, 0, 4, "otan"), Hit(Where.TEXT, 3, 9, "otan", "alliance"))


def at(**shift: float) -> datetime:
    """The present of the tests, moved."""
    return NOW + timedelta(**shift)


def parsed(name: str, published_at: datetime | None = NOW, **changes: object) -> ParsedEntry:
    """An item that has a link, a title and a text of its own."""
    entry = ParsedEntry(
        key=f"k-{name}",
        guid=name,
        link=f"https://fanal.example/{name}",
        title=f"Titre {name}",
        extract=f"Chapeau {name}.",
        body="",
        published_at=published_at,
        updated_at=None,
        content_hash=f"hash-{name}",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def update(claim: Claimed, read_at: datetime = NOW, **changes: object) -> FeedUpdate:
    """A reading of a claimed feed that went well."""
    base = FeedUpdate(
        feed_id=claim.feed.id,
        token=claim.token,
        read_at=read_at,
        next_read_at=read_at + timedelta(minutes=30),
        health=FeedHealth.OK,
        validators=Validators('"e1"', "Fri, 20 Mar 2026 06:00:00 GMT"),
        body_hash=b"body",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def fault(count: int = 1, problem: FetchProblem = FetchProblem.TIMEOUT, since: datetime = NOW) -> FeedFault:
    """A failure."""
    return FeedFault(problem, None, since, count)


def analysis(entry: Entry, *topics: Topic, **changes: object) -> Analysis:
    """An entry that matches these topics and starts its own story."""
    base = Analysis(
        entry_id=entry.id,
        revision=entry.revision,
        story_id=None,
        raises_story=False,
        features=b"features",
        keys=("otan", "été"),
        matches=tuple(TopicMatch(topic.id, HITS) for topic in topics),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def reader(chat_id: int = 42, thread_id: int | None = None, **changes: object) -> Reader:
    """Somebody who writes."""
    base = Reader(ChatId(chat_id), thread_id, ChatKind.PRIVATE, "Ada", UserId(7), "fr", 1)
    return replace(base, **changes)  # type: ignore[arg-type]


def draft(
    destination: Destination, key: str, kind: Kind = Kind.DIGEST, stories: Collection[StoryId] = ()
) -> Draft:
    """A message to be owed."""
    return Draft(destination.id, kind, key, Message(f"<b>{key}</b>"), tuple(stories))


def told(story: int, revision: int = 1, how: How = How.DIGEST, told_at: datetime = NOW) -> Told:
    """A story told."""
    return Told(StoryId(story), revision, how, told_at)


def record_of(*shown: int, taken_at: datetime = NOW) -> DigestRecord:
    """A digest as its buttons need it."""
    return DigestRecord(taken_at, tuple(StoryId(s) for s in shown), (StoryId(99),), ())


def prepared(claim: ClaimedDestination, **changes: object) -> Prepared:
    """A claimed destination's digest with nothing in it."""
    base = Prepared(claim, Seq(0), at(days=1), None, (), (), spoke=False, watch_said=False)
    return replace(base, **changes)  # type: ignore[arg-type]


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@dataclass
class House:
    """A store with the steps that many tests need."""

    store: SqliteStore
    made: dict[str, EntryId] = field(default_factory=dict)

    @property
    def port(self) -> Store:
        """The store as services see it."""
        return self.store

    async def feed(self, name: str = "fanal", outlet: str = "Le Fanal") -> Feed:
        """A feed that is followed."""
        return await self.store.feeds.add(f"https://{name}.example/rss", outlet, "", NOW)

    async def claim(self, feed: Feed, now: datetime = NOW) -> Claimed:
        """The lease of a feed."""
        claim = await self.store.feeds.claim_one(feed.id, now, LEASE)
        assert claim is not None
        return claim

    async def read(
        self, feed: Feed, *entries: ParsedEntry, now: datetime = NOW, **changes: object
    ) -> Applied:
        """One reading that brings these new entries."""
        claim = await self.claim(feed, now)
        return await self.store.feeds.apply([update(claim, now, new=entries, **changes)])

    async def edit(self, feed: Feed, entry: EntryId, text: ParsedEntry, *, material: bool = True) -> Applied:
        """One reading in which a known entry changed."""
        return await self.read(feed, edited=(EditedEntry(entry, text, material),))

    async def waiting(self) -> tuple[Entry, ...]:
        """What is to be analysed."""
        return await self.store.entries.list_unanalysed(1_000)

    async def analyse(self, *topics: Topic, **changes: object) -> Seq:
        """Everything that waits, each entry a story of its own that matches these topics."""
        return await self.record([analysis(entry, *topics, **changes) for entry in await self.waiting()])

    async def record(self, analyses: Sequence[Analysis]) -> Seq:
        """Analyses made with the present topics."""
        revision, _ = await self.store.topics.all()
        return await self.store.entries.record(analyses, revision)

    async def destination(self, chat_id: int = 42, thread_id: int | None = None) -> Destination:
        """A chat with the usual times."""
        return (await self.store.destinations.open(reader(chat_id, thread_id), "Europe/Paris", MORNING, NOW))[
            0
        ]

    async def due(self, chat_id: int = 42, due_at: datetime = NOW) -> Destination:
        """A chat whose digest is due then."""
        made = await self.destination(chat_id)
        await self.store.destinations.set_schedule(made.id, MORNING, "Europe/Paris", due_at)
        return await self.store.destinations.get(made.id)

    async def topic(self, query: str = "otan") -> Topic:
        """A topic, followed or not."""
        return (await self.store.topics.ensure(query))[0]

    async def follow(self, destination: Destination, query: str = "otan") -> Topic:
        """A topic that this destination follows from now on."""
        topic = await self.topic(query)
        await self.store.destinations.subscribe(destination.id, topic.id, query, 30, NOW)
        return topic

    async def claims(self, now: datetime = NOW, limit: int = 10) -> tuple[Owed, ...]:
        """What may be sent now."""
        return await self.store.outbox.claim(now, LEASE, limit)

    async def keys_claimed(self, now: datetime = NOW) -> list[str]:
        """The dedupe keys, as written in the text, of what may be sent now."""
        return [owed.message.html[3:-4] for owed in await self.claims(now)]

    async def told_messages(self) -> dict[tuple[int, str], int | None]:
        """Message ids of what was told, which no port reads yet, straight from the file."""
        with closing(sqlite3.connect(self.store.path)) as db:
            return {
                (row[0], row[1]): row[2] for row in db.execute("SELECT story_id, how, message_id FROM told")
            }

"""A database as it stands after months: articles, topics, chats. Built through the store's own ports.

The texts repeat after a few thousand, since analysing hundreds of thousands of made-up articles would only measure
the maker; keys, features and matches are those of the real analysis.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.stories import features
from bot.french.match import analyse, index_keys
from bot.french.query import parse_query
from bot.french.topics import TopicIndex
from bot.model import (
    Analysis,
    ChatId,
    ChatKind,
    EntryId,
    FeedHealth,
    FeedUpdate,
    ParsedEntry,
    Reader,
    Topic,
    TopicMatch,
    UserId,
    Validators,
)
from bot.services.desk import Desk
from tests.bench.corpus import articles
from tests.fakes import Item

# What people follow is in some articles of a hundred; words as common as these are in most of this corpus.
USUAL = (
    "Otan Kiev|cessez-le-feu Kremlin|grève Nantes|Kiev tramway|Kremlin budget|budget hôpital|retraites syndicat|"
    "tramway Lens|loup éleveur|vaccin chercheurs|Commission pesticide|Parlement procès|hôpital Liège|sécheresse Jura|"
    "procès Lyon|Banque centrale gaz|Bretagne eau|pesticide Vaud|gravures Liège|Vaud blindés"
).split("|")
COMMON = (
    "Otan|cessez-le-feu|grève des transports|Kiev|Kremlin|budget|réforme des retraites|tramway|loup|vaccin|"
    "Commission européenne|Parlement|hôpital|sécheresse|procès|Banque centrale|Bretagne|pesticide|gravures|Vaud"
).split("|")
DISTINCT = 2_000
BATCH = 500

_Found = tuple[tuple[str, ...], bytes, tuple[TopicMatch, ...]]


async def fill(desk: Desk, feeds: int, entries: int, end: datetime, span: timedelta) -> tuple[Topic, ...]:
    """Store so many articles of so many feeds, spread evenly over the span that ends at `end`; the usual topics.

    Chat 1 follows the usual topics, chat 2 the common ones.
    """
    topics = [await _followed(desk, 1, query, end - span) for query in USUAL]
    common = [await _followed(desk, 2, query, end - span) for query in COMMON]
    for number in range(feeds):
        await desk.store.feeds.add(f"https://j{number}.example/rss", f"Journal {number}", "", end)
    index = TopicIndex(desk.aliases)
    for topic in (*topics, *common):
        index.add(topic.id, parse_query(topic.query))
    made = list(articles(DISTINCT, 7))
    found: list[_Found] = []
    for item in made:
        document = analyse(item.title, item.text, "")
        found.append(
            (index_keys(document), features(item.title, item.text, "").to_bytes(), index.match(document))
        )
    step = span / entries
    for first in range(0, entries, BATCH):
        await _arrive(desk, made, range(first, min(first + BATCH, entries)), end - span, step)
        waiting = await desk.store.entries.list_unanalysed(BATCH)
        revision, _ = await desk.store.topics.all()
        await desk.store.entries.record(
            [_analysis(entry.id, int(entry.key, 16) % DISTINCT, found) for entry in waiting], revision
        )
    return tuple(topics)


async def _followed(desk: Desk, chat_id: int, query: str, now: datetime) -> Topic:
    topic, _ = await desk.store.topics.ensure(parse_query(query).canonical)
    reader = Reader(ChatId(chat_id), None, ChatKind.PRIVATE, "", UserId(chat_id), "fr", 1)
    chat, _ = await desk.store.destinations.open(reader, "Europe/Paris", desk.rules.slots, now)
    await desk.store.destinations.subscribe(chat.id, topic.id, topic.query, 1000, now)
    return topic


def _analysis(entry_id: EntryId, number: int, found: list[_Found]) -> Analysis:
    keys, blob, matches = found[number]
    return Analysis(entry_id, 1, None, False, blob, keys, matches)


async def _arrive(desk: Desk, made: list[Item], numbers: range, start: datetime, step: timedelta) -> None:
    at = start + numbers[-1] * step
    claims = await desk.store.feeds.claim_due(at + timedelta(days=10_000), timedelta(minutes=5), 1)
    claim = claims[0]
    new = tuple(_parsed(made[n % DISTINCT], n, start + n * step) for n in numbers)
    await desk.store.feeds.apply(
        [
            FeedUpdate(
                feed_id=claim.feed.id,
                token=claim.token,
                read_at=at,
                next_read_at=at + timedelta(days=30),
                health=FeedHealth.OK,
                validators=Validators(),
                body_hash=hashlib.blake2b(str(at).encode(), digest_size=16).digest(),
                new=new,
            )
        ]
    )


def _parsed(item: Item, number: int, at: datetime) -> ParsedEntry:
    return ParsedEntry(
        key=f"{number:032x}",
        guid=str(number),
        link=f"https://j.example/{number}",
        title=item.title,
        extract=item.text,
        body="",
        published_at=at,
        updated_at=None,
        content_hash=str(number),
    )


async def people(desk: Desk, count: int, topics: tuple[Topic, ...], now: datetime) -> None:
    """So many private chats, each following three of the topics, each due tomorrow."""
    someone = Reader(ChatId(0), None, ChatKind.PRIVATE, "", UserId(0), "fr", 0)
    for n in range(1000, 1000 + count):
        reader = replace(someone, chat_id=ChatId(n), user_id=UserId(n))
        chat, _ = await desk.store.destinations.open(reader, "Europe/Paris", desk.rules.slots, now)
        for k in range(3):
            topic = topics[(n + k * 7) % len(topics)]
            await desk.store.destinations.subscribe(chat.id, topic.id, topic.query, 30, now)
        await desk.store.destinations.set_schedule(
            chat.id, desk.rules.slots, "Europe/Paris", now + timedelta(hours=20)
        )

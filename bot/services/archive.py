"""`/cherche`: everything that is stored, newest first, a page at a time.

The index says at once which articles may match, and of which stories they are; whether they do is known only when
their text is read, so that is done for the stories of the page and a few more. Few stories are counted; of many it
is said about how many they are, judged by those that were read.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.card import make_card
from bot.errors import NotFound
from bot.french.match import Matcher, candidate_keys
from bot.french.query import Query, parse_query
from bot.model import Destination, EntryId, Reader, Story, StoryId, Topic
from bot.ports import DigestRecord
from bot.results import Meant, Question, SearchPage, Wanted, Wider
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.reading import split_window
from bot.services.subscriptions import ask_for, corrections
from bot.services.topics import ADHOC
from bot.services.wanted import wanted_by
from bot.services.windows import by_story, read_matching

SPAN = timedelta(days=30)
PAGE = 5  # stories, which is a phone's screen and a half
MOST_PAGES = 10  # whoever turns more of them is better served by another word
MOST_PLACES = 6_000  # articles that the index may name, those that came last: beyond, it is « more than »
BATCH = 10  # stories read at a time
SAMPLE = 40  # of the stories that are not read for the page, so many judge how many there are
KIND = "search"


@dataclass(frozen=True, slots=True)
class _Search:
    """A search as its buttons remember it."""

    query: Query
    start: datetime
    end: datetime

    def written(self) -> str:
        span = [self.start.timestamp(), self.end.timestamp()]
        return json.dumps([self.query.said, *span], ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> _Search:
        typed, start, end = json.loads(text)
        return cls(parse_query(typed), datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))


async def search(desk: Desk, reader: Reader, text: str) -> SearchPage | Question:
    """`/cherche Q [30j]`. Raises `QueryError`."""
    typed, span = split_window(text, SPAN)
    if not typed:
        return await ask_for(desk, reader, Wanted.SEARCH)
    now = desk.clock.now()
    return await _open(desk, reader, _Search(parse_query(typed), now - span, now))


async def turn_page(desk: Desk, reader: Reader, ask_id: int, page: int) -> SearchPage:
    """*‹* and *›*. Raises `NotFound` when the search is forgotten."""
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.destination_id != destination.id or asked.kind != KIND:
        raise NotFound("search")
    return await _page(desk, reader, destination, _Search.read(asked.text), ask_id, page)


async def _open(desk: Desk, reader: Reader, asked: _Search) -> SearchPage:
    destination = await destination_of(desk, reader)
    found = await _page(
        desk, reader, destination, asked, await _remember(desk, destination, reader, asked), 0
    )
    meant = () if found.cards else await corrections(desk, reader, asked.query)
    if not meant:  # also where nothing is found yet: what comes will be told
        found = replace(found, subscribe=await _subscribe(desk, destination, reader, asked.query))
    if found.cards:
        return found
    wider = None
    if asked.end - asked.start < SPAN and not meant:
        longer = _Search(asked.query, asked.end - SPAN, asked.end)
        wider = Wider(SPAN, await _remember(desk, destination, reader, longer))
    return replace(
        found,
        wider=wider,
        meant=tuple([await _search_rather(desk, destination, reader, each, asked) for each in meant]),
    )


async def _search_rather(
    desk: Desk, destination: Destination, reader: Reader, meant: Meant, asked: _Search
) -> Meant:
    rather = replace(asked, query=parse_query(meant.query))
    return replace(meant, ask_id=await _remember(desk, destination, reader, rather))


async def _remember(desk: Desk, destination: Destination, reader: Reader, asked: _Search) -> int:
    """What the buttons look up: the search itself, and its query for the cards."""
    record = DigestRecord(asked.end, (), (), (), asked.query.said)
    await desk.store.destinations.save_record(destination.id, record)
    return await desk.store.asks.put(
        destination.id, reader.user_id, KIND, asked.written(), desk.clock.now(), waits=False
    )


async def _subscribe(desk: Desk, destination: Destination, reader: Reader, query: Query) -> int:
    followed = await desk.store.destinations.subscriptions(destination.id)
    if any(each.topic.query == query.canonical for each in followed):
        return 0
    return await desk.store.asks.put(
        destination.id, reader.user_id, Wanted.SUBSCRIBE.value, query.said, desk.clock.now(), waits=False
    )


async def _page(
    desk: Desk, reader: Reader, destination: Destination, asked: _Search, ask_id: int, page: int
) -> SearchPage:
    page = max(0, min(page, MOST_PAGES - 1))
    # The buttons of several searches of one second share a record: the one that is shown is the one that counts.
    await desk.store.destinations.save_record(
        destination.id, DigestRecord(asked.end, (), (), (), asked.query.said)
    )
    keys = candidate_keys(asked.query, desk.aliases)
    left_out = destination.preferences.left_out
    places = await desk.store.entries.places(keys, asked.start, asked.end, MOST_PLACES, left_out)
    stories = by_story(places)
    topic = Topic(ADHOC, asked.query.canonical, asked.query.said)
    found, read = await _read(desk, asked.query, stories, (page + 1) * PAGE, left_out)
    rest = list(stories)[read:]
    sample = rest[:: -(-len(rest) // SAMPLE)] if rest else []
    more, _ = await _read(desk, asked.query, {each: stories[each] for each in sample}, len(sample), left_out)
    is_exact = len(sample) == len(rest)
    count = len(found) + (round(len(rest) * len(more) / len(sample)) if sample else 0)
    pages = min(MOST_PAGES, -(-count // PAGE))
    shown = found[page * PAGE : (page + 1) * PAGE]
    wanted = wanted_by(desk, (topic,))
    return SearchPage(
        topic=topic,
        span=asked.end - asked.start,
        at=asked.end,
        ask_id=ask_id,
        cards=tuple(make_card(story, (topic,), wanted, max_chars=160, max_sentences=1) for story in shown),
        first=page * PAGE + 1,
        page=page,
        pages=pages,
        stories=count,
        is_exact=is_exact,
        at_least=len(places) == MOST_PLACES,
    )


async def _read(
    desk: Desk,
    query: Query,
    stories: Mapping[StoryId, Collection[EntryId]],
    needed: int,
    left_out: frozenset[str],
) -> tuple[list[Story], int]:
    """Stories that do match, in order, until there are enough; and how many were read for that."""
    matcher, found, read = Matcher(query, desk.aliases), list[Story](), 0
    ids = list(stories)
    while read < len(ids) and len(found) < needed:
        batch = {story_id: stories[story_id] for story_id in ids[read : read + BATCH]}
        found += await read_matching(desk, matcher, batch, left_out)
        read += len(batch)
        await asyncio.sleep(0)
    return found, read

"""A topic made today against what is stored already: for previews, search and `/digest`, never pushed.

The newest articles are matched while the reader waits, a bounded piece of work whatever the word; the rest follows in
the background, a slice at a time down from the newest. How far a topic has come is stored with the matches of each
slice, so that whoever goes on, after a crash or beside another, goes on from there. Who needs more than has been
matched yet (`reach`) goes on at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.french.match import Matcher, analyse, candidate_keys
from bot.french.query import parse_query
from bot.model import Destination, Entry, EntryId, Topic, TopicId, TopicMatch
from bot.ports import BackMatch, Unmatched
from bot.services.desk import Desk
from bot.services.topics import BREATH, text_of

SLICE = 400  # articles that the index names, looked at while somebody waits: some 35 ms of CPU
SLICE_CHARS = (
    150_000  # and no more text than that: articles of some feeds are a hundred times those of others
)
DEPTH = 20_000  # looked at in all: several weeks of any word, and two seconds of CPU
ABOVE_ALL = EntryId(2**62)
A_BEAT = 10  # slices between two looks at who else waits
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """How many stories of seven days a topic has; `is_exact`, or about so many while not all have been looked at."""

    stories: int
    is_exact: bool = True


async def back_match(desk: Desk, topic: Topic) -> None:
    """The first piece of work on a topic that has its first follower; nothing where there is none to do."""
    for was in await desk.store.topics.unmatched([topic.id]):
        await _advance(desk, was)


async def reach(desk: Desk, topics: Sequence[Topic], since: datetime | None) -> None:
    """Have everything published since then matched against these topics."""
    ids = [topic.id for topic in topics]
    while waiting := await desk.store.topics.unmatched(ids, since):
        await _advance(desk, waiting[0])


async def go_on(desk: Desk) -> int:
    """A tick's work on the topics that are not through, those that have come the least far first; how many slices."""
    done = 0
    while done < A_BEAT and (waiting := await desk.store.topics.unmatched()):
        await _advance(desk, waiting[0])
        done += 1
    return done


async def stories_in_week(desk: Desk, destination: Destination, topic: Topic) -> Week:
    """How many stories of the last seven days the topic has for the chat.

    While not all have been looked at: as many of those that the index names as of those that were looked at.
    """
    now, left_out, entries = desk.clock.now(), destination.preferences.left_out, desk.store.entries
    known = len(await entries.published([topic.id], now - WEEK, now, left_out))
    waiting = await desk.store.topics.unmatched([topic.id], now - WEEK)
    if not waiting:
        return Week(known)
    (was,) = waiting
    keys = candidate_keys(parse_query(topic.query), desk.aliases)
    (named,) = await entries.told_between(keys, (now - WEEK, now), left_out)
    share = was.matched / was.looked_at if was.looked_at else 0.0
    return Week(max(known, about(len(named) * share)), is_exact=False)


def about(count: float) -> int:
    """To two figures: more would claim a knowledge that a sample does not give."""
    return int(float(f"{count:.1e}"))


async def all_matches(desk: Desk, topic: Topic) -> tuple[BackMatch, ...]:
    """Those that a topic made now has once it is through, found in one go: for whoever rebuilds what is stored."""
    search, below, looked_at = _Search.of(desk, topic), ABOVE_ALL, 0
    found = list[BackMatch]()
    while looked_at < DEPTH:
        piece = await search.look(desk, below)
        found += piece.found
        looked_at += piece.looked_at
        if piece.below is None:
            break
        below = piece.below
    return tuple(found)


async def _advance(desk: Desk, was: Unmatched) -> None:
    """Match one slice, and remember it."""
    piece = await _Search.of(desk, was.topic).look(desk, was.below)
    below = None if was.looked_at + piece.looked_at >= DEPTH else piece.below
    await desk.store.topics.advance(was, piece.found, below, piece.looked_at)


@dataclass(frozen=True, slots=True)
class _Slice:
    """What one slice gave; `below` is where the next begins, None after the last."""

    found: Sequence[BackMatch]
    looked_at: int
    below: EntryId | None


@dataclass(frozen=True, slots=True)
class _Search:
    """A topic's query, made ready once for all of its slices."""

    topic_id: TopicId
    keys: Sequence[Sequence[str]]
    matcher: Matcher

    @classmethod
    def of(cls, desk: Desk, topic: Topic) -> _Search:
        query = parse_query(topic.query)
        return cls(topic.id, candidate_keys(query, desk.aliases), Matcher(query, desk.aliases))

    async def look(self, desk: Desk, below: EntryId) -> _Slice:
        entries = await desk.store.entries.candidates_below(self.keys, below, SLICE)
        found, looked_at = await _matching(self.matcher, self.topic_id, entries)
        is_last = looked_at == len(entries) < SLICE
        return _Slice(found, looked_at, None if is_last else EntryId(entries[looked_at - 1].id))


async def _matching(
    matcher: Matcher, topic_id: TopicId, entries: Sequence[Entry]
) -> tuple[list[BackMatch], int]:
    """Matches among the first of the entries, and how many were looked at: one at least, where there is one."""
    found, chars = list[BackMatch](), 0
    for n, entry in enumerate(entries, 1):
        text = text_of(entry)
        hits = matcher.find(analyse(entry.title, text, entry.outlet))
        if hits is not None:
            found.append(BackMatch(entry.id, entry.revision, TopicMatch(topic_id, hits)))
        chars += len(entry.title) + len(text)
        if chars >= SLICE_CHARS:
            return found, n
        if n % BREATH == 0:
            await asyncio.sleep(0)
    return found, len(entries)

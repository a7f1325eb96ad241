"""Topics and what is stored already: search, and the rebuilding of matches."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.errors import LaneBusy
from bot.french.match import ANALYSER_VERSION, Matcher, analyse, candidate_keys, index_keys
from bot.french.normalise import fold
from bot.french.query import Query, parse_query
from bot.french.syntax import Style, terms
from bot.model import Entry, EntryId, MatchedEntry, Token, TopicId, TopicMatch
from bot.ports import BackMatch
from bot.services.desk import Desk

MADE_FROM = "analyser"  # the note that says which analyser and aliases the stored matches come from
LANE = "analysis"  # the lease of whoever writes matches
LANE_LEASE = timedelta(minutes=2)
PAGE = 200  # articles analysed between two writes
CANDIDATES = 5_000  # what one search looks at, newest first: all of any subject but the commonest words
BREATH = 50  # articles matched between two looks at the loop: a dozen milliseconds
ADHOC = TopicId(0)  # stands for a query that was typed, not subscribed to


def text_of(entry: Entry) -> str:
    """The text that hits of `Field.TEXT` count in."""
    return f"{entry.extract}\n{entry.body}" if entry.body else entry.extract


def matcher_of(desk: Desk, query: str) -> Matcher:
    """The compiled matcher of a canonical query."""
    return Matcher(parse_query(query), desk.aliases)


def synonyms_of(desk: Desk, query: Query) -> tuple[str, ...]:
    """Under which other names a query is looked for, as the table writes them."""
    asked = [term for term in terms(query.root) if not term.literal and term.style is not Style.EXACT]
    words = frozenset(fold(word) for term in asked for word in term.words)
    found = [name for term in asked for name in desk.aliases.synonyms(term.words)]
    found += [name for key in desk.aliases.within(words) for name in desk.aliases.synonyms(key)]
    return tuple(dict.fromkeys(found))


async def find_matches(
    desk: Desk,
    query: Query,
    topic_id: TopicId,
    start: datetime | None = None,
    end: datetime | None = None,
    left_out: Collection[str] = (),
) -> tuple[MatchedEntry, ...]:
    """Stored entries published in that span which the query matches, newest first: one matcher for all uses.

    Those of the outlets left out are as if they were not there.
    """
    keys = candidate_keys(query, desk.aliases)
    matcher = Matcher(query, desk.aliases)
    found = []
    for n, entry in enumerate(await desk.store.entries.candidates(keys, start, end, CANDIDATES), 1):
        if n % BREATH == 0:
            await asyncio.sleep(0)
        if entry.outlet in left_out:
            continue
        hits = matcher.find(analyse(entry.title, text_of(entry), entry.outlet))
        if hits is not None:
            found.append(MatchedEntry(entry, (TopicMatch(topic_id, hits),)))
    return tuple(found)


async def reanalyse(desk: Desk) -> int:
    """Rebuild keys and matches with the present analyser and synonyms; how many topics.

    Never makes news: a match that is found anew takes the place in the order that its entry has. Raises `LaneBusy`
    while another process analyses: what it records meanwhile would be undone here.
    """
    house = desk.store.house
    token = await house.take_lease(LANE, desk.clock.now(), LANE_LEASE)
    if token is None:
        raise LaneBusy("articles are being analysed by another process: try again in a minute")
    try:
        await _reindex(desk, token)
        _, topics = await desk.store.topics.all()
        for topic in topics:
            found = await find_matches(desk, parse_query(topic.query), topic.id)
            await desk.store.topics.replace(topic.id, as_back_matches(found))
            await house.renew_lease(LANE, token, desk.clock.now(), LANE_LEASE)
        await house.put_note(MADE_FROM, made_from(desk))
        return len(topics)
    finally:
        await house.free_lease(LANE, token)


async def _reindex(desk: Desk, token: Token) -> None:
    """The keys of every article anew, where they come from another analyser."""
    note = await desk.store.house.get_note(MADE_FROM) or ""
    if note.partition("+")[0] == ANALYSER_VERSION:
        return
    after = EntryId(0)
    while page := await desk.store.entries.page(after, PAGE):
        keys = [(e.id, e.revision, index_keys(analyse(e.title, text_of(e), e.outlet))) for e in page]
        await desk.store.entries.reindex(keys)
        await desk.store.house.renew_lease(LANE, token, desk.clock.now(), LANE_LEASE)
        after = page[-1].id


async def needs_reanalysis(desk: Desk) -> bool:
    """Whether stored matches come from another analyser or alias table than the present ones."""
    note = await desk.store.house.get_note(MADE_FROM)
    if note is None:
        await desk.store.house.put_note(MADE_FROM, made_from(desk))
        return False
    return note != made_from(desk)


def made_from(desk: Desk) -> str:
    """What matches made now are stamped with."""
    return f"{ANALYSER_VERSION}+{desk.aliases.version}"


def as_back_matches(found: tuple[MatchedEntry, ...]) -> tuple[BackMatch, ...]:
    """Found entries, each with its first match, as the store takes them."""
    return tuple(BackMatch(m.entry.id, m.entry.revision, m.matches[0]) for m in found)

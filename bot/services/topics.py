"""What a query means, and which stored articles it matches."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime

from bot.french.match import Matcher, analyse, candidate_keys
from bot.french.normalise import fold
from bot.french.query import Query, parse_query
from bot.french.syntax import Style, terms
from bot.model import Entry, MatchedEntry, TopicId, TopicMatch
from bot.services.desk import Desk

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

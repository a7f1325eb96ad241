"""What a span of time holds of topics or of a query, read as far as a digest of it needs.

A month of common words is tens of thousands of stories. Those that most media tell are read, with the best of every
topic among them; the others are counted. Of a query the index names the articles that may match; whether they do is
known only of those that are read, so that of many it is said about how many there are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.core.card import topics_in
from bot.core.leaving_out import all_without
from bot.french.match import Matcher, analyse, candidate_keys
from bot.french.query import Query
from bot.model import Destination, EntryId, MatchedEntry, Story, StoryId, Topic, TopicMatch, Window
from bot.ports import Place
from bot.services.backmatch import about, reach
from bot.services.desk import Desk
from bot.services.topics import ADHOC, text_of

MOST_READ = 400  # stories of topics that are read: some 20 ms of CPU
OF_EACH = 3  # stories of a topic that those leave out
MOST_PLACES = 20_000  # articles that the index may name, those that came last
FEWEST_READ = 120  # stories of a query that are read, where there are so many: some 15 ms
ENOUGH = 40  # that match: more than a digest shows and its button opens
BATCH = 40
MOST_MATCHED = 150  # articles of one story that are matched


@dataclass(frozen=True, slots=True)
class Held:
    """The stories that were read, and how many there are besides; not `is_exact`: about so many."""

    stories: tuple[Story, ...]
    more: int = 0
    is_exact: bool = True


async def of_topics(desk: Desk, destination: Destination, topics: Sequence[Topic], window: Window) -> Held:
    """Stories of which an article published in the window matches one of the topics."""
    await reach(desk, topics, window.start)
    entries, left_out = desk.store.entries, destination.preferences.left_out
    ids = [topic.id for topic in topics]
    every = await entries.published(ids, window.start, window.end, left_out)
    if len(every) <= MOST_READ:
        return Held(await entries.stories(every, ids))
    stories = await entries.stories(await entries.most_told(every, MOST_READ, left_out), ids)
    seen = {topic.id for story in stories for topic in topics_in(story, topics)}
    rest: list[StoryId] = []
    for topic in topics:
        if topic.id not in seen:
            of_topic = await entries.published([topic.id], window.start, window.end, left_out)
            rest += await entries.most_told(of_topic, OF_EACH, left_out)
    stories += await entries.stories(set(rest), ids)
    return Held(stories, len(every) - len(stories))


async def of_query(desk: Desk, query: Query, window: Window, left_out: frozenset[str] = frozenset()) -> Held:
    """Whole stories of which an article published in the window matches the query; those articles carry the match.

    Articles of the outlets left out carry none.
    """
    entries, keys = desk.store.entries, candidate_keys(query, desk.aliases)
    places = by_story(await entries.places(keys, window.start, window.end, MOST_PLACES, left_out))
    ids = list(places)
    if len(ids) > FEWEST_READ:
        ids = list(await entries.most_told(ids, len(ids), left_out))
    matcher, found, read = Matcher(query, desk.aliases), list[Story](), 0
    while read < len(ids) and (read < FEWEST_READ or len(found) < ENOUGH):
        batch = {story_id: places[story_id] for story_id in ids[read : read + BATCH]}
        found += await read_matching(desk, matcher, batch, left_out)
        read += BATCH
        await asyncio.sleep(0)
    rest = max(0, len(ids) - read)
    return Held(tuple(found), about(rest * len(found) / max(read, 1)), is_exact=not rest)


def by_story(places: Sequence[Place]) -> Mapping[StoryId, frozenset[EntryId]]:
    """The articles that may match by story, the story of the newest first."""
    found: dict[StoryId, set[EntryId]] = {}
    for place in places:
        found.setdefault(place.story_id, set()).add(place.entry_id)
    return {story_id: frozenset(entries) for story_id, entries in found.items()}


async def read_matching(
    desk: Desk, matcher: Matcher, places: Mapping[StoryId, Collection[EntryId]], left_out: frozenset[str]
) -> list[Story]:
    """Those of the stories that do match, in order, with their matches."""
    found = []
    loaded = await desk.store.entries.stories(list(places), ())
    by_id = {story.id: story for story in all_without(loaded, left_out)}
    for story_id, candidates in places.items():
        if story_id in by_id:
            story = matched(matcher, by_id[story_id], candidates)
            if any(member.matches for member in story.entries):
                found.append(story)
    return found


def matched(matcher: Matcher, story: Story, candidates: Collection[EntryId]) -> Story:
    """The story with the matches of the query in those of its articles that may match."""
    members, read = [], 0
    for member in story.entries:
        entry = member.entry
        hits = None
        if entry.id in candidates and read < MOST_MATCHED:
            read += 1
            hits = matcher.find(analyse(entry.title, text_of(entry), entry.outlet))
        members.append(MatchedEntry(entry, () if hits is None else (TopicMatch(ADHOC, hits),)))
    return Story(story.id, story.revision, tuple(members))

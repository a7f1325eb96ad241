"""`vigie digest`: several queries at once over what is stored, for a terminal. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.french.query import parse_query
from bot.model import Coverage, EntryId, Feed, MatchedEntry, SilentFeed, Story, Topic, TopicId, Window
from bot.results import TerminalDigest
from bot.services.desk import Desk
from bot.services.reading import compose_window
from bot.services.topics import find_matches


async def digest_of(desk: Desk, typed: Sequence[str], window: Window) -> TerminalDigest:
    """One digest of these queries, in the order typed. Raises `QueryError`."""
    queries = [parse_query(text) for text in typed]
    # Topics that nobody follows have no id: these stand for them, and are never stored.
    topics = [Topic(TopicId(-n), query.canonical) for n, query in enumerate(queries, 1)]
    found: dict[EntryId, MatchedEntry] = {}
    for topic, query in zip(topics, queries, strict=True):
        for member in await find_matches(desk, query, topic.id, window.start, window.end):
            known = found.get(member.entry.id)
            matches = (known.matches if known else ()) + member.matches
            found[member.entry.id] = MatchedEntry(member.entry, matches)
    ids = {member.entry.story_id for member in found.values() if member.entry.story_id is not None}
    stories = [
        Story(story.id, story.revision, tuple(found.get(m.entry.id, m) for m in story.entries))
        for story in await desk.store.entries.stories(ids, ())
    ]
    coverage = feed_coverage(await desk.store.feeds.list_feeds())
    digest = await compose_window(desk, topics, stories, window, coverage, all_of_them=True)
    return TerminalDigest(digest, tuple(topic.query for topic in topics), coverage)


def feed_coverage(feeds: Sequence[Feed]) -> Coverage:
    """What could be read, counted by feed: a terminal is told of every address, not of outlets."""
    silent = tuple(
        SilentFeed(
            feed.outlet, feed.url, feed.fault.problem, feed.fault.status, feed.fault.since, feed.fault.by
        )
        for feed in feeds
        if feed.fault is not None
    )
    heard = [feed for feed in feeds if feed.fault is None]
    return Coverage(len({feed.outlet for feed in heard}), silent, len(heard))

"""Leaving out what a reader does not want of a topic: *Écarter*, *Retirer ce synonyme*, and the way back.

A topic is shared by all who follow it, so it is never changed: the chat follows another in its place, which counts
from where the former did and alerts as it did.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.exclusion import Told, exclusions
from bot.core.leaving_out import all_without
from bot.errors import NotFound
from bot.french.match import analyse
from bot.french.query import parse_query
from bot.french.without_synonym import without_synonym
from bot.model import Destination, Entry, Reader, Story, StoryId, Subscription, Topic, TopicId
from bot.ports import Asked
from bot.results import Exclusion, Exclusions, TopicSwapped
from bot.services.backmatch import back_match
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.reading import remembered
from bot.services.topics import BREATH, text_of

WEEK = timedelta(days=7)
PROPOSALS = 2
LOOKED_AT = 240  # articles whose words are compared, those of the newest stories: some tens of milliseconds
EXCLUDE, RESTORE = "exclude", "restore"


async def propose_exclusion(desk: Desk, reader: Reader, story_id: StoryId, at: datetime) -> Exclusions:
    """What would have kept the story away, with its effect on seven days. Raises `NotFound`."""
    destination = await destination_of(desk, reader)
    topics, story = await remembered(desk, reader, story_id, at)
    topic = (await _followed_match(desk, destination, topics, story)).topic
    others = await _others(desk, topic, story, destination.preferences.left_out)
    query, own = parse_query(topic.name), _matching(story, topic)
    told = [await _told(each, topic) for each in (story, *others)]
    found = exclusions(query, own, told[0], told[1:], desk.aliases, PROPOSALS)
    headlines = {each.id: _matching(each, topic)[0].title for each in (story, *others)}
    choices = [
        Exclusion(
            each.words,
            tuple(headlines[removed] for removed in each.removed),
            await _ask(desk, destination, reader, EXCLUDE, topic.id, each.query.said),
        )
        for each in found
    ]
    return Exclusions(topic, len(told), tuple(choices))


async def exclude(desk: Desk, reader: Reader, ask_id: int) -> TopicSwapped:
    """Do what was proposed. Raises `NotFound` when the topic is no longer followed."""
    destination = await destination_of(desk, reader)
    topic_id, query = _read(await _asked(desk, destination, ask_id, EXCLUDE))
    return await _swap(desk, reader, destination, topic_id, query)


async def drop_synonym(desk: Desk, reader: Reader, story_id: StoryId, at: datetime) -> TopicSwapped:
    """Look no more for the topic by the synonym that found the story. Raises `NotFound`."""
    destination = await destination_of(desk, reader)
    _, story = await remembered(desk, reader, story_id, at)
    followed = {s.topic.id: s.topic for s in await desk.store.destinations.subscriptions(destination.id)}
    for member in story.entries:
        for match in member.matches:
            topic = followed.get(match.topic_id)
            hit = next((hit for hit in match.hits if hit.alias), None)
            if topic is not None and hit is not None:
                query = without_synonym(parse_query(topic.name), hit.term, hit.alias, desk.aliases)
                return await _swap(desk, reader, destination, topic.id, query.said)
    raise NotFound("synonym")


async def restore(desk: Desk, reader: Reader, ask_id: int) -> TopicSwapped:
    """Follow the former topic again in the place of what took its own. Raises `NotFound`."""
    destination = await destination_of(desk, reader)
    topic_id, query = _read(await _asked(desk, destination, ask_id, RESTORE))
    return await _swap(desk, reader, destination, topic_id, query, undoes=True)


async def _swap(
    desk: Desk,
    reader: Reader,
    destination: Destination,
    topic_id: TopicId,
    text: str,
    *,
    undoes: bool = False,
) -> TopicSwapped:
    subscriptions = await desk.store.destinations.subscriptions(destination.id)
    former = next((each.topic for each in subscriptions if each.topic.id == topic_id), None)
    if former is None:
        raise NotFound(str(topic_id))
    query = parse_query(text)
    topic, fresh = await desk.store.topics.ensure(query.canonical)
    subscription = await desk.store.destinations.swap(destination.id, former.id, topic.id, query.said)
    if fresh:
        await back_match(desk, topic)
    if undoes:
        return TopicSwapped(former, subscription.topic, 0)
    undo = await _ask(desk, destination, reader, RESTORE, topic.id, former.name)
    return TopicSwapped(former, subscription.topic, undo)


async def _followed_match(
    desk: Desk, destination: Destination, topics: Sequence[Topic], story: Story
) -> Subscription:
    """The topic of the chat that most of the story's articles match."""
    counts = {topic.id: len(_matching(story, topic)) for topic in topics}
    followed = [
        s for s in await desk.store.destinations.subscriptions(destination.id) if counts.get(s.topic.id)
    ]
    if not followed:
        raise NotFound("topic")
    return max(followed, key=lambda s: counts[s.topic.id])


async def _others(desk: Desk, topic: Topic, story: Story, left_out: frozenset[str]) -> tuple[Story, ...]:
    """The other stories of the topic in seven days, the newest whose articles together are not too many."""
    now = desk.clock.now()
    ids = await desk.store.entries.published([topic.id], now - WEEK, now, left_out)
    newest = [story_id for story_id in ids if story_id != story.id][:LOOKED_AT]
    told = await desk.store.entries.stories(newest, [topic.id])
    stories = {each.id: each for each in all_without(told, left_out)}
    kept, left = list[Story](), LOOKED_AT - len(_matching(story, topic))
    for story_id in newest:
        if story_id in stories:
            left -= len(_matching(stories[story_id], topic))
            if left < 0:
                break
            kept.append(stories[story_id])
    return tuple(kept)


def _matching(story: Story, topic: Topic) -> list[Entry]:
    return [m.entry for m in story.entries if any(match.topic_id == topic.id for match in m.matches)]


async def _told(story: Story, topic: Topic) -> Told:
    documents = []
    for n, entry in enumerate(_matching(story, topic)[:LOOKED_AT], 1):
        documents.append(analyse(entry.title, text_of(entry), entry.outlet))
        if n % BREATH == 0:
            await asyncio.sleep(0)
    return Told(story.id, tuple(documents))


async def _ask(
    desk: Desk, destination: Destination, reader: Reader, kind: str, topic_id: TopicId, query: str
) -> int:
    text = json.dumps([topic_id, query], ensure_ascii=False)
    return await desk.store.asks.put(
        destination.id, reader.user_id, kind, text, desk.clock.now(), waits=False
    )


async def _asked(desk: Desk, destination: Destination, ask_id: int, kind: str) -> Asked:
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.destination_id != destination.id or asked.kind != kind:
        raise NotFound("ask")
    return asked


def _read(asked: Asked) -> tuple[TopicId, str]:
    topic_id, query = json.loads(asked.text)
    return TopicId(topic_id), str(query)

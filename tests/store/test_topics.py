"""`Topics`: the set that somebody follows, and matches found in what was stored before."""

from __future__ import annotations

import pytest

from bot.errors import GoneReason, NotFound
from bot.model import EntryId, Seq, StoryId, Topic, TopicId, TopicMatch
from bot.ports import BackMatch
from tests.store.making import HITS, NOW, House, at, parsed


def _found(topic: Topic, entry: int, revision: int = 1) -> BackMatch:
    return BackMatch(EntryId(entry), revision, TopicMatch(topic.id, HITS[:1]))


async def _matched(house: House, topic: Topic) -> list[tuple[int, Seq | None, int]]:
    ids = await house.store.entries.published([topic.id], None, at(days=9))
    return [
        (matched.entry.id, match.seq, len(match.hits))
        for story in await house.store.entries.stories(ids, [topic.id])
        for matched in story.entries
        for match in matched.matches
    ]


async def test_the_set_holds_what_somebody_follows(house: House) -> None:
    empty, _ = await house.store.topics.all()
    ada, bob = await house.destination(1), await house.destination(2)
    await house.topic("personne")
    otan = await house.follow(ada, "otan")
    first, topics = await house.store.topics.all()
    assert topics == (Topic(otan.id, "otan"),)
    await house.follow(bob, "otan")
    assert (await house.store.topics.all())[0] == first > empty
    await house.store.destinations.unsubscribe(ada.id, otan.id)
    assert await house.store.topics.all() == (first, topics)
    await house.store.destinations.close(bob.id, GoneReason.BLOCKED, NOW)
    assert await house.store.topics.all() == (first, topics)
    await house.store.destinations.unsubscribe(bob.id, otan.id)
    last, topics = await house.store.topics.all()
    assert last > first
    assert topics == ()


async def test_topics_are_found_by_query_and_by_id(house: House) -> None:
    topic = await house.topic("cessez-le-feu")
    assert await house.store.topics.find("cessez-le-feu") == topic == await house.store.topics.get(topic.id)
    assert await house.store.topics.find("otan") is None
    with pytest.raises(NotFound):
        await house.store.topics.get(TopicId(77))


async def test_a_topic_needs_back_matching_until_somebody_follows_it(house: House) -> None:
    ada = await house.destination()
    topic, fresh = await house.store.topics.ensure("otan")
    assert fresh
    assert await house.store.topics.ensure("otan") == (topic, True)
    await house.follow(ada, "otan")
    assert await house.store.topics.ensure("otan") == (topic, False)
    await house.store.destinations.unsubscribe(ada.id, topic.id)
    assert await house.store.topics.ensure("otan") == (topic, True)


async def test_back_matches_take_their_entrys_own_seq(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), parsed("deux"), parsed("trois"))
    await house.read(await house.feed("b"), parsed("ancien"), baseline=True)
    await house.analyse()
    topic = await house.topic()
    found = [_found(topic, 1), _found(topic, 4), _found(topic, 2, revision=9), _found(topic, 77)]
    await house.store.topics.back_match(topic.id, found)
    await house.store.topics.back_match(topic.id, found)
    assert await _matched(house, topic) == [(1, 1, 1), (4, None, 1)]
    assert await house.store.entries.published([topic.id], None, at()) == (StoryId(4), StoryId(1))


async def test_back_matching_leaves_existing_matches_and_unanalysed_entries_alone(house: House) -> None:
    topic = await house.topic()
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.analyse(topic)
    await house.read(feed, parsed("deux"))
    await house.store.topics.back_match(topic.id, [_found(topic, 1), _found(topic, 2)])
    assert await _matched(house, topic) == [(1, 1, 2)]


async def test_replacing_drops_what_is_not_found_and_keeps_the_order_of_the_rest(house: House) -> None:
    topic, other = await house.topic(), await house.topic("climat")
    await house.read(await house.feed(), *(parsed(name) for name in "abcd"))
    await house.analyse(other)
    await house.store.topics.back_match(topic.id, [_found(topic, n) for n in (1, 2, 3)])
    found = [_found(topic, 2), _found(topic, 3, revision=9), _found(topic, 4)]
    await house.store.topics.replace(topic.id, found)
    assert await _matched(house, topic) == [(2, 2, 1), (3, 3, 1), (4, 4, 1)]
    assert len(await _matched(house, other)) == 4
    await house.store.topics.replace(other.id, [_found(other, 1)])
    assert await _matched(house, other) == [(1, 1, 1)]  # its hits are the new analyser's


async def test_matches_of_a_topic_that_does_not_exist_are_ignored(house: House) -> None:
    await house.read(await house.feed(), parsed("un"))
    await house.analyse()
    ghost = Topic(TopicId(77), "x")
    await house.store.topics.back_match(ghost.id, [_found(ghost, 1)])
    assert await house.store.entries.published([ghost.id], None, at(days=1)) == ()

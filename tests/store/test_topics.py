"""`Topics`: the set that somebody follows, and matches found in what was stored before."""

from __future__ import annotations

import pytest

from bot.errors import GoneReason, NotFound
from bot.model import EntryId, Seq, StoryId, Topic, TopicId, TopicMatch
from bot.ports import BackMatch, Unmatched
from tests.store.making import HITS, NOW, House, analysis, at, parsed


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


# --- looking back ----------------------------------------------------------------------------------------------


async def _wolves(house: House) -> Topic:
    """Five articles an hour apart, of which all but the third name the wolf; a topic that is followed since."""
    feed = await house.feed()
    for n in range(5, 0, -1):
        await house.read(feed, parsed(str(n), at(hours=-n)), now=at(hours=-n))
        (entry,) = await house.waiting()
        await house.record([analysis(entry, keys=("phoque" if n == 3 else "loup",))])
    return await house.follow(await house.destination(), "loup")


async def test_a_topic_is_looked_for_from_its_first_follower_on(house: House) -> None:
    topics = house.store.topics
    topic = await _wolves(house)
    assert await topics.unmatched() == (Unmatched(topic, EntryId(6), 0, 0),)
    assert await topics.unmatched([topic.id]) == await topics.unmatched()
    assert await topics.unmatched([TopicId(77)]) == ()
    await house.follow(await house.destination(43), "loup")
    (was,) = await topics.unmatched()
    assert await topics.advance(was, [_found(topic, 5)], EntryId(4), 2)
    assert not await topics.advance(was, [_found(topic, 4)], EntryId(5), 1)
    assert await topics.unmatched() == (Unmatched(topic, EntryId(4), 2, 1),)
    assert [entry for entry, _, _ in await _matched(house, topic)] == [4, 5]
    await house.follow(await house.destination(44), "loup")
    (was,) = await topics.unmatched()
    assert was.below == 4
    assert await topics.advance(was, [], None, 3)
    assert await topics.unmatched() == ()


async def test_it_reaches_back_as_far_as_it_has_come(house: House) -> None:
    topics = house.store.topics
    topic = await _wolves(house)
    (was,) = await topics.unmatched()
    await topics.advance(was, [], EntryId(4), 2)  # those of the last two hours
    assert await topics.unmatched(since=at(hours=-2)) == ()
    assert len(await topics.unmatched(since=at(hours=-3))) == 1
    assert await topics.unmatched(since=at(days=9)) == ()
    assert len(await topics.unmatched([topic.id], None)) == 1


async def test_a_topic_left_and_taken_up_again_begins_anew(house: House) -> None:
    topics, topic = house.store.topics, await _wolves(house)
    (was,) = await topics.unmatched()
    chat = await house.destination()
    await house.store.destinations.unsubscribe(chat.id, topic.id)
    assert await topics.advance(was, [], EntryId(3), 2)
    assert await topics.unmatched() == ()
    await house.follow(chat, "loup")
    assert await topics.unmatched() == (was,)


async def test_candidates_come_down_by_arrival(house: House) -> None:
    await _wolves(house)
    entries = house.store.entries

    async def found(keys: list[list[str]], below: int, limit: int) -> list[int]:
        return [e.id for e in await entries.candidates_below(keys, EntryId(below), limit)]

    assert await found([["loup"]], 6, 9) == [5, 4, 2, 1]
    assert await found([["loup"]], 5, 2) == [4, 2]
    assert await found([["loup"], ["phoque"]], 6, 9) == []
    assert await found([], 4, 2) == [3, 2]
    assert await found([["loup"], [""]], 6, 9) == []
    assert await found([["loup"]], 1, 9) == []


async def test_an_edit_that_the_look_back_has_not_reached_is_no_news(house: House) -> None:
    topic = await _wolves(house)
    feed = (await house.store.feeds.list_feeds())[0]
    (was,) = await house.store.topics.unmatched()
    await house.store.topics.advance(was, [], EntryId(4), 2)
    for number, name in ((1, "5"), (5, "1")):
        await house.edit(feed, EntryId(number), parsed(name, title="Un loup encore"))
    await house.analyse(topic)
    assert [(entry, seq) for entry, seq, _ in await _matched(house, topic)] == [(1, 1), (5, 6)]


async def test_erasing_who_alone_follows_it_ends_it(house: House) -> None:
    topic = await _wolves(house)
    chat = await house.destination()
    await house.store.chats.erase(chat.chat_id, NOW)
    assert await house.store.topics.unmatched() == ()
    with pytest.raises(NotFound):
        await house.store.topics.get(topic.id)

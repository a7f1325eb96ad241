"""`Follows`: which stories have news for whom, against all that the chat was told by any way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import GoneReason
from bot.model import Destination, Entry, Follow, How, Kind, StoryId, Told
from bot.ports import DigestRecord
from tests.store.making import NOW, House, analysis, at, draft, parsed, record_of, told

FOLLOW = Follow(StoryId(1), 1, NOW, NOW, NOW, at(days=7), message_id=5, alert_at=at(hours=-3))


async def _story(house: House, revision: int = 2) -> Entry:
    """One story that has come to that revision."""
    feed = await house.feed()
    await house.read(feed, *(parsed(str(n)) for n in range(revision)))
    first, *later = await house.waiting()
    await house.record([analysis(first)])
    for entry in later:
        await house.record([analysis(entry, story_id=StoryId(first.id), raises_story=True)])
    return first


async def _followed(house: House, revision: int = 2) -> tuple[Destination, Follow]:
    first = await _story(house, revision)
    made, follow = await house.destination(), replace(FOLLOW, story_id=StoryId(first.id))
    await house.store.follows.put(made.id, follow)
    return made, follow


async def test_a_story_that_has_grown_is_news(house: House) -> None:
    made, follow = await _followed(house)
    (grown,) = await house.store.follows.grown(NOW, 9)
    assert (grown.destination, grown.follow, grown.revision) == (made, follow, 2)
    assert await house.store.follows.find(made.id, follow.story_id, NOW) == follow


async def test_what_the_chat_knows_already_is_none(house: House) -> None:
    made, follow = await _followed(house)
    await house.store.follows.put(made.id, replace(follow, revision=2))
    assert await house.store.follows.grown(NOW, 9) == ()


@pytest.mark.parametrize("how", list(How))
async def test_what_was_told_otherwise_counts(house: House, how: How) -> None:
    made, follow = await _followed(house, 3)
    row = told(follow.story_id, 2, how, at(hours=1))
    await house.store.follows.commit([], [(made.id, row)], [], NOW, NOW)
    await house.store.follows.put(made.id, follow)
    (grown,) = await house.store.follows.grown(NOW, 9)
    assert (grown.follow.revision, grown.follow.told_at) == (2, at(hours=1))
    await house.store.follows.commit([], [(made.id, replace(row, revision=3))], [], NOW, NOW)
    assert await house.store.follows.grown(NOW, 9) == ()


async def test_nothing_is_due_before_its_time_after_its_end_or_for_a_silent_chat(house: House) -> None:
    made, follow = await _followed(house)
    await house.store.follows.put(made.id, replace(follow, until=at(hours=1)))
    assert await house.store.follows.grown(at(hours=1), 9) == ()
    assert await house.store.follows.find(made.id, follow.story_id, at(hours=1)) is None
    await house.store.destinations.pause(made.id, at(minutes=5), NOW)
    assert await house.store.follows.grown(NOW, 9) == ()
    assert len(await house.store.follows.grown(at(minutes=5), 9)) == 1
    await house.store.destinations.close(made.id, GoneReason.BLOCKED, NOW)
    assert await house.store.follows.grown(at(minutes=5), 9) == ()


async def test_a_follow_up_is_written_whole(house: House) -> None:
    made, follow = await _followed(house, 3)
    record = record_of(follow.story_id)
    message = draft(made, "follow", Kind.ALERT, (follow.story_id,))
    row = Told(follow.story_id, 2, How.ALERT, NOW)
    await house.store.follows.commit([message], [(made.id, row)], [(made.id, record)], at(hours=3), NOW)
    assert await house.keys_claimed() == ["follow"]
    assert await house.store.destinations.find_record(made.id, NOW) == record
    assert (await house.store.destinations.told(made.id, [follow.story_id]))[follow.story_id] == row
    assert await house.store.follows.grown(at(hours=2), 9) == ()
    (grown,) = await house.store.follows.grown(at(hours=3), 9)
    assert (grown.follow.revision, grown.revision) == (2, 3)


async def test_a_follow_ends_when_it_is_dropped_or_swept(house: House) -> None:
    made, follow = await _followed(house)
    assert await house.store.follows.drop(made.id, follow.story_id)
    assert not await house.store.follows.drop(made.id, follow.story_id)
    await house.store.follows.put(made.id, follow)
    await house.store.house.prune(at(days=7), timedelta(days=90))
    assert await house.store.follows.drop(made.id, follow.story_id)
    await house.store.follows.put(made.id, follow)
    await house.store.house.prune(at(days=7, seconds=1), timedelta(days=90))
    assert not await house.store.follows.drop(made.id, follow.story_id)


async def test_an_unknown_chat_follows_nothing(house: House) -> None:
    made, follow = await _followed(house)
    await house.store.follows.drop(made.id, follow.story_id)
    await house.store.follows.put(type(made.id)(99), follow)
    assert await house.store.follows.grown(NOW, 9) == ()
    assert isinstance(record_of(1), DigestRecord)

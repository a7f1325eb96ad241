"""`Entries.places`: what `candidates` finds, without reading it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.model import StoryId
from tests.store.making import NOW, House, analysis, at, parsed


async def _stock(house: House) -> None:
    feed = await house.feed()
    await house.read(
        feed,
        *(parsed(str(n), at(hours=-n)) for n in range(6)),
        parsed("other", at(hours=-2)),
    )
    waiting = await house.waiting()
    await house.record(
        [analysis(e, keys=("loup",) if e.title != "Titre other" else ("phoque",)) for e in waiting]
    )


@pytest.mark.parametrize("keys", [[["loup"]], [["loup", "phoque"]], [["loup"], ["phoque"]], [], [[""]]])
@pytest.mark.parametrize(("start", "end"), [(None, None), (at(hours=-3), at(hours=-1))])
async def test_places_are_those_of_the_candidates(
    house: House, keys: list[list[str]], start: datetime | None, end: datetime | None
) -> None:
    await _stock(house)
    entries = await house.store.entries.candidates(keys, start, end, 100)
    places = await house.store.entries.places(keys, start, end, 100)
    assert {(p.entry_id, p.story_id, p.published_at) for p in places} == {
        (e.id, e.story_id, e.published_at) for e in entries
    }
    assert [p.published_at for p in places] == sorted((p.published_at for p in places), reverse=True)


async def test_the_limit_keeps_what_arrived_last(house: House) -> None:
    await _stock(house)
    assert len(await house.store.entries.places([["loup"]], None, None, 2)) == 2
    assert len(await house.store.entries.places([], at(hours=-9), NOW + timedelta(days=1), 3)) == 3


async def test_stories_stand_on_the_day_of_their_first_article(house: House) -> None:
    await _stock(house)
    entries = {
        e.published_at: e.story_id for e in await house.store.entries.candidates([["loup"]], None, None, 9)
    }
    instants = (at(hours=-5), at(hours=-3), at(hours=-1), NOW)
    told = await house.store.entries.told_between([["loup"]], instants)
    assert told == (
        (entries[at(hours=-5)], entries[at(hours=-4)]),
        (entries[at(hours=-3)], entries[at(hours=-2)]),
        (entries[at(hours=-1)],),
    )
    assert await house.store.entries.told_between([["loup"]], (at(days=-9), at(days=-8), at(days=-7))) == (
        (),
        (),
    )


async def test_with_no_key_every_story_is_told(house: House) -> None:
    await _stock(house)
    (told,) = await house.store.entries.told_between([], (at(hours=-9), at(hours=1)))
    assert len(told) == 7


@pytest.mark.parametrize("keys", [[[]], [["loup"], [""]], [["phoque"], ["loup"]]])
async def test_keys_that_say_nothing_tell_of_no_story(house: House, keys: list[list[str]]) -> None:
    await _stock(house)
    assert await house.store.entries.told_between(keys, (at(hours=-9), NOW)) == ((),)


@pytest.mark.parametrize("late", [False, True])
async def test_a_story_is_told_once_and_first_by_its_first_article(house: House, late: bool) -> None:
    feed = await house.feed()
    hours = (-2, -5) if late else (-5, -2)
    await house.read(feed, *(parsed(str(n), at(hours=n)) for n in hours))
    first, second = await house.waiting()
    await house.record([analysis(first, keys=("loup",))])
    joined = StoryId(first.id)
    await house.record([analysis(second, story_id=joined, keys=("loup",))])
    instants = (at(hours=-9), at(hours=-4), NOW)
    assert await house.store.entries.told_between([["loup"]], instants) == ((joined,), ())
    assert await house.store.entries.told_between([["loup"]], instants[1:]) == ((joined,),)


async def test_the_stories_that_most_feeds_tell_come_first(house: House) -> None:
    feeds = [await house.feed(name, outlet=name) for name in "abc"]
    for n, feed in enumerate(feeds):  # one story in one feed, another in two, a third in three
        await house.read(feed, *(parsed(f"{n}{story}") for story in range(n, 3)))
    first: dict[str, StoryId] = {}
    for entry in await house.waiting():
        known = first.setdefault(entry.title[-1], StoryId(entry.id))
        await house.record([analysis(entry, story_id=None if int(known) == int(entry.id) else known)])
    one, two, three = (first[name] for name in "012")
    told = house.store.entries
    assert await told.most_told([one, two, three, StoryId(99)], 9) == (three, two, one)
    assert await told.most_told([one, two], 1) == (two,)
    assert await told.most_told([one, two, three], 9, {"a"}) == (three, two)
    assert await told.most_told([two, three], 9, {"b", "c"}) == (three, two)
    assert await told.most_told([], 9) == ()


async def test_articles_of_outlets_left_out_are_not_there(house: House) -> None:
    mine, other = await house.feed(), await house.feed("https://autre.example/rss", outlet="L’Autre")
    await house.read(mine, parsed("a", at(hours=-5)))
    await house.read(other, parsed("b", at(hours=-2)), parsed("c", at(hours=-1)))
    first, second, third = await house.waiting()
    topic, _ = await house.store.topics.ensure("loup")
    told = StoryId(first.id)
    await house.record([analysis(first, topic, keys=("loup",))])
    await house.record(
        [
            analysis(second, topic, story_id=told, keys=("loup",)),
            analysis(third, topic, keys=("loup",)),
        ]
    )
    entries, left_out = house.store.entries, {"L’Autre", "Personne"}
    for keys in ([["loup"]], []):
        assert [p.entry_id for p in await entries.places(keys, at(days=-1), NOW, 9, left_out)] == [first.id]
        assert await entries.told_between(keys, (at(days=-1), NOW), left_out) == ((told,),)
    assert await entries.published([topic.id], None, NOW, left_out) == (told,)
    assert await entries.published([topic.id], at(hours=-3), NOW, left_out) == ()
    assert len(await entries.published([topic.id], None, NOW)) == 2
    assert [story.id for story in await entries.reported(at(days=-1), 9, left_out)] == [told]
    assert await entries.reported(at(hours=-3), 9, left_out) == ()
    assert len(await entries.reported(at(hours=-3), 9)) == 2

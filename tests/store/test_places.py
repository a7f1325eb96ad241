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


async def test_tellings_are_the_stories_of_the_places(house: House) -> None:
    await _stock(house)
    entries = {e.id: e for e in await house.store.entries.candidates([["loup"]], None, None, 100)}
    first, *rest = sorted(entries.values(), key=lambda entry: entry.published_at)
    tellings = await house.store.entries.tellings([["loup"]], at(hours=-9), NOW)
    assert [(t.story_id, t.first_at, t.articles) for t in tellings] == [
        (e.story_id, e.published_at, 1) for e in (first, *rest)
    ]
    within = await house.store.entries.tellings([["loup"]], at(hours=-3), at(hours=-1))
    assert [t.first_at for t in within] == [at(hours=-3), at(hours=-2), at(hours=-1)]


async def test_with_no_key_every_story_is_told(house: House) -> None:
    await _stock(house)
    assert len(await house.store.entries.tellings([], at(hours=-9), NOW)) == 7


@pytest.mark.parametrize("keys", [[[]], [["loup"], [""]], [["phoque"], ["loup"]]])
async def test_keys_that_say_nothing_tell_of_no_story(house: House, keys: list[list[str]]) -> None:
    await _stock(house)
    assert await house.store.entries.tellings(keys, at(hours=-9), NOW) == ()


async def test_a_story_is_told_first_by_its_first_article(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("a", at(hours=-5)), parsed("b", at(hours=-2)))
    first, second = await house.waiting()
    await house.record([analysis(first, keys=("loup",))])
    joined = StoryId(first.id)
    await house.record([analysis(second, story_id=joined, keys=("loup",))])
    assert await house.store.entries.tellings([["loup"]], at(hours=-9), NOW) == ((joined, at(hours=-5), 2),)


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
        assert await entries.tellings(keys, at(days=-1), NOW, left_out) == ((told, at(hours=-5), 1),)
    assert await entries.published([topic.id], None, NOW, left_out) == (told,)
    assert await entries.published([topic.id], at(hours=-3), NOW, left_out) == ()
    assert len(await entries.published([topic.id], None, NOW)) == 2
    assert [story.id for story in await entries.reported(at(days=-1), 9, left_out)] == [told]
    assert await entries.reported(at(hours=-3), 9, left_out) == ()
    assert len(await entries.reported(at(hours=-3), 9)) == 2

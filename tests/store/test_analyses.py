"""`Entries.record`: what is news, in which order; rows of design.md, Order and memory."""

from __future__ import annotations

import pytest

from bot.errors import StaleTopics
from bot.model import EntryId, Seq, StoryId, Topic, TopicMatch
from bot.ports import News
from tests.store.making import HITS, House, analysis, at, parsed


async def _news(house: House, *topics: Topic) -> list[tuple[int, int, int]]:
    found = await house.store.entries.news([topic.id for topic in topics], Seq(0), Seq(10**9))
    return [(each.topic_id, each.entry_id, each.seq) for each in found]


async def _seqs(house: House) -> list[Seq | None]:
    found = await house.store.entries.candidates([], None, None, 100)
    return [entry.seq for entry in sorted(found, key=lambda entry: entry.id)]


async def _revision(house: House, story: int = 1) -> int:
    (found,) = await house.store.entries.stories([StoryId(story)], [])
    return found.revision


async def test_live_entries_wait_before_first_readings_in_order_of_arrival(house: House) -> None:
    first, second = await house.feed("a"), await house.feed("b")
    await house.read(first, parsed("ancien"), baseline=True)
    await house.read(second, parsed("un"), parsed("deux"))
    assert [entry.title for entry in await house.waiting()] == ["Titre un", "Titre deux", "Titre ancien"]
    assert [entry.title for entry in await house.store.entries.list_unanalysed(1)] == ["Titre un"]


async def test_live_entries_take_the_next_seq_and_so_do_their_matches(house: House) -> None:
    topic = await house.topic()
    await house.read(await house.feed(), parsed("un"), parsed("deux"))
    assert await house.analyse(topic) == 2
    assert await house.store.entries.latest_seq() == 2
    assert await _seqs(house) == [1, 2]
    assert await house.store.entries.news([topic.id], Seq(0), Seq(9)) == (
        News(topic.id, EntryId(1), StoryId(1), Seq(1)),
        News(topic.id, EntryId(2), StoryId(2), Seq(2)),
    )
    assert await house.waiting() == ()


async def test_first_readings_have_no_seq_nor_have_their_matches(house: House) -> None:
    topic = await house.topic()
    await house.read(await house.feed(), parsed("un"), baseline=True)
    assert await house.analyse(topic) == 0
    assert await _seqs(house) == [None]
    assert await _news(house, topic) == []
    assert await house.store.entries.published([topic.id], None, at(days=1)) == (1,)


async def test_an_edit_keeps_seq_story_and_what_it_matched(house: House) -> None:
    topic = await house.topic()
    feed = await house.feed()
    await house.read(feed, parsed("un"), parsed("deux"))
    await house.analyse(topic)
    await house.edit(feed, EntryId(1), parsed("un", title="Corrigé"))
    assert await house.analyse(topic, story_id=StoryId(2)) == 2
    assert await _news(house, topic) == [(topic.id, 1, 1), (topic.id, 2, 2)]
    (story,) = await house.store.entries.stories([StoryId(1)], [])
    assert story.entries[0].entry.title == "Corrigé"


async def test_a_topic_that_an_edit_newly_matches_gets_the_next_seq_and_lost_ones_disappear(
    house: House,
) -> None:
    otan, climat, sport = [await house.topic(query) for query in ("otan", "climat", "sport")]
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.analyse(otan, climat)
    await house.edit(feed, EntryId(1), parsed("un", title="Corrigé"))
    assert await house.analyse(climat, sport) == 2
    assert await _news(house, otan, climat, sport) == [(climat.id, 1, 1), (sport.id, 1, 2)]
    assert await _seqs(house) == [1]


async def test_an_edited_first_reading_is_news_for_a_topic_it_newly_matches_only(house: House) -> None:
    otan, climat = await house.topic("otan"), await house.topic("climat")
    feed = await house.feed()
    await house.read(feed, parsed("un"), baseline=True)
    await house.analyse(otan)
    await house.edit(feed, EntryId(1), parsed("un", title="Corrigé"))
    assert await house.analyse(otan, climat) == 1
    assert await _news(house, otan, climat) == [(climat.id, 1, 1)]
    assert await _seqs(house) == [None]


async def test_the_story_rises_with_live_entries_that_bring_new_facts(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"), parsed("deux"), parsed("trois"))
    first, second, third = await house.waiting()
    joins = {"story_id": StoryId(1)}
    await house.record(
        [
            analysis(first, raises_story=True),  # starts it: nothing was there to be raised
            analysis(second, raises_story=True, **joins),
            analysis(third, **joins),
        ]
    )
    assert await _revision(house) == 2
    await house.read(feed, parsed("ancien"), baseline=True)
    await house.analyse(raises_story=True, **joins)
    assert await _revision(house) == 2
    await house.edit(feed, EntryId(3), parsed("trois", title="Corrigé"))
    await house.analyse(raises_story=True, **joins)
    assert await _revision(house) == 3


async def test_an_analysis_of_an_outdated_revision_is_left_out(house: House) -> None:
    topic = await house.topic()
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    (before,) = await house.waiting()
    await house.edit(feed, before.id, parsed("un", title="Corrigé"))
    assert await house.record([analysis(before, topic)]) == 0
    assert [entry.title for entry in await house.waiting()] == ["Corrigé"]


async def test_an_analysis_of_words_that_a_small_edit_moved_is_left_out(house: House) -> None:
    topic = await house.topic()
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    (before,) = await house.waiting()
    await house.edit(feed, before.id, parsed("un", title="Le titre un"), material=False)
    assert await house.record([analysis(before, topic)]) == 0
    (after,) = await house.waiting()
    assert after.title == "Le titre un"
    assert await house.record([analysis(after, topic)]) == 1


async def test_nothing_is_written_when_topics_have_changed(house: House) -> None:
    await house.read(await house.feed(), parsed("un"))
    revision, _ = await house.store.topics.all()
    (entry,) = await house.waiting()
    await house.follow(await house.destination())
    with pytest.raises(StaleTopics):
        await house.store.entries.record([analysis(entry)], revision)
    assert await house.waiting() == (entry,)
    assert await house.store.entries.latest_seq() == 0


async def test_unknown_entries_and_stories_are_not_invented(house: House) -> None:
    await house.read(await house.feed(), parsed("un"))
    (entry,) = await house.waiting()
    ghost = analysis(entry, entry_id=EntryId(77))
    assert await house.record([ghost, analysis(entry, story_id=StoryId(55))]) == 1
    assert await house.store.entries.touched(Seq(0), Seq(9)) == ((1, 1),)


async def test_of_two_analyses_of_one_entry_the_last_counts(house: House) -> None:
    otan, climat = await house.topic("otan"), await house.topic("climat")
    await house.read(await house.feed(), parsed("un"))
    (entry,) = await house.waiting()
    assert await house.record([analysis(entry, otan), analysis(entry, climat)]) == 1
    assert await _news(house, otan, climat) == [(climat.id, 1, 1)]


async def test_members_come_in_order_of_analysis_from_those_that_arrived_since(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("vieux"), now=at(days=-9))
    await house.read(feed, parsed("un"), baseline=True)
    await house.read(feed, parsed("deux"), now=at(hours=1))
    await house.analyse()
    await house.read(feed, parsed("trois"), now=at(hours=2))
    members = await house.store.entries.members(at(hours=-1))
    assert [(m.title, m.story_id, m.features, m.outlet) for m in members] == [
        ("Titre deux", 3, b"features", "Le Fanal"),
        ("Titre un", 2, b"features", "Le Fanal"),
    ]
    newest = members[0]
    assert (newest.published_at, newest.arrived_at) == (at(), at(hours=1))
    assert newest.link == "https://fanal.example/deux"
    await house.edit(feed, EntryId(3), parsed("deux", title="Corrigé"))
    await house.analyse(features=b"others")
    kept = await house.store.entries.members(at(hours=-1))
    assert [(m.title, m.features) for m in kept][:2] == [("Corrigé", b"features"), ("Titre un", b"features")]


async def test_the_seq_of_an_instant_is_the_highest_that_had_arrived(house: House) -> None:
    feed = await house.feed()
    await house.read(feed, parsed("un"))
    await house.read(feed, parsed("deux"), now=at(hours=1))
    await house.analyse()
    instants = [at(hours=-1), at(), at(minutes=59), at(hours=1), at(days=1)]
    assert [await house.store.entries.seq_at(when) for when in instants] == [0, 1, 1, 2, 2]


async def test_hits_come_back_as_they_were(house: House) -> None:
    topic = await house.topic()
    await house.read(await house.feed(), parsed("un"))
    await house.analyse(topic)
    (story,) = await house.store.entries.stories([StoryId(1)], [topic.id])
    assert story.entries[0].matches == (TopicMatch(topic.id, HITS, Seq(1)),)

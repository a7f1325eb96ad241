"""A topic made today, against what is stored: a bounded piece at once, the rest behind it, nothing lost or pushed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import StoreError
from bot.french.query import parse_query
from bot.results import DigestOnDemand, Subscribed, TopicPage
from bot.services import backmatch, reading, subscriptions, topic_page
from bot.services.backmatch import go_on
from bot.services.people import destination_of
from bot.services.spikes import prepare_spikes
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town
from tests.services.test_archive import CITIES, items

WOLVES = 12


@pytest.fixture
async def town(room: Room, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Twelve stories of wolves, an hour apart, looked at two at a time."""
    monkeypatch.setattr(backmatch, "SLICE", 2)
    town = Town(room)
    await town.open_paper("Le Fanal", *items(WOLVES))
    return town


async def matched(town: Town, query: str = "loup") -> int:
    """How many stories the topic has in the store."""
    topic = await town.room.store.topics.find(parse_query(query).canonical)
    assert topic is not None
    return len(await town.room.store.entries.published([topic.id], None, town.room.clock.now()))


async def finish(town: Town) -> None:
    """Tick until nothing is left to do."""
    while await go_on(town.room.desk):
        pass


async def follow(town: Town, query: str = "loup") -> Subscribed:
    found = await subscriptions.subscribe(town.room.desk, reader(), query)
    assert isinstance(found, Subscribed)
    return found


async def test_the_reader_waits_for_one_slice_and_the_rest_comes_behind(town: Town) -> None:
    found = await follow(town)
    assert await matched(town) == 2
    assert (found.week, found.week_is_exact) == (WOLVES, False)  # all that the index names match so far
    await finish(town)
    assert await matched(town) == WOLVES
    page = await topic_page.open_topic(town.room.desk, reader(), found.topic.id)
    assert isinstance(page, TopicPage)
    assert (page.week, page.week_is_exact) == (WOLVES, True)


async def test_a_week_is_judged_by_the_part_that_matches(town: Town) -> None:
    found = await follow(town, f"loup -{CITIES[0]}")  # the index cannot tell what is left out
    assert (found.week, found.week_is_exact) == (6, False)
    await finish(town)
    page = await topic_page.open_topic(town.room.desk, reader(), found.topic.id)
    assert (page.week, page.week_is_exact) == (WOLVES - 1, True)


async def test_what_a_slice_holds_is_counted_at_once_when_it_is_all(town: Town) -> None:
    found = await follow(town, CITIES[3])
    assert (found.week, found.week_is_exact) == (1, True)
    assert await go_on(town.room.desk) == 0


async def test_a_crash_before_the_first_slice_loses_nothing(town: Town) -> None:
    store = town.room.store
    destination = await destination_of(town.room.desk, reader())
    topic, _ = await store.topics.ensure("loup")
    await store.destinations.subscribe(destination.id, topic.id, "loup", 5, town.room.clock.now())
    await finish(town)
    assert await matched(town) == WOLVES


async def test_a_slice_that_is_refused_is_done_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await follow(town)
    topics = type(town.room.store.topics)

    async def refuse(*_: object) -> bool:
        raise StoreError("disk is full")

    with monkeypatch.context() as full:
        full.setattr(topics, "advance", refuse)
        with pytest.raises(StoreError):
            await go_on(town.room.desk)
    await finish(town)
    assert await matched(town) == WOLVES


async def test_two_who_go_on_from_the_same_place_do_no_harm(town: Town) -> None:
    await follow(town)
    topics = town.room.store.topics
    (was,) = await topics.unmatched()
    await backmatch._advance(town.room.desk, was)
    (then,) = await topics.unmatched()
    await backmatch._advance(town.room.desk, was)
    assert await topics.unmatched() == (then,)
    assert (then.looked_at, then.matched) == (4, 4)
    await finish(town)
    assert await matched(town) == WOLVES


async def test_a_digest_needs_only_its_window_and_has_all_of_it(town: Town) -> None:
    found = await follow(town)
    asked = await reading.read_digest(town.room.desk, reader(), "7h")
    assert isinstance(asked, DigestOnDemand)
    assert len(asked.digest.cards) + len(asked.digest.others) == 7
    day = await reading.read_day(town.room.desk, reader(), found.topic.id)
    assert len(day.digest.cards) + len(day.digest.others) == WOLVES


async def test_a_short_window_leaves_the_rest_to_the_tick(town: Town) -> None:
    town.room.clock.move(days=3)
    now = town.room.clock.now()
    fresh = (Item(f"Un loup au {name}", f"Il passait, {name}.", at=now) for name in ("Mans", "Puy"))
    await town.publish("Le Fanal", *fresh)
    await follow(town)
    asked = await reading.read_digest(town.room.desk, reader(), "")
    assert isinstance(asked, DigestOnDemand)
    assert len(asked.digest.cards) == 2
    (was,) = await town.room.store.topics.unmatched()
    assert was.looked_at == 2


async def test_what_was_stored_before_is_never_pushed_and_what_comes_after_is(town: Town) -> None:
    await town.follow("loup")
    await town.publish(
        "Le Fanal", Item("Un loup tué près de Gap", "Le préfet l’avait autorisé.", at=THURSDAY)
    )
    (digest,) = await town.next_digest()
    await finish(town)
    assert "Gap" in digest
    assert "Lyon" not in digest
    assert await town.next_digest() == []


async def test_an_old_article_that_is_edited_meanwhile_is_no_news(town: Town) -> None:
    await town.follow("loup")
    first, *rest = items(WOLVES)
    edited = replace(rest[-1], text="Un loup, puis un deuxième ont été vus près de la ville, dit la préfète.")
    await town.replace("Le Fanal", first, *rest[:-1], edited)
    await finish(town)
    assert await town.next_digest() == []
    assert await matched(town) == WOLVES


async def test_an_article_that_an_edit_makes_match_afterwards_is_news(town: Town) -> None:
    await town.follow("ours")
    await finish(town)
    first, *rest = items(WOLVES)
    edited = replace(
        rest[-1], text="C’était un ours, non un loup, dit la préfète après trois jours de battue."
    )
    await town.replace("Le Fanal", first, *rest[:-1], edited)
    (digest,) = await town.next_digest()
    assert rest[-1].title in digest


async def test_who_leaves_half_way_ends_it_and_who_comes_back_begins_anew(town: Town) -> None:
    found = await follow(town)
    await subscriptions.drop(town.room.desk, reader(), found.topic.id)
    await finish(town)
    assert await matched(town) < WOLVES
    assert await town.room.store.topics.unmatched() == ()
    await follow(town)
    await finish(town)
    assert await matched(town) == WOLVES


async def test_a_topic_that_takes_anothers_place_is_matched_too(town: Town) -> None:
    found = await follow(town, CITIES[3])
    store = town.room.store
    destination = await destination_of(town.room.desk, reader())
    topic, _ = await store.topics.ensure("loup")
    await store.destinations.swap(destination.id, found.topic.id, topic.id, "loup")
    await finish(town)
    assert await matched(town) == WOLVES


async def test_long_texts_make_shorter_slices(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backmatch, "SLICE_CHARS", 1)
    await follow(town)
    assert await matched(town) == 1
    await finish(town)
    assert await matched(town) == WOLVES


async def test_it_ends_at_a_depth(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backmatch, "DEPTH", 5)
    await follow(town)
    await finish(town)
    assert await matched(town) == 6
    assert await town.room.store.topics.unmatched() == ()


async def test_a_query_that_the_index_cannot_help_with_ends_too(town: Town) -> None:
    await town.open_paper("La Tribune", Item("Un sommet à La Haye", "Les Alliés s’y retrouvent."))
    await follow(town, "source:tribune")
    await finish(town)
    assert await matched(town, "source:tribune") == 1
    assert await town.room.store.topics.unmatched() == ()


async def test_topics_take_turns(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backmatch, "A_BEAT", 2)
    await follow(town)
    await follow(town, "nuit")
    assert await go_on(town.room.desk) == 2
    assert (await matched(town), await matched(town, "nuit")) == (4, 4)


async def test_no_spike_is_seen_before_the_usual_days_are_known(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object) -> None:
        raise AssertionError("looked at a topic that is not through")

    monkeypatch.setattr("bot.services.spikes._rush", never)
    await subscriptions.set_alert(town.room.desk, reader(), "loup pics")
    assert await prepare_spikes(town.room.desk) == 0
    await finish(town)
    with pytest.raises(AssertionError):
        await prepare_spikes(town.room.desk)

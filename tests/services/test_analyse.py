"""The lane: order, topics that change under it, other processes, refusals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import StaleTopics, StoreError
from bot.model import Seq
from bot.services import analyse
from bot.services.analyse import LANE, LANE_LEASE, Lane, analyse_new
from bot.services.refresh import refresh_due
from bot.services.subscriptions import subscribe, unsubscribe
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

FIRST = Item("Une exposition de gravures ouvre à Namur", "Deux cents pièces sont montrées.")
DOCKERS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué depuis lundi matin.")
ECHO = replace(DOCKERS, link="https://estuaire.example/1")
TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", FIRST)
    await town.open_paper("Radio Estuaire", replace(FIRST, link="https://estuaire.example/0"))
    return town


async def arrive(town: Town, name: str, *items: Item) -> None:
    """New items are read, and wait to be analysed."""
    town.papers[name] = [*items, *town.papers[name]]
    town._print(name)
    await town.room.store.feeds.make_due(town.room.clock.now())
    await refresh_due(town.room.desk)


async def stories(town: Town) -> dict[str, int | None]:
    """Which story each article of the house tells."""
    entries = await town.room.store.entries.candidates((), None, None, 100)
    return {entry.link: entry.story_id for entry in entries}


def failing(original: Callable[..., Any], error: Exception, times: int) -> Callable[..., Any]:
    """The store's own method, after so many refusals."""

    async def record(*args: Any) -> Any:
        nonlocal times
        if times:
            times -= 1
            raise error
        return await original(*args)

    return record


async def test_a_topic_made_between_matching_and_recording_gets_its_match(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, entries = town.room, town.room.store.entries
    original, meanwhile = entries.record, True

    async def record(analyses: Any, revision: int) -> Seq:
        nonlocal meanwhile
        if meanwhile:
            meanwhile = False
            await subscribe(room.desk, reader(), "dockers")
        return await original(analyses, revision)

    monkeypatch.setattr(entries, "record", record)
    await town.publish("Le Fanal", DOCKERS)
    (text,) = await town.next_digest()
    assert "Grève des dockers" in text


async def test_topics_that_never_stop_changing_are_left_to_the_next_tick(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await arrive(town, "Le Fanal", DOCKERS)
    entries = town.room.store.entries
    monkeypatch.setattr(entries, "record", failing(entries.record, StaleTopics(), analyse.STALE_TRIES))
    with pytest.raises(StaleTopics):
        await analyse_new(town.room.desk, town.lane)
    assert town.lane.window is None
    assert await analyse_new(town.room.desk, town.lane) == 1


async def test_after_a_refusal_the_same_articles_get_the_same_stories(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.follow("dockers")
    await arrive(town, "Le Fanal", DOCKERS)
    await arrive(town, "Radio Estuaire", ECHO)
    entries = town.room.store.entries
    latest = await entries.latest_seq()
    with monkeypatch.context() as broken:
        broken.setattr(entries, "record", failing(entries.record, StoreError("disk is full"), 1))
        with pytest.raises(StoreError):
            await analyse_new(town.room.desk, town.lane)
        assert len(await entries.list_unanalysed(10)) == 2
        assert await entries.latest_seq() == latest
        assert await analyse_new(town.room.desk, town.lane) == 2
    found = await stories(town)
    assert found[ECHO.link] is not None
    assert len({story for link, story in found.items() if story == found[ECHO.link]}) == 1
    assert sum(story == found[ECHO.link] for story in found.values()) == 2


async def test_another_process_that_held_the_lane_is_noticed(town: Town) -> None:
    room, other = town.room, Lane()
    await arrive(town, "Le Fanal", DOCKERS)
    assert await analyse_new(room.desk, other) == 1
    await arrive(town, "Radio Estuaire", ECHO)
    before = town.lane.window
    assert await analyse_new(room.desk, town.lane) == 1
    assert town.lane.window is not before
    found = await stories(town)
    assert sum(story == found[ECHO.link] for story in found.values()) == 2


async def test_while_another_process_holds_the_lane_nothing_is_done(town: Town) -> None:
    room = town.room
    await arrive(town, "Le Fanal", DOCKERS)
    token = await room.store.house.take_lease(LANE, room.clock.now(), LANE_LEASE)
    assert token is not None
    assert await analyse_new(room.desk, town.lane) == 0
    await room.store.house.free_lease(LANE, token)
    assert await analyse_new(room.desk, town.lane) == 1


async def test_who_loses_the_lane_stops_after_its_batch(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: object) -> bool:
        return False

    monkeypatch.setattr(analyse, "BATCH", 1)
    await arrive(town, "Le Fanal", DOCKERS, TRUCE)
    with monkeypatch.context() as stolen:
        stolen.setattr(town.room.store.house, "renew_lease", lost)
        assert await analyse_new(town.room.desk, town.lane) == 1
    assert await analyse_new(town.room.desk, town.lane) == 1


async def test_a_restart_goes_on_with_the_stories_it_had(town: Town) -> None:
    await town.publish("Le Fanal", DOCKERS)
    town.lane = Lane()
    await town.publish("Radio Estuaire", ECHO)
    found = await stories(town)
    assert sum(story == found[ECHO.link] for story in found.values()) == 2


async def test_an_edited_article_keeps_its_story(town: Town) -> None:
    item = replace(DOCKERS, link="https://fanal.example/d", guid="d")
    await town.publish("Le Fanal", item)
    before = (await stories(town))[item.link]
    edited = replace(item, title="Un cessez-le-feu à Kiev", text="Un texte entièrement réécrit sur la trêve.")
    await town.replace("Le Fanal", edited, FIRST)
    assert (await stories(town))[item.link] == before


async def test_topics_come_and_go_in_a_lane_that_runs(town: Town) -> None:
    who = await town.follow("dockers")
    await town.follow("orchidées", 3)
    await town.publish("Le Fanal", Item("Le marché aux fleurs change de place", "Il ouvre samedi à Pau."))
    await town.follow("Kiev", 2)
    await unsubscribe(town.room.desk, who, "dockers")
    await town.publish("Le Fanal", DOCKERS, TRUCE)
    texts = await town.next_digest()
    assert [sent.destination.chat_id for sent in town.sender.sent] == [2]
    assert "Kiev accepte" in texts[0]

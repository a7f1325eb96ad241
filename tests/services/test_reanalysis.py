"""Matches rebuilt with another analyser or other synonyms: all of them, in their old places, one at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import LaneBusy
from bot.french.aliases import parse_aliases
from bot.french.match import ANALYSER_VERSION
from bot.model import EntryId
from bot.services import backmatch
from bot.services.analyse import LANE, LANE_LEASE
from bot.services.reanalysis import MADE_FROM, made_from, needs_reanalysis, reanalyse
from tests.conftest import Room
from tests.fakes import Item
from tests.services.house import Town
from tests.services.test_archive import items

TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah.")
DOCKERS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué, et l’Otan s’en inquiète.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", TRUCE, DOCKERS)
    return town


async def matched(town: Town) -> int:
    """How many articles some topic matches, as stored."""
    _, topics = await town.room.store.topics.all()
    ids = [topic.id for topic in topics]
    everything = await town.room.store.entries.published(ids, None, town.room.clock.now())
    return len(everything)


async def test_rebuilding_holds_the_lane_and_gives_it_back(town: Town) -> None:
    await town.follow("dockers")
    house, now = town.room.store.house, town.room.clock.now()
    token = await house.take_lease(LANE, now, LANE_LEASE)
    assert token is not None
    with pytest.raises(LaneBusy):
        await reanalyse(town.room.desk)
    await house.free_lease(LANE, token)
    assert await reanalyse(town.room.desk) == 1
    assert await house.take_lease(LANE, now, LANE_LEASE) is not None


async def test_a_new_analyser_indexes_every_article_anew(town: Town) -> None:
    await town.follow("dockers")
    desk, store = town.room.desk, town.room.store
    pages = await store.entries.page(EntryId(0), 100)
    await store.entries.reindex([(entry.id, entry.revision, ["nothing"]) for entry in pages])
    assert not await needs_reanalysis(desk)
    await store.house.put_note(MADE_FROM, "0+0")
    assert await needs_reanalysis(desk)
    await reanalyse(desk)
    assert not await needs_reanalysis(desk)
    assert await store.house.get_note(MADE_FROM) == made_from(desk)
    assert await matched(town) == 1


async def test_other_synonyms_rebuild_matches_without_indexing_anew(town: Town) -> None:
    await town.follow("syndicats")
    assert not await needs_reanalysis(town.room.desk)
    desk = replace(town.room.desk, aliases=parse_aliases("syndicats = dockers\n"))
    assert await needs_reanalysis(desk)
    assert (await town.room.store.house.get_note(MADE_FROM) or "").startswith(ANALYSER_VERSION)
    assert await matched(town) == 0
    await reanalyse(desk)
    assert await matched(town) == 1


async def test_no_match_is_lost_of_a_topic_of_many_articles(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backmatch, "SLICE", 2)
    monkeypatch.setattr("bot.services.topics.CANDIDATES", 3)  # of one search
    town = Town(room)
    await town.open_paper("Le Fanal", *items(11))
    await town.follow("loup")
    await reanalyse(room.desk)
    assert await matched(town) == 11


async def test_a_rebuilding_goes_as_deep_as_a_new_topic_and_no_deeper(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backmatch, "SLICE", 2)
    monkeypatch.setattr(backmatch, "DEPTH", 5)
    town = Town(room)
    await town.open_paper("Le Fanal", *items(11))
    await town.follow("loup")
    while await backmatch.go_on(room.desk):
        pass
    before = await matched(town)
    await reanalyse(room.desk)
    assert await matched(town) == before == 6

"""A feed is read sooner for those who wait: alerts, and the digest that leaves next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import Demand
from bot.services import schedule
from bot.services.demand import Demands
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    for name in ("Le Fanal", "Radio Estuaire"):
        await town.open_paper(name, Item(f"Une de {name}"))
    return town


async def feed_ids(town: Town) -> dict[str, Demand]:
    """What is awaited of each newspaper."""
    demands = Demands(town.room.desk)
    await demands.refresh()
    return {feed.outlet: demands.of(feed.id) for feed in await town.room.store.feeds.list_feeds()}


async def test_nobody_waits_for_anything(town: Town) -> None:
    assert set((await feed_ids(town)).values()) == {Demand()}


async def test_the_feeds_that_report_on_an_alert_are_urgent(town: Town) -> None:
    await town.alert("dockers")
    await town.publish("Le Fanal", Item("Les dockers bloquent le port", at=town.room.clock.now()))
    found = await feed_ids(town)
    assert (found["Le Fanal"].is_urgent, found["Radio Estuaire"].is_urgent) == (True, False)
    await schedule.pause(town.room.desk, reader(1001), "")
    assert not (await feed_ids(town))["Le Fanal"].is_urgent
    await schedule.resume(town.room.desk, reader(1001), "")
    town.room.clock.move(days=15)
    assert not (await feed_ids(town))["Le Fanal"].is_urgent


async def test_the_next_digest_is_known_and_asked_about_now_and_then(town: Town) -> None:
    await town.follow("dockers")
    (found,) = {demand.digest_at for demand in (await feed_ids(town)).values()}
    now = town.room.clock.now()
    assert found is not None
    assert timedelta(0) < found - now <= timedelta(days=1)
    demands, (feed, _) = Demands(town.room.desk), await town.room.store.feeds.list_feeds()
    await demands.refresh()
    await schedule.pause(town.room.desk, reader(1001), "")
    await demands.refresh()
    assert demands.of(feed.id).digest_at == found  # asked a moment ago
    town.room.clock.move(minutes=5)
    await demands.refresh()
    assert demands.of(feed.id).digest_at is None
    await schedule.resume(town.room.desk, reader(1001), "")
    town.room.clock.move(minutes=5)
    await demands.refresh()
    town.room.clock.move_to(found)
    await demands.refresh()  # that digest has left
    assert demands.of(feed.id).digest_at != found


async def test_a_feed_is_read_before_the_digest_leaves(town: Town) -> None:
    """Half an hour before half past seven, with nothing due before it."""
    await town.follow("dockers")
    town.room.clock.move(hours=-1)
    await town.read()
    (due,) = {demand.digest_at for demand in (await feed_ids(town)).values()}
    assert due is not None
    for feed in await town.room.store.feeds.list_feeds():
        assert feed.next_read_at < due

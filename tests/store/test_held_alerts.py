"""Alerts that wait for the end of a chat's quiet hours."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import GoneReason
from bot.model import ChatId, Destination, DestinationId, Seq, StoryId, Topic
from bot.ports import AlertsDecided, HeldAlert
from tests.store.making import NOW, House, at, reader


async def _keep(house: House, made: Destination, topic: Topic, story: int, hours: float = 8) -> HeldAlert:
    held = HeldAlert(made.id, StoryId(story), topic.id, at(hours=hours))
    await house.store.destinations.commit_alerts(AlertsDecided((), (), Seq(0), (), (held,)), NOW)
    return held


async def _due(house: House, hours: float) -> list[tuple[DestinationId, int]]:
    found = await house.store.destinations.held_alerts(at(hours=hours))
    return [(target.destination.id, story_id) for target, story_id in found]


async def test_what_is_kept_comes_when_the_quiet_hours_end(house: House) -> None:
    made = await house.destination()
    topic = await house.follow(made)
    await _keep(house, made, topic, 5)
    await _keep(house, made, topic, 3)
    assert await _due(house, 7.9) == []
    assert await _due(house, 8) == [(made.id, 3), (made.id, 5)]
    ((target, _), _) = await house.store.destinations.held_alerts(at(hours=8))
    assert (target.subscription.topic, target.alerts_today) == (topic, 0)


async def test_what_is_settled_is_kept_no_longer(house: House) -> None:
    made = await house.destination()
    topic = await house.follow(made)
    for story in (3, 5):
        await _keep(house, made, topic, story)
    settled = ((made.id, StoryId(3)),)
    await house.store.destinations.commit_alerts(AlertsDecided((), (), Seq(0), settled), at(hours=8))
    assert await _due(house, 9) == [(made.id, 5)]


async def test_what_has_been_kept_for_a_day_is_left_to_the_digest(house: House) -> None:
    made = await house.destination()
    await _keep(house, made, await house.follow(made), 3)
    assert await _due(house, 23.9) == [(made.id, 3)]
    assert await _due(house, 24) == []
    await house.store.destinations.commit_alerts(AlertsDecided((), (), Seq(0)), at(hours=24))
    assert await _due(house, 20) == []


async def test_only_those_who_listen_and_still_follow_are_told(house: House) -> None:
    made = {
        name: await house.destination(n) for n, name in enumerate(("open", "paused", "closed", "left"), 1)
    }
    for each in made.values():
        topic = await house.follow(each)
        await _keep(house, each, topic, 3)
    await house.store.destinations.pause(made["paused"].id, None, NOW)
    await house.store.destinations.close(made["closed"].id, GoneReason.BLOCKED, NOW)
    await house.store.destinations.unsubscribe(made["left"].id, topic.id)
    assert await _due(house, 8) == [(made["open"].id, 3)]


async def test_a_chat_that_chooses_otherwise_is_decided_anew_at_once(house: House) -> None:
    made = await house.destination()
    await _keep(house, made, await house.follow(made), 3)
    await house.store.destinations.change_preferences(made.id, lambda had: replace(had, previews=True))
    assert await _due(house, 0) == [(made.id, 3)]


async def test_what_is_kept_moves_with_its_group(house: House) -> None:
    made = await house.destination(-5)
    topic = await house.follow(made)
    newcomer, _ = await house.store.destinations.open(reader(-100), "Europe/Paris", (), NOW)
    await house.follow(newcomer)
    await _keep(house, newcomer, topic, 4)
    await _keep(house, made, topic, 3)
    await house.store.destinations.move(made.id, ChatId(-100))
    assert await _due(house, 8) == [(made.id, 3), (made.id, 4)]


async def test_nothing_is_kept_for_a_chat_that_is_gone(house: House) -> None:
    made = await house.destination()
    topic = await house.follow(made)
    await _keep(house, replace(made, id=DestinationId(77)), topic, 3)
    assert await _due(house, 8) == []

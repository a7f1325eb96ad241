"""What a destination was told, and alerts."""

from __future__ import annotations

from bot.errors import GoneReason
from bot.model import Destination, DestinationId, How, Kind, Seq, StoryId, Told
from bot.ports import AlertsDecided
from tests.store.making import LEASE, NOW, House, at, draft, prepared, told


async def _tell(house: House, made: Destination, *rows: Told) -> None:
    await house.store.destinations.commit_alerts(
        AlertsDecided((), tuple((made.id, row) for row in rows), Seq(0)), NOW
    )


async def test_of_what_was_told_the_highest_revision_stands(house: House) -> None:
    made = await house.destination()
    await _tell(house, made, told(1, 2), told(1, 1, told_at=at(hours=1)))
    assert await house.store.destinations.told(made.id, [StoryId(1)]) == {1: told(1, 2, told_at=at(hours=1))}


async def test_an_alert_stands_only_if_no_digest_told_the_story(house: House) -> None:
    made = await house.destination()
    await _tell(house, made, told(1, 3, How.ALERT), told(1, 2), told(2, 1, How.ALERT))
    assert await house.store.destinations.told(made.id, [StoryId(1), StoryId(2)]) == {
        1: told(1, 2),
        2: told(2, 1, How.ALERT),
    }


async def test_many_destinations_are_asked_about_at_once(house: House) -> None:
    ada, bob = await house.destination(1), await house.destination(2)
    await _tell(house, ada, told(1), told(2))
    await _tell(house, bob, told(1, 4))
    pairs = [(ada.id, StoryId(1)), (bob.id, StoryId(1)), (bob.id, StoryId(2))]
    assert await house.store.destinations.told_many(pairs) == {
        (ada.id, 1): told(1),
        (bob.id, 1): told(1, 4),
    }
    assert await house.store.destinations.told_many([]) == {}


async def test_of_many_stories_each_destination_is_asked_about_its_own(house: House) -> None:
    ada, bob, eve = [await house.destination(n) for n in (1, 2, 3)]
    await _tell(house, ada, told(1), told(2), told(3, 1, How.ALERT), told(3, 2), told(9))
    await _tell(house, bob, told(2, 4))
    ids = tuple(StoryId(n) for n in (1, 3, 9))
    assert await house.store.destinations.told_among({ada.id: ids, bob.id: ids, eve.id: ()}) == {
        (ada.id, 1): told(1),
        (ada.id, 3): told(3, 2),
        (ada.id, 9): told(9),
    }


async def test_alerts_told_and_the_lanes_cursor_are_written_together(house: House) -> None:
    made = await house.destination()
    assert await house.store.destinations.alert_cursor() == 0
    nobody = DestinationId(77)
    await house.store.destinations.commit_alerts(
        AlertsDecided(
            (draft(made, "a", Kind.ALERT, [StoryId(1)]),),
            ((made.id, told(1, how=How.ALERT)), (nobody, told(1, how=How.ALERT))),
            Seq(8),
        ),
        NOW,
    )
    assert await house.store.destinations.alert_cursor() == 8
    assert await house.store.destinations.told(made.id, [StoryId(1)]) == {1: told(1, how=How.ALERT)}
    assert await house.store.destinations.told(nobody, [StoryId(1)]) == {}
    (owed,) = await house.claims()
    assert (owed.kind, owed.digest_id) == (Kind.ALERT, None)


async def test_alert_targets_are_open_unpaused_and_want_alerts(house: House) -> None:
    names = ("wants", "digests only", "closed", "paused", "pause over", "other topic")
    made = {name: await house.destination(n) for n, name in enumerate(names, 1)}
    for name, destination in made.items():
        topic = await house.follow(destination, "climat" if name == "other topic" else "otan")
        if name != "digests only":
            await house.store.destinations.set_alert(destination.id, topic.id, 2)
    await house.store.destinations.close(made["closed"].id, GoneReason.BLOCKED, NOW)
    await house.store.destinations.pause(made["paused"].id, None, NOW)
    await house.store.destinations.pause(made["pause over"].id, at(hours=-1), NOW)
    otan = await house.topic("otan")
    targets = await house.store.destinations.alert_targets([otan.id], NOW)
    assert [target.destination.id for target in targets] == [made["wants"].id, made["pause over"].id]
    assert [(t.subscription.topic, t.subscription.alert_at, t.alerts_today) for t in targets] == [
        (otan, 2, 0)
    ] * 2


async def test_alerts_are_counted_over_the_last_day(house: House) -> None:
    made = await house.destination()
    topic = await house.follow(made)
    await house.store.destinations.set_alert(made.id, topic.id, 1)
    for key, hours in (("old", -24), ("a", -23), ("b", 0), ("future", 1)):
        await house.store.outbox.enqueue([draft(made, key, Kind.ALERT)], at(hours=hours))
    await house.store.outbox.enqueue([draft(made, "digest")], NOW)
    (target,) = await house.store.destinations.alert_targets([topic.id], NOW)
    assert target.alerts_today == 2


async def test_the_message_id_goes_to_what_the_message_told(house: House) -> None:
    made = await house.due()
    (claim,) = await house.store.destinations.claim_due(NOW, LEASE, 1)
    drafts = (draft(made, "d", stories=[StoryId(1)]),)
    await house.store.destinations.commit([prepared(claim, drafts=drafts, told=(told(1), told(2)))], NOW)
    await _tell(house, made, told(1, how=How.ALERT))
    (owed,) = await house.claims()
    assert await house.store.outbox.mark_sent(owed, 501, NOW)
    noted = await house.told_messages()
    assert noted == {(1, "alert"): None, (1, "digest"): 501, (2, "digest"): None}

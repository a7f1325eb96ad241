"""Who refuses us and comes back: what was missed is told in one digest, and nothing is told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ChatGone, DoubtfulSend, GoneReason, NotSent
from bot.model import Draft, Kind, Message, Reader
from bot.results import Welcome
from bot.services.alerts import prepare_alerts
from bot.services.digests import prepare_due
from bot.services.people import destination_of
from bot.services.start import start
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader
from tests.services.house import Town

OLD = Item("Une exposition de gravures ouvre à Namur", "Deux cents pièces sont montrées.")
TRUCE = Item(
    "Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah, en Arabie saoudite."
)
DOCKERS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué depuis lundi matin.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", OLD)
    return town


async def come_back(town: Town, who: Reader) -> Welcome:
    back = await start(town.room.desk, reader(who.chat_id), "")
    assert isinstance(back, Welcome)
    return back


async def test_a_digest_that_was_refused_comes_on_return_and_once(town: Town) -> None:
    who = await town.follow("cessez-le-feu OU dockers")
    await town.publish("Le Fanal", TRUCE)
    town.sender.errors = [ChatGone(GoneReason.BLOCKED)]
    assert await town.next_digest() == []
    town.room.clock.move(hours=5)
    await town.publish("Le Fanal", DOCKERS)
    assert await town.tick() == []
    assert (await come_back(town, who)).catches_up
    (caught_up,) = await town.tick()
    assert "Kiev accepte" in caught_up
    assert "dockers" in caught_up
    assert not (await come_back(town, who)).catches_up
    assert await town.next_digest() == []


async def test_an_alert_and_the_digest_that_recalls_it_are_both_missed(town: Town) -> None:
    who = await town.alert("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    await prepare_alerts(town.room.desk)
    town.room.clock.move_to(THURSDAY + timedelta(minutes=30))
    await prepare_due(town.room.desk)  # recalls in a line what the alert, not sent yet, tells
    found = await town.room.store.destinations.find(who.chat_id, None)
    assert found is not None
    await town.room.store.destinations.close(found.id, GoneReason.BLOCKED, town.room.clock.now())
    await come_back(town, who)
    texts = await town.tick()  # at the very instant of the digest that was missed
    assert sum("Kiev accepte" in text for text in texts) == 1


async def test_a_word_that_the_watch_goes_on_takes_no_digests_place(town: Town) -> None:
    """Both were due at one instant: the word, which was never sent, and the digest that catches up."""
    who = await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    found = await destination_of(town.room.desk, who)
    for days in range(9):  # nothing leaves: a digest, then silence long enough for a word
        town.room.clock.move_to(THURSDAY + timedelta(days=days, minutes=30))
        await prepare_due(town.room.desk)
        found = await destination_of(town.room.desk, who)
        if found.watch_said:
            break
    assert found.watch_said
    await town.room.store.destinations.close(found.id, GoneReason.BLOCKED, town.room.clock.now())
    await town.publish(
        "Le Fanal", DOCKERS, replace(TRUCE, title="Un cessez-le-feu à Gaza", link="https://f.example/2")
    )
    await come_back(town, who)
    (caught_up,) = await town.tick()
    assert "Gaza" in caught_up


async def test_what_came_before_it_is_not_told_again(town: Town) -> None:
    who = await town.follow("cessez-le-feu OU dockers")
    await town.publish("Le Fanal", DOCKERS)
    assert len(await town.next_digest()) == 1
    arrived_at = town.room.clock.now()
    await town.publish("Le Fanal", TRUCE)
    town.sender.errors = [ChatGone(GoneReason.KICKED)]
    await town.next_digest()
    found = await town.room.store.destinations.find(who.chat_id, None)
    assert found is not None
    assert found.last_digest_at == arrived_at
    await come_back(town, who)
    (caught_up,) = await town.tick()
    assert "Kiev accepte" in caught_up
    assert "dockers" not in caught_up


async def test_what_may_have_arrived_is_not_told_again(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    town.sender.errors = [DoubtfulSend(), ChatGone(GoneReason.BLOCKED)]
    assert await town.next_digest() == []
    town.room.clock.move(seconds=5)
    assert await town.tick() == []
    await come_back(town, who)
    assert await town.tick() == []
    assert await town.next_digest() == []


async def test_an_alert_that_was_refused_is_in_the_digest_that_catches_up(town: Town) -> None:
    who = await town.alert("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    town.sender.errors = [NotSent(), ChatGone(GoneReason.DEACTIVATED)]
    assert await town.tick() == []
    town.room.clock.move(seconds=5)
    assert await town.tick() == []
    await come_back(town, who)
    (caught_up,) = await town.tick()
    assert "Kiev accepte" in caught_up
    assert await town.next_digest() == []


async def test_after_a_long_absence_48_hours_are_told_and_that_is_said(town: Town) -> None:
    who = await town.follow("cessez-le-feu OU dockers")
    await town.publish("Le Fanal", TRUCE)
    town.sender.errors = [ChatGone(GoneReason.BLOCKED)]
    await town.next_digest()
    town.room.clock.move(days=5)
    await town.publish("Le Fanal", DOCKERS)
    town.room.clock.move(hours=1)
    assert (await come_back(town, who)).catches_up
    (caught_up,) = await town.tick()
    assert "dockers" in caught_up
    assert "Kiev accepte" not in caught_up
    assert "ne remonte qu’à 2 jours" in caught_up


async def test_a_follow_up_that_was_refused_follows_up_on_return(town: Town) -> None:
    who = await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    assert len(await town.next_digest()) == 1
    town.room.clock.move(hours=2)
    later = Item(
        "Cessez-le-feu de trente jours : Moscou demande des explications à Washington avant de répondre à Kiev",
        "L’accord donné à Djeddah est suspendu à la réponse du Kremlin, qui réclame des garanties écrites.",
        at=town.room.clock.now() - timedelta(minutes=5),
    )
    await town.publish("Le Fanal", later)
    town.sender.errors = [ChatGone(GoneReason.BLOCKED)]
    refused = await town.next_digest()
    assert refused == []
    await come_back(town, who)
    (caught_up,) = await town.tick()
    assert "Moscou demande" in caught_up


async def test_of_a_digest_in_parts_what_arrived_is_not_told_again(town: Town) -> None:
    await town.follow("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    destination = await destination_of(town.room.desk, reader(1001))
    outbox, now = town.room.store.outbox, town.room.clock.now()
    town.sender.errors = [NotSent()]
    assert await town.next_digest() == []
    (row,) = await outbox.claim(town.room.clock.now() + timedelta(seconds=5), timedelta(minutes=1), 5)
    await outbox.mark_sent(row, 9, now)
    await outbox.enqueue([Draft(destination.id, Kind.DIGEST, "more", Message("x"), ())], now)
    await town.room.store.destinations.close(destination.id, GoneReason.BLOCKED, now)
    await come_back(town, reader(1001))
    assert await town.tick() == []

"""What many chats share, and what each has for itself: alerts and digests prepared side by side."""

from __future__ import annotations

import pytest

from bot.model import ChatId
from bot.services import digests, morning
from bot.services.digests import prepare_due
from tests.conftest import Room
from tests.fakes import Item
from tests.services.house import Town

OLD = Item("Une exposition de gravures ouvre à Namur", "Deux cents pièces sont montrées.")
DOCKERS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué depuis lundi matin.")
TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", OLD)
    return town


def chats(town: Town) -> list[int]:
    return sorted(sent.destination.chat_id for sent in town.sender.sent)


async def test_chats_with_the_same_topics_are_told_the_same_each_once(town: Town) -> None:
    for chat_id in (1, 2, 3):
        await town.follow("dockers", chat_id)
    await town.follow("cessez-le-feu", 3)
    await town.publish("Le Fanal", DOCKERS, TRUCE)
    texts = await town.next_digest()
    assert chats(town) == [1, 2, 3]
    assert sum("dockers" in text for text in texts) == 3
    assert sum("Kiev" in text for text in texts) == 1
    assert await town.next_digest() == []


async def test_what_is_shared_is_only_what_is_the_same(town: Town) -> None:
    for chat_id in (1, 2, 3, 4):
        await town.follow("dockers", chat_id)
    await town.follow("cessez-le-feu", 2)
    await town.alert("cessez-le-feu", 3)
    await town.follow("cessez-le-feu", 4)
    english = await town.room.store.destinations.find(ChatId(4), None)
    assert english is not None
    await town.room.store.destinations.set_language(english.id, "en")
    await town.publish("Le Fanal", DOCKERS, TRUCE)
    await town.tick()
    await town.next_digest()
    text = {int(sent.destination.chat_id): sent.text for sent in town.sender.sent[-4:]}
    assert ["Kiev" in text[n] for n in (1, 2, 3, 4)] == [False, True, True, True]
    assert ["par une alerte" in text[n] for n in (1, 2, 3, 4)] == [False, False, True, False]
    assert ["Digest of" in text[n] for n in (1, 2, 3, 4)] == [False, False, False, True]


async def test_an_alert_reaches_everybody_who_wants_it_and_nobody_twice(town: Town) -> None:
    await town.alert("dockers", 1)
    await town.alert("dockers", 2)
    await town.alert("Havre", 2)
    await town.follow("dockers", 3)
    await town.publish("Le Fanal", DOCKERS)
    assert len(await town.tick()) == 2
    assert chats(town) == [1, 2]
    assert await town.tick() == []


async def test_alerted_stories_are_recalled_to_each_of_the_chats(town: Town) -> None:
    for chat_id in (1, 2):
        await town.alert("dockers", chat_id)
        await town.follow("cessez-le-feu", chat_id)
    await town.publish("Le Fanal", DOCKERS, TRUCE)
    await town.tick()
    texts = await town.next_digest()
    assert len(texts) == 2
    assert all("Kiev" in text and "dockers" in text for text in texts)


@pytest.mark.parametrize("most", [1, 5_000], ids=["little is remembered", "all is remembered"])
async def test_more_chats_than_a_transaction_takes_are_all_told(
    town: Town, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(digests, "BATCH", 2)
    monkeypatch.setattr(morning, "MOST_SHARED", most)
    for chat_id in range(1, 6):
        await town.follow("dockers", chat_id)
    await town.publish("Le Fanal", DOCKERS)
    town.room.clock.move(hours=1)
    assert await prepare_due(town.room.desk) == 5
    assert await prepare_due(town.room.desk) == 0
    await town.tick()
    assert chats(town) == [1, 2, 3, 4, 5]

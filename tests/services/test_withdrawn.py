"""What still leads to a story after its articles were withdrawn: buttons, follows, alerts kept for the morning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import NotFound
from bot.model import WishKind
from bot.results import DigestOnDemand
from bot.services import quiet
from bot.services.alerts import prepare_alerts
from bot.services.corrections import correct_alerts
from bot.services.follow import follow_story, prepare_follow_ups
from bot.services.publishers import note_wish
from bot.services.reading import explain_why, more_stories, open_card, read_digest
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

TRUCE = Item("Kiev accepte un cessez-le-feu", "L’accord est donné.", "https://le-fanal.example/1")
PLACE = "le-fanal.example"


@pytest.fixture
async def town(room: Room) -> Town:
    made = Town(room)
    await made.open_paper("Le Fanal", Item("Namur expose", link="https://le-fanal.example/0"))
    await made.open_paper("Radio Estuaire", Item("Mons expose", link="https://radio-estuaire.example/0"))
    return made


async def refuse(town: Town) -> int:
    return (await note_wish(town.room.desk, WishKind.REFUSED, (PLACE,), "Le Fanal", None)).entries


async def test_buttons_and_follows_of_a_story_that_is_gone_do_nothing(town: Town) -> None:
    desk = town.room.desk
    await town.publish("Le Fanal", TRUCE)
    who = replace(reader(), message_id=77, tapped=True)
    shown = await read_digest(desk, who, "cessez-le-feu")
    assert isinstance(shown, DigestOnDemand)
    (card,) = shown.digest.cards
    await follow_story(desk, who, card.story_id, shown.at)
    assert await refuse(town) == 2
    for look in (open_card, explain_why, follow_story):
        with pytest.raises(NotFound):
            await look(desk, who, card.story_id, shown.at)
    assert (await more_stories(desk, who, shown.at)).cards == ()
    await town.publish("Radio Estuaire", replace(TRUCE, link="https://radio-estuaire.example/1"))
    assert await prepare_follow_ups(desk) == 0


async def test_an_alert_kept_for_the_morning_is_not_told_of_what_is_gone(town: Town) -> None:
    desk = town.room.desk
    await town.alert("cessez-le-feu")
    await quiet.set_quiet(desk, reader(), "0h-12h retenir")
    await town.publish("Le Fanal", TRUCE)
    assert await town.tick() == []
    await refuse(town)
    town.room.clock.move(hours=6)
    assert [said for said in await town.tick() if TRUCE.title in said] == []


async def test_an_alert_that_left_is_not_corrected_by_what_is_gone(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await town.publish("Le Fanal", TRUCE)
    assert len(await town.tick()) == 1
    await refuse(town)
    await correct_alerts(town.room.desk)
    await prepare_alerts(town.room.desk)
    assert [said for said in await town.tick() if TRUCE.title in said] == []

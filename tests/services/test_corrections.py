"""A story corrected within 24 hours of its alert."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import Editing, Replying
from bot.services import quiet, schedule
from bot.services.alerts import prepare_alerts
from bot.services.corrections import correct_alerts
from tests.conftest import Room
from tests.fakes import Item, Sent, reader
from tests.services.house import Town

WEATHER = Item("Météo", "Du vent.", link="https://le-fanal.example/0")
QUAKE = Item(
    "Séisme au Népal : 128 morts près de Katmandou",
    "Le bilan a été annoncé par le ministre de l’Intérieur. Les secours arrivent.",
    link="https://le-fanal.example/seisme",
)
TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah mardi soir.")
MORE_DEAD = replace(QUAKE, title="Séisme au Népal : 312 morts près de Katmandou")
TYPO = replace(QUAKE, title="Séisme au Népal : 128 morts près de Katmandu")
LONGER = replace(
    QUAKE, text="Le bilan a été annoncé par le ministre. Une réplique a secoué la vallée jeudi à Bhaktapur."
)


@pytest.fixture
async def town(room: Room) -> Town:
    """A chat was alerted of the quake."""
    town = Town(room)
    await town.open_paper("Le Fanal", WEATHER)
    await town.alert("séisme")
    await town.publish("Le Fanal", QUAKE)
    assert len(await town.tick()) == 1
    return town


async def corrected(town: Town, item: Item, minutes: float = 10) -> list[Sent]:
    """What leaves when the paper prints the item anew."""
    town.room.clock.move(minutes=minutes)
    await town.replace("Le Fanal", item, WEATHER)
    before = len(town.sender.sent)
    await correct_alerts(town.room.desk)
    await town.tick()
    return town.sender.sent[before:]


async def test_another_figure_is_edited_in_place_and_answered(town: Town) -> None:
    edit, answer = await corrected(town, MORE_DEAD)
    first = town.sender.sent[0]
    assert isinstance(edit.way, Editing)
    assert edit.way.message_id is not None
    assert not edit.way.or_new
    assert isinstance(answer.way, Replying)
    assert answer.way.message_id == edit.way.message_id
    assert "312 morts" in edit.text
    assert "Mis à jour, 7\u202fh\u202f10." in edit.text
    assert edit.message.buttons == first.message.buttons
    assert answer.text.startswith("Rectification\u00a0: ")
    assert "titrait auparavant" in answer.text
    assert "128 morts" in answer.text


async def test_what_is_only_told_anew_is_edited_without_a_word(town: Town) -> None:
    (edit,) = await corrected(town, LONGER)
    assert isinstance(edit.way, Editing)
    assert "Mis à jour" in edit.text


async def test_a_typo_changes_nothing(town: Town) -> None:
    assert await corrected(town, TYPO) == []
    assert await corrected(town, QUAKE) == []


async def test_nothing_is_corrected_twice(town: Town) -> None:
    assert len(await corrected(town, MORE_DEAD)) == 2
    assert await corrected(town, MORE_DEAD) == []


async def test_a_page_that_is_edited_all_day_is_corrected_three_times(town: Town) -> None:
    counts = []
    for dead in (150, 200, 250, 300):
        item = replace(QUAKE, title=f"Séisme au Népal : {dead} morts près de Katmandou")
        counts.append(len(await corrected(town, item, minutes=7)))
    assert counts == [2, 2, 2, 0]


async def test_edits_in_a_hurry_are_one(town: Town) -> None:
    assert len(await corrected(town, MORE_DEAD)) == 2
    again = replace(QUAKE, title="Séisme au Népal : 330 morts près de Katmandou")
    assert await corrected(town, again, minutes=2) == []
    (edit, answer) = await corrected(town, again, minutes=4)
    assert "330 morts" in edit.text
    assert "312 morts" in answer.text


async def test_after_a_day_nobody_looks_at_an_alert_any_more(town: Town) -> None:
    town.room.clock.move(hours=24)
    await town.tick()
    assert await corrected(town, MORE_DEAD) == []


async def test_what_comes_later_corrects_nothing(town: Town) -> None:
    town.room.clock.move(minutes=30)
    later = replace(
        QUAKE, title="Séisme au Népal : 400 morts, selon les secours", link="https://quai.example/1"
    )
    await town.open_paper("Le Quai")
    await town.publish("Le Quai", later)
    assert await correct_alerts(town.room.desk) == 0


async def test_in_quiet_hours_a_rectification_makes_no_sound(town: Town) -> None:
    await quiet.set_quiet(town.room.desk, reader(), "6h-12h")
    assert [sent.message.silent for sent in await corrected(town, MORE_DEAD)] == [False, True]


@pytest.mark.parametrize("gone", [False, True])
async def test_a_chat_that_pauses_or_left_is_told_nothing(town: Town, gone: bool) -> None:
    if gone:
        await schedule.stop(town.room.desk, reader(), "")
    else:
        await schedule.pause(town.room.desk, reader(), "")
    assert await corrected(town, MORE_DEAD) == []


async def test_of_several_in_one_message_each_is_corrected_in_its_place(room: Room) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", WEATHER)
    await town.alert("séisme")
    await town.alert("cessez-le-feu")
    await town.publish("Le Fanal", QUAKE, TRUCE)
    assert len(await town.tick()) == 1
    town.room.clock.move(minutes=10)
    await town.replace("Le Fanal", MORE_DEAD, TRUCE, WEATHER)
    assert await correct_alerts(room.desk) == 2
    edit, answer = (await town.tick(), town.sender.sent[-2:])[1]
    assert "312 morts" in edit.text
    assert "Kiev accepte" in edit.text
    assert "Kiev" not in answer.text


async def test_an_alert_not_sent_yet_is_corrected_behind_it(room: Room) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", WEATHER)
    await town.alert("séisme")
    await town.publish("Le Fanal", QUAKE)
    assert await prepare_alerts(room.desk) == 1
    first, edit, answer = await corrected(town, MORE_DEAD)
    assert "128 morts" in first.text
    assert isinstance(edit.way, Editing)
    assert isinstance(answer.way, Replying)

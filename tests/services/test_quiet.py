"""`/silence`, and the alerts of a night."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import NotFound, QuietError
from bot.model import QuietHours, QuietMode
from bot.results import AlertsMuted, QuietSet
from bot.services import conversation, quiet, taps
from bot.views import actions
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

NIGHT = QuietHours(22 * 60, 7 * 60)
TRUCE = Item("Kiev accepte un cessez-le-feu de trente jours", "L’accord a été donné à Djeddah mardi soir.")
NATO = Item("L’Otan exclut d’envoyer des soldats", "Le secrétaire général de l’Otan l’a dit à Bruxelles.")


@pytest.fixture
async def town(room: Room) -> Town:
    town = Town(room)
    await town.open_paper("Le Fanal", Item("Météo", "Du vent.", link="https://le-fanal.example/0"))
    return town


async def test_quiet_hours_are_set_kept_and_undone(room: Room) -> None:
    shown = await quiet.set_quiet(room.desk, reader(), "")
    assert shown == QuietSet(NIGHT, QuietMode.SILENT, asks=True)
    changed = await quiet.set_quiet(room.desk, reader(), "23h-6h30 retenir")
    assert (changed.quiet, changed.mode) == (QuietHours(23 * 60, 390), QuietMode.HOLD)
    assert changed.undo_id is not None
    again = await quiet.set_mode(room.desk, reader(), QuietMode.SILENT)
    assert (again.quiet, again.mode) == (changed.quiet, QuietMode.SILENT)
    assert again.undo_id is not None
    assert (await quiet.undo_quiet(room.desk, reader(), again.undo_id)).mode is QuietMode.HOLD
    assert await quiet.undo_quiet(room.desk, reader(), changed.undo_id) == QuietSet(NIGHT, QuietMode.SILENT)
    with pytest.raises(NotFound):
        await quiet.undo_quiet(room.desk, reader(2), changed.undo_id)


async def test_what_is_not_understood_changes_nothing_and_is_asked_again(room: Room) -> None:
    await quiet.set_quiet(room.desk, reader(), "")
    with pytest.raises(QuietError):
        await conversation.hear(room.desk, reader(), "quand il fait nuit")
    heard = await conversation.hear(room.desk, reader(), "21h-6h")
    assert isinstance(heard, QuietSet)
    assert heard.quiet == QuietHours(21 * 60, 6 * 60)


@pytest.mark.parametrize(
    ("action", "mode"), [(actions.HoldAlerts(), QuietMode.HOLD), (actions.SilenceAlerts(), QuietMode.SILENT)]
)
async def test_a_tap_says_what_becomes_of_alerts(room: Room, action: actions.Action, mode: QuietMode) -> None:
    result = await taps.press(room.desk, reader(), action)
    assert isinstance(result, QuietSet)
    assert result.mode is mode
    assert result.undo_id is not None
    undone = await taps.press(room.desk, reader(), actions.UndoQuiet(result.undo_id))
    assert isinstance(undone, QuietSet)
    assert undone.mode is QuietMode.SILENT


async def test_alerts_of_a_night_come_together_in_the_morning(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await town.alert("Otan")
    await quiet.set_mode(town.room.desk, reader(), QuietMode.HOLD)
    clock = town.room.clock
    clock.move_to(clock.now().replace(hour=22, minute=30))
    await town.tick()  # the digest of this morning
    await town.publish("Le Fanal", replace(TRUCE, at=clock.now()))
    assert await town.tick() == []
    clock.move(hours=2)
    await town.publish("Le Fanal", replace(NATO, at=clock.now()))
    assert await town.tick() == []
    clock.move_to(clock.now().replace(hour=6, minute=0))  # 7 h in Paris
    (text,) = await town.tick()
    assert 0 < text.index("Kiev accepte") < text.index("2 · ") < text.index("L’Otan exclut")
    assert "Retenu pendant vos heures calmes" in text
    assert not town.sender.sent[-1].message.silent
    (digest,) = await town.next_digest()
    assert "Déjà signalé par une alerte" in digest


async def test_what_a_digest_told_in_the_night_is_not_told_again(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await quiet.set_quiet(town.room.desk, reader(), "22h-9h retenir")
    clock = town.room.clock
    clock.move_to(clock.now().replace(hour=23))
    await town.tick()
    await town.publish("Le Fanal", replace(TRUCE, at=clock.now()))
    assert await town.tick() == []
    assert len(await town.next_digest()) == 1
    clock.move_to(clock.now().replace(hour=8, minute=1))
    assert await town.tick() == []


async def test_no_more_quiet_hours_lets_go_of_what_is_kept(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await quiet.set_mode(town.room.desk, reader(), QuietMode.HOLD)
    town.room.clock.move_to(town.room.clock.now().replace(hour=23))
    await town.tick()
    await town.publish("Le Fanal", replace(TRUCE, at=town.room.clock.now()))
    assert await town.tick() == []
    await quiet.set_quiet(town.room.desk, reader(), "22h-6h")
    assert await town.tick() == []
    await quiet.set_quiet(town.room.desk, reader(), "non")
    assert len(await town.tick()) == 1


async def test_several_at_once_are_one_message_and_each_is_told(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await town.alert("Otan")
    await town.publish("Le Fanal", TRUCE, NATO)
    assert len(await town.tick()) == 1
    await town.publish("Le Fanal", replace(TRUCE, link="https://le-fanal.example/suite"))
    assert await town.tick() == []


async def test_no_more_before_tomorrow(town: Town) -> None:
    await town.alert("cessez-le-feu")
    assert await taps.press(town.room.desk, reader(), actions.MuteAlerts()) == AlertsMuted(True)
    await town.publish("Le Fanal", TRUCE)
    assert await town.tick() == []
    assert await taps.press(town.room.desk, reader(), actions.UnmuteAlerts()) == AlertsMuted(False)
    assert await town.tick() == []  # what came meanwhile is the digest's
    await town.alert("Otan")
    await town.publish("Le Fanal", NATO)
    assert len(await town.tick()) == 1
    (digest,) = await town.next_digest()
    assert "Kiev accepte" in digest


async def test_whoever_asks_for_an_alert_wants_alerts_again(town: Town) -> None:
    await town.alert("cessez-le-feu")
    await quiet.mute_alerts(town.room.desk, reader())
    await town.alert("Otan")
    await town.publish("Le Fanal", NATO)
    assert len(await town.tick()) == 1

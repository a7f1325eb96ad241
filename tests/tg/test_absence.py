"""A pause through the real library: how long it is asked for, what comes back, and who may start afresh."""

from __future__ import annotations

import pytest

from bot.demo.chats import Standing
from bot.model import ChatKind
from bot.services.digests import prepare_due
from tests.conftest import Room
from tests.fakes import Item
from tests.services.house import Town
from tests.tg.stage import ADMIN, Stage

GROUP = -100_500
AFRESH = "Repartir à zéro"


async def twelve_strikes(town: Town) -> None:
    for n in range(12):
        words = " ".join(f"mot{n}x{m}" for m in range(12))
        await town.publish("Fanal", Item(f"Dockers {n} {words}", f"Les dockers {words}."))


async def come_back(real: Stage, town: Town) -> str:
    """Eight days later; what was said meanwhile."""
    before = len(real.from_bot())
    town.room.clock.move(days=6, hours=20)
    await twelve_strikes(town)
    town.room.clock.move(hours=5)
    await prepare_due(town.room.desk)
    await real.deliver()
    (post,) = real.from_bot()[before:]
    return post.text


async def test_a_pause_comes_back_with_buttons_that_open_and_start_afresh(real: Stage, room: Room) -> None:
    town = Town(room)
    await town.open_paper("Fanal", Item("Rien de neuf"))
    await real.says("/abonner dockers")
    (said,) = await real.says("/pause jusqu’à jeudi")
    assert "Retour\u00a0: le 20 mars, 7\u202fh\u202f30" in said
    assert (await come_back(real, town)).startswith("Bon retour. Depuis le 13 mars, 12 sujets")
    for label in ("10", "2 autres sujets"):
        real.server.people.tap(42, 42, label)
        assert "Dockers" in (await real.play())[0]
    real.server.people.tap(42, 42, AFRESH)
    (afresh,) = await real.play()
    assert afresh.startswith("C’est entendu\u00a0: la prochaine revue (demain, 7\u202fh\u202f30)")
    room.clock.move(days=1)
    await prepare_due(room.desk)
    assert await real.play() == ()


async def test_a_late_tap_hides_nothing(real: Stage, room: Room) -> None:
    town = Town(room)
    await town.open_paper("Fanal", Item("Rien de neuf"))
    await real.says("/abonner dockers")
    await real.says("/pause une semaine")
    await come_back(real, town)
    welcome = real.from_bot()[-1].id
    room.clock.move(days=1)
    await prepare_due(room.desk)
    await real.deliver()
    tap = real.server.people.tap(42, 42, AFRESH, welcome)
    assert await real.play() == ()
    assert tap.answer is not None
    assert tap.answer.text == "Ce bouton n’est plus actif."


@pytest.mark.parametrize("typed", ["bientôt", "hier", "25/08/2020", "dans 3 ans", "<b>&</b>", "x" * 4000])
async def test_a_pause_until_nobody_knows_when_is_answered_with_an_example(real: Stage, typed: str) -> None:
    (said,) = await real.says(f"/pause {typed}")
    assert "rien ne change" in said
    assert "/pause deux semaines" in said


async def test_in_a_group_its_admins_alone_start_afresh(real: Stage, room: Room) -> None:
    members = {42: Standing.MEMBER, ADMIN: Standing.ADMINISTRATOR}
    real.server.people.add_group(GROUP, "Veille", members, ChatKind.SUPERGROUP)
    town = Town(room)
    await town.open_paper("Fanal", Item("Rien de neuf"))
    await real.says("/abonner dockers", GROUP, ADMIN)
    await real.says("/pause une semaine", GROUP, ADMIN)
    await come_back(real, town)
    refused = real.server.people.tap(GROUP, 42, AFRESH)
    assert await real.play() == ()
    assert refused.answer is not None
    assert refused.answer.alert
    real.server.people.tap(GROUP, ADMIN, AFRESH)
    assert "désormais" in (await real.play())[0]

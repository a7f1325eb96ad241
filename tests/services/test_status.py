"""`/etat` and `vigie status`: how the bot does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import NotAllowed
from bot.model import Trouble, UserId, Vitals
from bot.services.desk import Desk
from bot.services.status import LATE, VITALS, back_up, beat, house_state, rest, show_status
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

ADMIN = reader(42)


@pytest.fixture
def desk(room: Room) -> Desk:
    room.desk = replace(room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(42)})))
    return room.desk


def vitals(room: Room) -> Vitals:
    now = room.clock.now()
    return Vitals(now - timedelta(hours=3), "0.1.0", 5_000_000, (Trouble(now, "jobs:3", "KeyError", 2),))


async def test_a_process_that_beats_is_alive_and_says_how_it_does(room: Room, desk: Desk) -> None:
    assert not (await house_state(desk)).is_well
    said = vitals(room)
    await beat(desk, lambda: said)
    state = await house_state(desk)
    assert state.is_alive
    assert state.is_well
    assert state.vitals == said
    room.clock.move(seconds=LATE.total_seconds() + 1)
    assert not (await house_state(desk)).is_alive


async def test_a_process_that_ended_as_it_was_told_to_is_not_taken_for_alive(room: Room, desk: Desk) -> None:
    await rest(desk)  # before it ever beat
    await beat(desk, None)
    assert (await house_state(desk)).is_alive
    await rest(desk)
    assert not (await house_state(desk)).is_alive
    room.clock.move(seconds=1)
    await beat(desk, None)  # started again
    assert (await house_state(desk)).is_alive


async def test_a_heart_that_beat_before_the_clock_was_put_back_says_nothing(room: Room, desk: Desk) -> None:
    await beat(desk, None)
    room.clock.move(days=-1)
    assert not (await house_state(desk)).is_alive
    await beat(desk, None)
    assert (await house_state(desk)).is_alive


@pytest.mark.parametrize("note", ["", "{}", "[1]", "null", '{"troubles": [{}]}', '{"troubles": 3}'])
async def test_vitals_that_cannot_be_read_are_none(desk: Desk, note: str) -> None:
    await desk.store.house.put_note(VITALS, note)
    await beat(desk, None)
    state = await house_state(desk)
    assert state.is_alive
    assert state.vitals is None


async def test_only_admins_ask(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await show_status(desk, reader(1), "")


async def test_a_day_without_anything_has_no_picture(desk: Desk) -> None:
    assert (await show_status(desk, ADMIN, "")).picture is None


async def test_a_day_is_drawn(room: Room, desk: Desk) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", Item("Grève des dockers", "Le port est bloqué."))
    await town.publish("Le Fanal", Item("Le port rouvre", "Les dockers ont voté la reprise."))
    found = await show_status(desk, ADMIN, "")
    assert found.picture is not None
    assert found.picture.startswith(b"\x89PNG")
    assert (sum(found.day.readings), sum(found.day.articles)) == (2, 1)


async def test_a_backup_is_remembered(room: Room, desk: Desk, tmp_path: Path) -> None:
    await back_up(desk, tmp_path / "copy.db")
    assert (await house_state(desk)).counters.backed_up_at == room.clock.now()

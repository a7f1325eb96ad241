"""What whoever runs the bot asks it, through the real library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.demo.bot_api import BotApiServer
from bot.model import Deed, UserId
from bot.services.journal import PAGE
from bot.services.status import beat
from bot.tg.handlers import Uses
from tests.conftest import Room
from tests.fakes import Item
from tests.services.house import Town
from tests.tg.stage import ADMIN, Notes, Stage, build


@pytest.fixture
async def real(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    server.people.add_person(ADMIN, "Alix")
    room.desk = replace(room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)})))
    played = build(server, room.store, room.desk, Notes(), Uses())
    async with played.application:
        yield played


async def test_the_journal_turns_its_pages_in_place(real: Stage, room: Room) -> None:
    for n in range(PAGE + 1):
        await room.store.audit.note(Deed.FEED_RENAMED, UserId(ADMIN), f"Média {n}", room.clock.now())
    (first,) = await real.says("/journal", ADMIN, ADMIN)
    assert f"Média {PAGE}" in first
    assert "Média 0" not in first
    shown = real.server.messages(ADMIN)[-1].id
    for label, there, away in (
        ("Plus ancien", "Média 0 ", f"Média {PAGE} "),
        ("Le plus récent", f"Média {PAGE} ", "Média 0 "),
    ):
        real.server.people.tap(ADMIN, ADMIN, label)
        assert await real.play() == ()
        post = real.server.messages(ADMIN)[-1]
        assert post.id == shown
        assert there in post.text
        assert away not in post.text


async def test_how_the_bot_does_comes_with_a_picture_of_its_day(real: Stage, room: Room) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", Item("Grève des dockers", "Le port est bloqué."))
    await beat(room.desk, None)
    (said,) = await real.says("/etat", ADMIN, ADMIN)
    assert said.startswith("En bon état")
    assert "Flux\u00a0: 1" in said
    assert real.called("sendPhoto") == 1
    assert await real.says("/etat") == ("Cette commande ne vous est pas ouverte.",)

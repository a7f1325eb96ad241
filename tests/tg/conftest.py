"""The loopback Bot API server, and the real library talking to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.bot_api import BotApiServer
from bot.model import UserId
from bot.services.desk import Desk
from bot.tg.handlers import Uses
from bot.tg.limits import Limits
from bot.tg.sender import TelegramSender
from tests.conftest import Room
from tests.tg.stage import ADMIN, Notes, Stage, build

READ_S = 0.25  # long for a loopback, short for a test that waits for no answer


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        running.people.add_person(42, "Camille")
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    quick = HTTPXRequest(
        read_timeout=READ_S, pool_timeout=0.05, httpx_kwargs={"trust_env": False, "verify": False}
    )
    async with Bot(
        server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=quick,
        get_updates_request=quick,
    ) as made:
        yield made


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot, Limits())


def _admin_of(server: BotApiServer, room: Room) -> Desk:
    """Alix (99) is there, and an admin of the bot."""
    server.people.add_person(ADMIN, "Alix")
    return replace(room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)})))


@pytest.fixture
async def stage(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    """Camille (42) and the admin (99), the bot, and use cases that note what reaches them."""
    played = build(server, room.store, _admin_of(server, room), Notes())
    async with played.application:
        yield played


@pytest.fixture
async def real(server: BotApiServer, room: Room) -> AsyncIterator[Stage]:
    """The same with the use cases themselves."""
    played = build(server, room.store, _admin_of(server, room), Notes(), Uses())
    async with played.application:
        yield played

"""The loopback Bot API server, and the real library talking to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.bot_api import BotApiServer
from bot.tg.limits import Limits
from bot.tg.sender import TelegramSender

READ_S = 0.25  # long for a loopback, short for a test that waits for no answer


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        running.people.add_person(42, "Camille")
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    quick = HTTPXRequest(read_timeout=READ_S, pool_timeout=0.05, httpx_kwargs={"trust_env": False})
    async with Bot(
        server.token, base_url=server.base_url, base_file_url=server.base_file_url, request=quick
    ) as made:
        yield made


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot, Limits())

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Standing
from bot.demo.clock import DemoClock
from bot.model import ChatKind

NOW = datetime(2025, 3, 13, 6, 30, tzinfo=UTC)
READER, ADMIN, GROUP, FORUM, CHANNEL = 42, 7, -500, -1001, -1002


@pytest.fixture(autouse=True)
def durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it the library warns at every RetryAfter


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(DemoClock(NOW)) as running:
        running.people.add_person(READER, "Camille")
        running.people.add_person(ADMIN, "Dominique", username="dominique")
        members = {READER: Standing.MEMBER, ADMIN: Standing.CREATOR}
        running.people.add_group(GROUP, "Revue de presse", members)
        running.people.add_group(
            FORUM, "Forum", members, ChatKind.SUPERGROUP, Standing.ADMINISTRATOR, forum=True
        )
        running.people.add_group(CHANNEL, "Chaîne", {}, ChatKind.CHANNEL, Standing.ADMINISTRATOR)
        yield running


@pytest.fixture
async def client(server: BotApiServer) -> AsyncIterator[Bot]:
    async with new_client(server) as bot:
        yield bot


def new_client(server: BotApiServer, token: str | None = None, read_timeout: float = 5.0) -> Bot:
    request = HTTPXRequest(read_timeout=read_timeout)
    return Bot(
        token or server.token, base_url=server.base_url, base_file_url=server.base_file_url, request=request
    )

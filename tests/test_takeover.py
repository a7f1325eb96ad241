"""A database under another token: who asks Telegram first, and what the terminal says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import open_desk, take_over
from bot.config import Settings, settings_of
from bot.demo.bot_api import BotApiServer
from bot.errors import GoneReason, NotSent, TokenRefused
from bot.services.desk import Desk
from tests.fakes import THURSDAY, FakeClock, reader

FORMER, NEW = 7_000_000_001, 7_000_000_002
TOKEN = f"{NEW}:another-token-of-the-right-shape-0000"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A bot with one reader."""
    async with open_desk(settings_of(), url=f"sqlite:///{tmp_path / 'vigie.db'}", clock=FakeClock()) as made:
        await made.store.destinations.open(reader(), "Europe/Paris", (), THURSDAY)
        yield made


def settings(base_url: str, token: str = TOKEN) -> Settings:
    return settings_of(telegram={"token": token, "base_url": base_url})


async def closed(desk: Desk) -> GoneReason | None:
    found = await desk.store.destinations.find(reader().chat_id, None)
    assert found is not None
    return found.closed


async def test_a_bot_that_telegram_knows_takes_the_house_over(desk: Desk) -> None:
    await desk.store.house.become(FORMER, THURSDAY)
    async with BotApiServer(token=TOKEN) as api:
        await take_over(settings(api.base_url), desk)
    assert await desk.store.house.owner() == NEW
    assert await closed(desk) is GoneReason.WAITING


@pytest.mark.parametrize("owner", [None, FORMER])
async def test_a_token_that_telegram_does_not_know_changes_nothing(desk: Desk, owner: int | None) -> None:
    if owner is not None:
        await desk.store.house.become(owner, THURSDAY)
    async with BotApiServer() as api:
        with pytest.raises(TokenRefused):
            await take_over(settings(api.base_url), desk)
    assert await desk.store.house.owner() == owner
    assert await closed(desk) is None


async def test_the_same_bot_asks_nobody(desk: Desk) -> None:
    await desk.store.house.become(NEW, THURSDAY)
    await take_over(settings("http://127.0.0.1:9/bot"), desk)
    assert await closed(desk) is None


async def test_without_telegram_the_first_bot_starts_and_another_waits(desk: Desk) -> None:
    nowhere = settings("http://127.0.0.1:9/bot")
    await take_over(nowhere, desk)
    assert await desk.store.house.owner() is None
    await desk.store.house.become(FORMER, THURSDAY)
    with pytest.raises(NotSent):
        await take_over(nowhere, desk)
    assert await desk.store.house.owner() == FORMER


async def test_a_token_of_no_shape_is_left_to_who_needs_it(desk: Desk) -> None:
    await take_over(settings("http://127.0.0.1:9/bot", token="nonsense"), desk)
    assert await desk.store.house.owner() is None

"""Setting the library up, and asking who we are."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import DEMO_TOKEN, USERNAME, BotApiServer
from bot.demo.faults import SERVER_ERROR
from bot.errors import NotSent, TokenRefused
from bot.tg.bot import is_loopback
from bot.tg.identity import bot_name


async def test_the_bots_name_is_asked_for(server: BotApiServer) -> None:
    assert await bot_name(server.token, server.base_url) == USERNAME


@pytest.mark.parametrize(
    "token", ["", "nonsense", "7000000001:another-token-that-nobody-gave-out-00", "1:2/../x", "1 2"]
)
async def test_a_bad_token_is_refused_without_repeating_it(server: BotApiServer, token: str) -> None:
    with pytest.raises(TokenRefused) as caught:
        await bot_name(token, server.base_url)
    assert not str(caught.value)
    assert caught.value.__suppress_context__


async def test_telegram_out_of_reach_is_said_so() -> None:
    async with BotApiServer() as away:
        base_url = away.base_url
    with pytest.raises(NotSent):
        await bot_name(DEMO_TOKEN, base_url)


async def test_telegram_in_trouble_is_said_so(server: BotApiServer) -> None:
    server.faults.queue(SERVER_ERROR, "getMe")
    with pytest.raises(NotSent):
        await bot_name(server.token, server.base_url)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8081/bot", True),
        ("http://localhost/bot", True),
        ("http://[::1]:80/bot", True),
        ("https://api.telegram.org/bot", False),
        ("nonsense", False),
    ],
)
def test_loopback_is_known(url: str, local: bool) -> None:
    assert is_loopback(url) is local

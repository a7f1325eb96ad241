"""The menus that Telegram shows."""

from __future__ import annotations

import json
import logging

import pytest
from telegram import Bot

from bot.demo.bot_api import BotApiServer
from bot.demo.faults import SERVER_ERROR
from bot.locale.commands import command_words
from bot.model import UserId
from bot.tg.commands import COMMANDS, Who
from bot.tg.menu import introduce, set_admin_menu, set_menus
from tests.tg.stage import ADMIN, Stage


def sent(server: BotApiServer) -> list[tuple[str, dict[str, str]]]:
    calls = [call for call in server.calls if call.method == "setMyCommands"]
    return [
        (
            call.params.get("language_code", ""),
            {one["command"]: one["description"] for one in json.loads(call.params["commands"])},
        )
        for call in calls
    ]


async def test_readers_see_their_commands_in_both_languages(server: BotApiServer, bot: Bot) -> None:
    await set_menus(bot, COMMANDS)
    mine = [command for command in COMMANDS if command.who is not Who.BOT_ADMINS]
    assert sent(server) == [
        ("", {command.name: command_words("fr").DESCRIPTIONS[command.key] for command in mine}),
        ("en", {command.english: command_words("en").DESCRIPTIONS[command.key] for command in mine}),
    ]


async def test_an_admin_sees_everything(server: BotApiServer, bot: Bot) -> None:
    await set_admin_menu(bot, COMMANDS, 42)
    assert [len(menu) for _, menu in sent(server)] == [len(COMMANDS), len(COMMANDS)]


async def test_the_bot_introduces_itself_to_readers_and_admins(stage: Stage) -> None:
    await stage.store.admins.invite(b"hash", stage.desk.clock.now())
    await stage.store.admins.claim(b"hash", UserId(42), stage.desk.clock.now())
    await introduce(stage.desk, stage.application.bot)
    scopes = [
        json.loads(c.params.get("scope", "{}")) for c in stage.server.calls if c.method == "setMyCommands"
    ]
    assert [scope.get("chat_id") for scope in scopes] == [None, None, 42, 42, ADMIN, ADMIN]


async def test_a_menu_that_telegram_refuses_is_no_harm(
    server: BotApiServer, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.queue(SERVER_ERROR, "setMyCommands")
    with caplog.at_level(logging.WARNING):
        await set_menus(bot, COMMANDS)
    assert "menu" in caplog.text

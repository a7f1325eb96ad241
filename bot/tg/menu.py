"""The command menus that Telegram shows: French for everybody, English for those whose Telegram speaks it."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError

from bot.locale.commands import command_words
from bot.services.desk import Desk
from bot.services.topic_page import USERNAME
from bot.tg.commands import COMMANDS, Command, Who

log = logging.getLogger(__name__)

LANGUAGE_CODES = ("en",)  # those that have a menu of their own, which goes before the general one


async def introduce(desk: Desk, bot: Bot, commands: Iterable[Command] = COMMANDS) -> None:
    """Set every menu: what the bot does once Telegram has answered for the first time."""
    table = tuple(commands)
    await desk.store.house.put_note(USERNAME, bot.username)  # for links that lead to us
    await set_menus(bot, table)
    for admin in sorted(desk.rules.admins | set(await desk.store.admins.list_admins())):
        await set_admin_menu(bot, table, admin)


async def set_menus(bot: Bot, commands: Iterable[Command]) -> None:
    """What every reader sees."""
    await _set(bot, [c for c in commands if c.who is not Who.BOT_ADMINS], BotCommandScopeDefault())


async def set_admin_menu(bot: Bot, commands: Iterable[Command], chat_id: int) -> None:
    """What an admin sees in their own chat with the bot: everything."""
    await _set(bot, list(commands), BotCommandScopeChat(chat_id))


async def set_chat_menu(bot: Bot, commands: Iterable[Command], chat_id: int, language: str) -> None:
    """In one chat, in its own language whatever that of its people’s Telegram."""
    scope, table = BotCommandScopeChat(chat_id), list(commands)
    try:
        for code in (None, *LANGUAGE_CODES):
            await bot.set_my_commands(_menu(table, language), scope, language_code=code)
    except TelegramError as exc:
        log.warning("command menu of a chat not set: %s", exc)


def _menu(commands: Iterable[Command], language: str) -> list[BotCommand]:
    return [
        BotCommand(c.name if language == "fr" else c.english, command_words(language).DESCRIPTIONS[c.key])
        for c in commands
    ]


async def _set(bot: Bot, commands: list[Command], scope: BotCommandScope) -> None:
    """A menu is a convenience: when Telegram refuses it, the commands work all the same."""
    try:
        await bot.set_my_commands(_menu(commands, "fr"), scope)
        await bot.set_my_commands(_menu(commands, "en"), scope, language_code="en")
    except TelegramError as exc:
        log.warning("command menu not set: %s", exc)

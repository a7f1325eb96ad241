"""The command menus that Telegram shows: French for everybody, English for those whose Telegram speaks it."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError

from bot.locale.languages import talk
from bot.services.desk import Desk
from bot.services.topic_page import USERNAME
from bot.tg.commands import COMMANDS, Command, Who

log = logging.getLogger(__name__)


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


async def _set(bot: Bot, commands: list[Command], scope: BotCommandScope) -> None:
    """A menu is a convenience: when Telegram refuses it, the commands work all the same."""
    french = [BotCommand(c.name, talk("fr").DESCRIPTIONS[c.key]) for c in commands]
    english = [BotCommand(c.english, talk("en").DESCRIPTIONS[c.key]) for c in commands]
    try:
        await bot.set_my_commands(french, scope)
        await bot.set_my_commands(english, scope, language_code="en")
    except TelegramError as exc:
        log.warning("command menu not set: %s", exc)

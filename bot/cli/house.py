"""`vigie status`, `reanalyse`, `backup`, `restore`: the database, also beside a running bot."""

from __future__ import annotations

import argparse
import asyncio

FOUND, UNHEALTHY = 0, 3


def status(args: argparse.Namespace) -> int:
    """Print what a person at 3 in the morning asks first; 3 when the bot is not well."""
    return asyncio.run(_status(args))


async def _status(args: argparse.Namespace) -> int:
    from bot.app import database_path, open_desk
    from bot.cli.complain import say
    from bot.cli.words import terminal_voice
    from bot.config import load_settings
    from bot.services.status import house_state
    from bot.views.terminal import status_text

    settings = load_settings(args.config)
    if not database_path(settings).is_file():
        return say(f"{database_path(settings)}: no database yet: the bot has not run here", UNHEALTHY)
    async with open_desk(settings) as desk:
        state = await house_state(desk)
    print(status_text(state, terminal_voice(settings.digest.timezone)))
    return FOUND if state.is_well else UNHEALTHY


def reanalyse(args: argparse.Namespace) -> int:
    """Rebuild the matches of every topic; never makes news."""
    return asyncio.run(_reanalyse(args))


async def _reanalyse(args: argparse.Namespace) -> int:
    from bot.app import open_desk
    from bot.config import load_settings
    from bot.services.reanalysis import reanalyse as rebuild

    async with open_desk(load_settings(args.config)) as desk:
        topics = await rebuild(desk)
    print(f"{_count(topics, 'topic')} matched again")
    return FOUND


def backup(args: argparse.Namespace) -> int:
    """Copy the database to a file."""
    return asyncio.run(_backup(args))


async def _backup(args: argparse.Namespace) -> int:
    from bot.app import open_desk
    from bot.config import load_settings
    from bot.services.status import back_up

    async with open_desk(load_settings(args.config)) as desk:
        await back_up(desk, args.file)
    print(f"{args.file}: {args.file.stat().st_size:,} bytes")
    return FOUND


def restore(args: argparse.Namespace) -> int:
    """Bring a copy back into the configured database."""
    return asyncio.run(_restore(args))


async def _restore(args: argparse.Namespace) -> int:
    from bot.app import open_desk
    from bot.config import load_settings
    from bot.model import Deed
    from bot.store import restore as bring_back

    settings = load_settings(args.config)
    done = await bring_back(args.file, settings.store.url)
    async with open_desk(settings) as desk:
        await desk.store.audit.note(Deed.BACKUP_RESTORED, None, args.file.name, desk.clock.now())
    print(
        f"{args.file}: restored: {_count(done.chats, 'chat')}, {_count(done.topics, 'topic')}, "
        f"{_count(done.owed, 'message')} owed"
    )
    if done.spared:
        print(f"not sent again, since they had left since the backup: {_count(done.spared, 'message')}")
    if done.erased:
        print(f"not brought back, since they were erased since the backup: {_count(done.erased, 'chat')}")
    token = settings.telegram.token.get_secret_value() if settings.telegram.token else ""
    if done.bot_id is not None and token and token.partition(":")[0] != str(done.bot_id):
        print(
            f"these chats are bot {done.bot_id}'s, the token is another bot's: when it runs, private chats wait until "
            "their reader presses Start, and groups have to add it"
        )
    return FOUND


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"

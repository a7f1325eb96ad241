"""`vigie chats …`: what is kept of each chat, for whoever answers for it; also beside a running bot."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.complain import say
from bot.cli.feeds import BAD, FOUND, NOTHING, with_desk

if TYPE_CHECKING:
    from bot.services.desk import Desk
    from bot.views.voice import Voice

OWNER_ONLY = 0o600  # topics can reveal opinions


def list_chats(args: argparse.Namespace) -> int:
    """Print the chats: how much there is of each, never what it follows."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.views.chats import chats_json, chats_table

        chats = await desk.store.chats.list_chats()
        print(chats_json(chats, voice) if args.format == "json" else chats_table(chats, voice))
        return FOUND if chats else NOTHING

    return _with_chats(args, work)


def export(args: argparse.Namespace) -> int:
    """Print or write everything that is kept of one chat, as `/donnees` hands it out."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.model import ChatId

        document = await desk.store.chats.export(ChatId(args.chat), desk.clock.now())
        if document is None:
            return _nothing_of(args.chat)
        if args.output is None:
            sys.stdout.buffer.write(document + b"\n")
        else:
            _write(args.output, document)
            print(f"{args.output}: {len(document):,} bytes")
        return FOUND

    return _with_chats(args, work)


def erase(args: argparse.Namespace) -> int:
    """Erase everything of one chat, after a question."""

    async def work(desk: Desk, voice: Voice) -> int:
        from bot.services.privacy import erase_by_operator
        from bot.views.chats import chats_table

        found = [chat for chat in await desk.store.chats.list_chats() if chat.chat_id == args.chat]
        if not found:
            return _nothing_of(args.chat)
        if not args.yes:
            if not sys.stdin.isatty():
                return say(f"chat {args.chat} would be erased for good: to do it, add --yes", BAD)
            print(chats_table(found, voice))
            if not _is_confirmed():
                return say("nothing was erased", NOTHING)
        gone = await erase_by_operator(desk, found[0].chat_id)
        print(f"chat {args.chat}: erased" + (f" ({gone} places)" if gone > 1 else ""))
        return FOUND

    return _with_chats(args, work)


def _with_chats(args: argparse.Namespace, work: Callable[[Desk, Voice], Awaitable[int]]) -> int:
    """On the configured database, where there is one: asking about people makes none."""
    from bot.app import database_path
    from bot.config import load_settings

    path = database_path(load_settings(args.config))
    if not path.is_file():
        return say(f"{path}: no database yet: the bot has not run here", NOTHING)
    return with_desk(args, work)


def _nothing_of(chat: int) -> int:
    return say(f"chat {chat}: nothing is kept of it", NOTHING)


def _is_confirmed() -> bool:
    print("Erase everything about this chat, for good? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "o", "oui")


def _write(path: Path, document: bytes) -> None:
    """Readable by its owner alone from the first byte on, whatever stood there before."""
    if path.is_dir() or not path.parent.is_dir():
        number = errno.EISDIR if path.is_dir() else errno.ENOENT
        raise OSError(number, os.strerror(number), str(path))  # by the name that was typed, not by our own
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
            file.write(document + b"\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

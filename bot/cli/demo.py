"""`vigie demo`: the whole bot with no token and no network, to type to, to script, or to play by itself."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import webbrowser
from datetime import UTC, datetime
from importlib.resources import files

from bot.cli.complain import say
from bot.cli.text import read_bytes
from bot.demo.play import Demo, open_demo
from bot.demo.press import DEMO_START
from bot.demo.script import Step, parse_line, parse_script
from bot.demo.transcript import PLAIN, Look, render_moment
from bot.errors import ConfigError

FOUND, BAD = 0, 2
WELCOME = """The bot, twelve invented newspapers and a Telegram of their own, all on this machine.
A chat to click in, for any browser here: {url}
Or type here, as in Telegram:
  /start   /abonner cessez-le-feu   /digest   /horaire 7:30 18:00   or just a word
  !LABEL taps a button · +1j or +90min moves the clock · @admin TEXT speaks as the admin · Ctrl-D ends
"""
IDLE_S = 0.3


def demo(args: argparse.Namespace) -> int:
    """Play a script, converse on a terminal and in a browser, or serve page and Bot API on a port."""
    try:
        return _demo(args, _start(args.at))
    except OSError as exc:
        if exc.filename is not None or args.port is None:
            raise
        raise ConfigError("--port", f"cannot listen there: {exc.strerror}") from exc


def _demo(args: argparse.Namespace, start: datetime) -> int:
    if args.script is not None:
        return asyncio.run(_play(parse_script(_read_script(args.script), args.script), start, args.port or 0))
    if sys.stdin.isatty():
        return asyncio.run(_converse(start, args.port or 0, browser=not args.no_browser and has_display()))
    if args.port is not None:
        return asyncio.run(_serve(start, args.port))
    own = files("bot.demo").joinpath("conversation.txt").read_text(encoding="utf-8")
    return asyncio.run(_play(parse_script(own), start, 0))


def _start(text: str | None) -> datetime:
    if text is None:
        return DEMO_START
    if text == "now":
        return datetime.now(UTC).replace(microsecond=0)
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise ConfigError("--at", f"not a date and time: {text!r} (example: 2025-03-12T18:00+01:00)") from exc


def _read_script(name: str) -> str:
    try:
        return read_bytes(name).decode("utf-8")
    except UnicodeDecodeError as exc:
        raise ConfigError(name, f"is not UTF-8: {exc.reason} at byte {exc.start}") from exc


async def _play(steps: tuple[Step, ...], start: datetime, port: int) -> int:
    async with open_demo(start, port) as demo:
        print(render_moment(demo.clock.now(), demo.zone))
        for step in steps:
            try:
                played = await demo.play(step)
            except LookupError as exc:
                return say(f"no such button: {exc}", BAD)
            print(f"\n{played}", flush=True)
    return FOUND


async def _converse(start: datetime, port: int, *, browser: bool) -> int:
    look = Look(ansi=True) if sys.stdout.isatty() else PLAIN
    async with open_demo(start, port) as demo:
        print(WELCOME.format(url=demo.api.origin))
        if browser:
            await asyncio.to_thread(webbrowser.open, demo.api.origin)
        print(render_moment(demo.clock.now(), demo.zone), flush=True)
        while (line := await asyncio.to_thread(_read)) is not None:
            await _answer(demo, line, look)
    return FOUND


async def _answer(demo: Demo, line: str, look: Look) -> None:
    if not line.strip():
        return
    try:
        played = await demo.play(parse_line(line.strip(), "line"), look)
    except ConfigError as exc:
        print(f"({exc.problem})\n")
        return
    except LookupError as exc:
        print(f"(no button holds « {exc} »)\n")
        return
    # What was typed stands on the terminal already.
    _, _, answer = played.partition("\n\n")
    print(f"\n{answer or played}\n", flush=True)


def has_display() -> bool:
    """Whether a browser that is opened from here would be seen: a terminal, with a screen behind it."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _read() -> str | None:
    try:
        return input("> ")
    except EOFError:
        return None


async def _serve(start: datetime, port: int) -> int:
    """With no terminal: the bot, its page and its Bot API until a signal ends them, driven by whoever calls."""
    async with open_demo(start, port) as demo:
        print(f"Bot API on {demo.api.origin}\nPage on {demo.api.origin}/", flush=True)
        while True:
            async with demo.turn:
                await demo.settle()
            await asyncio.sleep(IDLE_S)

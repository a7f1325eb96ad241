"""The whole bot before its people, from a database in which the press has been read once.

The first reading is the same for every conversation, so a process does it once and hands each conversation a copy.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import open_desk, telephone
from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Post, Standing, Tap
from bot.demo.clock import DemoClock
from bot.demo.feeds import FeedServer
from bot.demo.play import STEP, Demo, demo_settings, no_limits
from bot.demo.press import DEMO_START
from bot.demo.scene import ENGLISH_READER, READER, cast
from bot.demo.script import Moved, parse_line
from bot.demo.transcript import render_moment, render_posts, render_toast
from bot.fetch.parser import InlineParser
from bot.model import ChatKind
from bot.store.copying import copy_database
from tests.conversations.script import ALIX, CHATS, FORUM, Act, Turn, name_of, nobody_acts

FROM_HERE = re.compile(r"127\.0\.0\.1:\d{5}")
SHOWN = "127.0.0.1:40000"  # in a file, whatever port the press has: all are of five digits
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(16)
LONG, LONG_STEP = timedelta(days=4), timedelta(hours=2)  # over days, feeds need not be read every half hour
SILENCE = "(silence)"


class Prepared:
    """A database after the first reading, and the port at which its newspapers are read."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="vigie-conversations-")
        self._read = Path(self._folder.name) / "read.db"
        self._port = 0

    def close(self) -> None:
        """Throw it away."""
        self._folder.cleanup()

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        """The bot at rest, with nobody having said anything."""
        if not self._read.exists():
            await self._make()
        played = self._read.with_name("played.db")
        shutil.copyfile(self._read, played)
        try:
            async with self._open(played) as (demo, press):
                await demo.settle()
                yield Stage(demo, press.origin.removeprefix("http://"))
        finally:
            for left in played.parent.glob(f"{played.name}*"):
                left.unlink()

    async def _make(self) -> None:
        first = self._read.with_name("first.db")
        async with self._open(first) as (demo, press):
            self._port = press.port
            for outlet in press.outlets:
                await demo.desk.store.feeds.add(press.feed_url(outlet), outlet.name, "", demo.clock.now())
            await demo.settle()
            copy_database(first, self._read)

    @asynccontextmanager
    async def _open(self, path: Path) -> AsyncIterator[tuple[Demo, FeedServer]]:
        clock = DemoClock(DEMO_START)
        async with (
            FeedServer(clock, clock.now(), port=self._port, public_links=True) as press,
            BotApiServer(clock) as api,
        ):
            settings = demo_settings(api)
            async with open_desk(settings, url=f"sqlite:///{path}", clock=clock) as opened:
                desk = replace(
                    opened, parser=InlineParser()
                )  # a worker process takes longer to start than to play
                _invite(api)
                async with telephone(settings, desk, asyncio.Event(), no_limits()) as line:
                    yield Demo(desk, clock, api, line, line.courier), press


def _invite(api: BotApiServer) -> None:
    """The demo's people, a neighbour and a forum."""
    cast(api)
    api.people.add_person(ALIX, "Alix")
    members = {READER: Standing.CREATOR, ENGLISH_READER: Standing.MEMBER}
    kinds = ChatKind.SUPERGROUP, Standing.ADMINISTRATOR
    api.people.add_group(FORUM, "Forum des quais", members, *kinds, forum=True)


@dataclass
class Stage:
    """Plays acts; remembers what has been read of each chat, and every button that ever stood there."""

    demo: Demo
    press: str  # host and port of the newspapers
    seen: dict[int, int] = field(default_factory=dict)
    buttons: list[tuple[int, int, str, str]] = field(default_factory=list)
    taps: list[Tap] = field(default_factory=list)

    async def converse(self, turns: Iterable[Turn]) -> tuple[Turn, ...]:
        """The same acts with what is answered now."""
        return tuple([replace(turn, answered=await self.play(turn.act)) for turn in turns])

    async def play(self, act: Act) -> str:
        """Carry out an act; what there is to read afterwards, in every chat."""
        if act.said.startswith("+") and not act.way:
            answered = await self._let_pass(act)
        else:
            taps = self._act(replace(act, said=act.said.replace(SHOWN, self.press)))
            self.taps += taps
            await self.demo.settle()
            toasts = [_toast(tap) for tap in taps]
            answered = "\n\n".join(filter(None, [*toasts, self._unread(act.chat_id)])) or SILENCE
        answered = FROM_HERE.sub(SHOWN, answered)
        assert nobody_acts(answered), answered
        return answered

    async def _let_pass(self, act: Act) -> str:
        """What came while time passed, each under the moment at which it came, and what time it is now."""
        step, demo, parts = parse_line(act.said, act.line), self.demo, list[str]()
        assert isinstance(step, Moved)
        target = demo.clock.now() + step.by
        async for _ in demo.let_pass(step.by, STEP if step.by < LONG else LONG_STEP):
            came = self._unread(act.chat_id)
            if came or demo.clock.now() == target:
                parts += filter(None, (render_moment(demo.clock.now(), demo.zone), came))
        return "\n\n".join(parts)

    # --- what people do

    def _act(self, act: Act) -> list[Tap]:
        people, chat, user = self.demo.api.people, act.chat_id, act.user_id
        match act.way:
            case "":
                if act.taps:
                    return [people.tap(chat, self._somebody(act), act.taps)]
                people.type_text(chat, user, act.said)
            case "deux fois":
                return [people.tap(chat, self._somebody(act), act.taps) for _ in range(2)]
            case "trop tard":
                late = people.tap(chat, self._somebody(act), act.taps)
                people.let_taps_expire()
                return [late]
            case "ancien":
                return [self._press_old(act)]
            case "contrefait":
                last = self._last_post(chat, by_bot=True)
                return [people.press(chat, self._somebody(act), last.id, act.said)]
            case _:
                self._write(act)
        return []

    def _write(self, act: Act) -> None:
        people, chat, user = self.demo.api.people, act.chat_id, act.user_id
        match act.way:
            case "transfère":
                people.type_text(chat, user, act.said, forwarded=True)
            case "corrige":
                people.edit_text(chat, self._last_post(chat, by_bot=False).id, act.said)
            case "répond":
                people.type_text(chat, user, act.said, reply_to=self._last_post(chat, by_bot=True).id)
            case "répète":
                times, _, text = act.said.partition(" ")
                people.type_text(chat, user, f"{text} " * int(times))
            case "autocollant":
                people.send_file(chat, self._somebody(act), "sticker.webp", PIXEL, kind="sticker")
            case "photo":
                people.send_file(chat, self._somebody(act), "p.png", PIXEL, kind="photo", caption=act.said)
            case "document":
                name, _, content = act.said.partition(" ")
                people.send_file(chat, self._somebody(act), name, content.encode())
            case _:
                self._stand(act)

    def _stand(self, act: Act) -> None:
        people, chat = self.demo.api.people, act.chat_id
        match act.way:
            case "bloque":
                people.block(chat)
            case "débloque":
                people.unblock(chat)
            case "choisit":
                people.share_chat(chat, CHATS[act.said])
            case "ajoute":
                people.set_standing(chat, self._somebody(act), Standing.MEMBER)
            case "renvoie":
                people.set_standing(chat, self._somebody(act), Standing.KICKED)
            case _:
                raise AssertionError(act.line)

    def _somebody(self, act: Act) -> int:
        assert act.user_id is not None, f"{act.line}: nobody in particular can do that"
        return act.user_id

    def _press_old(self, act: Act) -> Tap:
        """Tap a button that stood in the chat at some time, and may stand there no more."""
        for chat, post, label, action in reversed(self.buttons):
            if chat == act.chat_id and _flat(act.taps) in _flat(label):
                return self.demo.api.people.press(chat, self._somebody(act), post, action, label)
        raise LookupError(act.line)

    def _last_post(self, chat: int, *, by_bot: bool) -> Post:
        posts = self.demo.api.messages(chat)
        return next(post for post in reversed(posts) if bool(post.html) is by_bot)

    # --- what is read afterwards

    def _unread(self, here: int) -> str:
        """New and changed messages, of the chat where something was done first, then of each other under its name."""
        parts = [self._unread_of(here)]
        for chat in sorted(set(self.demo.api.room.chats) - {here}):
            if said := self._unread_of(chat):
                parts.append(f"(@{name_of(chat)})\n\n{said}")
        return "\n\n".join(filter(None, parts))

    def _unread_of(self, chat: int) -> str:
        before = self.seen.get(chat, 0)
        posts = [post for post in self.demo.api.messages(chat) if post.revision > before and post.html]
        posts.sort(key=lambda post: post.revision)
        if posts:
            self.seen[chat] = posts[-1].revision
        for post in posts:
            self.buttons += [(chat, post.id, b.label, b.action) for row in post.buttons for b in row]
        return render_posts(tuple(posts))


def _toast(tap: Tap) -> str:
    if tap.expired:
        return "(Telegram ne prend plus de réponse)"
    if tap.answer is None:
        return "(le bouton attend toujours)"
    return render_toast(tap.answer)


def _flat(label: str) -> str:
    return " ".join(label.replace("’", "'").casefold().split())

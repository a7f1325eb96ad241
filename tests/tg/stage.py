"""A whole conversation: people on the loopback server, the real library, a real store, use cases that only note."""

from __future__ import annotations

import itertools
import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from telegram import Update

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import BOT_ID, Post, Toast
from bot.locale.talk import talk
from bot.model import Reader
from bot.results import Courtesy, Declined, Imported, Result, Stopped
from bot.services.desk import Desk
from bot.store import SqliteStore
from bot.tg.bot import Telegram, build_application
from bot.tg.commands import COMMANDS, HELP
from bot.tg.handlers import Handlers, Uses
from bot.tg.limits import Limits
from bot.tg.polling import LISTENED_TO
from bot.tg.sender import TelegramSender
from bot.tg.throttle import Throttle
from bot.views import actions

ADMIN = 99
DONE = Stopped(0)  # what every command of the stage answers
HEARD = Courtesy.THANKS  # what every plain word is answered
SAID_DONE = talk("fr").stopped(0)
SAID_HEARD = talk("fr").THANKS

Work = Callable[[], Awaitable[Result]]


@dataclass
class Notes:
    """What reached a use case: its key, who, and with what; `instead` is done in place of answering."""

    calls: list[tuple[str, Reader, object]] = field(default_factory=list)
    instead: Work | None = None

    @property
    def keys(self) -> list[str]:
        return [key for key, _, _ in self.calls]

    async def take(self, key: str, reader: Reader, what: object, result: Result) -> Result:
        self.calls.append((key, reader, what))
        return result if self.instead is None else await self.instead()


def noting(notes: Notes) -> Uses:
    """The real table, with every use case replaced by a note; `/aide` and the check of rights stay."""

    def use(key: str, result: Result) -> Callable[[Desk, Reader, str], Awaitable[Result]]:
        async def run(desk: Desk, reader: Reader, text: str) -> Result:
            return await notes.take(key, reader, text, result)

        return run

    async def press(desk: Desk, reader: Reader, action: actions.Action) -> Result:
        return await notes.take("press", reader, action, Declined())

    async def import_feeds(desk: Desk, reader: Reader, document: bytes) -> Imported:
        await notes.take("import", reader, document, DONE)
        return Imported((), (), ())

    return Uses(
        commands=tuple(c if c is HELP else replace(c, run=use(c.key, DONE)) for c in COMMANDS),
        hear=use("hear", HEARD),
        press=press,
        import_feeds=import_feeds,
    )


@dataclass
class Stage:
    """Everything that plays, and what a test does with it."""

    server: BotApiServer
    store: SqliteStore
    desk: Desk
    application: Telegram
    sender: TelegramSender
    notes: Notes
    offset: int = 0

    async def play(self) -> tuple[str, ...]:
        """Let the bot handle what has happened; the texts that it answers, in order."""
        before = {post.id for post in self.from_bot()}
        updates = await self.updates()
        for update in updates:
            await self.application.process_update(update)
        await self.deliver()
        return tuple(post.text for post in self.from_bot() if post.id not in before)

    async def deliver(self) -> None:
        """Hand everything that is owed to Telegram."""
        outbox, now = self.store.outbox, self.desk.clock.now()
        while owed := await outbox.claim(now, timedelta(minutes=1), 50):
            for one in owed:
                sent = await self.sender.send(one.destination, one.message, one.way)
                await outbox.mark_sent(one, sent, now)

    async def updates(self) -> tuple[Update, ...]:
        """What has happened since the last time."""
        updates = await self.application.bot.get_updates(
            offset=self.offset, timeout=0, allowed_updates=LISTENED_TO
        )
        if updates:
            self.offset = updates[-1].update_id + 1
        return updates

    async def says(self, text: str, chat_id: int = 42, user_id: int | None = 42) -> tuple[str, ...]:
        """Somebody writes; the answers."""
        self.server.people.type_text(chat_id, user_id, text)
        return await self.play()

    async def taps(
        self, action: str, chat_id: int = 42, user_id: int = 42
    ) -> tuple[Toast | None, tuple[str, ...]]:
        """Somebody taps a button with that data; how the tap is answered, and what is said besides."""
        post_id = self.server.messages(chat_id)[-1].id
        tap = self.server.people.press(chat_id, user_id, post_id, action)
        said = await self.play()
        return tap.answer, said

    def from_bot(self) -> list[Post]:
        """Everything the bot said anywhere, oldest first."""
        posts = (post for chat_id in self.server.room.chats for post in self.server.messages(chat_id))
        return sorted((post for post in posts if post.sender_id == BOT_ID), key=lambda post: post.id)

    def called(self, method: str) -> int:
        """How often a method of the Bot API was called."""
        return sum(call.method == method for call in self.server.calls)


def unhurried_throttle() -> Throttle:
    """A minute passes between any two messages: how fast people write is not what is played here."""
    minutes = itertools.count(0, 60)
    return Throttle(lambda: float(next(minutes)))


def build(
    server: BotApiServer,
    store: SqliteStore,
    desk: Desk,
    notes: Notes,
    uses: Uses | None = None,
    throttle: Throttle | None = None,
) -> Stage:
    """A stage on that server and store; `uses` in the place of notes."""
    application = build_application(server.token, server.base_url, server.base_file_url, read_s=1.0)
    Handlers(desk, uses or noting(notes), throttle or unhurried_throttle()).install(application)
    unhurried = itertools.count(
        0, 60
    )  # a minute between any two messages: limits are not what is played here
    sender = TelegramSender(application.bot, Limits(math.inf, clock=lambda: float(next(unhurried))))
    return Stage(server, store, desk, application, sender, notes)

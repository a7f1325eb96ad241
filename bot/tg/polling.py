"""Listening to Telegram: connect, ask for updates, hand them on, confirm them once they are handled.

The library's own loop confirms updates when it has fetched them: killed then, it has lost them. This one gives the
handlers a moment before it asks for more, since asking confirms. What is handed out twice after a crash is answered
once (the outbox knows the update's number). The gap we accept: a command that takes longer than that moment is
confirmed before it is done, since it must not hold up everybody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import DeliveryError, PolledElsewhere, TokenRefused
from bot.tg.bot import Telegram
from bot.tg.translate import period

log = logging.getLogger(__name__)
T = TypeVar("T")

# Named so that Telegram hands out nothing else; edits among them: an edited command is not a new one.
LISTENED_TO = (
    UpdateType.MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.CHAT_MEMBER,
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long for what, in seconds."""

    poll: int = 25  # Telegram keeps the question open that long when there is nothing new
    handle: float = 1.0  # before asking for more, which confirms
    back_off: tuple[float, ...] = (1, 2, 5, 10, 30)
    conflicts: int = 3  # in a row; one or two are left over from a program that has just ended
    finish: float = 3.0  # for what is being handled when told to stop: the whole bot ends within ten
    confirm: float = 1.0


class Listener:
    """The connection to Telegram; `fatal` is called at most once, when it can never work again as it is.

    `ready` is awaited once Telegram has said who we are; what goes wrong in it is logged.
    """

    def __init__(
        self,
        application: Telegram,
        fatal: Callable[[DeliveryError], None],
        ready: Callable[[], Awaitable[None]],
        patience: Patience = Patience(),
    ) -> None:
        self._application = application
        self._fatal = fatal
        self._ready = ready
        self._patience = patience
        self._offset = 0
        self._failures = 0
        self._conflicts = 0
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin in the background: everything else works while Telegram cannot be reached."""
        self._task = asyncio.create_task(self._listen(), name="telegram")

    async def stop(self) -> None:
        """Ask no more, let what is being handled finish, confirm it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._application.running:
            try:
                async with asyncio.timeout(self._patience.finish):
                    await self._application.stop()
                await self._confirm()
            except TimeoutError:
                log.warning("some updates were still being handled; Telegram will hand them out again")
        await self._application.shutdown()
        await (
            self._application.bot.shutdown()
        )  # which the application leaves open if it was never told who it is

    async def _listen(self) -> None:
        try:
            await self._until_answered(self._application.initialize)
            await self._application.start()
            try:
                await self._ready()
            except Exception:
                log.exception("could not finish introducing the bot")
            while True:
                updates = await self._until_answered(self._ask)
                await self._handle(updates)
        except DeliveryError as exc:
            self._fatal(exc)

    async def _ask(self) -> tuple[Update, ...]:
        try:
            updates = await self._application.bot.get_updates(
                offset=self._offset or None, timeout=self._patience.poll, allowed_updates=LISTENED_TO
            )
        except TelegramError:
            raise
        except Exception as exc:
            log.error("the library cannot read an update (%s); leaving that one out", type(exc).__name__)
            return await self._ask_one_by_one()
        if updates:
            self._offset = updates[-1].update_id + 1
        return updates

    async def _ask_one_by_one(self) -> tuple[Update, ...]:
        """The updates that can be read; one that cannot must not make the bot deaf for ever.

        The method is spelt in small letters, which Telegram takes and the library does not warn about.
        """
        bot = self._application.bot
        question = {"offset": self._offset, "timeout": 0, "allowed_updates": list(LISTENED_TO)}
        told = cast(list[dict[str, Any]], await bot.do_api_request("getupdates", api_kwargs=question))
        readable = []
        for one in told:
            self._offset = one["update_id"] + 1
            with suppress(Exception):
                readable.append(Update.de_json(one, bot))
        return tuple(readable)

    async def _handle(self, updates: tuple[Update, ...]) -> None:
        application = self._application
        tasks = [
            application.create_task(
                application.update_processor.process_update(update, application.process_update(update)),
                update=update,
            )
            for update in updates
        ]
        if tasks:
            await asyncio.wait(tasks, timeout=self._patience.handle)

    async def _until_answered(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask until there is an answer. Raises `TokenRefused` and `PolledElsewhere`, for which nothing helps."""
        while True:
            try:
                answer = await ask()
            except InvalidToken:
                raise TokenRefused from None  # the library's message holds the token
            except Conflict as exc:
                await self._give_way(exc)
            except RetryAfter as exc:
                await asyncio.sleep(period(exc.retry_after).total_seconds())
            except TelegramError as exc:
                await self._back_off(exc)
            else:
                self._recovered()
                return answer

    async def _give_way(self, error: Conflict) -> None:
        if "webhook" in error.message.lower():
            with suppress(TelegramError):
                await self._application.bot.delete_webhook()
        self._conflicts += 1
        if self._conflicts >= self._patience.conflicts:
            raise PolledElsewhere from error
        await self._pause(self._conflicts)

    async def _back_off(self, error: TelegramError) -> None:
        if not self._failures:
            log.warning("Telegram cannot be reached (%s); trying again until it can", error)
        self._failures += 1
        await self._pause(self._failures)

    async def _pause(self, times: int) -> None:
        steps = self._patience.back_off
        await asyncio.sleep(steps[min(times, len(steps)) - 1])

    def _recovered(self) -> None:
        if self._failures:
            log.info("Telegram answers again")
        self._failures = self._conflicts = 0

    async def _confirm(self) -> None:
        if not self._offset:
            return
        with suppress(TelegramError, TimeoutError):
            async with asyncio.timeout(self._patience.confirm):
                await self._application.bot.get_updates(
                    offset=self._offset, limit=1, timeout=0, allowed_updates=LISTENED_TO
                )

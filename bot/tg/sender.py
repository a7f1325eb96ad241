"""Hands one message to Telegram: within the limits, once, and with an answer in our own terms.

**Timeouts.** Whatever ends before the request has left is `NotSent` and costs nothing, so those are short. Whatever
ends after it may have arrived, and every such doubt may become a repeat: those are long, far beyond Telegram's usual
tenths of a second, and bounded by `TOTAL_S` since the HTTP client has no total of its own.
"""

from __future__ import annotations

import asyncio

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.errors import DoubtfulSend, RetryLater, TargetGone
from bot.model import ChatKind, Destination, Dress, Editing, Message, Replying
from bot.tg.calls import edit, for_everybody, send_new
from bot.tg.limits import Limits
from bot.tg.translate import delivery_error, is_unchanged, period

CONNECT_S = 5.0
POOL_S = 5.0
WRITE_S = 15.0
READ_S = 15.0
UPLOAD_S = 30.0
TOTAL_S = 45.0
# « ok », and no message in it that the library can read.
UNREADABLE = (LookupError, TypeError, ValueError, AttributeError)


class TelegramSender:
    """The `Sender` of `bot.ports` on the library's bot."""

    def __init__(self, bot: Bot, limits: Limits, total_s: float = TOTAL_S) -> None:
        self._bot = bot
        self._limits = limits
        self._total_s = total_s

    async def send(
        self,
        destination: Destination,
        message: Message,
        way: Replying | Editing | None = None,
        dress: Dress = Dress.FULL,
    ) -> int:
        """See `bot.ports.Sender`."""
        if isinstance(way, Editing) and way.message_id is None:
            raise TargetGone("nothing was sent")
        async with self._limits.turn(destination.chat_id, is_group=destination.kind is not ChatKind.PRIVATE):
            try:
                async with asyncio.timeout(self._total_s):
                    return await self._hand_over(destination, message, way, dress)
            except RetryAfter as exc:
                after = period(exc.retry_after)
                raise RetryLater(after, self._limits.refused(destination.chat_id, after)) from exc
            except TelegramError as exc:
                raise delivery_error(exc) from exc
            except TimeoutError as exc:
                raise DoubtfulSend("no answer") from exc
            except UNREADABLE as exc:
                raise DoubtfulSend("unreadable answer") from exc

    async def _hand_over(
        self, destination: Destination, message: Message, way: Replying | Editing | None, dress: Dress
    ) -> int:
        if destination.kind is ChatKind.CHANNEL:
            message = for_everybody(message)
        if not isinstance(way, Editing):
            return (await send_new(self._bot, destination, message, way, dress)).message_id
        assert way.message_id is not None
        try:
            await edit(self._bot, destination.chat_id, way.message_id, way.part, message, dress)
        except TelegramError as exc:
            if not is_unchanged(exc):
                raise
        return way.message_id

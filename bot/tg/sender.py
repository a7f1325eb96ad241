"""Hands one message to Telegram: within the limits, once, and with an answer in our own terms.

**Timeouts.** Whatever ends before the request has left is `NotSent` and costs nothing, so those are short. Whatever
ends after it may have arrived, and every such doubt may become a repeat: those are long, far beyond Telegram's usual
tenths of a second, and bounded by `TOTAL_S` since the HTTP client has no total of its own.
"""

from __future__ import annotations

import asyncio

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
)
from telegram import Message as Sent
from telegram.constants import MessageLimit, ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.errors import DoubtfulSend, RetryLater
from bot.model import ChatKind, Destination, Message
from bot.tg.limits import Limits
from bot.tg.plain import plain_text
from bot.tg.translate import delivery_error, period

CONNECT_S = 5.0
POOL_S = 5.0
WRITE_S = 15.0
READ_S = 15.0
UPLOAD_S = 30.0
TOTAL_S = 45.0
ASKING_KINDS = frozenset(
    {ChatKind.GROUP, ChatKind.SUPERGROUP}
)  # elsewhere the next message is the answer anyway

Markup = InlineKeyboardMarkup | ForceReply | None


class TelegramSender:
    """The `Sender` of `bot.ports` on the library's bot."""

    def __init__(self, bot: Bot, limits: Limits, total_s: float = TOTAL_S) -> None:
        self._bot = bot
        self._limits = limits
        self._total_s = total_s

    async def send(self, destination: Destination, message: Message, *, plain: bool = False) -> int:
        """See `bot.ports.Sender`. With `plain`, buttons that are links go too: an address may be what is refused."""
        text = plain_text(message.html, _room_for(message)) if plain else message.html
        buttons = _markup(destination, message, plain)
        async with self._limits.turn(destination.chat_id, is_group=destination.kind is not ChatKind.PRIVATE):
            try:
                async with asyncio.timeout(self._total_s):
                    sent = await self._hand_over(destination, message, text, buttons, plain)
            except RetryAfter as exc:
                after = period(exc.retry_after)
                raise RetryLater(after, self._limits.refused(destination.chat_id, after)) from exc
            except TelegramError as exc:
                raise delivery_error(exc) from exc
            except TimeoutError as exc:
                raise DoubtfulSend("no answer") from exc
            except (
                LookupError,
                TypeError,
                ValueError,
                AttributeError,
            ) as exc:  # « ok », and no message in it
                raise DoubtfulSend("unreadable answer") from exc
        return sent.message_id

    async def _hand_over(
        self, destination: Destination, message: Message, text: str, buttons: Markup, plain: bool
    ) -> Sent:
        parse_mode = None if plain else ParseMode.HTML
        if (document := message.document) is not None:
            return await self._bot.send_document(
                destination.chat_id,
                InputFile(document.content, filename=document.name),
                caption=text,
                parse_mode=parse_mode,
                disable_notification=message.silent,
                message_thread_id=destination.thread_id,
                reply_markup=buttons,
            )
        return await self._bot.send_message(
            destination.chat_id,
            text,
            parse_mode=parse_mode,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            disable_notification=message.silent,
            message_thread_id=destination.thread_id,
            reply_markup=buttons,
        )


def _room_for(message: Message) -> int:
    return MessageLimit.MAX_TEXT_LENGTH if message.document is None else MessageLimit.CAPTION_LENGTH


def _markup(destination: Destination, message: Message, plain: bool) -> Markup:
    rows = [
        [
            InlineKeyboardButton(b.label, url=b.url)
            if b.url
            else InlineKeyboardButton(b.label, callback_data=b.action)
            for b in row
            if not (plain and b.url)
        ]
        for row in message.buttons
    ]
    if any(rows):
        return InlineKeyboardMarkup([row for row in rows if row])
    return ForceReply() if message.ask and destination.kind in ASKING_KINDS else None

"""At the door: whether an update is heard, and what those are told who are not.

Without access nothing is kept of anybody, so they are answered directly, beside the outbox: once an hour that they
have no access, and always what is everybody's right (`Command.right`). An answer that is lost is asked for again.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.errors import UserError
from bot.model import ChatId, ChatKind, Destination, DestinationId, Dress, Message, Reader, Seq
from bot.results import Courtesy, Result
from bot.services.access import ENTRANCE, Gate, Standing
from bot.services.desk import Desk
from bot.tg.answers import tell, voice_for
from bot.tg.calls import send_new
from bot.tg.rights import Rights
from bot.tg.throttle import Throttle, Verdict
from bot.views.access import no_access
from bot.views.errors import explain
from bot.views.show import show

log = logging.getLogger(__name__)

TOLD_EVERY = timedelta(hours=1)  # a chat
MOST_KEPT = 10_000  # chats that were told; the one told longest ago is forgotten first
STRANGERS = "strangers"  # all chats without access together are told at the pace of one


class Porter:
    """Asked by every handler; keeps nothing that a restart may not forget."""

    def __init__(self, desk: Desk, throttle: Throttle) -> None:
        self._desk = desk
        self._throttle = throttle
        self._gate = Gate(desk)
        self._told: OrderedDict[tuple[ChatId, bool], datetime] = OrderedDict()

    async def hears(
        self,
        bot: Bot,
        reader: Reader,
        *,
        payload: str | None = None,
        right: bool = False,
        weight: float = 1.0,
    ) -> Reader | None:
        """As whom the reader is heard, None where they are not; the first time that they are not, they are told.

        `payload`: what a /start brings, "" for nothing, None where it is no /start. `right`: what they ask for is
        everybody's. `weight`: how many usual messages it counts as.
        """
        verdict = self._throttle.take((reader.chat_id, reader.user_id), weight)
        if verdict is Verdict.UNHEARD:
            return None
        standing = await self._gate.standing(reader, payload or "")
        if standing is Standing.OUTSIDE and payload is not None:
            standing = await self._start(bot, reader)
        match standing:
            case Standing.WELCOME if verdict is Verdict.HEARD:
                return reader
            case Standing.WELCOME:
                await tell(self._desk, reader, Courtesy.TOO_MANY)
            case Standing.OUTSIDE if right and verdict is Verdict.HEARD:
                return replace(reader, admitted=False)
            case Standing.OUTSIDE:
                await self._turn_away(bot, reader, by_link=(payload or "").startswith(ENTRANCE))
        return None

    async def taps(
        self, reader: Reader, *, right: bool = False, weight: float = 1.0
    ) -> Reader | Message | None:
        """As `hears`, for a tap: what its pop-up says where it is not heard, None where nothing is said at all."""
        verdict = self._throttle.take((reader.chat_id, reader.user_id), weight)
        voice = await voice_for(self._desk, reader)
        match await self._gate.standing(reader):
            case Standing.UNHEARD:
                return None
            case _ if verdict is not Verdict.HEARD:
                return show(Courtesy.TOO_MANY, voice)[0]
            case Standing.OUTSIDE if right:
                return replace(reader, admitted=False)
            case Standing.OUTSIDE:
                return no_access(self._desk.rules.contact, voice)
        return reader

    async def joins(self, bot: Bot, reader: Reader) -> bool:
        """Whether the chat that has taken us in is one to be in; of a group its adder may be the reason."""
        standing = await self._gate.let_in(reader)
        if standing is Standing.OUTSIDE and reader.kind is not ChatKind.CHANNEL:
            await self._turn_away(bot, reader)
        return standing is Standing.WELCOME

    async def is_welcome(self, reader: Reader) -> bool:
        """Whether the reader may be written to, without a word to them."""
        return await self._gate.standing(reader) is Standing.WELCOME

    async def _start(self, bot: Bot, reader: Reader) -> Standing:
        """A /start in a group: whoever has access and is in charge there lets the group in by it."""
        if await self._gate.vouches(reader) and await Rights(bot).may_change(reader):
            return await self._gate.let_in(reader)
        return Standing.OUTSIDE

    async def serve(self, bot: Bot, reader: Reader, work: Awaitable[Result]) -> None:
        """Answer somebody without access what is their right."""
        try:
            messages = show(await work, await voice_for(self._desk, reader))
        except UserError as refusal:
            messages = (explain(refusal, await voice_for(self._desk, reader)),)
        for message in messages:
            await self._say(bot, reader, message)

    async def _turn_away(self, bot: Bot, reader: Reader, *, by_link: bool = False) -> None:
        now = self._desk.clock.now()
        key = (reader.chat_id, by_link)  # a link that fails is answered, whatever was said before
        told = self._told.get(key)
        if told is not None and timedelta(0) <= now - told < TOLD_EVERY:
            return
        if self._throttle.take(STRANGERS) is not Verdict.HEARD:
            return
        self._told[key] = now
        self._told.move_to_end(key)
        if len(self._told) > MOST_KEPT:
            self._told.popitem(last=False)
        voice = await voice_for(self._desk, reader)
        await self._say(bot, reader, no_access(self._desk.rules.contact, voice, by_link=by_link))

    async def _say(self, bot: Bot, reader: Reader, message: Message) -> None:
        try:
            await send_new(bot, self._place(reader), message, None, Dress.FULL)
        except TelegramError as exc:
            log.info("somebody without access could not be answered: %s", type(exc).__name__)

    def _place(self, reader: Reader) -> Destination:
        """Where the reader is, as if it were a destination: none is made for them."""
        return Destination(
            id=DestinationId(0),
            chat_id=reader.chat_id,
            thread_id=reader.thread_id,
            kind=reader.kind,
            title=reader.title,
            language=reader.language,
            zone=self._desk.rules.zone,
            slots=(),
            cursor=Seq(0),
            created_at=self._desk.clock.now(),
            next_due_at=None,
        )

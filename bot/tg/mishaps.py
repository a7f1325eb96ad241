"""What goes wrong while an update is handled: our own fault, or the outside's."""

from __future__ import annotations

import logging

from telegram import Update

from bot.errors import BotError
from bot.model import ChatKind, Reader
from bot.services.desk import Desk
from bot.tg.answers import apologise
from bot.tg.bot import Context
from bot.tg.incoming import tapper_of, writer_of
from bot.tg.outline import outline
from bot.tg.porter import Porter

log = logging.getLogger(__name__)


class Mishaps:
    """The one handler of errors, beside `handlers`."""

    def __init__(self, desk: Desk, porter: Porter) -> None:
        self._desk = desk
        self._porter = porter

    async def on_error(self, update: object, context: Context) -> None:
        """Our own fault, or the outside's: logged without what people wrote, and the reader is told that it failed."""
        log.error("an update could not be handled: %s", outline(context.error))
        if not isinstance(update, Update):
            return
        if update.callback_query is not None:
            reader = tapper_of(update.callback_query, update.update_id)
        elif update.effective_message is not None:
            reader = writer_of(update.effective_message, update.update_id)
        else:
            return
        if reader is not None and reader.kind is not ChatKind.CHANNEL and await self._may_hear(reader):
            await apologise(self._desk, context.bot, reader)

    async def _may_hear(self, reader: Reader) -> bool:
        try:
            return await self._porter.is_welcome(reader)
        except BotError:  # the store itself fails: nobody is known, nor could be written to but directly
            return True

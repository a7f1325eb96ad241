"""What becomes of a chat: thrown out of it, let in again, its topics opened, another id."""

from __future__ import annotations

from telegram import Update

from bot.errors import GoneReason
from bot.model import ChatId, ChatKind, Reader
from bot.services import membership, start
from bot.services.desk import Desk
from bot.tg.answers import answer
from bot.tg.bot import Context
from bot.tg.incoming import changer_of, message_of, writer_of
from bot.tg.porter import Porter
from bot.tg.rights import Rights, is_present
from bot.tg.studio import Studio


class Comings:
    """Comings and goings, beside `handlers`."""

    def __init__(self, desk: Desk, porter: Porter, rights: Rights, studio: Studio) -> None:
        self._desk = desk
        self._porter = porter
        self._rights = rights
        self._studio = studio

    async def on_membership(self, update: Update, context: Context) -> None:
        """We were thrown out, blocked, let in again, or given other rights."""
        change = update.my_chat_member
        assert change is not None
        reader = changer_of(change, update.update_id)
        self._rights.forget(reader.chat_id)
        was, is_now = is_present(change.old_chat_member), is_present(change.new_chat_member)
        joins = is_now and await self._porter.joins(context.bot, reader)
        if joins:
            await self._welcome(await membership.come_back(self._desk, reader, joined=not was))
        elif was and not is_now:
            private = reader.kind is ChatKind.PRIVATE
            reason = GoneReason.BLOCKED if private else GoneReason.KICKED
            await membership.leave(self._desk, reader, reason)
        if reader.kind is ChatKind.CHANNEL and (joins or not is_now):
            await self._studio.on_change(reader, change)

    async def on_reopened(self, update: Update, context: Context) -> None:
        """A forum topic takes messages again. That it was closed its refusal tells: some may still write there."""
        reader = writer_of(message_of(update), update.update_id)
        if await self._porter.is_welcome(reader):
            await self._welcome(await membership.reopen_topic(self._desk, reader))

    async def _welcome(self, reader: Reader | None) -> None:
        if reader is not None:
            await answer(self._desk, reader, start.start(self._desk, reader, ""))

    async def on_migration(self, update: Update, context: Context) -> None:
        """A group became a supergroup; both of them say so."""
        message = message_of(update)
        here = message.chat_id
        old, new = message.migrate_from_chat_id or here, message.migrate_to_chat_id or here
        await membership.move(self._desk, ChatId(old), ChatId(new))

"""Where channels are set up: whose words and taps are for which, and what becomes of them."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from telegram import ChatMemberUpdated, Message, Update

from bot.errors import UserError
from bot.model import ChatId, ChatKind, Reader
from bot.services import channels
from bot.services.desk import Desk
from bot.tg.answers import answer, owe, tell, voice_for
from bot.tg.bot import Context
from bot.tg.commands import PERSONAL, START, Command, Who
from bot.tg.incoming import Typed
from bot.tg.rights import Rights, is_present, may_post
from bot.views.errors import explain


class Studio:
    """Beside `handlers`, for what concerns channels alone."""

    def __init__(self, desk: Desk, rights: Rights) -> None:
        self._desk = desk
        self._rights = rights

    async def commands_for(self, reader: Reader, command: Command | None, typed: Typed) -> Reader | None:
        """For whom a command is; None where that has just been refused."""
        if command is None or command.who is Who.BOT_ADMINS or command.key in PERSONAL:
            return reader
        if command.key == START and typed.argument:
            return reader
        return await self._told(reader, channels.speaks_for(self._desk, reader))

    async def words_for(self, reader: Reader, text: str) -> Reader | None:
        """For whom plain words are; None where that has just been refused."""
        if reader.kind is not ChatKind.PRIVATE:
            return reader
        return await self._told(reader, channels.words_are_for(self._desk, reader, text))

    async def shared(self, message: Message, reader: Reader) -> None:
        """A channel was picked in Telegram's own list."""
        assert message.chat_shared is not None
        chat_id = ChatId(message.chat_shared.chat_id)
        await answer(self._desk, reader, channels.open_shared(self._desk, reader, chat_id))

    async def on_member(self, update: Update, context: Context) -> None:
        """Somebody else's standing in a chat has changed: told only where we are an admin."""
        assert update.chat_member is not None
        self._rights.forget(update.chat_member.chat.id)

    async def on_change(self, reader: Reader, change: ChatMemberUpdated) -> None:
        """Our own standing in a channel has changed; whoever did it is told in private, never the channel."""
        now = change.new_chat_member
        told = await channels.changed(self._desk, reader, may_post=may_post(now), present=is_present(now))
        if told is not None and reader.user_id is not None:
            person = replace(reader, chat_id=ChatId(reader.user_id), kind=ChatKind.PRIVATE, title="")
            await tell(self._desk, person, told)

    async def _told(self, reader: Reader, work: Awaitable[Reader]) -> Reader | None:
        try:
            return await work
        except UserError as refusal:
            await owe(self._desk, reader, (explain(refusal, await voice_for(self._desk, reader)),))
            return None

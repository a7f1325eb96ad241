"""From an update to one use case: reads what was done, checks who may, and leaves the rest to `answers`.

Nothing here knows what a command means; `commands.COMMANDS` does. In groups the bot listens to commands and to
answers to its own messages only, and what changes the group is for the group's admins.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from telegram import Bot, CallbackQuery, Document, Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from bot.errors import ChannelError, ChannelProblem, NotAllowed, NotFound, NotInCharge, UserError
from bot.model import GROUPS, ChatKind, Reader
from bot.model import Message as Words
from bot.results import AdminWelcomed, Courtesy, Imported, Result, SettingsShown
from bot.services import administration, channels, conversation, opml, taps
from bot.services.desk import Desk
from bot.tg.answers import answer, tell
from bot.tg.bot import Context, Telegram
from bot.tg.comings import Comings
from bot.tg.commands import COMMANDS, HEAVY, HELP, START, Command, Hearing, Unknown, Who, answer_unknown
from bot.tg.incoming import (
    Typed,
    answers_us,
    clean,
    may_be_opml,
    message_of,
    parse_command,
    tapper_of,
    writer_of,
)
from bot.tg.menu import set_admin_menu, set_chat_menu
from bot.tg.mishaps import Mishaps
from bot.tg.porter import Porter
from bot.tg.rights import Rights
from bot.tg.studio import Studio
from bot.tg.taps import READING, RIGHTS, SEARCHING, Press, answer_tap, refuse, stop_waiting
from bot.tg.throttle import Throttle
from bot.views import actions
from bot.views.errors import stale_button
from bot.views.voice import Voice

NEW = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
ALBUMS = 64  # remembered, so that an album of ten photos gets one answer


@dataclass(frozen=True, slots=True)
class Uses:
    """The use cases that an update can reach."""

    commands: tuple[Command, ...] = COMMANDS
    help: Command = HELP
    unknown: Unknown = answer_unknown
    hear: Hearing = conversation.hear
    press: Press = taps.press
    import_feeds: Callable[[Desk, Reader, bytes], Awaitable[Imported]] = opml.import_feeds


class Handlers:
    """What the application calls; `install` tells it for what."""

    def __init__(self, desk: Desk, uses: Uses = Uses(), throttle: Throttle | None = None) -> None:
        self._desk = desk
        self._uses = uses
        self._commands = {name: command for command in uses.commands for name in command.names}
        self._porter = Porter(desk, throttle or Throttle())
        self._albums: deque[str] = deque(maxlen=ALBUMS)

    def install(self, application: Telegram) -> None:
        """The one table of what is listened to; the first that fits is taken."""
        self._rights = Rights(application.bot)
        self._desk = replace(self._desk, directory=self._rights)
        self._studio = Studio(self._desk, self._rights)
        comings = Comings(self._desk, self._porter, self._rights, self._studio)
        table: tuple[BaseHandler[Update, Context, Any], ...] = (
            CallbackQueryHandler(self.on_tap),
            ChatMemberHandler(comings.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            ChatMemberHandler(self._studio.on_member, ChatMemberHandler.CHAT_MEMBER),
            MessageHandler(NEW & filters.StatusUpdate.MIGRATE, comings.on_migration),
            MessageHandler(NEW & filters.StatusUpdate.FORUM_TOPIC_REOPENED, comings.on_reopened),
            MessageHandler(NEW & filters.StatusUpdate.CHAT_SHARED, self.on_shared),
            MessageHandler(NEW & filters.TEXT, self.on_text),
            MessageHandler(NEW & filters.ChatType.PRIVATE & filters.Document.ALL, self.on_document),
            MessageHandler(NEW & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, self.on_unreadable),
        )
        application.add_handlers(table)
        application.add_error_handler(Mishaps(self._desk, self._porter).on_error)

    # --- what people write

    async def on_text(self, update: Update, context: Context) -> None:
        """A command, or plain words."""
        message = message_of(update)
        if message.is_automatic_forward:  # a channel's post, copied into its group by Telegram
            return
        reader, text = writer_of(message, update.update_id), clean(message.text or "")
        if reader.kind is ChatKind.CHANNEL:  # it is set up elsewhere, and nothing is answered there
            return
        typed = parse_command(text)
        if typed is not None:
            await self._command(message, reader, typed, context.bot)
        elif reader.kind is ChatKind.PRIVATE or (reader.kind in GROUPS and answers_us(message, context.bot)):
            await self._words(message, reader, text, context.bot)

    async def _words(self, message: Message, reader: Reader, text: str, bot: Bot) -> None:
        if not await self._porter.hears(bot, reader):
            return
        if reader.kind in GROUPS:
            reader = replace(reader, in_charge=await self._is_in_charge(message, reader))
        if reader.user_id is None and not reader.in_charge:  # who speaks as another chat was asked nothing
            return
        speaker = await self._studio.words_for(reader, text)
        if speaker is not None:
            await answer(self._desk, speaker, self._uses.hear(self._desk, speaker, text))

    async def on_shared(self, update: Update, context: Context) -> None:
        """A channel picked in Telegram's own list."""
        message = message_of(update)
        reader = await self._porter.hears(context.bot, writer_of(message, update.update_id))
        if reader is not None:
            await self._studio.shared(message, reader)

    async def on_document(self, update: Update, context: Context) -> None:
        """A list of feeds from an admin; from anybody else, something that we cannot read."""
        message = message_of(update)
        reader, document = writer_of(message, update.update_id), message.document
        if not await self._porter.hears(context.bot, reader):
            return
        assert document is not None
        if may_be_opml(document) and await administration.is_admin(self._desk, reader.user_id):
            await answer(self._desk, reader, self._import(reader, document))
        else:
            await self._cannot_read(message, reader)

    async def on_unreadable(self, update: Update, context: Context) -> None:
        """A sticker, a photo, a voice message."""
        message = message_of(update)
        reader = writer_of(message, update.update_id)
        if await self._porter.hears(context.bot, reader):
            await self._cannot_read(message, reader)

    async def _command(self, message: Message, reader: Reader, typed: Typed, bot: Bot) -> None:
        if typed.addressee and typed.addressee != bot.username.casefold():
            return
        command = self._commands.get(typed.name)
        if command is None and reader.kind is not ChatKind.PRIVATE:
            return
        heard = await self._hear_command(message, reader, command, typed)
        if heard is None:
            return
        if message.forward_origin is not None:  # somebody else's words are not this person's wish
            if reader.kind is ChatKind.PRIVATE and heard.admitted:
                await tell(self._desk, reader, Courtesy.FORWARDED)
            return
        if not heard.admitted:
            await self._porter.serve(bot, heard, self._run(message, heard, command, typed))
            return
        speaker = await self._studio.commands_for(reader, command, typed)
        if speaker is None:
            return
        reader = speaker
        result = await answer(self._desk, reader, self._run(message, reader, command, typed))
        if isinstance(result, AdminWelcomed):
            await set_admin_menu(bot, self._uses.commands, reader.chat_id)
        if isinstance(result, SettingsShown):
            await self._follow_language(bot, reader, result)

    async def _hear_command(
        self, message: Message, reader: Reader, command: Command | None, typed: Typed
    ) -> Reader | None:
        bot = message.get_bot()
        if command is None:
            return await self._porter.hears(bot, reader)
        payload = typed.argument if command.key == START else None
        return await self._porter.hears(
            bot, reader, payload=payload, right=command.right, weight=command.weight
        )

    async def _run(self, message: Message, reader: Reader, command: Command | None, typed: Typed) -> Result:
        if command is None and typed.name:
            return await self._uses.unknown(self._desk, reader, typed.name, typed.argument)
        command = command or self._uses.help  # a slash alone
        match command.who:
            case Who.BOT_ADMINS:
                allowed = await administration.is_admin(self._desk, reader.user_id)
            case Who.CHAT_ADMINS:
                allowed = await self._is_in_charge(message, reader)
            case Who.EVERYONE:
                allowed = True
            case _:
                assert_never(command.who)
        if not allowed:
            raise NotInCharge if command.who is Who.CHAT_ADMINS else NotAllowed
        await conversation.set_aside(self._desk, reader)
        return await command.run(self._desk, reader, typed.argument)

    async def _is_in_charge(self, message: Message, reader: Reader) -> bool:
        speaks_as = message.sender_chat.id if message.sender_chat else None
        return await self._rights.may_change(reader, speaks_as)

    async def _import(self, reader: Reader, document: Document) -> Result:
        file = await document.get_file()
        return await self._uses.import_feeds(self._desk, reader, bytes(await file.download_as_bytearray()))

    async def _cannot_read(self, message: Message, reader: Reader) -> None:
        album = message.media_group_id
        if album is not None and album in self._albums:
            return
        if album is not None:
            self._albums.append(album)
        await answer(self._desk, reader, self._unreadable(reader))

    async def _unreadable(self, reader: Reader) -> Result:
        return await channels.open_forwarded(self._desk, reader) or Courtesy.UNREADABLE

    # --- what people tap

    async def on_tap(self, update: Update, context: Context) -> None:
        """A button: done, refused in a pop-up, or no longer known."""
        query = update.callback_query
        assert query is not None
        reader = tapper_of(query, update.update_id)
        place, data = actions.addressed(query.data or "")
        action = actions.decode(data)
        if reader is None:
            voice = Voice("fr", ZoneInfo(self._desk.rules.zone), self._desk.clock.now())
            await stop_waiting(query, Words(stale_button(voice)))
            return
        right, weight = isinstance(action, RIGHTS), HEAVY if isinstance(action, SEARCHING) else 1.0
        try:
            heard = await self._porter.taps(reader, right=right, weight=weight)
            if isinstance(heard, Reader) and heard.admitted:
                heard = await channels.tap_is_for(self._desk, heard, place)
        except UserError as refusal:
            await answer_tap(self._desk, query, reader, refuse(refusal))
            return
        except Exception:
            await stop_waiting(query)  # whatever failed, no button waits for ever
            raise
        if isinstance(heard, Reader):
            await self._tap(query, heard, action)
        else:  # also where nothing is said: a button of a blocked group waits for none of its members
            await stop_waiting(query, heard)

    async def _tap(self, query: CallbackQuery, reader: Reader, action: actions.Action | None) -> None:
        work = refuse(NotFound("button")) if action is None else self._press(query, reader, action)
        if reader.admitted:
            await answer_tap(self._desk, query, reader, work)
        else:
            await stop_waiting(query)
            await self._porter.serve(query.get_bot(), reader, work)

    async def _press(self, query: CallbackQuery, reader: Reader, action: actions.Action) -> Result:
        if reader.via is None and not isinstance(action, READING):
            if reader.kind is ChatKind.CHANNEL:
                raise ChannelError(ChannelProblem.IN_PRIVATE)
            if not await self._rights.may_change(reader):
                raise NotInCharge
            await conversation.set_aside(self._desk, reader)
        result = await self._uses.press(self._desk, reader, action)
        if isinstance(result, SettingsShown):
            await self._follow_language(query.get_bot(), reader, result)
        return result

    async def _follow_language(self, bot: Bot, reader: Reader, shown: SettingsShown) -> None:
        """Menus speak as the chat does; those of a group not as one of its forum topics does."""
        if not shown.language_set or reader.thread_id is not None or reader.kind is ChatKind.CHANNEL:
            return
        is_admin = reader.kind is ChatKind.PRIVATE and await administration.is_admin(
            self._desk, reader.user_id
        )
        commands = [c for c in self._uses.commands if is_admin or c.who is not Who.BOT_ADMINS]
        await set_chat_menu(bot, commands, reader.chat_id, shown.language)

"""The one way in which something a person did is answered: a result or a refusal, in words, through the outbox."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.errors import BotError, UserError
from bot.model import GROUPS, ChatKind, Edit, Message, OfMessage, Reader, Reply
from bot.results import Result
from bot.services import people
from bot.services.desk import Desk
from bot.views.channels import for_channel, lapsed
from bot.views.errors import explain
from bot.views.manners import Manner, manner_of
from bot.views.show import show
from bot.views.voice import Voice


async def voice_for(desk: Desk, reader: Reader) -> Voice:
    """The chat's own language and zone where it is known, else the reader's language and the house's zone."""
    found = await desk.store.destinations.find(reader.chat_id, reader.thread_id)
    language, zone = (reader.language, desk.rules.zone) if found is None else (found.language, found.zone)
    if reader.via is not None:  # a channel's times, in the language of who sets it up
        private = await desk.store.destinations.find(reader.via, None)
        language = reader.language if private is None else private.language
    return Voice(language, ZoneInfo(zone), desk.clock.now())


async def answer(desk: Desk, reader: Reader, work: Awaitable[Result | None]) -> Result | None:
    """Do the work and owe its words to the reader; a refusal is answered too. Returns the result, if there is one."""
    try:
        result = await work
    except UserError as refusal:
        await _owe_asking(desk, reader, (explain(refusal, await voice_for(desk, reader)),), None)
        return None
    if result is not None:
        await tell(desk, reader, result)
    return result


async def tell(desk: Desk, reader: Reader, result: Result) -> None:
    """Owe the words of a result, in its manner."""
    await _owe_asking(desk, reader, show(result, await voice_for(desk, reader)), _way(result, reader))


async def _owe_asking(
    desk: Desk, reader: Reader, messages: Sequence[Message], way: Reply | Edit | None
) -> None:
    """As `owe`; in a group a question is put to whoever asked for it, and nobody else's keyboard opens."""
    first, *rest = messages
    if first.ask and reader.kind in GROUPS and reader.message_id is not None:
        if reader.tapped:
            first = replace(first, asked=reader.user_id)
        else:
            way = Reply(OfMessage(reader.message_id))
    await owe(desk, reader, (first, *rest), way)


async def owe(
    desk: Desk, reader: Reader, messages: Sequence[Message], way: Reply | Edit | None = None
) -> None:
    """Put an answer into the outbox; once for each update, however often that is handled.

    What concerns a channel that is being set up goes to the private chat, and says so. A channel itself is told
    nothing.
    """
    if reader.kind is ChatKind.CHANNEL and reader.via is None:
        return
    voice = await voice_for(desk, reader)
    if reader.place is not None:
        messages = for_channel(messages, reader.title, reader.place, voice, typed=not reader.tapped)
    elif reader.lapsed:
        messages = lapsed(messages, reader.lapsed, voice)
    destination = await people.destination_of(desk, people.home_of(reader))
    await people.answer(desk, destination, reader.update_id, messages, way)


def _way(result: Result, reader: Reader) -> Reply | Edit | None:
    if reader.message_id is None:
        return None
    match manner_of(result, reader):
        case Manner.IN_PLACE:
            return Edit(OfMessage(reader.message_id))
        case Manner.BELOW:
            return Reply(OfMessage(reader.message_id))
        case Manner.NEW | Manner.POP_UP:
            return None


async def apologise(desk: Desk, bot: Bot, reader: Reader) -> None:
    """Say that it did not work, directly where the outbox itself is what fails."""
    voice = Voice(reader.language, ZoneInfo(desk.rules.zone), desk.clock.now())
    sorry = explain(UserError(), voice)
    try:
        await owe(desk, reader, (sorry,))
    except BotError:
        try:
            await bot.send_message(
                reader.chat_id, sorry.html, parse_mode=ParseMode.HTML, message_thread_id=reader.thread_id
            )
        except TelegramError:
            return  # nothing is left to try; the failure itself is logged

"""Channels, set up by their admins from a private chat: nothing is posted in one but its digests and alerts.

Whoever has chosen a channel speaks for it in their private chat until they end it, or say nothing for an hour. Buttons
name the channel that they are for, and stay so; words are for the channel being set up. That somebody is one of its
admins is asked of Telegram each time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.errors import ChannelError, ChannelProblem, NotFound
from bot.model import (
    AccessMode,
    ChannelSeen,
    ChatId,
    ChatKind,
    Destination,
    DestinationId,
    Reader,
    Roll,
    UserId,
)
from bot.results import (
    ChannelChoice,
    ChannelEnded,
    ChannelGone,
    ChannelList,
    ChannelOpened,
    ChannelReady,
    Question,
    Wanted,
)
from bot.services.desk import Desk
from bot.services.people import destination_of, times_of
from bot.services.subscriptions import is_address, wait_for

PATIENCE = timedelta(
    hours=1
)  # as long as a question waits: later words are more likely for somebody themselves
MOST_OFFERED = 20  # each is asked about at Telegram before it is shown
_NAME = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/|@)?(?P<name>[A-Za-z]\w{3,31})/?", re.ASCII
)


# --- choosing and ending


async def show_channels(desk: Desk, reader: Reader, text: str) -> ChannelList | ChannelOpened | Question:
    """`/canal [@nom]`: the person's channels, or that one at once. Raises `ChannelError`."""
    user_id = _alone(reader)
    if text.strip():
        named = _NAME.fullmatch(text.strip())
        if named is None:
            raise ChannelError(ChannelProblem.UNKNOWN)
        return await _take_up(desk, reader, await desk.directory.see(f"@{named['name']}", user_id))
    known = (await desk.store.stewards.channels(user_id))[:MOST_OFFERED]
    theirs = [each for each in known if await desk.directory.is_in_charge(each.chat_id, user_id)]
    if not theirs:
        return await ask_for_channel(desk, reader)
    return ChannelList(tuple(ChannelChoice(each.id, each.title) for each in theirs))


async def ask_for_channel(desk: Desk, reader: Reader) -> Question:
    """*Un autre canal*: a button opens Telegram's own list; a name may be written too."""
    _alone(reader)
    await wait_for(desk, reader, await destination_of(desk, reader), Wanted.CHANNEL)
    return Question(Wanted.CHANNEL)


async def open_channel(desk: Desk, reader: Reader, destination_id: DestinationId) -> ChannelOpened:
    """One of those offered. Raises `ChannelError`, or `NotFound` once it is erased."""
    channel = await _channel(desk, destination_id)
    return await _take_up(desk, reader, await desk.directory.see(channel.chat_id, _alone(reader)))


async def open_shared(desk: Desk, reader: Reader, chat_id: ChatId) -> ChannelOpened:
    """One that was picked in Telegram's own list, or whose post was forwarded. Raises `ChannelError`."""
    user_id = _alone(reader)
    private = await destination_of(desk, reader)
    await desk.store.asks.take_waiting(private.id, user_id, desk.clock.now())  # this answers it
    return await _take_up(desk, reader, await desk.directory.see(chat_id, user_id))


async def open_forwarded(desk: Desk, reader: Reader) -> ChannelOpened | None:
    """One of which a post was forwarded, where that is what was asked for; else None. Raises `ChannelError`."""
    if reader.about is None or reader.user_id is None or reader.kind is not ChatKind.PRIVATE:
        return None
    asked = await desk.store.asks.waiting_for(reader.user_id, desk.clock.now())
    if asked is None or asked.kind != Wanted.CHANNEL:
        return None
    return await open_shared(desk, reader, reader.about)


async def end_channel(desk: Desk, reader: Reader, text: str) -> ChannelEnded:
    """`/terminer`."""
    user_id = _alone(reader)
    charge = await desk.store.stewards.charge(user_id)
    await desk.store.stewards.put_down(user_id)
    return ChannelEnded("" if charge is None else charge.channel.title)


async def _take_up(desk: Desk, reader: Reader, seen: ChannelSeen | None) -> ChannelOpened:
    if seen is None:
        raise ChannelError(ChannelProblem.UNKNOWN)
    if not seen.in_charge:
        raise ChannelError(ChannelProblem.NOT_YOURS, seen.title)
    if not seen.may_post:
        raise ChannelError(ChannelProblem.NO_RIGHT, seen.title)
    user_id, private = _alone(reader), await destination_of(desk, reader)
    await _let_in(desk, seen, user_id)
    channel = await _known(
        desk, replace(reader, chat_id=seen.chat_id, title=seen.title, language=private.language)
    )
    await desk.store.stewards.take_up(user_id, channel.id, desk.clock.now())
    followed = await desk.store.destinations.subscriptions(channel.id)
    return ChannelOpened(channel.id, channel.title, tuple(each.topic for each in followed), times_of(channel))


async def _let_in(desk: Desk, seen: ChannelSeen, user_id: UserId) -> None:
    """Whoever has access and sets up a channel vouches for it; one that is blocked stays so."""
    rule, now = desk.rules.access_rule, desk.clock.now()
    known = await desk.store.access.acquaintance(seen.chat_id, user_id, frozenset(), rule)
    if known.chat_blocked:
        raise ChannelError(ChannelProblem.UNKNOWN)
    if known.mode is not AccessMode.OPEN and not known.chat_admitted:
        await desk.store.access.add(Roll.ADMITTED, seen.chat_id, rule, now)


async def _known(desk: Desk, reader: Reader) -> Destination:
    """The channel's destination, open and under its present title."""
    channel = replace(reader, kind=ChatKind.CHANNEL, thread_id=None)
    found = await destination_of(desk, channel)
    if found.title == reader.title:
        return found
    renamed, _ = await desk.store.destinations.open(channel, found.zone, found.slots, desk.clock.now())
    return renamed


# --- for whom somebody speaks


async def speaks_for(desk: Desk, reader: Reader) -> Reader:
    """For whom a command is that was typed in private: the channel being set up, or the person.

    Raises `ChannelError` where the channel may not be set up by them any more, which ends it.
    """
    if reader.kind is not ChatKind.PRIVATE or reader.user_id is None:
        return reader
    charge = await desk.store.stewards.charge(reader.user_id)
    if charge is None:
        return reader
    if desk.clock.now() - charge.last_word_at > PATIENCE:
        await desk.store.stewards.put_down(reader.user_id)
        return replace(reader, lapsed=charge.channel.title)
    try:
        spoken = await _stand_in(desk, reader, charge.channel)
    except ChannelError:
        await desk.store.stewards.put_down(reader.user_id)
        raise
    await desk.store.stewards.take_up(reader.user_id, charge.channel.id, desk.clock.now())
    return spoken


async def words_are_for(desk: Desk, reader: Reader, text: str) -> Reader:
    """As `speaks_for`, for plain words: an answer is for whom the question was."""
    if reader.kind is not ChatKind.PRIVATE or reader.user_id is None:
        return reader
    asked = await desk.store.asks.waiting_for(reader.user_id, desk.clock.now())
    if asked is None:
        return reader if is_address(text) else await speaks_for(desk, reader)
    place = await desk.store.destinations.get(asked.destination_id)
    return await _stand_in(desk, reader, place) if place.kind is ChatKind.CHANNEL else reader


async def tap_is_for(desk: Desk, reader: Reader, destination_id: DestinationId | None) -> Reader:
    """For whom a tapped button is: the channel that it names, or the chat that it stands in. Raises `ChannelError`.

    A button below a post of a channel is everybody's: see `manners`.
    """
    if destination_id is None:
        return reader
    spoken = await _stand_in(desk, reader, await _channel(desk, destination_id))
    charge = await desk.store.stewards.charge(_alone(reader))
    if charge is not None and charge.channel.id == destination_id:
        await desk.store.stewards.take_up(_alone(reader), destination_id, desk.clock.now())
    return spoken


async def _stand_in(desk: Desk, reader: Reader, channel: Destination) -> Reader:
    user_id = _alone(reader)
    if channel.closed is not None or not await desk.directory.is_in_charge(channel.chat_id, user_id):
        raise ChannelError(ChannelProblem.LOST, channel.title)
    return replace(
        reader,
        chat_id=channel.chat_id,
        kind=ChatKind.CHANNEL,
        title=channel.title,
        language=channel.language,
        via=reader.chat_id,
        place=channel.id,
    )


async def _channel(desk: Desk, destination_id: DestinationId) -> Destination:
    channel = await desk.store.destinations.get(destination_id)
    if channel.kind is not ChatKind.CHANNEL:
        raise NotFound("channel")
    return channel


def _alone(reader: Reader) -> UserId:
    if reader.kind is not ChatKind.PRIVATE or reader.user_id is None:
        raise ChannelError(ChannelProblem.IN_PRIVATE)
    return reader.user_id


# --- what becomes of a channel


async def changed(
    desk: Desk, reader: Reader, *, may_post: bool, present: bool
) -> ChannelReady | ChannelGone | None:
    """Somebody changed what we are in a channel: what to tell them in private, if they have ever written there."""
    if reader.user_id is None:
        return None
    if present and may_post:
        channel = await _known(desk, reader)
        await desk.store.stewards.remember(reader.user_id, channel.id)
        told: ChannelReady | ChannelGone = ChannelReady(channel.id, channel.title)
    else:
        found = await desk.store.destinations.find(reader.chat_id, None)
        if found is None or present:
            return None
        told = ChannelGone(found.title)
    private = await desk.store.destinations.find(ChatId(reader.user_id), None)
    return told if private is not None and private.closed is None else None

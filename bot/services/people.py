"""Who is being spoken to: a reader's destination, its times, and what the bot owes it as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.calendar import next_due
from bot.errors import NothingKept
from bot.model import (
    ChatId,
    ChatKind,
    Destination,
    DestinationId,
    Draft,
    Edit,
    Kind,
    Message,
    Reader,
    Reply,
)
from bot.results import Times
from bot.services.desk import Desk


async def destination_of(desk: Desk, reader: Reader) -> Destination:
    """The reader's destination, made or reopened if need be, with its next time set."""
    destination, _ = await greet(desk, reader)
    return destination


async def greet(desk: Desk, reader: Reader) -> tuple[Destination, bool]:
    """As `destination_of`, and whether the chat is new or had been closed.

    For a reader without access nothing is made nor opened. Raises `NothingKept` where there is nothing.
    """
    now = desk.clock.now()
    destinations = desk.store.destinations
    found = await destinations.find(reader.chat_id, reader.thread_id)
    if not reader.admitted:
        if found is None or found.leaving is not None:
            raise NothingKept
        return found, False
    if found is not None and found.closed is None and found.leaving in (None, reader.update_id):
        return found, False
    destination, _ = await destinations.open(reader, desk.rules.zone, desk.rules.slots, now)
    if destination.next_due_at is None and not destination.paused:
        due = next_due(destination.slots, ZoneInfo(destination.zone), now)
        await destinations.set_schedule(destination.id, destination.slots, destination.zone, due)
        destination = await destinations.get(destination.id)
    return destination, True


def home_of(reader: Reader) -> Reader:
    """Where the reader is answered: who sets up a channel, in private."""
    if reader.via is None:
        return reader
    return replace(reader, chat_id=reader.via, kind=ChatKind.PRIVATE, title="", via=None, place=None)


def times_of(destination: Destination) -> Times:
    """When the destination gets its digest; nothing is next while it is paused."""
    return Times(destination.slots, destination.zone, None if destination.paused else destination.next_due_at)


async def times_now(desk: Desk, destination_id: DestinationId) -> Times:
    """As `times_of` what is stored, and whether anything is followed that a digest could be about."""
    destinations = desk.store.destinations
    followed = await destinations.subscriptions(destination_id)
    return replace(times_of(await destinations.get(destination_id)), follows=bool(followed))


async def admin_chats(desk: Desk) -> tuple[Destination, ...]:
    """The open private chats of the admins who have ever written."""
    ids = sorted(desk.rules.admins | set(await desk.store.admins.list_admins()))
    found = [await desk.store.destinations.find(ChatId(user_id), None) for user_id in ids]
    return tuple(each for each in found if each is not None and each.closed is None)


async def answer(
    desk: Desk,
    destination: Destination,
    update_id: int,
    messages: Sequence[Message],
    way: Reply | Edit | None = None,
) -> None:
    """Owe these as the answer to one update; `way` is how the first of them goes out.

    An update that Telegram hands out again after a crash is answered once: the key is the update's own number.
    """
    drafts = [
        Draft(destination.id, Kind.ANSWER, f"answer:{update_id}:{n}", message, way=None if n else way)
        for n, message in enumerate(messages)
    ]
    await desk.store.outbox.enqueue(drafts, desk.clock.now())
    desk.wake()

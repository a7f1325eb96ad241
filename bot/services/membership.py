"""What becomes of a chat when the bot is thrown out, let in again, or the chat gets another id.

A forum's topics are destinations of their own: they leave and come back with their chat.
"""

from __future__ import annotations

from dataclasses import replace

from bot.errors import GoneReason
from bot.model import GROUPS, ChatId, ChatKind, Reader
from bot.services.desk import Desk
from bot.services.people import destination_of


async def leave(desk: Desk, reader: Reader, reason: GoneReason) -> None:
    """The chat refuses us: nothing more is sent; what it follows is kept."""
    for found in await desk.store.destinations.of_chat(reader.chat_id):
        if found.closed is None:
            await desk.store.destinations.close(found.id, reason, desk.clock.now())


async def come_back(desk: Desk, reader: Reader, *, joined: bool) -> Reader | None:
    """The chat takes us (again): whom to welcome with `/start`, and in which forum topic; None for nobody.

    `joined`: we were not in it before. A group that is new is greeted; a person says /start; and what we say in a
    channel all its readers read, so that one is only opened again. In a forum one topic is greeted, the others open.
    """
    found = await desk.store.destinations.of_chat(reader.chat_id)
    if not found:
        return reader if joined and reader.kind in GROUPS else None
    away = [
        replace(reader, thread_id=each.thread_id)
        for each in found
        if each.closed is not None and each.closed is not GoneReason.TOPIC_CLOSED
    ]
    greeted = None if reader.kind is ChatKind.CHANNEL else next(iter(away), None)
    for place in away:
        if place is not greeted:
            await destination_of(desk, place)
    return greeted


async def reopen_topic(desk: Desk, reader: Reader) -> Reader | None:
    """A forum topic can be written to again: whom to welcome there, None where we were not thrown out of it."""
    found = await desk.store.destinations.find(reader.chat_id, reader.thread_id)
    return reader if found is not None and found.closed is GoneReason.TOPIC_CLOSED else None


async def move(desk: Desk, old: ChatId, new: ChatId) -> None:
    """A group became a supergroup: everything of the old chat belongs to the new one."""
    for found in await desk.store.destinations.of_chat(old):
        await desk.store.destinations.move(found.id, new)

"""What becomes of a chat when the bot is thrown out, let in again, or the chat gets another id."""

from __future__ import annotations

from bot.errors import GoneReason
from bot.model import ChatId, ChatKind, Reader
from bot.results import AdminWelcomed, Proposal, Welcome
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.start import start


async def leave(desk: Desk, reader: Reader, reason: GoneReason) -> None:
    """The chat refuses us: nothing more is sent; what it follows is kept."""
    found = await desk.store.destinations.find(reader.chat_id, reader.thread_id)
    if found is not None and found.closed is None:
        await desk.store.destinations.close(found.id, reason, desk.clock.now())


async def come_back(desk: Desk, reader: Reader, *, joined: bool) -> Welcome | AdminWelcomed | Proposal | None:
    """The chat takes us (again): what to say there, None for nothing.

    `joined`: we were not in it before. A group that is new is greeted; a person says /start; and what we say in a
    channel all its readers read, so that one is only opened again.
    """
    found = await desk.store.destinations.find(reader.chat_id, reader.thread_id)
    if found is None:
        is_group = reader.kind in (ChatKind.GROUP, ChatKind.SUPERGROUP)
        return await start(desk, reader, "") if joined and is_group else None
    if found.closed is None:
        return None
    if reader.kind is ChatKind.CHANNEL:
        await destination_of(desk, reader)
        return None
    return await start(desk, reader, "")


async def move(desk: Desk, old: ChatId, new: ChatId) -> None:
    """A group became a supergroup: everything of the old chat belongs to the new one."""
    found = await desk.store.destinations.find(old, None)
    if found is not None:
        await desk.store.destinations.move(found.id, new)

"""Messages that admins send to every chat."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.model import Broadcast, BroadcastTally, DestinationId, Draft, Message


class Broadcasts(Protocol):
    """Messages to every chat that is open, not paused and not leaving: each chat once, a forum in its first topic.

    How far one is stands in the store, so that it goes on after a restart. Forgotten after 30 days.
    """

    async def propose(self, destination_id: DestinationId, message: Message, now: datetime) -> int:
        """Remember what an admin wants to send; its id. Nothing is owed yet."""
        ...

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """The broadcast, while it is remembered."""
        ...

    async def count_recipients(self) -> int:
        """How many chats one would reach now."""
        ...

    async def start(self, broadcast_id: int, message_id: int | None, now: datetime) -> bool:
        """Begin, if it is proposed: False for one that has begun already, or was dropped."""
        ...

    async def drop(self, broadcast_id: int) -> bool:
        """Give up what was only proposed."""
        ...

    async def stop(self, broadcast_id: int, now: datetime) -> bool:
        """Cancel what has not left; False where it is not being sent. What may have arrived is tried on."""
        ...

    async def spread(self, broadcast_id: int, limit: int, now: datetime) -> int:
        """Owe it to the next chats, at most so many; 0 once it is owed to all, or does not go on."""
        ...

    async def list_running(self) -> tuple[Broadcast, ...]:
        """Those that are being sent or stopped, oldest first."""
        ...

    async def tally(self, broadcast_id: int) -> BroadcastTally:
        """How far it is."""
        ...

    async def report(self, broadcast_id: int, draft: Draft, now: datetime, *, is_over: bool) -> None:
        """Owe the admin a word on how far it is; `is_over`: the last one, its text is forgotten."""
        ...

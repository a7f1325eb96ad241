"""Who looks after which channel, and whose words are for one now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Destination, DestinationId, UserId


@dataclass(frozen=True, slots=True)
class Charge:
    """The channel that somebody sets up, and when they last said something for it."""

    channel: Destination
    last_word_at: datetime


class Stewards(Protocol):
    """Channels are set up by their admins from private chats; who may is asked of Telegram each time, not kept here."""

    async def remember(self, user_id: UserId, destination_id: DestinationId) -> None:
        """That person was seen to be an admin of that channel: it is offered to them."""
        ...

    async def channels(self, user_id: UserId) -> tuple[Destination, ...]:
        """The open channels that were remembered for that person, in the order they came."""
        ...

    async def take_up(self, user_id: UserId, destination_id: DestinationId, now: datetime) -> None:
        """What that person writes from now on is for that channel, and for no other."""
        ...

    async def charge(self, user_id: UserId) -> Charge | None:
        """The channel that they set up now, closed or not."""
        ...

    async def put_down(self, user_id: UserId) -> None:
        """What they write is for themselves again; the channel stays remembered."""
        ...

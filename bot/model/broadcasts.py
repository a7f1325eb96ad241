"""A message that an admin sends to every chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import DestinationId
from bot.model.messages import Message


class BroadcastState(StrEnum):
    """proposed → sending → done, or stopping → stopped; or dropped."""

    PROPOSED = "proposed"
    SENDING = "sending"
    STOPPING = "stopping"  # what had not left is cancelled; what may have arrived is still tried
    DONE = "done"
    STOPPED = "stopped"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One such message; `destination_id` is the admin's chat, where `message_id` shows how far it is."""

    id: int
    destination_id: DestinationId
    state: BroadcastState
    message: Message
    asked_at: datetime
    is_spread: bool  # owed to all of them by now
    message_id: int | None
    edits: int  # of the message that shows how far it is
    reported_at: datetime | None
    is_reporting: bool  # the last edit has not left yet


def progress_key(broadcast_id: int, edits: int) -> str:
    """The key of the edit after so many others of the message that shows how far it is."""
    return f"progress:{broadcast_id}:{edits}"


@dataclass(frozen=True, slots=True)
class BroadcastTally:
    """How far a broadcast is, in chats; `total` is the sum of the others."""

    total: int
    sent: int
    gone: int  # they refuse the bot, or were erased meanwhile
    failed: int
    cancelled: int

    @property
    def left(self) -> int:
        """Still to be sent, or in doubt."""
        return self.total - self.sent - self.gone - self.failed - self.cancelled

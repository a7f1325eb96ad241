"""What an admin is shown of a message to every chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import BroadcastTally, Message


@dataclass(frozen=True, slots=True)
class BroadcastPreview:
    """`/diffuser TEXT`: the message as each of that many chats would get it, and the question whether to send it."""

    broadcast_id: int
    message: Message
    recipients: int


@dataclass(frozen=True, slots=True)
class BroadcastProgress:
    """How far it is. `is_over`: nothing more will change; `was_stopped`: by an admin."""

    broadcast_id: int
    tally: BroadcastTally
    is_over: bool
    was_stopped: bool


@dataclass(frozen=True, slots=True)
class BroadcastDropped:
    """Nothing is sent."""

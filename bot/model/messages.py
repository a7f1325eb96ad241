"""Rendered parts, and what is owed until Telegram has taken it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.destinations import Destination
from bot.model.ids import DestinationId, DigestId, OutboxId, StoryId, Token


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `action` (callback data, at most 64 bytes) or `url`, one of them."""

    label: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document sent with a message."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered part: escaped HTML of at most 4,096 UTF-16 units after entity parsing, and its rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    ask: bool = False  # opens the reader's keyboard on an answer (groups)
    document: Attachment | None = None


class Kind(StrEnum):
    """What a message in the outbox is; the order is the order in which they pass."""

    ANSWER = "answer"
    ALERT = "alert"
    DIGEST = "digest"
    BROADCAST = "broadcast"


class State(StrEnum):
    """Where a message in the outbox stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"  # Telegram asked to wait, or it is known not to have left
    DOUBTFUL = "doubtful"  # may have arrived; tried again until there is a definite answer
    DEAD = "dead"  # refused for ever, or its destination is gone


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be owed. `dedupe_key` makes it unique for ever: the same key is never enqueued twice."""

    destination_id: DestinationId
    kind: Kind
    dedupe_key: str
    message: Message
    stories: tuple[StoryId, ...] = ()  # whose `told` row gets the message id once it is sent


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed message on its way out."""

    id: OutboxId
    token: Token
    destination: Destination
    kind: Kind
    message: Message
    attempts: int  # before this one
    doubts: int  # earlier attempts that may have arrived
    created_at: datetime
    digest_id: DigestId | None = None

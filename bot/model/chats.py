"""What the operator sees of a chat: that it is there, and how much; never what it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import GoneReason
from bot.model.destinations import ChatKind
from bot.model.ids import ChatId


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel as Telegram shows it, with what somebody and we ourselves may do there."""

    chat_id: ChatId
    title: str
    in_charge: bool  # the person is one of its admins
    may_post: bool  # we may


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """One chat, its forum topics taken together."""

    chat_id: ChatId
    kind: ChatKind
    places: int  # the chat itself and its forum topics, as far as they are known
    topics: int
    owed: int  # messages
    created_at: datetime
    last_word_at: datetime | None
    closed: GoneReason | None  # None while any of its places is open

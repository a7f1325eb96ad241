"""What is said in English of the chats to their operator."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import GoneReason
from bot.model import ChatKind

NO_CHATS = "Nobody has written to the bot yet."
COLUMNS: tuple[str, ...] = ("chat", "kind", "places", "topics", "owed", "since", "last word", "state")
KINDS: Mapping[ChatKind, str] = {
    ChatKind.PRIVATE: "private",
    ChatKind.GROUP: "group",
    ChatKind.SUPERGROUP: "supergroup",
    ChatKind.CHANNEL: "channel",
}
OPEN = "open"
CLOSED: Mapping[GoneReason, str] = {
    GoneReason.BLOCKED: "blocked the bot",
    GoneReason.KICKED: "removed the bot",
    GoneReason.DEACTIVATED: "account deleted",
    GoneReason.NOT_FOUND: "not found",
    GoneReason.NO_RIGHT: "the bot may not write there",
    GoneReason.TOPIC_CLOSED: "forum topic closed",
    GoneReason.SHUT_OUT: "without access",
    GoneReason.BARRED: "blocked",
    GoneReason.WAITING: "has not written to this bot yet",
}

"""What Telegram answered about one message."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from bot.errors.root import BotError


class DeliveryError(BotError):
    """What came of sending one message."""


class GoneReason(StrEnum):
    """Why a destination can no longer be written to."""

    BLOCKED = "blocked"
    KICKED = "kicked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    NO_RIGHT = "no_right"
    TOPIC_CLOSED = "topic_closed"
    SHUT_OUT = "shut_out"  # has no access (any more); opened again when let in
    BARRED = "barred"  # blocked by an admin
    WAITING = "waiting"  # « bot can't initiate conversation »: never wrote to us, not a refusal


class ChatGone(DeliveryError):
    """The destination refuses us, for good or until it comes back."""

    def __init__(self, reason: GoneReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ChatMoved(DeliveryError):
    """The group became a supergroup with another id. The message was not sent."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(str(chat_id))
        self.chat_id = chat_id


class RetryLater(DeliveryError):
    """Telegram asks to wait; the message was not sent. `everywhere`: the whole bot must wait."""

    def __init__(self, after: timedelta, everywhere: bool = False) -> None:
        super().__init__(f"{after.total_seconds():.0f} s")
        self.after = after
        self.everywhere = everywhere


class NotSent(DeliveryError):
    """Known not to have reached Telegram (no connection could be had): safe to send again."""


class DoubtfulSend(DeliveryError):
    """Telegram may or may not have taken it: timeout after sending, 5xx, connection cut."""


class MessageRejected(DeliveryError):
    """Telegram refuses this very message for ever.

    `markup`: less of it would pass, as plain text cut to its limit. `attachment`: the words alone would.
    """

    def __init__(self, detail: str, markup: bool = False, attachment: bool = False) -> None:
        super().__init__(detail)
        self.markup = markup
        self.attachment = attachment


class TargetGone(DeliveryError):
    """The message to edit or to answer is not there any more, or may not be edited; nothing was done."""


class TokenRefused(DeliveryError):
    """Telegram does not know the token."""


class PolledElsewhere(DeliveryError):
    """Another program asks Telegram for updates with the same token (409)."""

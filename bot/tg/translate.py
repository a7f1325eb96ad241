"""What each of the library's errors means for the message that was being sent.

The order matters: `BadRequest` and `TimedOut` are both a `NetworkError` of the library. Telegram tells most reasons
by its words alone, so those are compared, in lower case. What is in no table errs on the side of trying again.
"""

from __future__ import annotations

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    DoubtfulSend,
    GoneReason,
    MessageRejected,
    NotSent,
    PolledElsewhere,
    RetryLater,
    TargetGone,
    TokenRefused,
)

# Raised before one byte of the request has left: no connection could be had.
NEVER_LEFT = (
    httpx.PoolTimeout,
    httpx.ConnectTimeout,
    httpx.ConnectError,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
UNTOLD_FLOOD_WAIT = timedelta(seconds=5)  # for a 429 that names no time

FORBIDDEN = (
    ("blocked", GoneReason.BLOCKED),
    ("deactivated", GoneReason.DEACTIVATED),
    ("initiate conversation", GoneReason.WAITING),
    ("kicked", GoneReason.KICKED),
    ("not a member", GoneReason.KICKED),
    ("was deleted", GoneReason.NOT_FOUND),
)
BAD_CHAT = (
    ("thread not found", GoneReason.TOPIC_CLOSED),
    ("topic_closed", GoneReason.TOPIC_CLOSED),
    ("topic_deleted", GoneReason.TOPIC_CLOSED),
    ("topic_id_invalid", GoneReason.TOPIC_CLOSED),
    ("chat not found", GoneReason.NOT_FOUND),
    ("user not found", GoneReason.NOT_FOUND),
    ("peer_id_invalid", GoneReason.NOT_FOUND),
    ("chat was deleted", GoneReason.NOT_FOUND),
    ("deactivated", GoneReason.DEACTIVATED),
    ("have no rights", GoneReason.NO_RIGHT),
    ("not enough rights", GoneReason.NO_RIGHT),
    ("need administrator rights", GoneReason.NO_RIGHT),
    ("user_is_blocked", GoneReason.BLOCKED),
    ("initiate conversation", GoneReason.WAITING),
    ("kicked", GoneReason.KICKED),
    ("not a member", GoneReason.KICKED),
    ("channel_private", GoneReason.KICKED),
    ("upgraded to a supergroup", GoneReason.NOT_FOUND),  # without its new id: the group itself tells it
    ("chat_write_forbidden", GoneReason.NO_RIGHT),
    ("chat_admin_required", GoneReason.NO_RIGHT),
    ("chat_restricted", GoneReason.NO_RIGHT),
    ("chat_send_plain_forbidden", GoneReason.NO_RIGHT),
    ("user_banned_in_channel", GoneReason.NO_RIGHT),
)
UNCHANGED = "message is not modified"
BAD_TARGET = (
    "message to edit not found",
    "message to be edited not found",
    "message can't be edited",
    "message_id_invalid",
    "message_author_required",
    "message_edit_time_expired",
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
    "message to be replied not found",
    "message to reply not found",
    "replied message not found",
    "reply_message_id_invalid",
)
BAD_ATTACHMENT = (  # the words alone would pass, also where a group lets nobody send files
    "rights to send photos",
    "rights to send documents",
    "chat_send_photos_forbidden",
    "chat_send_docs_forbidden",
    "chat_send_media_forbidden",
    "photo_",
    "image_process_failed",
    "wrong type of the web page content",
    "file must be non-empty",
    "file is too big",
)
BAD_MARKUP = (  # plain text, without links under the message and cut to what fits, would pass
    "message is too long",
    "message_too_long",
    "caption is too long",
    "can't parse entities",
    "can't find end",
    "entity_",
    "entities_too_long",
    "keyboard",
    "reply markup",
    "button",
    "wrong http url",
)


def period(value: int | timedelta) -> timedelta:
    """The library gives seconds, or a timedelta where its switch is set."""
    return value if isinstance(value, timedelta) else timedelta(seconds=value)


def delivery_error(error: TelegramError) -> DeliveryError:
    """The error of ours that says what to do about the message."""
    match error:
        case RetryAfter():
            return RetryLater(period(error.retry_after))
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case Forbidden():
            return ChatGone(_reason(error, FORBIDDEN) or GoneReason.NO_RIGHT)
        case BadRequest():
            return _bad_request(error)
        case InvalidToken():
            return TokenRefused()
        case Conflict():
            return PolledElsewhere()
        case NetworkError():
            return _network(error)
        case _:  # an answer that cannot be read
            return DoubtfulSend(error.message)


def _reason(error: TelegramError, table: tuple[tuple[str, GoneReason], ...]) -> GoneReason | None:
    words = error.message.lower()
    return next((reason for part, reason in table if part in words), None)


def is_unchanged(error: TelegramError) -> bool:
    """Whether an edit found the message as it should become: done, perhaps by a try that left doubt."""
    return isinstance(error, BadRequest) and UNCHANGED in error.message.lower()


def _bad_request(error: BadRequest) -> DeliveryError:
    words = error.message.lower()
    if any(part in words for part in BAD_TARGET):
        return TargetGone(error.message)
    if any(part in words for part in BAD_ATTACHMENT):
        return MessageRejected(error.message, attachment=True)
    if (reason := _reason(error, BAD_CHAT)) is not None:
        return ChatGone(reason)
    is_markup = any(part in words for part in BAD_MARKUP)
    return MessageRejected(error.message, markup=is_markup)


def _network(error: NetworkError) -> DeliveryError:
    words = error.message.lower()
    if isinstance(error.__cause__, NEVER_LEFT):
        return NotSent(type(error.__cause__).__name__)
    if "too many requests" in words:
        return RetryLater(UNTOLD_FLOOD_WAIT)
    if "entity too large" in words:  # 413: a document over Telegram's limit stays over it
        return MessageRejected(error.message, attachment=True)
    return DoubtfulSend(error.message)

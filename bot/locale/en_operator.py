# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English to whoever runs the bot. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locale.en_moments import listing, number
from bot.locale.plurals import english as _s
from bot.model import ChatKind, Deed

_KINDS: Mapping[ChatKind, tuple[str, str]] = {
    ChatKind.PRIVATE: ("private", "private"),
    ChatKind.GROUP: ("group", "groups"),
    ChatKind.CHANNEL: ("channel", "channels"),
}


# --- the journal ------------------------------------------------------------------------------------------------

JOURNAL = "<b>Journal</b>: what admins have changed"
NO_DEEDS = "The journal is empty: nothing has been changed yet."
LATEST, OLDER = "Latest", "Older"
IN_TERMINAL = "in a terminal"
ERASED_ADMIN = "somebody whose data is erased"
YOU = "you"
DEEDS: Mapping[Deed, str] = {
    Deed.FEED_ADDED: "feed added",
    Deed.FEEDS_ADDED: "feeds added",
    Deed.FEEDS_IMPORTED: "feeds imported",
    Deed.FEED_REMOVED: "feed removed",
    Deed.FEEDS_REMOVED: "feeds removed",
    Deed.FEED_RENAMED: "feed renamed",
    Deed.FEED_PAUSED: "feed paused",
    Deed.FEED_RESUMED: "feed resumed",
    Deed.FEED_PURGED: "feed removed, articles erased",
    Deed.PUBLISHER_WISH: "headlines only, as the publisher asked",
    Deed.PUBLISHER_REFUSAL: "a publisher’s refusal",
    Deed.WISH_LIFTED: "a publisher’s request lifted",
    Deed.SENDING_HELD: "sending held",
    Deed.SENDING_RELEASED: "sending released",
    Deed.HELD_ABANDONED: "held messages given up",
    Deed.BROADCAST_SENT: "announcement sent",
    Deed.BROADCAST_STOPPED: "announcement stopped",
    Deed.CHAT_BLOCKED: "chat blocked",
    Deed.CHAT_UNBLOCKED: "chat unblocked",
    Deed.CHAT_ADMITTED: "chat put on the access list",
    Deed.CHAT_DISMISSED: "chat taken off the access list",
    Deed.CHAT_ERASED: "chat erased",
    Deed.ACCESS_CHANGED: "access changed",
    Deed.LINK_MADE: "invitation link made",
    Deed.LINK_REVOKED: "invitation link revoked",
    Deed.LIMIT_CHANGED: "limit changed",
    Deed.BACKUP_RESTORED: "backup brought back",
    Deed.ADMIN_ADDED: "new admin",
    Deed.ADMIN_REMOVED: "admin removed",
}


def amount(deed: Deed, count: int) -> str:
    if deed is Deed.BROADCAST_SENT:
        return f"to {_of_chats(count)}"
    return f"{number(count)} message{_s(count)}"


def deed_line(at: str, deed: str, subject: str, who: str) -> str:
    return f"{at}: {deed}{f', <b>{subject}</b>' if subject else ''} ({who})"


# --- how the bot does -------------------------------------------------------------------------------------------

NO_BACKUP = "No known backup."
NO_TROUBLES = "No error since it started."
TROUBLES = "<b>Latest errors</b>"
DAY = "The last 24 hours, hour by hour"


def verdict(health: str, alive: bool, version: str, since: str) -> str:
    if not alive:
        return f"<b>{health.capitalize()}</b>: the bot is not running."
    told = f", version {version}" if version else ""
    return f"<b>{health.capitalize()}</b>{told}{f', started {since}' if since else ''}"


def feeds(count: int, ill: Sequence[str]) -> str:
    return f"Feeds: {number(count)}{f', of which {listing(ill)}' if ill else ''}"


def of_health(health: str, count: int) -> str:
    return f"{number(count)} “{health}”"


def articles(count: int, day: int, waiting: int) -> str:
    rest = f"; {number(waiting)} to analyse" if waiting else ""
    return f"Articles: {number(count)}, {number(day)} of them in 24 hours{rest}"


def of_kind(kind: ChatKind, count: int) -> str:
    singular, plural = _KINDS[kind]
    return f"{number(count)} {singular if count == 1 else plural}"


def chats(opened: Sequence[str], closed: int) -> str:
    rest = f"; {number(closed)} closed" if closed else ""
    return f"Chats: {listing(opened) if opened else 'none'}{rest}"


def followed(topics: int, subscriptions: int) -> str:
    return f"Topics: {number(topics)}, for {number(subscriptions)} subscription{_s(subscriptions)}"


def owed(count: int, oldest: str, doubtful: int) -> str:
    if not count:
        return "Nothing waits to be sent."
    since = f", the oldest: {oldest}" if oldest else ""
    doubt = f"; {number(doubtful)} may have arrived" if doubtful else ""
    return f"To be sent: {number(count)} message{_s(count)}{since}{doubt}"


def late(digests: int) -> str:
    if not digests:
        return "No digest is late."
    return f"<b>{number(digests)} digest{_s(digests)} late</b>"


def size(database: int, memory: int) -> str:
    return f"Database: {_megabytes(database)}{f'; memory: {_megabytes(memory)}' if memory else ''}"


def backed_up(at: str) -> str:
    return f"Latest backup: {at}"


def trouble(place: str, kind: str, times: int, at: str) -> str:
    return f"{place}: {kind}{f', {number(times)} times' if times > 1 else ''}, {at}"


def readings(count: int, failures: int) -> str:
    failed = f", {number(failures)} of them failed" if failures else ""
    return f"Feeds read: {number(count)}{failed}"


def new_articles(count: int) -> str:
    return f"New articles: {number(count)}"


def messages(count: int) -> str:
    return f"Messages sent: {number(count)}"


def _megabytes(size: int) -> str:
    return f"{number(max(1, round(size / 1_000_000)))} MB"


# --- messages to every chat -------------------------------------------------------------------------------------

ASK_BROADCAST = "Which message is to be sent to every chat? You will see it before it leaves."
CANCEL, STOP = "Cancel", "Stop"
DROPPED = "Cancelled: nothing is sent."


def _of_chats(count: int) -> str:
    return f"{number(count)} chat{_s(count)}"


def send_to(count: int) -> str:
    return f"Send to {_of_chats(count)}"


def ask_to_send(count: int) -> str:
    if not count:
        return "Nobody would get this message: no chat is open."
    return (
        f"This is what <b>{_of_chats(count)}</b> will get, without a sound. Those that are paused get nothing. "
        "Shall I send it?"
    )


def sending(sent: int, total: int) -> str:
    return f"Being sent: <b>{number(sent)} of {number(total)}</b>"


def stopping(left: int) -> str:
    return f"Stopping: {number(left)} message{_s(left)} on the way, or perhaps there already."


def sent_to(sent: int) -> str:
    return f"Message sent to <b>{_of_chats(sent)}</b>."


def stopped(sent: int, total: int) -> str:
    return f"Stopped: <b>{number(sent)} of {number(total)}</b> sent."


def gone(count: int) -> str:
    refused = "refuses the bot or is" if count == 1 else "refuse the bot or are"
    return f"{_of_chats(count)} {refused} gone."


def failed(count: int) -> str:
    return f"{number(count)} failed."


def cancelled(count: int) -> str:
    return f"{number(count)} cancelled."

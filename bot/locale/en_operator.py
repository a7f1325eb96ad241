# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English to whoever runs the bot. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model import Deed

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
    Deed.ACCESS_CHANGED: "access changed",
    Deed.LIMIT_CHANGED: "limit changed",
    Deed.ADMIN_ADDED: "new admin",
    Deed.ADMIN_REMOVED: "admin removed",
}


def deed_line(at: str, deed: str, subject: str, who: str) -> str:
    return f"{at}: {deed}{f', <b>{subject}</b>' if subject else ''} ({who})"

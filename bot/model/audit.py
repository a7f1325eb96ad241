"""What admins of the bot changed, as it is noted for the other admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import ChatId, UserId


class Deed(StrEnum):
    """A kind of change; its value stands in the database and never changes its meaning."""

    FEED_ADDED = "feed_added"
    FEEDS_ADDED = "feeds_added"  # several at once, from the catalogue
    FEEDS_IMPORTED = "feeds_imported"
    FEED_REMOVED = "feed_removed"
    FEEDS_REMOVED = "feeds_removed"  # several at once: an addition undone
    FEED_RENAMED = "feed_renamed"
    FEED_PAUSED = "feed_paused"
    FEED_RESUMED = "feed_resumed"
    FEED_PURGED = "feed_purged"  # removed with all that it had brought
    PUBLISHER_WISH = "publisher_wish"  # headlines only
    PUBLISHER_REFUSAL = "publisher_refusal"
    WISH_LIFTED = "wish_lifted"
    SENDING_HELD = "sending_held"
    SENDING_RELEASED = "sending_released"
    HELD_ABANDONED = "held_abandoned"
    BROADCAST_SENT = "broadcast_sent"
    BROADCAST_STOPPED = "broadcast_stopped"
    CHAT_BLOCKED = "chat_blocked"
    CHAT_UNBLOCKED = "chat_unblocked"
    CHAT_ADMITTED = "chat_admitted"
    CHAT_DISMISSED = "chat_dismissed"
    CHAT_ERASED = "chat_erased"  # at the operator's own terminal; nothing says which
    ACCESS_CHANGED = "access_changed"
    LINK_MADE = "link_made"
    LINK_REVOKED = "link_revoked"
    LIMIT_CHANGED = "limit_changed"
    BACKUP_RESTORED = "backup_restored"
    ADMIN_ADDED = "admin_added"
    ADMIN_REMOVED = "admin_removed"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change.

    `by` is None where it was made in a terminal, and also once that person has had their data erased. `subject` names
    what was changed by a public name (an outlet, a number), never a person or a chat: that is `about`.
    """

    id: int
    at: datetime
    by: UserId | None
    from_terminal: bool
    deed: Deed
    subject: str
    about: ChatId | None

"""Who may use the bot: the mode, the two lists, and the links that let people in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import ChatId, UserId


class AccessMode(StrEnum):
    """Whom the bot serves."""

    OPEN = "open"  # everybody
    INVITATION = "invitation"  # whoever came by a link, or is on the list
    LIST = "list"  # whoever is on the list


class Roll(StrEnum):
    """A list of chats and people."""

    ADMITTED = "admitted"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class AccessRule:
    """What the configuration says: the mode where no admin chose one, and admins, who are never kept out."""

    default: AccessMode = AccessMode.OPEN
    admins: frozenset[UserId] = frozenset()


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of a chat and of the person who writes there.

    `is_named`: a list holds a name of theirs, and does not know yet that it is them.
    """

    mode: AccessMode
    chat_blocked: bool = False
    person_blocked: bool = False
    chat_admitted: bool = False
    person_admitted: bool = False
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: a chat, or a name whose bearer has not written yet; `title` of groups and channels."""

    id: int
    chat_id: ChatId | None
    name: str  # without @; "" where it was listed by its number
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AccessLink:
    """A link that lets people in; None: without that limit. Its code is not kept, only its hash."""

    id: int
    made_at: datetime
    used: int
    people: int | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """What an admin allows one chat; None: what holds for everybody."""

    max_topics: int | None
    max_alerts: int | None

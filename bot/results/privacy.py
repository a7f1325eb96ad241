"""What people are told of what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import ChatKind


@dataclass(frozen=True, slots=True)
class Privacy:
    """`/confidentialite`: who keeps what, and for how long. Empty where the operator has not said."""

    operator: str
    contact: str
    silence: timedelta  # after which a closed chat is erased


@dataclass(frozen=True, slots=True)
class MyData:
    """`/donnees`: the document itself."""

    content: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class EraseQuestion:
    """`/oublier`, before anything is erased: what would go."""

    ask_id: int
    topics: int
    kind: ChatKind
    is_admin: bool  # of the bot, by an invitation, which goes as well
    shuts_out: bool = False  # the access that the chat was given goes as well


@dataclass(frozen=True, slots=True)
class Erased:
    """It is gone, and this is the last word."""

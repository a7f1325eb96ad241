"""Media that readers propose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What an admin made of it."""

    ADDED = "added"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Nominee:
    """A medium that is proposed: the feed that would be followed. `key` is one for all who propose the same."""

    key: str
    name: str
    url: str
    title: str  # of the feed, or its section in the catalogue


@dataclass(frozen=True, slots=True)
class Nomination:
    """A nominee that waits for an admin; `id` names the first who proposed it, `times` counts the chats that did."""

    id: int
    nominee: Nominee
    first_at: datetime
    times: int

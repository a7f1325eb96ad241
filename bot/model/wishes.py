"""What a publisher has asked of us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WishKind(StrEnum):
    """How much of an outlet may be kept and shown."""

    TITLES = "titles"  # headline, link and date alone: no extract
    REFUSED = "refused"  # nothing, and it is not read


@dataclass(frozen=True, slots=True)
class Wish:
    """A publisher asks for less. `place` is what it covers: see `core.wishes.covers`."""

    place: str
    kind: WishKind
    noted_at: datetime
    outlet: str = ""  # as it was called when the wish was noted
    requester: str = ""  # who asked, as the admin wrote it
    reason: str = ""

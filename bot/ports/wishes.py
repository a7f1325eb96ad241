"""What publishers asked of us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Feed, Wish


@dataclass(frozen=True, slots=True)
class Obeyed:
    """What came of a wish: the feeds that are read no more, articles let go of or cut to their headline, messages
    that were still waiting and hold such articles no more."""

    removed: tuple[Feed, ...] = ()
    entries: int = 0
    recalled: int = 0


class Wishes(Protocol):
    """What publishers asked of us, and how it is kept.

    From the moment a wish is noted nothing is stored against it, whatever feed brings it: `Feeds.add` and moves refuse
    what is refused, `Feeds.apply` leaves out articles that link there, and keeps the headlines alone where that was
    asked for.
    """

    async def list_wishes(self) -> tuple[Wish, ...]:
        """All of them, by the day they were noted, then by place."""
        ...

    async def note(self, wishes: Sequence[Wish]) -> Obeyed:
        """Remember wishes (each in the place of an earlier one about the same place) and obey them at once.

        What is refused is read no more, and its articles go with index, matches and former texts; where titles alone
        are wanted, extracts and texts go and the articles are matched again by their headlines. Messages that wait
        and hold such articles are given up, and what else they told is told again. Nothing can be done about what
        Telegram has, nor about backups. In short transactions: whoever reads meanwhile may still see the rest.
        """
        ...

    async def describe(self, place: str, requester: str, reason: str) -> bool:
        """Say who asked and why; False where no such wish is kept."""
        ...

    async def lift(self, place: str) -> Wish | None:
        """Forget a wish; what went does not come back. None where there was none."""
        ...

    async def purge(self, feed: Feed, now: datetime) -> Obeyed:
        """Remove a feed with all that it brought, though nobody asked for it: as a refusal, with no wish noted."""
        ...

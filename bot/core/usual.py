"""How much a tick usually owes, and how much is too much.

What is learnt is a share, messages for each open chat, so that a house that grows stays usual. The usual is the
busiest tick of the last fourteen days that had one: a day of great news is not the average, and it is no accident
either. What a person let pass was right, and is learnt like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

FACTOR = 4  # times the busiest tick: « several »
FLOOR = 250  # messages, ten seconds at the usual rate: less is over before anybody could answer
DAYS = 14
LEARNT = 3  # ticks that owed something; before, nobody knows what is usual


@dataclass(frozen=True, slots=True)
class Usual:
    """What ticks of one kind have owed: how many ticks there were, and the busiest of each of the last days."""

    ticks: int = 0
    days: tuple[tuple[date, float], ...] = ()  # messages for each open chat, oldest day first

    def messages(self, chats: int) -> int:
        """What the busiest tick owed, for as many chats as there are now."""
        return round(max((share for _, share in self.days), default=0.0) * chats)

    def is_too_much(self, owed: int, chats: int) -> bool:
        """Whether a tick owes several times what is usual."""
        return self.ticks >= LEARNT and owed > max(FLOOR, FACTOR * self.messages(chats))

    def after(self, owed: int, chats: int, day: date) -> Usual:
        """The same, with one more tick that owed something."""
        share = owed / max(chats, 1)
        return replace(self, ticks=min(self.ticks + 1, LEARNT), days=_with(self.days, day, share))


def _with(days: Sequence[tuple[date, float]], day: date, share: float) -> tuple[tuple[date, float], ...]:
    known = dict(days)
    known[day] = max(share, known.get(day, 0.0))
    return tuple(sorted(known.items()))[-DAYS:]

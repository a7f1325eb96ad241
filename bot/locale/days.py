"""Slots as they are said: the times of each set of days together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.model import Slot


@dataclass(frozen=True, slots=True)
class DayGroup:
    """Days that have the same times; times in the order of the day."""

    days: frozenset[int]
    times: tuple[time, ...]


def day_groups(slots: Sequence[Slot]) -> tuple[DayGroup, ...]:
    """The slots by days, the group with the earliest weekday first."""
    times: dict[frozenset[int], set[time]] = {}
    for slot in slots:
        times.setdefault(slot.days, set()).add(slot.at)
    return tuple(DayGroup(days, tuple(sorted(times[days]))) for days in sorted(times, key=sorted))

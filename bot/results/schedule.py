"""When a destination gets its digest, and what changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model import Slot


@dataclass(frozen=True, slots=True)
class Times:
    """When a destination gets its digest; `next_at` None when nothing is due (paused, or no time set).

    `follows`: there is a topic that a digest could be about.
    """

    slots: tuple[Slot, ...]
    zone: str
    next_at: datetime | None
    follows: bool = True


@dataclass(frozen=True, slots=True)
class ScheduleSet:
    """`/horaire`; `undo_id` names the former times, for *Annuler*. `restored`: this is that undoing."""

    times: Times
    undo_id: int | None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class ZoneSet:
    """`/fuseau`; `undo_id` names the former zone, for *Annuler*. `restored`: this is that undoing."""

    times: Times
    undo_id: int | None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A place that may mean any of these zones, likeliest first; `ask_id` names them for the buttons."""

    typed: str
    ask_id: int
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paused:
    """`/pause`; `until` None: until `/reprendre`. `back_at`: when the word of return comes."""

    until: datetime | None
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """`/reprendre`; `was_paused` False when there was nothing to resume. `catches_up`: the word of return follows."""

    times: Times
    was_paused: bool
    catches_up: bool = False


@dataclass(frozen=True, slots=True)
class Stopped:
    """`/stop`: nothing more is sent; topics are kept for a return."""

    topics: int

"""What is known of when a feed brings something, and what its publisher says about being read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class CacheHints:
    """What the answer says about coming back."""

    max_age: timedelta | None = None
    retry_after: timedelta | None = None


NO_HINTS = CacheHints()


@dataclass(frozen=True, slots=True)
class Timetable:
    """What a document says about when it changes and when it is not to be read; all in GMT.

    `skip_hours` holds bit n for the hour from n:00, `skip_days` bit n for a day, Monday being 0. `base` is
    `sy:updateBase`: editions appear at it and every `ttl` before and after.
    """

    skip_hours: int = 0
    skip_days: int = 0
    base: datetime | None = None


NO_TIMETABLE = Timetable()


@dataclass(frozen=True, slots=True)
class Pulse:
    """When a feed's entries come, as learnt up to `learnt_at`; instants are whole seconds since 1970.

    `hours` (24, UTC) and `days` (7, Monday first) count moments at which something came, older ones less; `recent`
    are the latest moments, oldest first; `lull` is the longest time without any, in seconds, older ones being taken
    for shorter. Read by `core.pulse`.
    """

    since: int  # watched from then on
    learnt_at: int
    hours: tuple[float, ...]
    days: tuple[float, ...]
    recent: tuple[int, ...]
    lull: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Who waits for a feed: somebody who wants to be told at once, and the next digest that may need it."""

    is_urgent: bool = False
    digest_at: datetime | None = None


NOBODY = Demand()


@dataclass(frozen=True, slots=True)
class HostPause:
    """A host that asked for less (429): none of its feeds is read before `until`."""

    host: str
    until: datetime

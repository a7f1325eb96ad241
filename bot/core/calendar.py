"""When a destination is due: times of day in its own zone, turned into instants.

Each calendar day of the zone that a slot names has exactly one instant for it, whatever the clocks do. Where they
go forward over the time of a slot, it comes as much later as they jumped (02:30 is shown as 03:30); where they go
back over it, the first of the two counts. A day that a zone left out altogether is served by the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Slot

EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEKEND = frozenset((5, 6))

# A slot comes back after seven days at most; one day more where its time has passed today, and one more on each side
# since zones have moved their clocks by a whole day (Samoa in 2011 left out 30 December).
_DAYS_AROUND = 9


def next_due(slots: Sequence[Slot], zone: ZoneInfo, after: datetime) -> datetime | None:
    """The earliest instant of a slot strictly after that instant, in UTC; None when no slot names a day."""
    return min((at for at in _instants(slots, zone, after, -2, _DAYS_AROUND) if at > after), default=None)


def at_time(at: time, zone: ZoneInfo, after: datetime) -> datetime:
    """The next instant, strictly after that one, at which it is so late in the zone; in UTC."""
    return min(due for due in _instants((Slot(at, EVERY_DAY),), zone, after, -2, 3) if due > after)


def previous_due(slots: Sequence[Slot], zone: ZoneInfo, before: datetime) -> datetime | None:
    """The latest instant of a slot strictly before that instant, in UTC; None when no slot names a day."""
    return max((at for at in _instants(slots, zone, before, -_DAYS_AROUND, 2) if at < before), default=None)


def _instants(
    slots: Sequence[Slot], zone: ZoneInfo, near: datetime, first: int, last: int
) -> Iterator[datetime]:
    today = near.astimezone(zone).date()
    for offset in range(first, last + 1):
        day = today + timedelta(days=offset)
        for slot in slots:
            if day.weekday() in slot.days:
                yield datetime.combine(day, slot.at, tzinfo=zone).astimezone(UTC)

"""Quiet hours: whether an instant lies in them, and when they end."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core.calendar import at_time
from bot.model import QuietHours

NEVER_QUIET = QuietHours(0, 0)
_HOUR = 60


def is_quiet(quiet: QuietHours, local: datetime) -> bool:
    """Whether that local time is in the quiet hours, which may cross midnight; never, where both ends are equal."""
    minute, start, end = local.hour * _HOUR + local.minute, quiet.start, quiet.end
    return start <= minute < end if start <= end else minute >= start or minute < end


def quiet_end(quiet: QuietHours, zone: ZoneInfo, now: datetime) -> datetime:
    """The next instant at which quiet hours end, in UTC."""
    return at_time(time(quiet.end // _HOUR, quiet.end % _HOUR), zone, now)


def next_midnight(zone: ZoneInfo, now: datetime) -> datetime:
    """When tomorrow begins there, in UTC."""
    return at_time(time(0), zone, now)

"""`ttl`, `sy:updatePeriod`, `skipHours` and `skipDays`: what a document says about when it is to be read.

feedparser keeps only the last of several hours and days, so that these are read from the document itself.
Sources: RSS 2.0 (cyber.harvard.edu/rss/rss.html, skipHoursDays.html), RSS 0.91 (which counts hours from 1 to 24),
and the RDF Site Summary 1.0 Syndication module.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.core.dates import parse_date
from bot.model import Timetable

_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_MAX_TTL = timedelta(days=7)  # a longer one is a mistake of units
_SKIP_HOURS = re.compile(r"<skiphours\b[^>]*>(.{0,4000}?)</skiphours\s*>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(r"<skipdays\b[^>]*>(.{0,4000}?)</skipdays\s*>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(r"<hour\b[^>]*>\s*(\d{1,2})\s*</hour", re.IGNORECASE)
_DAY = re.compile(r"<day\b[^>]*>\s*([a-z]{6,9})\s*</day", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ALL_HOURS, _ALL_DAYS = (1 << 24) - 1, (1 << 7) - 1


def ttl_of(minutes: str, period: str, times: str) -> timedelta | None:
    """How long the document holds: `ttl` in minutes, else the period divided by its frequency."""
    minutes, times = minutes.strip(), times.strip()
    span = _PERIODS.get(period.strip().lower())
    if re.fullmatch(r"\d{1,6}", minutes):
        asked = timedelta(minutes=int(minutes))
    elif span:
        asked = span / max(1, int(times) if re.fullmatch(r"\d{1,4}", times) else 1)
    else:
        return None
    return asked if timedelta(0) < asked <= _MAX_TTL else None


def base_of(minutes: str, period: str, base: str) -> datetime | None:
    """`sy:updateBase`, where the period that it belongs to counts."""
    return parse_date(base) if period.strip() and not minutes.strip() else None


def skips_of(document: str) -> tuple[int, int]:
    """Hours and days to skip, as bits; none where a document would forbid every hour or every day."""
    hours = days = 0
    if found := _SKIP_HOURS.search(document):
        for hour in _HOUR.findall(found[1]):
            hours |= 1 << int(hour) % 24 if int(hour) <= 24 else 0
    if found := _SKIP_DAYS.search(document):
        for day in _DAY.findall(found[1]):
            days |= 1 << _DAYS.index(day.lower()) if day.lower() in _DAYS else 0
    return hours if hours != _ALL_HOURS else 0, days if days != _ALL_DAYS else 0


def timetable_of(skips: tuple[int, int], base: datetime | None) -> Timetable:
    """The hours, days and base of one document."""
    return Timetable(*skips, base)

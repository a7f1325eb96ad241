"""When a feed is read again: as often as it is worth, never more often than its publisher asks.

How often is worth it. With readings `r(t)` an hour on a feed that brings `λ(t)` entries an hour, an entry waits
`1 / 2r` on average; the least total wait for a number of readings is had where `r` grows with the square root of `λ`
(Cho and Garcia-Molina, "Effective page refresh policies for web crawlers", 2003, for freshness of this kind). So a
feed is read again once the integral of `√λ / BASE` over the time since reaches one: often in the hours in which it
publishes, seldom at night, ever more seldom when it falls silent.

What the publisher says (`ttl`, `sy:`, max-age, Expires, skipHours and skipDays) can only make that rarer, and
Retry-After is kept whatever else. Failures back off exponentially from the first one, spread over the whole of the
delay so that what failed together does not come back together. Nothing falls on full hours, and no two feeds keep
step: every wait has its own share of chance, which the seed decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from bot.core.pulse import HOUR_S, Forecast, forecast
from bot.model import NO_HINTS, NO_TIMETABLE, NOBODY, CacheHints, Demand, Pulse, Timetable

BASE_H = 0.3  # hours between readings of a feed that brings something once an hour
URGENT = 0.7  # of that, where somebody wants to be told at once
LONGEST_BACK_OFF = timedelta(hours=24)  # one probe a day brings any feed back
_JITTER_SHARE = 0.1  # above what the publisher asks
_OWN_JITTER = 0.2  # around what we want ourselves
_LEAD = (timedelta(minutes=2), timedelta(minutes=12))  # before a digest: read by then, and not all at once
_WORTH_IT = 0.1  # moments to expect before a digest, for a reading of its own
_MOST_DOUBLINGS = 20
_SKIPS_END = timedelta(minutes=55)  # over which those that waited for the same hour come back
_HOURS_A_WEEK = 168


@dataclass(frozen=True, slots=True)
class Bounds:
    """The time between two readings of a feed, whatever its rhythm; Retry-After alone may exceed `max_interval`."""

    min_interval: timedelta
    max_interval: timedelta


def next_read(
    now: datetime,
    bounds: Bounds,
    seed: int,
    *,
    pulse: Pulse | None = None,
    ttl: timedelta | None = None,
    timetable: Timetable = NO_TIMETABLE,
    hints: CacheHints = NO_HINTS,
    failures: int = 0,
    demand: Demand = NOBODY,
    is_first: bool = False,
) -> datetime:
    """When to read again after a reading at `now`; the same arguments give the same moment.

    `failures` counts readings in a row that failed, this one included. `is_first`: the feeds of an import were all
    read at the same time, and from here on go their own ways.
    """
    spread, second = _spreads(seed)
    if failures:
        at = now + _back_off(bounds, failures, spread)
    else:
        asked = max(_until_edition(now, ttl, timetable), hints.max_age or timedelta(0))
        asked *= 1 + _JITTER_SHARE * spread
        view = forecast(pulse, now)
        own = _own_wait(view, bounds, second, demand)
        if is_first:
            own = bounds.min_interval + max(own - bounds.min_interval, timedelta(0)) * spread
        own = _before_digest(now, own, max(asked, bounds.min_interval), view, demand, spread)
        at = now + _within(max(own, asked), bounds)
    if timetable.skip_hours or timetable.skip_days:
        at = min(_past_skips(at, timetable, second), max(at, now + bounds.max_interval))
    if hints.retry_after is not None:
        rest = min(hints.retry_after, LONGEST_BACK_OFF)
        at = max(at, now + rest * (1 + _JITTER_SHARE * spread))
    return at


def _own_wait(view: Forecast, bounds: Bounds, spread: float, demand: Demand) -> timedelta:
    """Until enough is to be expected, in steps that end with the hours of the profile."""
    base = BASE_H * (URGENT if demand.is_urgent else 1.0) * (1 + _OWN_JITTER * (2 * spread - 1))
    longest = bounds.max_interval.total_seconds()
    at, need = float(view.start), 1.0
    while at - view.start < longest:
        step = HOUR_S - at % HOUR_S
        gain: float = view.rate(at) ** 0.5 / base * step / HOUR_S
        if gain >= need:
            return timedelta(seconds=at - view.start + step * need / gain)
        at, need = at + step, need - gain
    return bounds.max_interval * (1 - _JITTER_SHARE * spread)


def _before_digest(
    now: datetime, own: timedelta, least: timedelta, view: Forecast, demand: Demand, spread: float
) -> timedelta:
    """Earlier, where else the next reading would come too late for a digest that it may have something for."""
    if demand.digest_at is None:
        return own
    left = demand.digest_at - now
    moment = left - _LEAD[0] - (_LEAD[1] - _LEAD[0]) * spread
    worth = view.rate(view.start) * left.total_seconds() / HOUR_S
    return moment if least <= moment < own and worth >= _WORTH_IT else own


def _until_edition(now: datetime, ttl: timedelta | None, timetable: Timetable) -> timedelta:
    """How long the document holds: `ttl`, or up to the next edition where it says when they appear."""
    if ttl is None or timetable.base is None:
        return ttl or timedelta(0)
    return ttl - (now - timetable.base) % ttl


def _within(wait: timedelta, bounds: Bounds) -> timedelta:
    return min(max(wait, bounds.min_interval), bounds.max_interval)


def _past_skips(at: datetime, timetable: Timetable, spread: float) -> datetime:
    """The moment itself, or one in the first hour after it that is not to be skipped; all skipped is none skipped."""
    moment = at.astimezone(UTC)
    if not _is_skipped(moment, timetable):
        return at
    start = moment.replace(minute=0, second=0, microsecond=0)
    for hours in range(1, _HOURS_A_WEEK + 1):
        later = start + timedelta(hours=hours)
        if not _is_skipped(later, timetable):
            return later + _SKIPS_END * spread
    return at


def _is_skipped(moment: datetime, timetable: Timetable) -> bool:
    return bool(timetable.skip_hours >> moment.hour & 1 or timetable.skip_days >> moment.weekday() & 1)


def _back_off(bounds: Bounds, failures: int, spread: float) -> timedelta:
    ceiling = min(
        bounds.min_interval * (1 << min(failures, _MOST_DOUBLINGS)), bounds.max_interval, LONGEST_BACK_OFF
    )
    floor = min(bounds.min_interval, ceiling)
    return floor + (ceiling - floor) * spread


def _spreads(seed: int) -> tuple[float, float]:
    """Two shares from 0 to 1 that look random and are not."""
    digest = blake2b(seed.to_bytes(16, "big", signed=True), digest_size=8).digest()
    return _share(digest[:4]), _share(digest[4:])


def _share(digest: bytes) -> float:
    return int.from_bytes(digest, "big") / 0xFFFF_FFFF

"""When a feed is read again: as often as it is worth, never more often than its publisher asks.

A feed is read a few times between two of its entries, as observed. What the publisher says (`ttl`, max-age) can only
make that rarer, and Retry-After is kept whatever else. Failures back off exponentially from the first one, spread
over the whole of the delay so that what failed together does not come back together.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from statistics import median

from bot.model import CacheHints

READINGS_A_GAP = 4  # an entry is then seen an eighth of the usual gap late, in the middle
_UNKNOWN_GAP = timedelta(hours=2)  # until a feed's rhythm is known: read every half hour
_LONGEST_WAIT = timedelta(hours=6)  # of our own accord or for cache headers: rare feeds carry news too
LONGEST_BACK_OFF = timedelta(hours=24)  # one probe a day brings any feed back
_JITTER_SHARE = 0.1
_DATES_OBSERVED = 20  # the present rhythm, not that of last year
_DATES_NEEDED = 3
_SHORTEST_GAP = timedelta(minutes=1)  # several entries at once are a batch, not a rhythm
_MOST_DOUBLINGS = 20


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
    gap: timedelta | None = None,
    ttl: timedelta | None = None,
    hints: CacheHints | None = None,
    failures: int = 0,
) -> datetime:
    """When to read again after a reading at `now`; the same arguments give the same moment.

    `gap` is the observed time between entries, `failures` how many readings in a row have failed, this one included.
    """
    hints = hints or CacheHints()
    spread = _spread(seed)
    usual = _usual_wait(bounds, gap, ttl, hints.max_age, spread)
    wait = _back_off(bounds, failures, spread) if failures else usual
    if hints.retry_after is not None:
        asked = min(hints.retry_after, LONGEST_BACK_OFF)
        wait = max(wait, asked * (1 + _JITTER_SHARE * spread))
    return now + wait


def observed_gap(dates: Collection[datetime]) -> timedelta | None:
    """The usual time between two entries: the median of the latest gaps; None where too few dates tell."""
    latest = sorted(set(dates))[-_DATES_OBSERVED:]
    if len(latest) < _DATES_NEEDED:
        return None
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(latest)]
    return max(timedelta(seconds=median(gaps)), _SHORTEST_GAP)


def _usual_wait(
    bounds: Bounds, gap: timedelta | None, ttl: timedelta | None, max_age: timedelta | None, spread: float
) -> timedelta:
    own = (gap or _UNKNOWN_GAP) / READINGS_A_GAP
    asked = max(own, ttl or timedelta(0), max_age or timedelta(0))
    wait = min(asked, _LONGEST_WAIT) * (1 + _JITTER_SHARE * spread)
    return min(max(wait, bounds.min_interval), bounds.max_interval)


def _back_off(bounds: Bounds, failures: int, spread: float) -> timedelta:
    ceiling = min(
        bounds.min_interval * (1 << min(failures, _MOST_DOUBLINGS)), bounds.max_interval, LONGEST_BACK_OFF
    )
    floor = min(bounds.min_interval, ceiling)
    return floor + (ceiling - floor) * spread


def _spread(seed: int) -> float:
    """A share from 0 to 1 that looks random and is not."""
    digest = blake2b(seed.to_bytes(16, "big", signed=True), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 0xFFFF_FFFF

"""How much one person in one chat may ask at once: a burst is answered, a torrent is told so once, then not answered.

A level rises by one with each message and sinks with time, as water in a leaking bucket. Over the brim the person is
told to slow down, and heard again once the level has sunk to half; what they send meanwhile keeps it up.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum, auto

BRIM = 30.0  # messages at once: more than anybody types, fewer than a script sends
A_SECOND = 2.0  # sink away
MOST_KEPT = 10_000  # people; the one heard longest ago is forgotten first


class Verdict(Enum):
    """What becomes of a message."""

    HEARD = auto()
    TOO_MANY = auto()  # the first over the brim: they are told
    UNHEARD = auto()


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float
    closed: bool = False


class Throttle:
    """Buckets by whom they are for; `clock` in seconds, never going back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most_kept: int = MOST_KEPT) -> None:
        self._clock = clock
        self._most_kept = most_kept
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def take(self, whom: Hashable, weight: float = 1.0) -> Verdict:
        """One more from them, which counts as so many."""
        now = self._clock()
        bucket = self._buckets.pop(whom, None) or _Bucket(0.0, now)
        self._buckets[whom] = bucket
        if len(self._buckets) > self._most_kept:
            self._buckets.popitem(last=False)
        level = max(0.0, bucket.level - (now - bucket.at) * A_SECOND)
        was_closed = bucket.closed and level > BRIM / 2
        bucket.closed = was_closed or level + weight > BRIM
        bucket.level, bucket.at = min(BRIM, level + weight), now
        if not bucket.closed:
            return Verdict.HEARD
        return Verdict.UNHEARD if was_closed else Verdict.TOO_MANY

    @property
    def people(self) -> int:
        """How many are remembered."""
        return len(self._buckets)

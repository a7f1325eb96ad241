"""Whether a topic is suddenly written about far more than it usually is at this hour.

The last hour is held against the same hour of each of the fourteen days before. Articles come as by a Poisson process
whose rate is not known well, and news is more bursty than that: so the hour must be improbable under the mean of those
days, well above that mean, and above the busiest of them; it must hold enough articles to be worth a word, of enough
outlets not to be one feed's doing. Hours are those of UTC: after a change of the clocks they are one hour apart for two
weeks, which the width of the thresholds bears.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(hours=1)
DAYS = 14
FEWEST_DAYS = 3  # watched, to know what is usual
FEWEST_ARTICLES = 6
FEWEST_OUTLETS = 3
TIMES_USUAL = 3.0  # what the hour must reach of the mean
IMPROBABLE = 1e-4  # of as many by chance: at 24 looks a day and a topic, less than one false word in a year
LEAST_RATE = 0.5  # articles in an hour: nothing in a fortnight does not make two articles a marvel
COOL_DOWN = timedelta(hours=6)  # between two words on the same topic in the same chat
REACH = timedelta(days=DAYS) + WINDOW  # of what must be known


@dataclass(frozen=True, slots=True)
class Seen:
    """One article on the topic: when it was published, and by whom."""

    at: datetime
    outlet: str


@dataclass(frozen=True, slots=True)
class Spike:
    """So many articles in the last hour, where there are usually so many."""

    articles: int
    usual: float


def find_spike(seen: Sequence[Seen], watched_since: datetime, now: datetime) -> Spike | None:
    """The spike of this hour, if it is one; `seen` holds the articles of the last `REACH`, in any order."""
    recent = [each for each in seen if now - WINDOW < each.at <= now]
    days = min(DAYS, (now - WINDOW - watched_since) // timedelta(days=1))
    if len(recent) < FEWEST_ARTICLES or days < FEWEST_DAYS:
        return None
    if len({each.outlet for each in recent}) < FEWEST_OUTLETS:
        return None
    counts = [0] * days
    for each in seen:
        ago = now - each.at
        day = ago // timedelta(days=1)
        if 1 <= day <= days and ago - day * timedelta(days=1) < WINDOW:
            counts[day - 1] += 1
    usual = sum(counts) / days
    is_high = len(recent) >= TIMES_USUAL * usual and len(recent) > max(counts)
    if not is_high or tail(len(recent), max(usual, LEAST_RATE)) > IMPROBABLE:
        return None
    return Spike(len(recent), usual)


def tail(count: int, rate: float) -> float:
    """Probability of at least `count` events where `rate` are expected (Poisson)."""
    below = sum(math.exp(k * math.log(rate) - rate - math.lgamma(k + 1)) for k in range(count))
    return max(0.0, 1.0 - below)

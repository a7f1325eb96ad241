"""What is learnt of a feed's entries: how many a day, at which hours, on which days, and the latest moments.

Counts fade with a half-life, so that a feed which changes its ways is known anew in weeks. What is counted are
moments, not entries: ten articles put online at once are one moment to be there. Hours are UTC; the clocks' change
twice a year shifts a profile by one hour, which fades away like every other habit that ends.

Estimates are those of a Poisson process whose rate has a profile by hour and one by weekday, each drawn towards an
even one by a few imagined observations.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from math import log
from statistics import median

from bot.model import Pulse

HOUR_S, DAY_S = 3_600, 86_400
SLOT_S = 600  # entries so close are one moment
RECENT = 20  # moments kept as they are: enough for a usual gap and for what happens right now
GAP_NEEDS = 3  # moments, for a usual gap
_HALF_LIFE_S = 28 * DAY_S
_LULL_LIFE_S = 90 * DAY_S  # a holiday is forgotten by the next
_WEEK_S = 7 * DAY_S
_MONDAY = 3  # 1 January 1970 was a Thursday
_IMAGINED = 1.0  # moments, and the days they took: a moment in two hours until something is known
_IMAGINED_DAYS = 1 / 12
_EVEN = 0.5  # moments that draw each hour and each day towards the mean
_SMEAR = ((-1, 0.25), (0, 0.5), (1, 0.25))  # what comes at 6:55 one day comes at 7:05 another
_EVEN_HOURS, _EVEN_DAYS = (1 / 24,) * 24, (1 / 7,) * 7
_SILENCE_TELLS = 3.0  # after such a silence S the rate is hardly above this many in S: a chance of e⁻³
_OLDEST_S = 180 * DAY_S  # dates before that tell of another time
_PAUSE_FACTOR, _PAUSE_S = (
    30,
    3 * DAY_S,
)  # a longer gap, against the median, ends what a document tells (pinned items)
_SURGE_S = 2 * HOUR_S  # how long back « right now » reaches
_SURGE_WEIGHT = 0.7  # of a present surge, how much goes on


def first_pulse(dates: Collection[datetime], now: datetime) -> Pulse:
    """The pulse that one whole document shows, its dates being those of its items."""
    end = _seconds(now)
    moments = _moments([_seconds(date) for date in dates if end - _OLDEST_S <= _seconds(date) <= end])
    shown = _unbroken(moments)
    since = shown[0] if len(shown) > 1 else end
    return _add(Pulse(since, end, (0.0,) * 24, (0.0,) * 7, ()), shown[1:] if len(shown) > 1 else shown, end)


def learn(pulse: Pulse, arrivals: Collection[datetime], now: datetime) -> Pulse:
    """The pulse after entries that came at these moments, none of them after `now`."""
    end = _seconds(now)
    moments = _moments([_seconds(at) for at in arrivals], pulse.recent[-1] if pulse.recent else 0)
    return _add(pulse, moments, end) if moments else pulse


def usual_gap(pulse: Pulse | None) -> timedelta | None:
    """The median time between two of the latest moments; None where too few are known."""
    if pulse is None or len(pulse.recent) < GAP_NEEDS:
        return None
    return timedelta(seconds=median(later - earlier for earlier, later in pairwise(pulse.recent)))


def usual_silence(pulse: Pulse | None) -> tuple[timedelta, float] | None:
    """The gap in which an instant taken at random lies, as often as not; and that in mean gaps.

    Of a feed that brings ten articles at once each week it is a week, though most of its gaps are minutes. In mean gaps
    it is 1.0 for a clock, 1.7 where chance decides, and more for those who come in heaps.
    """
    if pulse is None or len(pulse.recent) < GAP_NEEDS:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(pulse.recent))
    half = sum(gaps) / 2
    gap = next(gap for gap, passed in zip(gaps, accumulate(gaps), strict=True) if passed >= half)
    return timedelta(seconds=gap), gap * len(gaps) / (2 * half)


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many moments an hour are to be expected, seen from an instant (seconds since 1970)."""

    start: int
    mean: float  # an hour
    hours: tuple[float, ...]
    days: tuple[float, ...]
    surge: float  # an hour, at `start`; halves every hour

    def rate(self, at: float) -> float:
        """Moments an hour to expect at that instant, which is not before `start`."""
        second = int(at)
        usual = self.mean * self.hours[second // HOUR_S % 24] * self.days[(second // DAY_S + _MONDAY) % 7]
        return max(usual, self.surge * 0.5 ** ((at - self.start) / HOUR_S)) if self.surge else usual


def forecast(pulse: Pulse | None, now: datetime, *, frozen: bool = False) -> Forecast:
    """What to expect from `now` on; `frozen`: as it was known after the last entry, silence since left out."""
    start = _seconds(now)
    if pulse is None:
        return Forecast(start, _IMAGINED / _IMAGINED_DAYS / 24, (1.0,) * 24, (1.0,) * 7, 0.0)
    at = pulse.learnt_at if frozen else max(start, pulse.learnt_at)
    faded = 0.5 ** ((at - pulse.learnt_at) / _HALF_LIFE_S)
    count = sum(pulse.hours) * faded
    seen_days = _HALF_LIFE_S / log(2) * (1 - 0.5 ** ((at - pulse.since) / _HALF_LIFE_S)) / DAY_S
    a_day = (count + _IMAGINED) / (seen_days + _IMAGINED_DAYS)
    silence = start - pulse.recent[-1] if pulse.recent else 0
    if silence > DAY_S and not frozen:
        a_day = min(a_day, _SILENCE_TELLS / (silence / DAY_S))
    by_hour, by_day = _looked_at(pulse.since, at)
    hours = _shape([n * faded for n in pulse.hours], by_hour, count)
    days = _shape([n * faded for n in pulse.days], by_day, count)
    return Forecast(start, a_day / 24, hours, days, _surge(pulse, start))


def expected(pulse: Pulse, since: datetime, until: datetime) -> float:
    """How many moments would have come between two instants, by the habits known after the last entry."""
    view = forecast(pulse, since, frozen=True)
    begin, end = _seconds(since), _seconds(until)
    week = view.mean * sum(view.hours) * sum(view.days)
    weeks, rest = divmod(max(0, end - begin), _WEEK_S)
    total, at = weeks * week, end - rest
    while at < end:
        step = min(HOUR_S - at % HOUR_S, end - at)
        total += (
            view.mean * view.hours[at // HOUR_S % 24] * view.days[(at // DAY_S + _MONDAY) % 7] * step / HOUR_S
        )
        at += step
    return total


def _add(pulse: Pulse, moments: Sequence[int], now: int) -> Pulse:
    faded = 0.5 ** ((now - pulse.learnt_at) / _HALF_LIFE_S)
    hours, days = [n * faded for n in pulse.hours], [n * faded for n in pulse.days]
    for moment in moments:
        weight = 0.5 ** ((now - moment) / _HALF_LIFE_S)
        days[(moment // DAY_S + _MONDAY) % 7] += weight
        for shift, share in _SMEAR:
            hours[(moment // HOUR_S + shift) % 24] += weight * share
    known = (pulse.recent[-1] if pulse.recent else pulse.since, *moments)
    shorter = pulse.lull * 0.5 ** ((now - pulse.learnt_at) / _LULL_LIFE_S)
    lull = max([shorter, *(later - earlier for earlier, later in pairwise(known))])
    return Pulse(pulse.since, now, tuple(hours), tuple(days), (*pulse.recent, *moments)[-RECENT:], int(lull))


def _moments(seconds: Collection[int], after: int = 0) -> list[int]:
    """In order, those that come a slot or more after the one before, or after `after`."""
    found: list[int] = []
    for second in sorted(seconds):
        if second - (found[-1] if found else after) >= SLOT_S:
            found.append(second)
    return found


def _unbroken(moments: Sequence[int]) -> Sequence[int]:
    """The latest moments, up to a gap that is out of all proportion to every other."""
    while len(moments) > 2:
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        *_, second, longest = sorted(gaps)
        if longest <= max(_PAUSE_FACTOR * second, _PAUSE_S):
            break
        moments = moments[gaps.index(longest) + 1 :]
    return moments


def _looked_at(since: int, until: int) -> tuple[Sequence[float], Sequence[float]]:
    """Which share of the time watched fell into each hour of the day, and into each day of the week."""
    span = until - since
    if span >= _WEEK_S or span <= 0:
        return _EVEN_HOURS, _EVEN_DAYS
    hours, days, at = [0.0] * 24, [0.0] * 7, since
    while at < until:
        step = min(HOUR_S - at % HOUR_S, until - at)
        hours[at // HOUR_S % 24] += step / span
        days[(at // DAY_S + _MONDAY) % 7] += step / span
        at += step
    # As the counts are smeared, so is the watch: what spilled into an hour not watched yet is no habit.
    before, after = (hours[-1], *hours[:-1]), (*hours[1:], hours[0])
    (_, aside), (_, middle), _ = _SMEAR
    smeared = [a * aside + n * middle + b * aside for a, n, b in zip(before, hours, after, strict=True)]
    return smeared, days


def _shape(counts: Sequence[float], watched: Sequence[float], total: float) -> tuple[float, ...]:
    """How much more than the mean comes in each part; 1 where nothing is known."""
    return tuple(
        [(count + _EVEN) / (total * share + _EVEN) for count, share in zip(counts, watched, strict=True)]
    )


def _surge(pulse: Pulse, now: int) -> float:
    """Moments an hour right now, as far as they are more than chance: two at least."""
    lately = sum(1 for moment in pulse.recent if moment > now - _SURGE_S)
    return _SURGE_WEIGHT * lately * HOUR_S / _SURGE_S if lately > 1 else 0.0


def _seconds(at: datetime) -> int:
    return int(at.timestamp())

"""What the rhythm costs and what it brings: `python -m tests.bench.rhythm [--days 365] [--seeds 3]`.

A year of synthetic feeds, each read when `core.rhythm` says, against the same feeds read every 10 and every 60
minutes. Prints readings a day, and how late an entry is found, in the middle and for the 5 % found latest. An entry
is there at the moment it is put online; the first document shows the latest thirty. Then, for `core.health`: how
often a feed is wrongly called silent, and how soon one that ends is.
"""

from __future__ import annotations

import argparse
import random
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo

from bot.core.health import silent_since
from bot.core.pulse import first_pulse, learn
from bot.core.rhythm import Bounds, next_read
from bot.model import NO_HINTS, NO_TIMETABLE, CacheHints, Pulse, Timetable

START = datetime(2025, 1, 6, tzinfo=UTC)
BOUNDS = Bounds(timedelta(seconds=300), timedelta(hours=24))
PARIS = ZoneInfo("Europe/Paris")
SHOWN = 30  # items of a document
WARM_UP_DAYS = 30  # before the start, for what the first document shows
DAY_S = 86_400.0
ENDS_DAY = 120  # on which a feed ends, to see how soon that is noticed

Entries = list[float]  # seconds since START, in order; before 0 for what the first document shows


def by_the_clock(
    rng: random.Random, days: int, a_day: float, hours: Sequence[float], week: Sequence[float]
) -> Entries:
    """A process whose rate goes with the local hour and the weekday; entries come in twos and threes."""
    found: Entries = []
    most = max(hours) / sum(hours) * max(week) * a_day * 24
    at = -WARM_UP_DAYS * DAY_S
    while at < days * DAY_S:
        at += rng.expovariate(most / DAY_S)
        local = (START + timedelta(seconds=at)).astimezone(PARIS)
        rate = hours[local.hour] / sum(hours) * week[local.weekday()] * a_day * 24
        if rng.random() * most < rate:
            found.append(at)
    return sorted(found)


_NEWSROOM = (1, 1, 1, 1, 2, 8, 14, 14, 12, 10, 10, 11, 13, 10, 9, 9, 10, 13, 14, 11, 8, 6, 4, 2)
_OFFICE = (0, 0, 0, 0, 0, 0, 0, 1, 4, 8, 9, 8, 4, 4, 7, 8, 8, 6, 2, 1, 1, 0, 0, 0)
_EVEN = (1.0,) * 24
_WEEKDAYS = (1.15, 1.15, 1.15, 1.15, 1.1, 0.7, 0.6)
_FIVE_DAYS = (1.4, 1.4, 1.4, 1.4, 1.4, 0.0, 0.0)
_ALL_DAYS = (1.0,) * 7


def agency(rng: random.Random, days: int) -> Entries:
    """A wire that hardly sleeps."""
    return by_the_clock(rng, days, 150, [hour + 4 for hour in _NEWSROOM], _ALL_DAYS)


def daily(rng: random.Random, days: int) -> Entries:
    """A national daily."""
    return by_the_clock(rng, days, 45, _NEWSROOM, _WEEKDAYS)


def regional(rng: random.Random, days: int) -> Entries:
    """A section of a regional daily."""
    return by_the_clock(rng, days, 12, _NEWSROOM, _WEEKDAYS)


def institution(rng: random.Random, days: int) -> Entries:
    """Press releases in office hours."""
    return by_the_clock(rng, days, 4, _OFFICE, _FIVE_DAYS)


def bursts(rng: random.Random, days: int) -> Entries:
    """Six articles a day, and twice a month an event that brings forty in an afternoon."""
    found = by_the_clock(rng, days, 6, _NEWSROOM, _WEEKDAYS)
    for _ in range(days // 15):
        start = rng.uniform(0, days * DAY_S)
        found += [start + rng.expovariate(1 / (1.2 * 3_600)) for _ in range(40)]
    return sorted(found)


def blog(rng: random.Random, days: int) -> Entries:
    """Three notes a week."""
    return by_the_clock(rng, days, 3 / 7, _OFFICE, _WEEKDAYS)


def programme(rng: random.Random, days: int) -> Entries:
    """A morning show: one entry at 6:40, give or take."""
    return [day * DAY_S + 5.66 * 3_600 + rng.gauss(0, 600) for day in range(-WARM_UP_DAYS, days)]


def weekly(rng: random.Random, days: int) -> Entries:
    """A magazine: its whole issue on Thursday at six, within half an hour."""
    thursdays = range(-WARM_UP_DAYS + (WARM_UP_DAYS + 3) % 7, days, 7)
    return sorted(day * DAY_S + 5 * 3_600 + rng.uniform(0, 1_800) for day in thursdays for _ in range(25))


def dead(rng: random.Random, days: int) -> Entries:
    """A note a week, and none after two months."""
    return [at for at in by_the_clock(rng, days, 1 / 7, _EVEN, _ALL_DAYS) if at < 60 * DAY_S]


KINDS: dict[str, Callable[[random.Random, int], Entries]] = {
    "agency": agency,
    "national daily": daily,
    "regional section": regional,
    "quiet, with bursts": bursts,
    "institution": institution,
    "morning show": programme,
    "blog": blog,
    "weekly magazine": weekly,
    "dead blog": dead,
}


@dataclass(frozen=True)
class Told:
    """One way of reading one feed for a whole span."""

    readings: int
    lateness: list[float]  # seconds, of each entry put online after the start


def walk(
    entries: Entries,
    days: int,
    seed: int,
    *,
    hints: CacheHints = NO_HINTS,
    timetable: Timetable = NO_TIMETABLE,
) -> Iterator[tuple[float, Pulse]]:
    """Each reading, in seconds since START, with what is known of the feed after it."""
    known = bisect_right(entries, 0.0)
    shown = [_instant(at) for at in entries[max(0, known - SHOWN) : known]]
    pulse, at, is_first = first_pulse(shown, START), 0.0, True
    while at < days * DAY_S:
        fresh = bisect_right(entries, at)
        if fresh > known:
            pulse = learn(pulse, [_instant(each) for each in entries[known:fresh]], _instant(at))
            known = fresh
        yield at, pulse
        due = next_read(
            _instant(at),
            BOUNDS,
            seed * 1_000_003 + int(at),
            pulse=pulse,
            hints=hints,
            timetable=timetable,
            is_first=is_first,
        )
        at, is_first = (due - START).total_seconds(), False


def by_rhythm(
    entries: Entries,
    days: int,
    seed: int,
    *,
    hints: CacheHints = NO_HINTS,
    timetable: Timetable = NO_TIMETABLE,
) -> list[float]:
    """The moments at which the rhythm reads, in seconds since START."""
    return [at for at, _ in walk(entries, days, seed, hints=hints, timetable=timetable)]


def alarms(entries: Entries, days: int, seed: int) -> list[float]:
    """When the feed is found silent, in days since START."""
    found, was_silent = [], False
    for at, pulse in walk(entries, days, seed):
        is_silent = silent_since(pulse, _instant(at)) is not None
        if is_silent and not was_silent:
            found.append(at / DAY_S)
        was_silent = is_silent
    return found


def every(minutes: float, days: int, seed: int) -> list[float]:
    """A fixed interval with a phase of its own."""
    step = minutes * 60
    phase = random.Random(seed).random() * step
    return [phase + step * n for n in range(int((days * DAY_S - phase) / step) + 1)]


def told(entries: Entries, moments: list[float]) -> Told:
    """What reading at these moments finds, and how late."""
    lateness = []
    for at in entries[bisect_right(entries, 0.0) :]:
        index = bisect_right(moments, at)
        if index < len(moments):
            lateness.append(moments[index] - at)
    return Told(len(moments), lateness)


def _instant(at: float) -> datetime:
    return START + timedelta(seconds=at)


def _late(lateness: list[float]) -> str:
    if not lateness:
        return f"{'-':>7} {'-':>7}"
    latest = sorted(lateness)
    return f"{median(latest) / 60:7.1f} {latest[int(len(latest) * 0.95)] / 60:7.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a kind of feed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seeds", type=int, default=2, help="feeds of each kind")
    args = parser.parse_args(arguments)
    print("readings a day; minutes late, in the middle and at the 95th percentile")
    print(f"{'':18} {'new/day':>7}   {'by rhythm':^23}   {'every 10 min':^23}   {'every 60 min':^23}")
    begun, calls = process_time(), 0
    totals: list[list[Told]] = [[], [], []]
    for kind, make in KINDS.items():
        ways: list[list[Told]] = [[], [], []]
        count = 0
        for seed in range(args.seeds):
            entries = make(random.Random(f"{kind} {seed}"), args.days)
            count += sum(at > 0 for at in entries)
            moments = (
                by_rhythm(entries, args.days, seed + 1),
                every(10, args.days, seed),
                every(60, args.days, seed),
            )
            calls += len(moments[0])
            for way, total, when in zip(ways, totals, moments, strict=True):
                way.append(told(entries, when))
                total.append(way[-1])
        _line(kind, count / args.seeds / args.days, ways, args.days)
    _line("all", sum(len(t.lateness) for t in totals[0]) / len(totals[0]) / args.days, totals, args.days)
    print(f"{(process_time() - begun) / calls * 1e6:.0f} µs of CPU a reading decided, simulation included")
    if args.days >= 2 * ENDS_DAY:
        _silences(args.days, args.seeds)


def _silences(days: int, seeds: int) -> None:
    """False alarms, then how soon the end of the same feed is noticed."""
    print(f"\n{'':18} said to be silent, a year; after its end on day {ENDS_DAY}, days until it is said")
    for kind, make in KINDS.items():
        false, noticed = 0, []
        for seed in range(seeds):
            entries = make(random.Random(f"{kind} {seed}"), days)
            false += len(alarms(entries, days, seed + 1))
            ended = [at for at in entries if at < ENDS_DAY * DAY_S]
            last = ended[-1] / DAY_S
            noticed += [at - last for at in alarms(ended, days, seed + 1) if at > ENDS_DAY][:1]
        soon = f"{median(noticed):10.1f}" if noticed else f"{'-':>10}"
        print(f"{kind:18} {false / seeds * 365 / days:17.1f} {soon}")


def _line(name: str, new: float, ways: Sequence[Sequence[Told]], days: int) -> None:
    cells = []
    for way in ways:
        readings = sum(each.readings for each in way) / len(way) / days
        cells.append(f"{readings:7.1f} {_late([late for each in way for late in each.lateness])}")
    print(f"{name:18} {new:7.1f}   {'   '.join(cells)}")


if __name__ == "__main__":
    main(sys.argv[1:])

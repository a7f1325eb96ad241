"""What one reading of one feed comes to: what is new, what changed, how the feed does, when to come back.

All of it is decided here, from what was fetched and what is remembered; applying the `FeedUpdate` is all that is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.core.edits import is_material
from bot.core.health import Condition, after_failure, after_success, pace_after
from bot.core.itemmemory import pack
from bot.core.links import host_of
from bot.core.memory import Recognised, Wanted, recognise, wanted
from bot.core.pulse import first_pulse, learn, usual_gap
from bot.core.rhythm import LONGEST_BACK_OFF, Bounds, next_read
from bot.errors import FetchError, FetchProblem, InvalidUrl, ParseError
from bot.model import (
    NOBODY,
    CacheHints,
    Claimed,
    Demand,
    EditedEntry,
    Feed,
    FeedFault,
    FeedHealth,
    FeedUpdate,
    Fetched,
    HostPause,
    KnownEntry,
    NotModified,
    ParsedEntry,
    ParsedFeed,
    Pulse,
    SeenItem,
    Validators,
)

__all__ = ["Bounds", "Outcome", "Read", "Wanted", "plan_update", "wanted"]

MOVES_TO_ADOPT = 3  # permanent redirects in a row: one may be a mistake
_TOO_MANY_REQUESTS = 429
_NO_VALIDATORS = Validators()
# Items that a flood brings and that are dated this long before the last reading were never news: an archive appeared.
_ARCHIVE_AGE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Read:
    """A body that was fetched and parsed."""

    fetched: Fetched
    parsed: ParsedFeed


Outcome = Read | NotModified | FetchError | ParseError | InvalidUrl


def plan_update(
    claimed: Claimed,
    outcome: Outcome,
    known: tuple[KnownEntry, ...],
    now: datetime,
    bounds: Bounds,
    demand: Demand = NOBODY,
) -> FeedUpdate:
    """The decision after a reading at `now`.

    `known` must hold every row of that feed which `wanted(parsed)` asks for, tombstones included (none is needed
    unless the outcome is `Read`). The first successful reading is baseline; a failure keeps validators and body hash,
    so that what could not be used is not taken for known. `demand` says who waits for this feed.
    """
    match outcome:
        case Read():
            return _after_reading(claimed, outcome, known, now, bounds, demand)
        case NotModified():
            return _after_no_change(claimed, outcome, now, bounds, demand)
        case FetchError(problem=FetchProblem.HOST_PAUSED):
            return _after_pause(claimed, outcome, now, bounds)
        case FetchError() | ParseError() | InvalidUrl():
            return _after_failure(claimed, outcome, now, bounds)
        case _:
            assert_never(outcome)


def _after_reading(
    claimed: Claimed,
    outcome: Read,
    known: tuple[KnownEntry, ...],
    now: datetime,
    bounds: Bounds,
    demand: Demand,
) -> FeedUpdate:
    feed, fetched, parsed = claimed.feed, outcome.fetched, outcome.parsed
    is_first = feed.first_read_at is None
    unchanged = tuple(item.key for item in parsed.unchanged)
    recognised = recognise(parsed.entries, known, unchanged)
    archive = () if is_first else _archive(feed, recognised)
    pulse = feed.pulse if archive else _pulse(feed, parsed.entries, recognised.unknown, now)
    pace = pace_after(feed.pace, fetched.took)
    next_read_at = next_read(
        now,
        bounds,
        _seed(feed, now),
        pulse=pulse,
        ttl=parsed.ttl,
        timetable=parsed.timetable,
        hints=fetched.hints,
        demand=demand,
        is_first=is_first or feed.fault is not None,
    )
    update = replace(
        _moved(
            _update(claimed, now, next_read_at, after_success(feed, pulse, pace, now)), feed, fetched.moved_to
        ),
        validators=fetched.validators,
        body_hash=fetched.body_hash,
        new=_oldest_first(recognised.unknown, now),
        edited=tuple(_edits(recognised)),
        still_there=(*(row.key for _, row in recognised.known), *unchanged),
        baseline=is_first,
        title=parsed.title or None,
        gap=usual_gap(pulse) or feed.gap,
        ttl=parsed.ttl,
        timetable=parsed.timetable,
        pulse=pulse,
        pace=pace,
        memory=_memory(parsed, recognised),
    )
    return _archive_first(update, archive, now, bounds) if archive else update


def _after_no_change(
    claimed: Claimed, outcome: NotModified, now: datetime, bounds: Bounds, demand: Demand
) -> FeedUpdate:
    feed = claimed.feed
    next_read_at = next_read(
        now,
        bounds,
        _seed(feed, now),
        pulse=feed.pulse,
        ttl=feed.ttl,
        timetable=feed.timetable,
        hints=outcome.hints,
        demand=demand,
        is_first=feed.fault is not None,
    )
    pace = pace_after(feed.pace, outcome.took)
    condition = after_success(feed, feed.pulse, pace, now)
    validators = outcome.validators if outcome.validators != _NO_VALIDATORS else feed.validators
    update = _update(claimed, now, next_read_at, condition, validators, pace)
    return _moved(update, feed, outcome.moved_to)


def _after_failure(
    claimed: Claimed, error: FetchError | ParseError | InvalidUrl, now: datetime, bounds: Bounds
) -> FeedUpdate:
    feed, before = claimed.feed, claimed.feed.fault
    status = error.status if isinstance(error, FetchError) else None
    hints = CacheHints(retry_after=error.retry_after) if isinstance(error, FetchError) else CacheHints()
    fault = FeedFault(
        error.problem,
        status,
        before.since if before else now,
        before.count + 1 if before else 1,
        error.by if isinstance(error, FetchError) else "",
    )
    condition = after_failure(feed, fault, now)
    if condition.health is FeedHealth.GONE:
        next_read_at = now + LONGEST_BACK_OFF  # if it is claimed at all
    else:
        next_read_at = next_read(
            now,
            bounds,
            _seed(feed, now),
            timetable=feed.timetable,
            hints=hints,
            failures=fault.count,
        )
    update = _kept(_update(claimed, now, next_read_at, condition), feed)
    pause = _host_pause(error, now, next_read_at) if status == _TOO_MANY_REQUESTS else None
    return replace(update, fault=fault, host_pause=pause)


def _after_pause(claimed: Claimed, error: FetchError, now: datetime, bounds: Bounds) -> FeedUpdate:
    """Nobody was asked, since the host had just asked for less: nothing is learnt, and the feed waits like the rest."""
    feed = claimed.feed
    hints = CacheHints(retry_after=error.retry_after)
    tight = Bounds(timedelta(0), bounds.min_interval)
    next_read_at = next_read(now, tight, _seed(feed, now), hints=hints, failures=1)
    update = _update(claimed, now, next_read_at, Condition(feed.health, feed.health_since))
    return replace(_kept(update, feed), fault=feed.fault)


def _host_pause(
    error: FetchError | ParseError | InvalidUrl, now: datetime, next_read_at: datetime
) -> HostPause:
    asked = error.retry_after if isinstance(error, FetchError) else None
    until = next_read_at if asked is None else now + min(asked, LONGEST_BACK_OFF)
    return HostPause(host_of(error.url), until)


def _pulse(
    feed: Feed, entries: tuple[ParsedEntry, ...], unknown: tuple[ParsedEntry, ...], now: datetime
) -> Pulse:
    """What is known of the feed's rhythm with this document: all of its dates at first, then what came since."""
    if feed.pulse is None:
        return first_pulse([entry.published_at for entry in entries if entry.published_at], now)
    last = feed.last_success_at or now
    return learn(feed.pulse, [_arrival(entry, last, now) for entry in unknown], now)


def _arrival(entry: ParsedEntry, last: datetime, now: datetime) -> datetime:
    """Its date if that is possible; an item dated before the last reading was not in the feed then."""
    if entry.published_at is not None and last < entry.published_at <= now:
        return entry.published_at
    return last + (now - last) / 2


def _kept(update: FeedUpdate, feed: Feed) -> FeedUpdate:
    return replace(update, moved_to=feed.moved_to, moved_seen=feed.moved_seen)


def _update(
    claimed: Claimed,
    now: datetime,
    next_read_at: datetime,
    condition: Condition,
    validators: Validators | None = None,
    pace: timedelta | None = None,
) -> FeedUpdate:
    """What goes for any reading; validators and pace are those of the feed where none are given."""
    feed = claimed.feed
    return FeedUpdate(
        feed_id=feed.id,
        token=claimed.token,
        read_at=now,
        next_read_at=next_read_at,
        health=condition.health,
        validators=validators or feed.validators,
        body_hash=feed.body_hash,
        gap=feed.gap,
        ttl=feed.ttl,
        timetable=feed.timetable,
        pulse=feed.pulse,
        pace=feed.pace if pace is None else pace,
        health_since=condition.since,
    )


def _moved(update: FeedUpdate, feed: Feed, moved_to: str) -> FeedUpdate:
    """Count permanent redirects to one place; enough of them, and that place becomes the feed's address.

    Never from https to http: it is read there, and asked again where nobody on the way can have written the answer.
    """
    if not moved_to or moved_to == feed.url:
        return update
    if feed.url.startswith("https:") and not moved_to.startswith("https:"):
        return update
    seen = feed.moved_seen + 1 if moved_to == feed.moved_to else 1
    if seen >= MOVES_TO_ADOPT:
        return replace(update, adopt_url=moved_to)
    return replace(update, moved_to=moved_to, moved_seen=seen)


def _edits(recognised: Recognised) -> list[EditedEntry]:
    """Known items with another text, or found again under another key, which the store must then remember."""
    return [
        EditedEntry(row.entry_id, entry, _is_material(entry, row))
        for entry, row in recognised.known
        if row.entry_id is not None and (entry.content_hash != row.content_hash or entry.key != row.key)
    ]


def _is_material(entry: ParsedEntry, row: KnownEntry) -> bool:
    """Judged by title and text; by the title alone where there was no text to compare with."""
    if is_material(row.title, entry.title):
        return True
    return bool(row.text.strip()) and is_material(row.text, f"{entry.extract}\n{entry.body}")


def _memory(parsed: ParsedFeed, recognised: Recognised) -> bytes:
    """Of the items that will be known by the key they came with, whatever stands beside them next time."""
    entries = [entry for entry, row in recognised.known if entry.key == row.key]
    seen = (SeenItem(entry.mark, entry.key) for entry in (*entries, *recognised.unknown) if entry.mark)
    return pack(parsed.frame, (*parsed.unchanged, *seen))


def _archive(feed: Feed, recognised: Recognised) -> tuple[ParsedEntry, ...]:
    last = feed.last_success_at or feed.first_read_at
    if not recognised.is_flood or last is None:
        return ()
    limit = last - _ARCHIVE_AGE
    return tuple(entry for entry in recognised.unknown if entry.published_at and entry.published_at < limit)


def _archive_first(
    update: FeedUpdate, archive: tuple[ParsedEntry, ...], now: datetime, bounds: Bounds
) -> FeedUpdate:
    """Store the archive as a first reading, and read the document whole again soon for what is really news in it."""
    return replace(
        update,
        new=_oldest_first(archive, now),
        baseline=True,
        validators=Validators(),
        body_hash=b"",
        memory=b"",
        next_read_at=now + bounds.min_interval,
    )


def _oldest_first(entries: tuple[ParsedEntry, ...], now: datetime) -> tuple[ParsedEntry, ...]:
    """By date; where dates are equal or missing the document's last stands first, since it lists the newest first."""
    newest_last = entries[::-1]
    return tuple(sorted(newest_last, key=lambda entry: entry.published_at or now))


def _seed(feed: Feed, now: datetime) -> int:
    return feed.id * 1_000_003 + int(now.timestamp())

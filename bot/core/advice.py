"""What whoever runs the bot should know of a feed that was read once: one thing, the weightiest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.errors import FetchProblem
from bot.model import Fetched, ParsedFeed, Validators
from bot.results import Advice

OLD = timedelta(days=60)  # without an article: a paper that still appears has written by then
_FEWEST_DATES = 2  # that make a rhythm

# What another address would mend; blocked feeds are the publisher's affair, and the rest passes by itself.
_WRONG_ADDRESS = frozenset(
    {
        *(FetchProblem.NOT_A_FEED, FetchProblem.BAD_URL, FetchProblem.DNS, FetchProblem.GONE),
        *(FetchProblem.REFUSED_ADDRESS, FetchProblem.TOO_LARGE, FetchProblem.PARSER_FAILED),
        FetchProblem.TOO_MANY_REDIRECTS,
    }
)
_NOT_FOUND = frozenset({404, 410})


def advise(fetched: Fetched, parsed: ParsedFeed, now: datetime) -> Advice | None:
    """None for a feed that is as it should be."""
    dates = dates_of(parsed)
    if fetched.moved_to:
        return Advice.MOVED
    if not parsed.entries:
        return Advice.EMPTY
    if dates and now - dates[-1] > OLD:
        return Advice.OLD
    if not dates:
        return Advice.UNDATED
    if parsed.ill_formed:
        return Advice.ILL_FORMED
    return Advice.NO_VALIDATORS if fetched.validators == Validators() else None


def advise_failure(problem: FetchProblem, status: int | None) -> Advice:
    """What to do about a feed that could not be read."""
    if problem in (FetchProblem.BLOCKED, FetchProblem.UNWANTED):
        return Advice.ASK_PUBLISHER
    if problem in _WRONG_ADDRESS or status in _NOT_FOUND:
        return Advice.LOOK_FOR_ANOTHER
    return Advice.WAIT


def a_day(dates: Sequence[datetime]) -> float | None:
    """Articles a day over the span of these dates, ascending; None where they make no rhythm."""
    if len(dates) < _FEWEST_DATES:
        return None
    span = (dates[-1] - dates[0]) / timedelta(days=1)
    return (len(dates) - 1) / span if span > 0 else None


def dates_of(parsed: ParsedFeed) -> tuple[datetime, ...]:
    """When the items were published, oldest first, undated ones left out."""
    return tuple(sorted(entry.published_at for entry in parsed.entries if entry.published_at))

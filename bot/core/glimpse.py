"""What a first look at a feed shows: how many items, how fresh, the newest titles."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model import Glimpse, Headline, ParsedEntry, ParsedFeed

SHOWN = 3
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def glimpse_of(feed: ParsedFeed) -> Glimpse:
    """The newest titles stand first; undated ones after the dated, in the order of the document."""
    newest_first = sorted(feed.entries, key=lambda entry: entry.published_at or _LONG_AGO, reverse=True)
    dates = [entry.published_at for entry in feed.entries if entry.published_at]
    return Glimpse(
        entries=len(feed.entries),
        newest_at=max(dates, default=None),
        latest=tuple(map(_headline, newest_first[:SHOWN])),
        keys=frozenset(entry.key for entry in feed.entries),
        links=frozenset(entry.link for entry in feed.entries if entry.link),
    )


def _headline(entry: ParsedEntry) -> Headline:
    return Headline(entry.title, entry.published_at)

"""A feed found behind an address that somebody typed, before anybody follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Headline:
    """The title of one item, and when it was published where the feed says so."""

    title: str
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one reading of a feed showed. `keys` and `links` are those of its items: what they have in common with
    another feed's tells that both are one."""

    entries: int
    newest_at: datetime | None
    latest: tuple[Headline, ...]  # the newest first
    keys: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeedOffer:
    """A feed found behind an address, not followed yet.

    `title` is the feed's own, `label` what the page calls it, `site` what the page calls itself, each "" where nobody
    says. `language` is a language code, or "". Without a `glimpse` it was not read: the page says that it is there.
    """

    url: str
    title: str
    label: str = ""
    site: str = ""
    language: str = ""
    is_comments: bool = False
    glimpse: Glimpse | None = None

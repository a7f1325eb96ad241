"""What comes of a publisher's wish."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Feed, WishKind


@dataclass(frozen=True, slots=True)
class WishNoted:
    """A wish is noted and obeyed: which outlets are read no more, articles erased or cut, messages called back."""

    kind: WishKind
    places: tuple[str, ...]
    outlets: tuple[str, ...]
    entries: int
    recalled: int


@dataclass(frozen=True, slots=True)
class WishLifted:
    """A wish is forgotten."""

    place: str


@dataclass(frozen=True, slots=True)
class FeedPurged:
    """A feed is removed with all that it brought: articles erased, messages called back."""

    feed: Feed
    entries: int
    recalled: int

"""What comes of a publisher's wish."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Feed, Wish, WishKind
from bot.results.feeds import FeedPlace


@dataclass(frozen=True, slots=True)
class WishNoted:
    """A wish is noted and obeyed: which outlets are read no more, articles erased or cut, messages called back."""

    kind: WishKind
    places: tuple[str, ...]
    outlets: tuple[str, ...]
    entries: int
    recalled: int
    ask_id: int = 0  # by which it is lifted, or told who asked


@dataclass(frozen=True, slots=True)
class WishPage:
    """What the publisher of a feed asks, and what it would go for; `ask_id` lifts what is asked."""

    feed: Feed
    places: tuple[str, ...]
    wish: Wish | None
    ask_id: int
    where: FeedPlace


@dataclass(frozen=True, slots=True)
class WishQuestion:
    """Asked before a wish is noted: the outlets that it goes for, and how many of their articles are kept."""

    feed: Feed
    kind: WishKind
    places: tuple[str, ...]
    outlets: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class WishList:
    """What publishers have asked; places for buttons count from 1."""

    wishes: tuple[Wish, ...]
    ask_id: int = 0


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

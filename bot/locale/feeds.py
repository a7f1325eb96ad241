# ruff: noqa: D102 -- the sentences say what they are; see `fr_feeds` for each
"""What every language must be able to say of looking after feeds, and of what publishers ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.locale import en_feeds, fr_feeds
from bot.model import WishKind


class FeedWords(Protocol):
    """What admins are told of feeds and publishers."""

    WISHES: Mapping[WishKind, str]
    WISH_COLUMNS: tuple[str, ...]
    NO_WISHES: str

    def titles_only(self, places: Sequence[str], entries: int) -> str: ...

    def refused(self, places: Sequence[str], feeds: Sequence[str], entries: int) -> str: ...

    def recalled(self, messages: int) -> str: ...

    def lifted(self, place: str) -> str: ...

    def purged(self, outlet: str, entries: int) -> str: ...


def feed_words(language: str) -> FeedWords:
    """French for « fr », English for everything else."""
    return fr_feeds if language == "fr" else en_feeds

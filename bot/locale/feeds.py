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
    ALL_FEEDS: str
    PAUSE: str
    RESUME: str
    READ_NOW: str
    RENAME: str
    REMOVE: str
    REMOVE_ALL: str
    KEEP: str
    PUBLISHER: str
    BACK: str
    EXPORT: str
    NOT_READ_NOW: str
    EXPORTED_NAME: str
    TITLES_ONLY: str
    REFUSE: str
    LIFT: str
    LIFT_ALL: str
    WHO_ASKED: str
    DO_TITLES: str
    DO_REFUSE: str
    ASK_WHO: str
    WISH_LIST: str

    def titles_only(self, places: Sequence[str], entries: int) -> str: ...

    def refused(self, places: Sequence[str], feeds: Sequence[str], entries: int) -> str: ...

    def recalled(self, messages: int) -> str: ...

    def lifted(self, place: str) -> str: ...

    def purged(self, outlet: str, entries: int) -> str: ...

    def found(self, total: int, typed: str, page: int, pages: int) -> str: ...

    def found_none(self, typed: str) -> str: ...

    def health_line(self, said: str) -> str: ...

    def articles_line(self, rhythm: str, kept: int) -> str: ...

    def gap_line(self, minutes: int) -> str: ...

    def read_line(self, last: str, following: str) -> str: ...

    def error_line(self, problem: str, count: int) -> str: ...

    def moving_line(self, address: str) -> str: ...

    def ask_name(self, outlet: str) -> str: ...

    def removal_question(self, outlet: str, topics: int, alone: int, kept: int) -> str: ...

    def exported(self, feeds: int) -> str: ...

    def wishes_button(self, count: int) -> str: ...

    def wish_page(self, outlet: str, places: Sequence[str]) -> str: ...

    def wish_now(self, kind: str, at: str) -> str: ...

    def wish_line(self, place: str, kind: str, at: str, outlet: str, requester: str, reason: str) -> str: ...

    def titles_question(self, places: Sequence[str], outlets: Sequence[str], kept: int) -> str: ...

    def refuse_question(self, places: Sequence[str], outlets: Sequence[str], kept: int) -> str: ...


def feed_words(language: str) -> FeedWords:
    """French for « fr », English for everything else."""
    return fr_feeds if language == "fr" else en_feeds

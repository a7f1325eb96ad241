# ruff: noqa: D102 -- the sentences say what they are; see `fr_reading` for each
"""What every language must be able to say of stories that are opened, followed, left out and looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.locale import en_reading, fr_reading


class Reading(Protocol):
    """Sentences around single stories."""

    FOLLOW: str
    UNFOLLOW: str
    EXCLUDE: str
    EXCLUDE_KIND: str
    REMOVE_SYNONYM: str
    CANCEL: str
    NO: str
    LEFT: str
    ASK_SEARCH: str
    BEFORE: str
    AFTER: str
    NO_MORE: str
    ASK_TREND: str

    def followed(self, until: str) -> str: ...

    def followed_there(self, until: str) -> str: ...

    def follow_up_of_alert(self, moment: str, public: bool) -> str: ...

    def follow_up_since(self, moment: str, public: bool) -> str: ...

    def exclusion_intro(self, topic: str, stories: int) -> str: ...

    def exclusion(
        self, words: Sequence[str], removed: int, stories: int, headlines: Sequence[str], more: int
    ) -> str: ...

    def exclude_button(self, words: Sequence[str]) -> str: ...

    def no_exclusion(self, topic: str) -> str: ...

    def swapped(self, former: str, topic: str) -> str: ...

    def restored(self, topic: str) -> str: ...

    def front_page(self, date: str, clock: str) -> str: ...

    def no_front_page(self, span: str) -> str: ...

    def found(self, topic: str, stories: int, exact: bool, at_least: bool, span: str) -> str: ...

    def wider(self, span: str) -> str: ...

    def page(self, page: int, pages: int) -> str: ...

    def found_nothing(self, topic: str, span: str) -> str: ...

    def trend(self, topic: str, stories: int, exact: bool, span: str) -> str: ...

    def peak(self, day: str, stories: int, headline: str) -> str: ...

    def only_peak(self, day: str, headline: str) -> str: ...

    def peaks(self, named: Sequence[str]) -> str: ...

    def no_trend(self, topics: Sequence[str], span: str) -> str: ...

    def only_first(self, count: int) -> str: ...

    def trend_title(self, span: str) -> str: ...

    def legend(self, topic: str, stories: int, exact: bool) -> str: ...


def reading(language: str) -> Reading:
    """French for « fr », English for everything else."""
    return fr_reading if language == "fr" else en_reading

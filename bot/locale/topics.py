# ruff: noqa: D102 -- the sentences say what they are; see `fr_topics` for each
"""What every language must be able to say of one topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.locale import en_topics, fr_topics


class Topics(Protocol):
    """What readers are told of one topic."""

    REFINE: str
    SHARE: str
    BACK: str
    ALL: str
    DROP: str
    KEEP: str
    LITERALLY: str
    WITH_SYNONYMS: str
    IN_TITLES: str
    NAMED_LITERALLY: str
    NAMED_IN_TEXT: str
    NAMED_IN_SOURCE: str
    NAMED_EXACT_WORD: str
    NAMED_EXACT_WORDS: str
    AND: str
    OR: str
    EXCEPT: str
    ESTIMATED: str
    NAMED_IN_TITLES: str

    def refine(self, topic: str, stories: int, exact: bool) -> str: ...

    def choice(self, label: str, stories: int) -> str: ...

    def exactly(self, word: str) -> str: ...

    def less(self, word: str) -> str: ...

    def more(self, word: str) -> str: ...

    def page(self, topic: str) -> str: ...

    def unknown_word(self, typed: str, words: Sequence[tuple[str, int]]) -> str: ...

    def follow_rather(self, word: str) -> str: ...

    def search_rather(self, word: str) -> str: ...

    def many(self, stories: int) -> str: ...

    def invitation(self, topic: str) -> str: ...


def topics(language: str) -> Topics:
    """French for « fr », English for everything else."""
    return fr_topics if language == "fr" else en_topics

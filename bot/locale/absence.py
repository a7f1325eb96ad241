# ruff: noqa: D102 -- the sentences say what they are; see `fr_absence` for each
"""What every language must be able to say of a pause and of coming back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.errors import PauseProblem
from bot.locale import en_absence, fr_absence


class AbsenceWords(Protocol):
    """Sentences of a pause and of coming back."""

    PROBLEMS: Mapping[PauseProblem, str]
    EXAMPLES: str
    COMING: str
    WELCOME_BACK: str
    START_AFRESH: str

    def paused(self, until: str, back_at: str) -> str: ...

    def heading(self, since: str, stories: int, shown: int, public: bool) -> str: ...

    def nothing(self, since: str, public: bool) -> str: ...

    def frame(self, date: str, clock: str) -> str: ...

    def rest(self, next_at: str, since: str, public: bool) -> str: ...

    def afresh(self, next_at: str) -> str: ...


def absence(language: str) -> AbsenceWords:
    """French for « fr », English for everything else."""
    return fr_absence if language == "fr" else en_absence

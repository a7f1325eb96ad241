# ruff: noqa: D102 -- the sentences say what they are; see `fr_privacy` for each
"""What every language must be able to say of what is kept of people."""

from __future__ import annotations

from typing import Protocol

from bot.locale import en_privacy, fr_privacy
from bot.model import ChatKind


class PrivacyWords(Protocol):
    """Sentences about what is kept, handed out and erased."""

    DATA: str
    ERASE: str
    KEEP: str
    ERASED: str

    def privacy(self, operator: str, contact: str, months: int) -> str: ...

    def erase_question(self, topics: int, kind: ChatKind, admin: bool, shuts_out: bool) -> str: ...


def privacy(language: str) -> PrivacyWords:
    """French for « fr », English for everything else."""
    return fr_privacy if language == "fr" else en_privacy

# ruff: noqa: D102 -- the sentences say what they are; see `fr_operator` for each
"""What every language must be able to say to whoever runs the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.locale import en_operator, fr_operator
from bot.model import Deed


class Operator(Protocol):
    """The journal of what admins changed."""

    JOURNAL: str
    NO_DEEDS: str
    LATEST: str
    OLDER: str
    IN_TERMINAL: str
    ERASED_ADMIN: str
    YOU: str
    DEEDS: Mapping[Deed, str]

    def deed_line(self, at: str, deed: str, subject: str, who: str) -> str: ...


def operator(language: str) -> Operator:
    """French for « fr », English for everything else."""
    return fr_operator if language == "fr" else en_operator

"""How much of a story a chat is shown: `/reglages`, length."""

from __future__ import annotations

from bot.core.card import MAX_SENTENCES
from bot.model import Length
from bot.services.desk import Desk

FULL_SENTENCES = 4
FULL_CHARS = 600  # still an extract: seven of them are three screens


def extent(desk: Desk, length: Length) -> tuple[int, int]:
    """Characters and sentences of extract a story; titles have none at all."""
    match length:
        case Length.TITLES:
            return 0, 0
        case Length.BRIEF:
            return desk.rules.max_chars, MAX_SENTENCES
        case Length.FULL:
            return max(FULL_CHARS, desk.rules.max_chars), FULL_SENTENCES

"""What every language must be able to say of the chats to their operator, in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.errors import GoneReason
from bot.locale import en_chats, fr_chats
from bot.model import ChatKind


class ChatWords(Protocol):
    """The words of a table of chats."""

    NO_CHATS: str
    COLUMNS: tuple[str, ...]
    KINDS: Mapping[ChatKind, str]
    OPEN: str
    CLOSED: Mapping[GoneReason, str]


def chat_words(language: str) -> ChatWords:
    """French for « fr », English for everything else."""
    return fr_chats if language == "fr" else en_chats

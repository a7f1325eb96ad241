# ruff: noqa: D102 -- the sentences say what they are; see `fr_channels` for each
"""What every language must be able to say of channels that are set up from a private chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.locale import en_channels, fr_channels


class ChannelWords(Protocol):
    """Sentences about choosing, setting up and losing a channel."""

    WHICH: str
    OTHER: str
    ASK: str
    PICK: str
    SET_UP: str
    TOPICS: str
    END: str
    NOTHING_TO_END: str
    IN_PRIVATE: str
    UNKNOWN: str

    def opened(self, channel: str, topics: Sequence[str], times: str) -> str: ...

    def ended(self, channel: str) -> str: ...

    def frame(self, channel: str, typed: bool) -> str: ...

    def lapsed(self, channel: str) -> str: ...

    def ready(self, channel: str) -> str: ...

    def gone(self, channel: str) -> str: ...

    def not_yours(self, channel: str) -> str: ...

    def no_right(self, channel: str) -> str: ...

    def lost(self, channel: str) -> str: ...


def channels(language: str) -> ChannelWords:
    """French for « fr », English for everything else."""
    return fr_channels if language == "fr" else en_channels

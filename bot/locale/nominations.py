# ruff: noqa: D102 -- the sentences say what they are; see `fr_nominations` for each
"""What every language must be able to say of media that readers propose."""

from __future__ import annotations

from typing import Protocol

from bot.locale import en_nominations, fr_nominations


class NominationWords(Protocol):
    """What readers and admins are told of proposals."""

    ASK: str
    UNWANTED: str
    PRIVATE: str
    TOO_MANY: str
    NOTHING_WAITS: str
    DECLINE: str

    def proposed(self, name: str) -> str: ...

    def already_proposed(self, name: str) -> str: ...

    def already_read(self, name: str) -> str: ...

    def unknown(self, typed: str) -> str: ...

    def nothing_there(self, address: str) -> str: ...

    def unreachable(self, address: str, problem: str) -> str: ...

    def which(self, typed: str) -> str: ...

    def waiting(self, count: int) -> str: ...

    def line(self, name: str, title: str, times: int) -> str: ...

    def more(self, count: int) -> str: ...

    def accept(self, name: str) -> str: ...

    def waiting_button(self, count: int) -> str: ...

    def is_added(self, name: str) -> str: ...

    def is_declined(self, name: str) -> str: ...

    def was_added(self, name: str) -> str: ...

    def was_declined(self, name: str) -> str: ...


def nomination_words(language: str) -> NominationWords:
    """French for « fr », English for everything else."""
    return fr_nominations if language == "fr" else en_nominations

# ruff: noqa: D102 -- the sentences say what they are; see `fr_access` for each
"""What every language must be able to say of who may use the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.locale import en_access, fr_access
from bot.model import AccessMode, Roll


class AccessWords(Protocol):
    """Sentences for admins, and for those who are kept out."""

    NOTHING_KEPT: str
    BACK: str
    NO_LINKS: str
    LINKS: str
    LINK_REVOKED: str
    LINK_HOW: str
    LINK_USELESS: str
    SHOWN_ONCE: str
    ADD: str
    NOT_SEEN: str
    ASK_ADMIT: str
    ASK_BLOCK: str
    ON_LIST_OPEN: str
    ADMINS_STAY: str
    NOBODY_NAMED: str
    PRIVATE_ONLY: str
    ACCESS_UNCLEAR: str
    LIMITS_UNCLEAR: str
    MODES: Mapping[AccessMode, str]
    MODE_IS: Mapping[AccessMode, str]
    ROLLS: Mapping[Roll, str]
    EMPTY: Mapping[Roll, str]

    def no_access(self, contact: str, by_link: bool) -> str: ...

    def kept(self, chats: int) -> str: ...

    def links_button(self, links: int) -> str: ...

    def roll_button(self, roll: Roll, count: int) -> str: ...

    def link_made(self, number_of_link: int, people: int | None, until: str) -> str: ...

    def link_line(self, number_of_link: int, made: str, used: int, people: int | None, until: str) -> str: ...

    def revoke(self, number_of_link: int) -> str: ...

    def link_for(self, people: int, days: int) -> str: ...

    def roll_title(self, roll: Roll, total: int, page: int, pages: int) -> str: ...

    def take_off(self, roll: Roll, who: str) -> str: ...

    def roll_changed(self, roll: Roll, who: str, on: bool, changed: bool) -> str: ...

    def limits(self, chat: str, changed: bool) -> str: ...

    def topics_limit(self, count: int, own: bool) -> str: ...

    def alerts_limit(self, count: int, own: bool) -> str: ...

    def limits_how(self, chat: str) -> str: ...

    def alerts_capped(self, cap: int, contact: str) -> str: ...

    def ask_for_more(self, contact: str) -> str: ...

    def chat_unknown(self, chat: str) -> str: ...


def access(language: str) -> AccessWords:
    """French for « fr », English for everything else."""
    return fr_access if language == "fr" else en_access

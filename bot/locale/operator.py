# ruff: noqa: D102 -- the sentences say what they are; see `fr_operator` for each
"""What every language must be able to say to whoever runs the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.locale import en_operator, fr_operator
from bot.model import ChatKind, Deed


class Operator(Protocol):
    """The journal of what admins changed, how the bot does, and messages to every chat."""

    JOURNAL: str
    NO_DEEDS: str
    LATEST: str
    OLDER: str
    IN_TERMINAL: str
    ERASED_ADMIN: str
    YOU: str
    DEEDS: Mapping[Deed, str]
    NO_BACKUP: str
    NO_TROUBLES: str
    TROUBLES: str
    DAY: str
    ASK_BROADCAST: str
    CANCEL: str
    STOP: str
    DROPPED: str

    def amount(self, deed: Deed, count: int) -> str: ...

    def deed_line(self, at: str, deed: str, subject: str, who: str) -> str: ...

    def verdict(self, health: str, alive: bool, version: str, since: str) -> str: ...

    def feeds(self, count: int, ill: Sequence[str]) -> str: ...

    def of_health(self, health: str, count: int) -> str: ...

    def articles(self, count: int, day: int, waiting: int) -> str: ...

    def of_kind(self, kind: ChatKind, count: int) -> str: ...

    def chats(self, opened: Sequence[str], closed: int) -> str: ...

    def followed(self, topics: int, subscriptions: int) -> str: ...

    def owed(self, count: int, oldest: str, doubtful: int) -> str: ...

    def late(self, digests: int) -> str: ...

    def size(self, database: int, memory: int) -> str: ...

    def backed_up(self, at: str) -> str: ...

    def trouble(self, place: str, kind: str, times: int, at: str) -> str: ...

    def readings(self, count: int, failures: int) -> str: ...

    def new_articles(self, count: int) -> str: ...

    def messages(self, count: int) -> str: ...

    def send_to(self, count: int) -> str: ...

    def ask_to_send(self, count: int) -> str: ...

    def sending(self, sent: int, total: int) -> str: ...

    def stopping(self, left: int) -> str: ...

    def sent_to(self, sent: int) -> str: ...

    def stopped(self, sent: int, total: int) -> str: ...

    def gone(self, count: int) -> str: ...

    def failed(self, count: int) -> str: ...

    def cancelled(self, count: int) -> str: ...


def operator(language: str) -> Operator:
    """French for « fr », English for everything else."""
    return fr_operator if language == "fr" else en_operator

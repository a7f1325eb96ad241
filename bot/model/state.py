"""How the bot itself does: the process, its chats, its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.destinations import ChatKind


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error that was logged: where in the code, of what kind, when last and how often. No words of anybody."""

    at: datetime
    place: str
    kind: str
    times: int


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a running process knows of itself; `troubles` newest first."""

    started_at: datetime
    version: str
    memory_bytes: int
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True, slots=True)
class ChatCount:
    """How many chats of a kind are open, and how many have been closed."""

    kind: ChatKind
    open: int
    closed: int


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened in each of the hours that begin at `hours`, oldest first; the last one is not over."""

    hours: tuple[datetime, ...]
    readings: tuple[int, ...]
    failures: tuple[int, ...]  # among the readings
    articles: tuple[int, ...]  # new ones; those of first readings apart
    messages: tuple[int, ...]  # that Telegram has taken

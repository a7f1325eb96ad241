"""What admins are told of messages that are held."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Hold


@dataclass(frozen=True, slots=True)
class Held:
    """`/retenir`, or the brake; `waiting` is how many messages wait now."""

    hold: Hold
    waiting: int


@dataclass(frozen=True, slots=True)
class Released:
    """`/relacher`: how many leave; None where nothing was held."""

    waiting: int | None


@dataclass(frozen=True, slots=True)
class Abandoned:
    """How many will never be sent."""

    given_up: int

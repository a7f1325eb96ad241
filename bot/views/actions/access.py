"""Who may use the bot: what an admin taps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowAccess:
    """Show the mode."""


@dataclass(frozen=True, slots=True)
class ChooseAccess:
    """Make it that mode, by its place among them."""

    mode: int


@dataclass(frozen=True, slots=True)
class ShowLinks:
    """Show the links that let people in."""


@dataclass(frozen=True, slots=True)
class MakeLink:
    """Make a link for so many people and days; 0: without that limit."""

    people: int
    days: int


@dataclass(frozen=True, slots=True)
class RevokeLink:
    """Let nobody in by it any more."""

    link_id: int


@dataclass(frozen=True, slots=True)
class ShowRoll:
    """Show a page, from 0, of a list, by its place among them."""

    roll: int
    page: int


@dataclass(frozen=True, slots=True)
class AddToRoll:
    """Be asked whom to put on a list."""

    roll: int


@dataclass(frozen=True, slots=True)
class TakeOffRoll:
    """Take a line off a list."""

    roll: int
    entry_id: int


Action = ShowAccess | ChooseAccess | ShowLinks | MakeLink | RevokeLink | ShowRoll | AddToRoll | TakeOffRoll

VERBS: Mapping[type[Action], str] = {
    ShowAccess: "door",
    ChooseAccess: "dooris",
    ShowLinks: "keys",
    MakeLink: "key",
    RevokeLink: "unkey",
    ShowRoll: "roll",
    AddToRoll: "enrol",
    TakeOffRoll: "unroll",
}

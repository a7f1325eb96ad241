"""What comes of proposing a medium."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import FetchProblem
from bot.model import Nomination, Verdict


class Unfit(StrEnum):
    """Why a medium cannot be proposed."""

    READ = "read"  # it is followed already
    UNWANTED = "unwanted"  # its publisher has asked not to be read
    PRIVATE = "private"  # an address that is not of the public web
    NOTHING_THERE = "nothing_there"  # a page without news that could be read
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"  # a name that the catalogue has not
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Nominated:
    """`/proposer`: an admin decides. `again`: this chat had proposed it already."""

    name: str
    again: bool


@dataclass(frozen=True, slots=True)
class NotNominated:
    """It cannot be proposed, and why; `said` is what was typed, or the outlet's name."""

    why: Unfit
    said: str
    problem: FetchProblem | None = None


@dataclass(frozen=True, slots=True)
class NominationChoice:
    """A name that several media of the catalogue bear: pick one."""

    typed: str
    ask_id: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NominationList:
    """What readers have proposed and waits for an admin; `done` is what has just been decided, and how."""

    waiting: tuple[Nomination, ...]
    done: tuple[str, Verdict] | None = None

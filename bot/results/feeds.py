"""What admins ask of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import FetchProblem
from bot.model import Feed, Validators


@dataclass(frozen=True, slots=True)
class FeedList:
    """`/flux`, one page of it; pages count from 0."""

    feeds: tuple[Feed, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class WhichFeed:
    """`/retirerflux` with no name, or one that names several or none: pick one."""

    feeds: tuple[Feed, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class FeedRemoved:
    """`/retirerflux`."""

    feed: Feed


class Advice(StrEnum):
    """What to do about a feed."""

    MOVED = "moved"
    EMPTY = "empty"
    OLD = "old"
    UNDATED = "undated"
    ILL_FORMED = "ill_formed"
    NO_VALIDATORS = "no_validators"
    ASK_PUBLISHER = "ask_publisher"
    LOOK_FOR_ANOTHER = "look_for_another"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class FeedRead:
    """A feed that was to be read at once; `was_read` is false while somebody else reads it or its host rests."""

    feed: Feed
    was_read: bool


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """`vigie feeds check`: one feed read once; `problem` and `status` say why it could not be."""

    feed: Feed
    entries: int = 0
    newest_at: datetime | None = None
    version: str = ""
    problem: FetchProblem | None = None
    status: int | None = None
    a_day: float | None = None  # articles, by the dates of its items; None where they make no rhythm
    validators: Validators = Validators()
    advice: Advice | None = None
    moved_to: str = ""  # the address that it has moved to for good


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an OPML document, by address; `addition_id` undoes it, 0 where nothing was added."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[tuple[str, FetchProblem], ...]
    addition_id: int = 0

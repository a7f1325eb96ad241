"""What admins ask of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import FetchProblem
from bot.model import Feed, Validators, Wish


@dataclass(frozen=True, slots=True)
class FeedPlace:
    """From which list a feed was opened: a page (from 0) of a search that is remembered, 0 for all feeds."""

    ask_id: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class FeedList:
    """`/flux`, one page of it; pages count from 0. `typed`: what was searched for; `wishes`: of publishers,
    noted; `nominations`: of readers, waiting."""

    feeds: tuple[Feed, ...]
    page: int
    pages: int
    total: int
    first: int = 1  # the number of the first feed of this page
    typed: str = ""
    ask_id: int = 0
    wishes: int = 0
    nominations: int = 0


@dataclass(frozen=True, slots=True)
class FeedCard:
    """One feed: how it does and what it brings; `a_day` over the last month, None before anything was read.

    `was_read`: whether it has just been read, where that was asked for.
    """

    feed: Feed
    a_day: float | None
    kept: int
    wish: Wish | None = None
    place: FeedPlace = FeedPlace()
    was_read: bool | None = None


@dataclass(frozen=True, slots=True)
class FeedRemoval:
    """Asked before a feed is removed: followed topics that it brought something to of late, and those that none else
    did; and how many of its articles are kept."""

    feed: Feed
    topics: int
    alone: int
    kept: int
    place: FeedPlace = FeedPlace()


@dataclass(frozen=True, slots=True)
class FeedsExported:
    """The list of feeds as a document."""

    content: bytes
    feeds: int


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

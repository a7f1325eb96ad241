"""What admins ask of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import FetchProblem
from bot.model import Feed


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


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """`vigie feeds check`: one feed read once; `problem` and `status` say why it could not be."""

    feed: Feed
    entries: int = 0
    newest_at: datetime | None = None
    version: str = ""
    problem: FetchProblem | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an OPML document, by address; `addition_id` undoes it, 0 where nothing was added."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[tuple[str, FetchProblem], ...]
    addition_id: int = 0

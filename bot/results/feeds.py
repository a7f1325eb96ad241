"""What admins ask of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import FetchProblem
from bot.model import Feed, FeedOffer


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """`/ajouterflux`; the latest titles show that it is the right one."""

    feed: Feed
    entries: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """A page names several feeds: pick one."""

    url: str
    ask_id: int
    offers: tuple[FeedOffer, ...]


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
    """What became of an OPML document, by address."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]  # address, reason

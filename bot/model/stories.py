"""Events, their cards, and the digests that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import FetchProblem
from bot.model.entries import Entry
from bot.model.ids import StoryId
from bot.model.topics import Topic, TopicMatch


@dataclass(frozen=True, slots=True)
class MatchedEntry:
    """An entry of a story with the topics that it matches, and why."""

    entry: Entry
    matches: tuple[TopicMatch, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The entries that tell one event, oldest arrival first, with what they match among the topics asked about."""

    id: StoryId
    revision: int
    entries: tuple[MatchedEntry, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the press: verbatim, with who wrote them and where. `cut` when « … » closes it."""

    text: str
    outlet: str
    url: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet's own telling of a story."""

    outlet: str
    title: str
    url: str
    published_at: datetime
    paywalled: bool = False
    agency: str = ""  # "AFP", "Reuters", … where it reprints one


@dataclass(frozen=True, slots=True)
class Card:
    """One story as a reader meets it. Sources in order of publication, one an outlet; the lead's own first."""

    story_id: StoryId
    revision: int
    headline: str
    url: str
    outlet: str
    published_at: datetime
    paywalled: bool
    summary: tuple[Quote, ...]
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    follow_up: bool = False  # « suite »: told before, grown since
    newsrooms: int = 1  # independent ones: agency copy counted once


@dataclass(frozen=True, slots=True)
class SilentFeed:
    """A feed that could not be read, for the coverage line."""

    outlet: str
    url: str
    problem: FetchProblem
    status: int | None = None
    since: datetime | None = None
    by: str = ""  # the protection service that refuses in the publisher's place


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which outlets were read, and which were not: counted by outlet, not by feed, and named by outlet.

    `outlets` and `feeds` count those that were read; those in `silent` come on top of them. `read` names the outlet
    of each feed that was read, where it is known.
    """

    outlets: int
    silent: tuple[SilentFeed, ...] = ()
    feeds: int = 0
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time; `start` None means since the beginning."""

    start: datetime | None
    end: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What one destination is told at one time. `recalled`: stories told by an alert, in one short line.

    `others` are the stories that the maximum left out, best first, and `more` how many there are besides that were not
    read: not `more_is_exact`, about so many. `gap_from` when downtime was longer than the
    48 hours that a digest reaches back.
    """

    window: Window
    topics: tuple[Topic, ...]
    cards: tuple[Card, ...]
    recalled: tuple[Card, ...]
    others: tuple[StoryId, ...]
    coverage: Coverage
    gap_from: datetime | None = None
    more: int = 0
    more_is_exact: bool = True

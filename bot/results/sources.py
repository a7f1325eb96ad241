"""What comes of adding feeds: by address, and out of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import FetchProblem
from bot.model import Feed, FeedOffer, Headline


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """`/ajouterflux`; the latest titles show that it is the right one. `problem`: why its first reading failed."""

    feed: Feed
    entries: int
    latest: tuple[Headline, ...]
    problem: FetchProblem | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class FeedOption:
    """One feed to choose: by what name it would be known, and which followed feed it repeats, if it does."""

    offer: FeedOffer
    name: str
    known: Feed | None = None


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """An address leads to several feeds: pick one."""

    url: str
    ask_id: int
    options: tuple[FeedOption, ...]


@dataclass(frozen=True, slots=True)
class FeedRepeats:
    """What was found holds the articles of a feed that is followed, under another address: nothing was added."""

    ask_id: int
    option: FeedOption
    known: Feed


@dataclass(frozen=True, slots=True)
class BundleCount:
    """A bundle of the catalogue, by its key and by the number that buttons carry."""

    number: int
    key: str
    feeds: int
    followed: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`/catalogue`: the bundles to choose from."""

    feeds: int
    outlets: int
    bundles: tuple[BundleCount, ...]


@dataclass(frozen=True, slots=True)
class MediumChoice:
    """A medium of the catalogue, or one section of it, with the sections that it has there."""

    name: str
    sections: tuple[str, ...]
    country: str
    followed: int  # of its sections

    @property
    def is_followed(self) -> bool:
        """Whether nothing is left to add."""
        return self.followed >= len(self.sections)


@dataclass(frozen=True, slots=True)
class MediaFound:
    """`/catalogue suisse`: one page of what was found; pages count from 0, places of choices through all pages."""

    typed: str
    ask_id: int
    choices: tuple[MediumChoice, ...]
    first: int  # place of the first choice of this page
    page: int
    pages: int
    feeds: int  # found in all
    left: int  # of them not followed


@dataclass(frozen=True, slots=True)
class MediaAdded:
    """Media of the catalogue, or of a list, are followed; `addition_id` undoes it. Nothing new: no feeds."""

    name: str
    addition_id: int
    feeds: tuple[Feed, ...]
    known: int


@dataclass(frozen=True, slots=True)
class MediaRemoved:
    """*Annuler* after an addition."""

    feeds: int


@dataclass(frozen=True, slots=True)
class FirstReadings:
    """What came of reading for the first time what was added together."""

    name: str
    read: int
    failed: tuple[Feed, ...]  # each with its fault
    waiting: int  # not tried yet, after long

"""One open story in memory, and how much an article resembles it.

Resemblance is a cosine of word weights, titles alone and titles with extracts half each; to the most similar report
and to the centroid of all, half each: the first finds reworded headlines, the second resists chains.
"""

from __future__ import annotations

import math
from array import array
from datetime import datetime, timedelta
from typing import NamedTuple
from zlib import crc32

from bot.core.story_features import FIGURE, NAME, TITLE, Features
from bot.french.normalise import fold
from bot.model import StoryId

# A story is closed when nothing was added for two days, and after five in any case: what comes then is another event.
MAX_SILENCE = timedelta(hours=48)
MAX_AGE = timedelta(days=5)

# Reports of a story that are compared one by one; the others count through the centroid.
REPORTS_KEPT = 8

# News in a known story: this share of what it says is new, and so many new names or figures.
NEW_SHARE = 0.35
NEW_FACTS = 2
# Without new names or figures, most of it must be new.
NEW_SHARE_WITHOUT_FACTS = 0.55


class Report(NamedTuple):
    """One article as it is compared: its words, and who published it when.

    The first `title_words` of its words are those of the title.
    """

    features: Features
    title_words: int
    title_norm: float
    norm: float
    outlet: int
    title: int
    published_at: datetime

    @classmethod
    def of(cls, features: Features, outlet: str, title: str, published_at: datetime) -> Report:
        """Outlet and title are kept as hashes: they are only asked whether they are the same."""
        squares = [weight * weight for weight in features.weights]
        title_words = sum(1 for marks in features.marks if marks & TITLE)
        outlet_hash, title_hash = crc32(fold(outlet).encode()), crc32(fold(title).encode())
        norms = math.sqrt(sum(squares[:title_words])) or 1.0, math.sqrt(sum(squares)) or 1.0
        return cls(features, title_words, *norms, outlet_hash, title_hash, published_at)

    def title_keys(self, mark: int) -> frozenset[int]:
        """The words of the title that bear one of these marks."""
        pairs = zip(self.features.keys, self.features.marks, strict=True)
        return frozenset(key for key, marks in pairs if marks & TITLE and marks & mark)


class Query:
    """An article unrolled for comparing it with many stories."""

    __slots__ = ("full", "title")

    def __init__(self, report: Report) -> None:
        features = report.features
        words = list(zip(features.keys, features.weights, strict=True))
        self.full = {key: weight / report.norm for key, weight in words}
        self.title = {key: weight / report.title_norm for key, weight in words[: report.title_words]}

    def cosine(self, report: Report) -> float:
        """Half the likeness of the titles, half that of titles with extracts."""
        keys, weights = report.features.keys, report.features.weights
        shares, titles, title_words = self.full, self.title, report.title_words
        full = title = 0.0
        # Without looking at each word in Python where few are shared: this is where the time goes.
        for key in shares.keys() & keys:
            place = keys.index(key)
            full += shares[key] * weights[place]
            if place < title_words and key in titles:
                title += titles[key] * weights[place]
        return 0.5 * (full / report.norm + title / report.title_norm)


class _Whole:
    """What all reports of a story say together: their centroid, not yet divided, and every word that one had."""

    __slots__ = ("full", "full_norm", "known", "title", "title_norm")

    def __init__(self) -> None:
        self.full: dict[int, float] = {}
        self.title: dict[int, float] = {}
        self.full_norm = self.title_norm = 1.0
        self.known: set[int] = set()

    def add(self, report: Report) -> None:
        query = Query(report)
        for key, share in query.full.items():
            self.full[key] = self.full.get(key, 0.0) + share
        for key, share in query.title.items():
            self.title[key] = self.title.get(key, 0.0) + share
        self.known.update(query.full)
        self.full_norm, self.title_norm = _norm(self.full), _norm(self.title)

    def cosine(self, query: Query) -> float:
        full, title = _dot(query.full, self.full), _dot(query.title, self.title)
        return 0.5 * (full / self.full_norm + title / self.title_norm)


class OpenStory:
    """The last reports of a story one by one, and all of them together.

    `posted` are the words under which the window finds it. Memory is what counts here: most stories have one report,
    and none of what only several need.
    """

    __slots__ = (
        "_whole",
        "count",
        "first_published",
        "id",
        "last_at",
        "last_published",
        "links",
        "posted",
        "reports",
        "started_at",
    )

    def __init__(self, story_id: StoryId, started_at: datetime) -> None:
        self.id = story_id
        self.started_at = self.last_at = started_at
        self.first_published = self.last_published = started_at
        self.count = 0
        self.reports: tuple[Report, ...] = ()
        self.links: tuple[str, ...] = ()
        self.posted: array[int] = array("I")
        self._whole: _Whole | None = None

    @property
    def closes_at(self) -> datetime:
        """The instant after which nothing joins it."""
        return min(self.last_at + MAX_SILENCE, self.started_at + MAX_AGE)

    def add(self, report: Report, now: datetime) -> None:
        """Take in a report that was assigned to this story."""
        self.last_at = now
        self.count += 1
        if self.count == 1:
            self.first_published = self.last_published = report.published_at
            self.reports = (report,)
            return
        if self._whole is None:
            self._whole = _Whole()
            self._whole.add(self.reports[0])
        self._whole.add(report)
        self.first_published = min(self.first_published, report.published_at)
        self.last_published = max(self.last_published, report.published_at)
        self.reports = (*self.reports, report)[-REPORTS_KEPT:]

    def affinity(self, query: Query) -> float:
        """How much an article resembles the story, from 0.0 to 1.0."""
        best = max(query.cosine(report) for report in self.reports)
        return best if self._whole is None else 0.5 * (best + self._whole.cosine(query))

    def is_near(self, published_at: datetime) -> bool:
        """Whether an article of that time can tell this event at all."""
        after_first = published_at - self.first_published
        before_last = self.last_published - published_at
        within = after_first <= MAX_AGE and before_last <= MAX_AGE
        return within and -after_first <= MAX_SILENCE and -before_last <= MAX_SILENCE

    def known_keys(self) -> set[int]:
        """Every word that some report had."""
        return set(self.reports[0].features.keys) if self._whole is None else self._whole.known

    def learns_from(self, report: Report) -> bool:
        """Whether the article says something that no report of the story said: figures, names, or most of it."""
        known, features = self.known_keys(), report.features
        facts = new = 0
        for key, weight, marks in zip(features.keys, features.weights, features.marks, strict=True):
            if key not in known:
                new += weight
                facts += bool(marks & (NAME | FIGURE))
        share = new / (sum(features.weights) or 1)
        return share >= (NEW_SHARE if facts >= NEW_FACTS else NEW_SHARE_WITHOUT_FACTS)


def _dot(unit: dict[int, float], sums: dict[int, float]) -> float:
    return sum(share * sums[key] for key, share in unit.items() if key in sums)


def _norm(sums: dict[int, float]) -> float:
    return math.sqrt(sum(value * value for value in sums.values())) or 1.0

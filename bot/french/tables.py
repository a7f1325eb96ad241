"""Word tables of French news: how common words are, and which are names. Loaded on first use, then kept.

Derived from word counts over a French news corpus; origin and licence stand in NOTICE.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from importlib.resources import files


def read_lines(name: str) -> Iterator[str]:
    """The lines of a data file, without comments (`#`) and empty ones."""
    text = files("bot.french").joinpath("data", name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _frequencies() -> tuple[int, Mapping[str, int]]:
    """Number of documents counted, and in how many each folded word stands."""
    counts: dict[str, int] = {}
    lines = read_lines("frequencies.txt")
    documents = int(next(lines))
    for line in lines:
        count, *words = line.split()
        counts.update(dict.fromkeys(words, int(count)))
    return documents, counts


def document_frequencies() -> Mapping[str, int]:
    """In how many of `document_count()` articles each folded word stands, commonest first."""
    return _frequencies()[1]


def document_count() -> int:
    """How many articles the counts were made over."""
    return _frequencies()[0]


def document_frequency(word: str) -> int:
    """In how many of `document_count()` articles a folded word stands; 0 for a word seen in fewer than three."""
    return _frequencies()[1].get(word, 0)


def rarity(word: str) -> float:
    """Inverse document frequency of a folded word: near 0 for « de », about 10 for a word never seen."""
    return math.log((document_count() + 1) / (document_frequency(word) + 1))


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Lower-case words, accents kept, that the press writes with a capital in at least nine uses of ten."""
    return frozenset(word for line in read_lines("names.txt") for word in line.split())


def is_name(word: str) -> bool:
    """Whether a lower-case word, accents kept, is nearly always a proper name."""
    return word in names()


class Use(Enum):
    """How the press uses a word, as far as its capital tells."""

    COMMON = "common"
    NAME = "name"  # nothing but a name: « Zelensky »
    BOTH = "both"  # a name with a capital, a common word without: « Tours », « tours »


def use_of(word: str) -> Use:
    """Whether a lower-case word, accents kept, is a name, a common word, or both."""
    both, mostly_common, common = _homographs()
    if word in both or word in mostly_common:
        return Use.BOTH
    return Use.NAME if word in names() and word not in common else Use.COMMON


def is_mostly_common(word: str) -> bool:
    """Whether a word of both uses, written in small letters, is hardly ever the name: « orange » but not « paris »."""
    return word in _homographs()[1]


@lru_cache(maxsize=1)
def _homographs() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words of both uses; those of them that are mostly common; words of `names()` whose capital says nothing."""
    found: dict[str, list[str]] = {"": [], "~": [], "=": []}
    for line in read_lines("homographs.txt"):
        mark = line[0] if line[0] in found else ""
        found[mark].extend(line.removeprefix(mark).split())
    return frozenset(found[""]), frozenset(found["~"]), frozenset(found["="])


@lru_cache(maxsize=1)
def acronyms() -> frozenset[str]:
    """Lower-case acronyms that are written in capitals."""
    return frozenset(word for line in read_lines("acronyms.txt") for word in line.split())

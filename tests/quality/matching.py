"""Precision and recall of matching on labelled pairs: `python -m tests.quality.matching [PATH]`.

PATH is JSON lines of `{"query", "title"?, "text", "source"?, "expected"}`; by default the set beside this file,
which is in our own words. Each miss is printed, then the figures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.french.aliases import default_aliases
from bot.french.match import Matcher, analyse
from bot.french.query import parse_query

OWN_SET = Path(__file__).with_name("match_pairs.jsonl")


@dataclass(frozen=True, slots=True)
class Pair:
    query: str
    title: str
    text: str
    source: str
    expected: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs found rightly, found wrongly, and missed."""

    right: int
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def load(path: Path) -> tuple[Pair, ...]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(
        Pair(
            row["query"],
            row.get("title", ""),
            row["text"],
            row.get("source", ""),
            row["expected"],
            row.get("kind", row.get("why", "")),
        )
        for row in rows
    )


def found(pair: Pair) -> bool:
    document = analyse(pair.title, pair.text, pair.source)
    return Matcher(parse_query(pair.query), default_aliases()).find(document) is not None


def measure(pairs: Sequence[Pair]) -> Figures:
    positive = [pair for pair in pairs if found(pair)]
    wrong = tuple(pair for pair in positive if not pair.expected)
    missed = tuple(pair for pair in pairs if pair.expected and pair not in positive)
    return Figures(len(positive) - len(wrong), wrong, missed)


def main(path: Path) -> None:
    pairs = load(path)
    figures = measure(pairs)
    for name, misses in (("found wrongly", figures.wrong), ("missed", figures.missed)):
        for pair in misses:
            print(f"{name}: {pair.query} | {pair.title} | {pair.text} ({pair.kind})")
    expected = sum(pair.expected for pair in pairs)
    print(f"{len(pairs)} pairs, {expected} to be found")
    print(f"precision {figures.precision:.3f}, recall {figures.recall:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else OWN_SET)

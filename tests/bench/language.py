"""How fast the language work is, and what it keeps in memory: `python -m tests.bench.language`.

Sentences, summaries and stories of generated French-like text; prints figures, asserts nothing.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from bot.core.stories import Features, StoryWindow, features
from bot.french.sentences import split_sentences
from bot.french.summary import summarise
from bot.french.tables import read_lines
from bot.model import EntryId, StoryId, StoryMember

START = datetime(2026, 3, 12, 6, tzinfo=UTC)
ARTICLES = 300
TITLES = 20_000
GAP = timedelta(seconds=8)  # 20,000 titles in 48 hours: some 500 feeds


def vocabulary() -> tuple[list[str], list[int]]:
    """Words of the news and how often they stand in it."""
    words: list[str] = []
    weights: list[int] = []
    for line in list(read_lines("frequencies.txt"))[1:]:
        count, *members = line.split()
        words += members
        weights += [int(count)] * len(members)
    return words, weights


class Press:
    """Makes up titles and texts; the same each time."""

    def __init__(self) -> None:
        self._random = Random(7)
        self._words, self._weights = vocabulary()

    def words(self, count: int) -> str:
        return " ".join(self._random.choices(self._words, self._weights, k=count)).capitalize()

    def article(self) -> str:
        return "\n".join(" ".join(f"{self.words(24)}." for _ in range(4)) for _ in range(6))

    def titles(self, count: int) -> Iterator[tuple[str, str]]:
        for _ in range(count):
            yield self.words(11), f"{self.words(20)}. {self.words(16)}."


def main() -> None:
    press = Press()
    articles = [press.article() for _ in range(ARTICLES)]
    started = time.process_time()
    count = sum(len(split_sentences(article)) for article in articles)
    print(f"sentences/s        {count / (time.process_time() - started):>10,.0f}")
    started = time.process_time()
    for article in articles:
        summarise(article, title=article[:60])
    print(
        f"summaries/s        {ARTICLES / (time.process_time() - started):>10,.0f}   of 24 sentences of 24 words"
    )
    for label, with_text in (("titles/s", False), ("titles+extracts/s", True)):
        rows = [(title, text if with_text else "") for title, text in press.titles(TITLES)]
        _measure_stories(label, rows)


def _measure_stories(label: str, rows: list[tuple[str, str]]) -> None:
    started = time.process_time()
    made = [features(title, text) for title, text in rows]
    cost = time.process_time() - started
    window = StoryWindow()
    started = time.process_time()
    told = [
        _assign(window, number, rows[number - 1][0], made[number - 1]) for number in range(1, len(rows) + 1)
    ]
    total = cost + time.process_time() - started
    members = [
        _member(number, rows[number - 1][0], made[number - 1], told[number - 1])
        for number in range(1, len(rows) + 1)
    ]
    tracemalloc.start()
    restarted = StoryWindow()
    restarted.restore(members)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    started = time.process_time()
    StoryWindow().restore(members)
    restored = time.process_time() - started
    blob = sum(len(member.features) for member in members) / len(members)
    print(
        f"{label:<18} {len(rows) / total:>10,.0f}   features {cost:.2f} s of {total:.2f}; {len(window):,} stories open;"
        f" restart {restored:.2f} s, {kept / 1e6:.0f} MB, {blob:.0f} bytes a blob"
    )


def _assign(window: StoryWindow, number: int, title: str, found: Features) -> StoryId:
    at = START + number * GAP
    assigned = window.assign(
        entry_id=EntryId(number),
        outlet=f"Rédaction {number % 200}",
        link=f"https://media.example/{number}",
        title=title,
        published_at=at,
        arrived_at=at,
        features=found,
        live=True,
    )
    return assigned.story_id or StoryId(number)


def _member(number: int, title: str, found: Features, story_id: StoryId) -> StoryMember:
    at = START + number * GAP
    outlet, link = f"Rédaction {number % 200}", f"https://media.example/{number}"
    return StoryMember(EntryId(number), story_id, outlet, link, title, at, found.to_bytes(), at)


if __name__ == "__main__":
    main()

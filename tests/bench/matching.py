"""Speed and memory of matching: `python -m tests.bench.matching`. Texts are made up from the word tables."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.french import tables
from bot.french.aliases import default_aliases
from bot.french.inflect import stems, verb_forms
from bot.french.keys import STOP_WORDS
from bot.french.match import analyse, candidate_keys, index_keys
from bot.french.query import Query, parse_query
from bot.french.topics import TopicIndex
from bot.model import TopicId

TOPICS = 10_000
ENTRIES = 2_000
FULL_TEXTS = 300
TITLE_WORDS = 11
EXTRACT_WORDS = 35
BODY_WORDS = 600
COMMON = 1_000  # of 21,401 articles: nobody follows « annonce » or « selon »

Result = TypeVar("Result")


def main() -> None:
    _timed("load tables", _load, 1)
    chance = random.Random(20)
    texts = _Texts(chance)
    queries = texts.queries(TOPICS)
    parsed = _timed("parse queries", lambda: [parse_query(query) for query in queries], TOPICS)
    index = _timed("build index", lambda: _index(parsed), TOPICS)
    short = [(texts.sentence(TITLE_WORDS), texts.sentence(EXTRACT_WORDS)) for _ in range(ENTRIES)]
    full = [(texts.sentence(TITLE_WORDS), texts.text(BODY_WORDS)) for _ in range(FULL_TEXTS)]
    for name, entries in (("title+extract", short), ("full text", full)):
        _measure(name, entries, index)
    _timed("candidate keys", lambda: [candidate_keys(query, default_aliases()) for query in parsed], TOPICS)
    tracemalloc.start()
    again = _index(parsed)
    print(
        f"{'memory of the index':32} {tracemalloc.get_traced_memory()[0] / 1e6:8.1f} MB, {len(again)} topics"
    )


def _load() -> None:
    tables.document_frequency("otan")
    tables.is_name("otan")
    tables.use_of("otan")
    stems("elections")
    verb_forms("manifester")


def _index(queries: list[Query]) -> TopicIndex:
    index = TopicIndex(default_aliases())
    for number, query in enumerate(queries):
        index.add(TopicId(number), query)
    return index


def _measure(name: str, entries: list[tuple[str, str]], index: TopicIndex) -> None:
    documents = _timed(f"analyse {name}", lambda: [analyse(*entry) for entry in entries], len(entries))
    _timed(f"index keys of {name}", lambda: [index_keys(document) for document in documents], len(entries))
    matches = _timed(
        f"analyse and match {name}", lambda: [index.match(analyse(*entry)) for entry in entries], len(entries)
    )
    print(f"{'':32} {sum(map(len, matches)) / len(entries):8.1f} topics an entry")


def _timed(name: str, work: Callable[[], Result], count: int) -> Result:
    begin = time.process_time()
    result = work()
    spent = time.process_time() - begin
    print(f"{name:32} {1000 * spent:8.0f} ms {count / spent:12,.0f} a second")
    return result


class _Texts:
    """Words drawn as often as the press uses them, names with their capital."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        frequencies = tables.document_frequencies()
        self._words = [word.capitalize() if tables.is_name(word) else word for word in frequencies]
        self._weights = list(frequencies.values())
        self._subjects = [word for word in self._words if self._is_subject(word, frequencies[word.lower()])]
        self._fame = [frequencies[word.lower()] ** 0.5 for word in self._subjects]

    @staticmethod
    def _is_subject(word: str, frequency: int) -> bool:
        return len(word) > 3 and frequency < COMMON and word.lower() not in STOP_WORDS

    def sentence(self, count: int) -> str:
        return self._sentence(self._words, self._weights, count)

    def _sentence(self, words: Sequence[str], weights: Sequence[float] | None, count: int) -> str:
        return " ".join(self._chance.choices(words, weights, k=count)).capitalize() + "."

    def text(self, count: int) -> str:
        """An article says the same words again: it draws on half as many as it is long."""
        words = self._chance.choices(self._words, self._weights, k=count // 2)
        return " ".join(self._sentence(words, None, 25) for _ in range(count // 25))

    def queries(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            kind = self._chance.random()
            first, second, third = self._chance.choices(self._subjects, self._fame, k=3)
            forms = {
                0.6: first,
                0.9: f"{first} {second}",
                0.95: f'"{first} {second}"',
                1.0: f"{first} -{third}",
            }
            found[next(query for share, query in forms.items() if kind < share)] = None
        return list(found)


if __name__ == "__main__":
    main()

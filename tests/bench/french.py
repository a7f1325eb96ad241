"""Speed and memory of the French language work beside other tools': `python -m tests.bench.french`.

All are given the same made-up input. The others are sumy (LexRank, TextRank), Snowball (PyStemmer or
snowballstemmer) and a few lines of regular expressions; what is not installed is skipped, with a line that says so.
None of them is a dependency of the bot. Asserts nothing.
"""

from __future__ import annotations

import importlib
import re
import time
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from bot.core.stories import StoryWindow, features
from bot.french.aliases import default_aliases
from bot.french.inflect import stem
from bot.french.keys import STOP_WORDS
from bot.french.match import analyse
from bot.french.normalise import fold, tokenise
from bot.french.query import parse_query
from bot.french.sentences import split_sentences
from bot.french.summary import summarise
from bot.french.topics import TopicIndex
from bot.model import EntryId, TopicId
from tests.bench.language import START, Press

ARTICLES = 20  # of 24 sentences: the others are slow
TITLES = 1_000
TOPICS = 200  # a compiled pattern each, for the baseline
GAP = timedelta(seconds=20)

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[«A-ZÀÉÈÊÎÔ])")
_WORD = re.compile(r"\w+")


def main() -> None:
    press = Press()
    articles = [press.article() for _ in range(ARTICLES)]
    titles = list(press.titles(TITLES))
    words = [token.text for article in articles for token in tokenise(article)]
    print(f"{'part':<14} {'with':<34} {'per second':>12} {'peak memory':>14}")
    _words(articles, words)
    _matching(press, titles)
    _row("sentences", "vigie", lambda: _each(split_sentences, articles), ARTICLES, "texts")
    _row("sentences", "regular expression", lambda: _each(_SENTENCE_END.split, articles), ARTICLES, "texts")
    _summaries(articles)
    _stories(titles)


def _words(articles: Sequence[str], words: Sequence[str]) -> None:
    _row("words", "vigie: tokenise and fold", lambda: _each(_folded, articles), len(words), "words")
    _row("words", "regular expression, lower case", lambda: _each(_lowered, articles), len(words), "words")
    _row("stems", "vigie", lambda: _each(stem, words), len(words), "words")
    if module := _installed("Stemmer", "Snowball in C (PyStemmer)"):
        stemmer = module.Stemmer("french")
        _row("stems", "Snowball in C (PyStemmer)", lambda: stemmer.stemWords(words), len(words), "words")
    if module := _installed("snowballstemmer", "Snowball (snowballstemmer)"):
        pure = module.stemmer("french")
        _row("stems", "Snowball (snowballstemmer)", lambda: pure.stemWords(words), len(words), "words")


def _folded(text: str) -> list[str]:
    return [fold(token.text) for token in tokenise(text)]


def _lowered(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _matching(press: Press, titles: Sequence[tuple[str, str]]) -> None:
    drawn = {press.words(1).lower() for _ in range(5 * TOPICS)} - STOP_WORDS
    queries = sorted(word for word in drawn if word.isalpha())[:TOPICS]
    index = TopicIndex(default_aliases())
    for number, query in enumerate(queries):
        index.add(TopicId(number), parse_query(f'"{query}"'))
    patterns = [re.compile(rf"\b{re.escape(query)}\b", re.IGNORECASE) for query in queries]
    what = f"{len(queries)} topics"
    _row(
        "matching",
        f"vigie, {what}",
        lambda: [index.match(analyse(*row)) for row in titles],
        len(titles),
        "entries",
    )
    _row(
        "matching",
        f"regular expressions, {what}",
        lambda: [[p.search(f"{title}\n{text}") for p in patterns] for title, text in titles],
        len(titles),
        "entries",
    )


def _summaries(articles: Sequence[str]) -> None:
    _row("summaries", "vigie", lambda: _each(summarise, articles), ARTICLES, "texts")
    _row(
        "summaries",
        "first two sentences",
        lambda: [split_sentences(one)[:2] for one in articles],
        ARTICLES,
        "texts",
    )
    if not _installed("sumy", "sumy (LexRank, TextRank)"):
        return
    for name, module in (("LexRank", "lex_rank"), ("TextRank", "text_rank")):
        chooser = getattr(importlib.import_module(f"sumy.summarizers.{module}"), f"{name}Summarizer")()
        documents = _sumy_documents(articles)
        _row(
            "summaries",
            f"sumy {name}, text already cut",
            partial(_choose, chooser, documents),
            ARTICLES,
            "texts",
        )


def _choose(chooser: Callable[[Any, int], object], documents: Sequence[Any]) -> None:
    for document in documents:
        chooser(document, 2)


def _sumy_documents(articles: Sequence[str]) -> list[Any]:
    """The same sentences for sumy: its own splitter wants a download."""
    dom = importlib.import_module("sumy.models.dom")

    class Words:
        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(_lowered(text))

    def document(article: str) -> Any:
        made = [dom.Sentence(one, Words()) for one in split_sentences(article)]
        return dom.ObjectDocumentModel([dom.Paragraph(made)])

    return [document(article) for article in articles]


def _stories(titles: Sequence[tuple[str, str]]) -> None:
    _row("stories", "vigie, titles alone", lambda: _assign([(t, "") for t, _ in titles]), TITLES, "entries")
    _row("stories", "vigie, titles and extracts", lambda: _assign(titles), TITLES, "entries")
    _row(
        "stories",
        "same title in lower case",
        lambda: {title.lower() for title, _ in titles},
        TITLES,
        "entries",
    )


def _assign(rows: Sequence[tuple[str, str]]) -> None:
    window = StoryWindow()
    for number, (title, text) in enumerate(rows, start=1):
        at = START + number * GAP
        window.assign(
            entry_id=EntryId(number),
            outlet=f"Rédaction {number % 200}",
            link="",
            title=title,
            published_at=at,
            arrived_at=at,
            features=features(title, text),
            live=True,
        )


def _each(function: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        function(text)


def _installed(module: str, name: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        print(f"{name}: not installed, skipped")
        return None


def _row(part: str, what: str, work: Callable[[], object], count: int, unit: str) -> None:
    """Warm run for memory, then one that is timed: tables are loaded and word caches filled for everybody alike."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    started = time.process_time()
    work()
    seconds = time.process_time() - started
    print(f"{part:<14} {what:<34} {count / max(seconds, 1e-9):>12,.0f} {peak / 1e6:>11.1f} MB  {unit}")


if __name__ == "__main__":
    main()

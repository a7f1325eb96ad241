"""How good summaries of articles are: `python -m tests.quality.summaries PATH`.

PATH is JSON lines of `{"title", "chapo", "body"}` (OrangeSum's test split, say; not shipped). Prints ROUGE-1, -2 and
-L F1 of two sentences against the journalist's standfirst, the mean length, and of the articles whose first sentence
lacks the rarest word that title and body share, how many summaries made for that word hold it.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.french.inflect import stem
from bot.french.normalise import fold, tokenise
from bot.french.sentences import split_sentences
from bot.french.summary import summarise
from bot.french.tables import rarity

_WORD = re.compile(r"\w+")
MIN_KEYWORD_CHARS = 4


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    standfirst: str
    body: str


def load(path: Path) -> tuple[Article, ...]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return tuple(Article(row["title"], row["chapo"], row["body"]) for row in rows)


def rouge(found: str, wanted: str) -> tuple[float, float, float]:
    """F1 of words, of pairs of neighbours, and of the longest common subsequence; lower case, accents kept."""
    ours, theirs = _WORD.findall(found.lower()), _WORD.findall(wanted.lower())
    return (
        _f1((Counter(ours) & Counter(theirs)).total(), len(ours), len(theirs)),
        _f1((Counter(pairwise(ours)) & Counter(pairwise(theirs))).total(), len(ours) - 1, len(theirs) - 1),
        _f1(_common_subsequence(ours, theirs), len(ours), len(theirs)),
    )


def _f1(both: int, ours: int, theirs: int) -> float:
    return 2 * both / (ours + theirs) if both else 0.0


def _common_subsequence(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Hunt and Szymanski, 1977."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        places.setdefault(word, []).append(place)
    ends: list[int] = []
    for word in ours:
        for place in reversed(places.get(word, ())):
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
    return len(ends)


def keyword(article: Article) -> str:
    """The stem of the rarest word that title and body share and the first sentence lacks, or ""."""
    first = {stem(token.text) for token in tokenise((split_sentences(article.body) or ("",))[0])}
    body = {stem(token.text) for token in tokenise(article.body)}
    words = [token.text for token in tokenise(article.title) if len(token.text) >= MIN_KEYWORD_CHARS]
    fit = [word for word in words if stem(word) in body and stem(word) not in first]
    return stem(max(fit, key=lambda word: rarity(fold(word)))) if fit else ""


def has_stem(sentence: str, wanted: str) -> bool:
    return any(stem(token.text) == wanted for token in tokenise(sentence))


def measure(articles: Sequence[Article]) -> tuple[str, ...]:
    plain = [" ".join(summarise(article.body, title=article.title)) for article in articles]
    asked = [(article, word) for article in articles if (word := keyword(article))]
    biased = [_for_word(article, word) for article, word in asked]
    held = sum(has_stem(text, word) for text, (_, word) in zip(biased, asked, strict=True)) / (
        len(asked) or 1
    )
    return (
        f"two sentences      {_line(plain, articles)}",
        f"with a query word  {_line(biased, [article for article, _ in asked])}, word held {held:.1%}",
    )


def _for_word(article: Article, word: str) -> str:
    return " ".join(summarise(article.body, title=article.title, wanted=lambda text: has_stem(text, word)))


def _line(summaries: Sequence[str], articles: Sequence[Article]) -> str:
    scores = [rouge(text, article.standfirst) for text, article in zip(summaries, articles, strict=True)]
    means = [100 * sum(column) / len(scores) for column in zip(*scores, strict=True)]
    words = sum(len(text.split()) for text in summaries) / len(summaries)
    figures = " / ".join(f"{mean:.2f}" for mean in means)
    return f"ROUGE-1/2/L {figures}, {words:.1f} words, {len(summaries)} articles"


if __name__ == "__main__":
    print("\n".join(measure(load(Path(sys.argv[1])))))

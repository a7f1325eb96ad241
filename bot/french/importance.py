"""How likely each word of an article is to stand in a journalist's summary of it.

Two logistic models, one for words and one for pairs of neighbours, learned on articles with their human standfirsts
and frozen here. What they know of a word: where it first stands, how often, whether the headline has it, how rare it
is in the news. From them follows how much of a good summary any sentences would cover: `Outline.worth`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.french.inflect import stem
from bot.french.normalise import fold
from bot.french.tables import rarity

# Words of a summary by a journalist, on average: what a choice of sentences is measured against.
SUMMARY_WORDS = 34
# How much two neighbouring words that stand together count against one word.
PAIR_SHARE = 1.0
MAX_RARITY = 8.0
_FUNCTION_RARITY, _COMMON_RARITY = 0.5, 1.5

_WORD = re.compile(r"\w+")

WORD_WEIGHTS: tuple[float, ...] = (
    -3.754,
    -0.218,
    1.977,
    -0.191,
    -0.052,
    0.638,
    -0.209,
    1.655,
    0.142,
    -0.146,
    -0.002,
    0.99,
    0.149,
    0.482,
    0.654,
    -0.175,
    -0.054,
    0.565,
    0.08,
    0.058,
)
PAIR_WEIGHTS: tuple[float, ...] = (-2.409, 0.55, 0.377, 0.077, 1.262, 1.001, -1.003, 1.622)


def words_of(text: str) -> tuple[str, ...]:
    """The words as written, in lower case: what an overlap with a summary is counted in."""
    return tuple(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class _Use:
    """How an article uses one word."""

    first: int  # sentence
    count: int
    sentences: int
    capitals: int  # not counting the first word of a sentence


def word_uses(sentences: Sequence[str]) -> dict[str, _Use]:
    """How each word of these sentences is used, in order of first use."""
    first: dict[str, int] = {}
    count: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for place, sentence in enumerate(sentences):
        written = _WORD.findall(sentence)
        lower = [word.lower() for word in written]
        count.update(lower)
        spread.update(set(lower))
        capitals.update(low for low, word in zip(lower[1:], written[1:], strict=True) if word[0].isupper())
        for word in lower:
            first.setdefault(word, place)
    return {word: _Use(place, count[word], spread[word], capitals[word]) for word, place in first.items()}


def word_traits(
    word: str, use: _Use, length: int, title: frozenset[str], title_stems: frozenset[str]
) -> tuple[float, ...]:
    """What the model knows of a word, 1.0 for the constant first; `length` is the number of sentences."""
    rare = min(rarity(fold(word)), MAX_RARITY)
    in_title = float(word in title)
    opens = float(use.first == 0)
    is_function = float(rare < _FUNCTION_RARITY)
    return (
        1.0,
        math.exp(-use.first / 2),
        math.exp(-use.first / 8),
        opens,
        opens * rare,
        math.log(use.count),
        math.log(use.sentences),
        use.sentences / length,
        math.log(use.sentences) * rare,
        rare,
        rare * rare / MAX_RARITY,
        in_title,
        in_title * rare,
        float(not in_title and stem(word) in title_stems),
        is_function,
        float(rare < _COMMON_RARITY),
        is_function * math.log(use.count),
        use.capitals / use.count,
        float(word.isdigit()),
        float(len(word) <= 2),
    )


def pair_traits(left: float, right: float, count: int, first: int, in_title: bool) -> tuple[float, ...]:
    """What the model knows of two neighbours whose own chances are given."""
    left, right = math.log(left), math.log(right)
    opens = float(first == 0)
    return (1.0, left, right, left * right, float(in_title), math.log(count), opens, math.exp(-first / 2))


def _chance(weights: Sequence[float], traits: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * trait for weight, trait in zip(weights, traits, strict=True))))


class Outline:
    """What a summary of these sentences would say, and how much of it some of them cover."""

    def __init__(self, sentences: Sequence[str], title: str) -> None:
        self._words = [words_of(sentence) for sentence in sentences]
        title_words = words_of(title)
        chances = _word_chances(sentences, title_words)
        pairs = _pair_chances(self._words, chances, title_words)
        self._word_sets = [{word: chances[word] for word in words} for words in self._words]
        self._pair_sets = [{pair: pairs[pair] for pair in pairwise(words)} for words in self._words]

    def worth(self, chosen: Sequence[int]) -> float:
        """How good a summary these sentences are: expected overlap with a journalist's, words and neighbours.

        For comparison only. Repetition earns nothing and length costs, so that it falls past about forty words.
        """
        words: dict[str, float] = {}
        pairs: dict[tuple[str, str], float] = {}
        for place in chosen:
            words |= self._word_sets[place]
            pairs |= self._pair_sets[place]
        length = sum(len(self._words[place]) for place in chosen) + SUMMARY_WORDS
        return 2 * (sum(words.values()) + PAIR_SHARE * sum(pairs.values())) / length


def _word_chances(sentences: Sequence[str], title_words: Sequence[str]) -> dict[str, float]:
    title, stems = frozenset(title_words), frozenset(map(stem, title_words))
    uses = word_uses(sentences)
    length = len(sentences)
    return {
        word: _chance(WORD_WEIGHTS, word_traits(word, use, length, title, stems))
        for word, use in uses.items()
    }


def _pair_chances(
    sentences: Sequence[Sequence[str]], chances: dict[str, float], title_words: Sequence[str]
) -> dict[tuple[str, str], float]:
    in_title = frozenset(pairwise(title_words))
    first: dict[tuple[str, str], int] = {}
    count: Counter[tuple[str, str]] = Counter()
    for place, words in enumerate(sentences):
        for pair in pairwise(words):
            count[pair] += 1
            first.setdefault(pair, place)
    return {
        pair: _chance(
            PAIR_WEIGHTS,
            pair_traits(chances[pair[0]], chances[pair[1]], count[pair], place, pair in in_title),
        )
        for pair, place in first.items()
    }

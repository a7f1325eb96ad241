"""How much two short texts say the same: weighted overlap of their stems."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from bot.french.inflect import stem
from bot.french.normalise import fold, tokenise
from bot.french.tables import rarity

# Words below this rarity stand in most articles and tell nothing.
MIN_RARITY = 1.5


def content(text: str) -> Mapping[str, float]:
    """The stems that carry meaning, each with how rare it is in the news."""
    found: dict[str, float] = {}
    for token in tokenise(text):
        weight = rarity(fold(token.text))
        if weight >= MIN_RARITY or token.text[0].isdigit():
            found[stem(token.text)] = weight
    return found


def covered(part: Mapping[str, float], whole: Mapping[str, float]) -> float:
    """The share of `part`, by weight, that `whole` says too: 0.0 to 1.0; 1.0 where `part` says nothing."""
    total = sum(part.values())
    return sum(weight for word, weight in part.items() if word in whole) / total if total else 1.0


def figures(text: str) -> Mapping[str, str]:
    """What is counted and how many, for each figure followed by a word: « 12 morts » gives « mort »: « 12 »."""
    tokens = tokenise(text)
    pairs = pairwise(tokens)
    return {
        stem(what.text): number.text
        for number, what in pairs
        if number.text[0].isdigit() and what.text.isalpha()
    }

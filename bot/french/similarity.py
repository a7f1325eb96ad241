"""How much two short texts say the same: weighted overlap of their stems."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from bot.french.concepts import concept
from bot.french.inflect import stem
from bot.french.measures import DAYS, NUMBERS, UNITS
from bot.french.normalise import fold, tokenise
from bot.french.tables import rarity

# Words below this rarity stand in most articles and tell nothing.
MIN_RARITY = 1.5
_NOT_COUNTED = DAYS | {fold(unit) for unit in UNITS} | frozenset(("h", "heure", "minute", "jours", "mois"))


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
    """What is counted and how many, for each number before what it counts: « douze morts » gives « mort »: « 12 ».

    Words for one thing count as one (« tués », « morts »). Dates, times, ages and amounts are left out: two of them
    are rather two things than two counts of one.
    """
    found = {}
    for number, what in pairwise(tokenise(text)):
        amount = NUMBERS.get(fold(number.text.lower()), number.text)
        counted = fold(what.text.lower())
        if amount[0].isdigit() and what.text.isalpha() and counted not in _NOT_COUNTED:
            found[concept(counted) or stem(what.text)] = amount
    return found

"""Whether a text that was corrected says another fact: a figure, a name or a negation, in otherwise the same words.

A typo is none, nor is a text told anew in other words: of such a one nobody can say what it takes back.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from bot.french.tables import is_name
from bot.french.weighty import WEIGHTY

_NEGATIONS = frozenset(("pas", "non", "aucun", "aucune", "jamais", "sans", "ni"))
_NUMBERS = WEIGHTY - _NEGATIONS
_WORD = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d{3})*(?:[.,]\d+)?|[^\W\d_]+")
_OPENING = re.compile(r"[.!?:\n«“]")
_SAME_WORDS = 0.5  # share of words in common, below which a text is another text
_SAME_SPELLING = (
    0.75  # share of letters in common: « Zelenski » and « Zelensky », not « Bruxelles » and « Bruges »
)
_SHORTEST_TYPO = 4  # letters


@dataclass(slots=True)
class _Facts:
    figures: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    negations: int = 0
    words: set[str] = field(default_factory=set)


def changes_a_fact(before: str, after: str) -> bool:
    """Whether `after` is `before` with another figure, another name, or a negation more or less; symmetric."""
    old, new = _facts(before), _facts(after)
    common, either = len(old.words & new.words), len(old.words | new.words)
    if not either or common < _SAME_WORDS * either:
        return False
    if old.negations != new.negations:
        return True
    gone, come = old.figures - new.figures, new.figures - old.figures
    if gone and come:
        return True
    lost = {name for name in old.names - new.names if not _has_twin(name, new.names)}
    found = {name for name in new.names - old.names if not _has_twin(name, old.names)}
    return bool(lost and found)


def _facts(text: str) -> _Facts:
    found = _Facts()
    for word, opens in _words(text):
        folded = _fold(word)
        found.words.add(folded)
        if word[0].isdigit():
            found.figures[re.sub(r"[ \u00a0\u202f]|[.,](?=\d{3}\b)", "", word).replace(",", ".")] += 1
        elif folded in _NUMBERS:
            found.figures[folded] += 1
        elif folded in _NEGATIONS:
            found.negations += 1
        elif word[0].isupper() and len(word) > 1 and (not opens or is_name(word.lower())):
            found.names.add(folded)
    return found


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it opens a sentence, where a capital says nothing."""
    end, opens = 0, True
    for found in _WORD.finditer(text):
        yield found[0], opens or _OPENING.search(text, end, found.start()) is not None
        end, opens = found.end(), False


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _has_twin(name: str, names: set[str]) -> bool:
    """Whether the name stands among these in nearly the same spelling."""
    return len(name) >= _SHORTEST_TYPO and any(
        len(other) >= _SHORTEST_TYPO
        and SequenceMatcher(None, name, other, autojunk=False).ratio() >= _SAME_SPELLING
        for other in names
    )

"""How a query is written for whoever typed it: its canonical form, with their own capitals in unknown names.

The canonical form is one for all who mean the same, so it has to write « duplomb », which may be a name or not;
whoever typed « loi Duplomb » knows that it is one, and reads « loi ET Duplomb ». What the tables know stays as they
write it: « budget », which a telephone began with a capital.
"""

from __future__ import annotations

import re

from bot.french.normalise import clean, fold
from bot.french.tables import document_frequency, is_name

_WORD = re.compile(r"[^\W\d_]+")


def in_their_spelling(canonical: str, typed: str) -> str:
    """A canonical form with the capitals that were typed, in words that the tables do not know."""
    if canonical == typed or typed.islower():
        return canonical
    spelt = {
        fold(word): word
        for word in _WORD.findall(clean(typed))
        if not word.islower() and (is_name(fold(word)) or not document_frequency(fold(word)))
    }
    return _WORD.sub(lambda found: _spelling(found[0], spelt), canonical) if spelt else canonical


def _spelling(word: str, spelt: dict[str, str]) -> str:
    typed = spelt.get(fold(word), word)
    return typed if typed.lower() == word else word  # a word with a capital is written as the press does

"""Number and gender of French words: one stem for « accord, accords », « national, nationaux, nationale ».

Only inflection is undone, never derivation: « maire » and « mairie », « retraite » and « retraité » stay apart.
"""

from __future__ import annotations

from functools import lru_cache

from bot.french.normalise import fold

_SHORTEST = 4  # letters: shorter words are left as they are
_FEMININE = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ive", "if"),
    ("iere", "ier"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("aise", "ais"),
    ("oise", "ois"),
    ("ale", "al"),
    ("aine", "ain"),
    ("ee", "e"),
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The form that a word shares with its plurals and feminines: folded, but for a final « é » that tells.

    `word` may have any case; accents matter (« retraite » and « retraité » differ).
    """
    lower = word.lower()
    folded = fold(lower)
    if len(folded) < _SHORTEST or folded[0].isdigit():
        return folded
    if folded.endswith("aux") and len(folded) > _SHORTEST:
        return folded[:-1] if folded.endswith("eaux") else folded[:-3] + "al"
    if folded[-1] in "sx" and folded[-2:] not in ("ss", "us", "is") and not folded.endswith("eux"):
        lower, folded = lower[:-1], folded[:-1]
    for feminine, masculine in _FEMININE:
        if folded.endswith(feminine) and len(folded) - len(feminine) > 1:
            folded = folded[: -len(feminine)] + masculine
            break
    if lower.endswith(("é", "ée")):
        return folded[:-1] + "é"
    return folded

"""Number and gender of French words: one stem for « accord, accords », « national, nationaux, nationale ».

Only inflection is undone, never derivation: « maire » and « mairie », « retraite » and « retraité » stay apart.
Suffix rules give most stems; `inflections.txt` holds the words that they would join with a stranger (« porte »,
« port ») or part from their own (« yeux », « œil »). A spelling without accents stands for the words that
`accents.txt` gives it: « depute » for « député », but « marche » for itself.

Gaps accepted: one stem a spelling, so « la mise » and « elle est mise » share theirs; words in no table follow
the rules alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.french.normalise import fold, small
from bot.french.tables import read_lines

_SHORTEST_PLURAL = 4  # letters: « bus », « os », « roi » are left as they are
_SHORTEST_FEMININE = 5
_KEPT_PLURAL = ("ss", "ais", "ois")  # « français », « congrès » by table, « bois »: mostly singular
_FEMININE = (
    ("trice", "teur"),
    ("euse", "eur"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ette", "et"),
    ("ive", "if"),
    ("ere", "er"),
    ("ie", "i"),
    ("gue", "gue"),
    ("que", "que"),
    ("ue", "u"),
)
# Endings after which a final « e » is taken for the mark of the feminine.
_MASCULINE = tuple(
    "ant ent int ais ois al in ain and ond ard ert ort at it ut ct et est ss us is un end ourd rd rt ean".split()
)
_FEMININE_E = {ending + "e": ending for ending in _MASCULINE} | dict(_FEMININE)
_LENGTHS = range(max(map(len, _FEMININE_E)), 1, -1)  # the longest ending decides


_INFINITIVES = ("er", "ir", "re")  # anything else is spared the loading of the table


def stem(word: str) -> str:
    """The form that a word shares with its plurals and feminines: lower case, without most accents.

    `word` may have any case; accents tell words apart (« retraite », « retraité »), and where they are missing
    the commonest word that is spelled so is meant.
    """
    return stem_of(readings(word)[0])


def stems(word: str) -> tuple[str, ...]:
    """The stems of everything that a word may stand for, as `readings` orders them, each once."""
    return tuple(dict.fromkeys(stem_of(reading) for reading in readings(word)))


def readings(word: str) -> tuple[str, ...]:
    """The lower-case words that a spelling may stand for, commonest first; never empty.

    One, mostly: itself. Several for « ELEVE » (« élève », « élevé ») and for lazy typing of no word (« hopital »);
    the accent of a capital may always be missing (« Etat »).
    """
    lower = small(word)
    if not lower.isascii():
        return _with_initial_accent(word, lower) if word[0].isupper() and word[0].isascii() else (lower,)
    forms = _accented().get(lower)
    if forms is None or (lower in forms and not is_shouted(word)):
        return (lower,)
    return forms


def is_ambiguous(folded: str) -> bool:
    """Whether a spelling without accents is in the table: with accents it is another word, or the only one."""
    return folded in _accented()


def is_shouted(word: str) -> bool:
    """Whether a word is written in capitals throughout, so that its accents may be missing."""
    return len(word) > 1 and word.isupper()


def _with_initial_accent(word: str, lower: str) -> tuple[str, ...]:
    """« Elevé » for « élevé »; the word itself where the table knows nothing better."""
    forms = _accented().get(fold(lower), ())
    return tuple(form for form in forms if form[1:] == lower[1:]) or (lower,)


def stem_of(word: str) -> str:
    """The stem of one lower-case word whose accents are all there."""
    return _exceptions().get(word) or ruled_stem(word)


def ruled_stem(word: str) -> str:
    """The stem by the rules alone; a final « é » is kept, since it tells « retraité » from « retraite »."""
    folded = fold(word)
    if len(folded) >= _SHORTEST_PLURAL and folded.isalpha():
        word, folded = _singular(word, folded)
    if word.endswith("é"):
        return folded[:-1] + "é"
    if len(folded) < _SHORTEST_FEMININE:
        return folded
    if folded.endswith("ee"):
        return folded[:-2] + "é"
    for length in _LENGTHS:
        masculine = _FEMININE_E.get(folded[-length:])
        if masculine is not None:
            return folded[:-length] + masculine
    return folded


def _singular(word: str, folded: str) -> tuple[str, str]:
    """The word, and the word folded, without the mark of the plural."""
    if folded.endswith("eaux"):
        return word[:-1], folded[:-1]
    if folded.endswith("aux"):
        return word, folded[:-3] + "al"
    if folded.endswith("eux"):
        return word, folded[:-1] + "r"  # « heureux, heureuse » as « chanteur, chanteuse »
    if folded[-1] in "sx" and not folded.endswith(_KEPT_PLURAL):
        return word[:-1], folded[:-1]
    return word, folded


@lru_cache(maxsize=1)
def _exceptions() -> Mapping[str, str]:
    """Stem by form, for the words that do not follow the rules."""
    table: dict[str, str] = {}
    for line in read_lines("inflections.txt"):
        shared, *forms = line.split()
        table.update(dict.fromkeys(forms, shared))
    return table


@lru_cache(maxsize=1)
def _accented() -> Mapping[str, tuple[str, ...]]:
    """By spelling without accents: the words it may stand for, itself among them where it is one."""
    lines = (line.split() for line in read_lines("accents.txt"))
    return {spelling: tuple(forms) for spelling, *forms in lines}


def verb_forms(infinitive: str) -> tuple[str, ...]:
    """Third persons and participles of a verb of the news, without those that are mostly nouns.

    « négocier » gives « négocie », « négocient », « négociée » …; `()` for any other word.
    """
    lower = infinitive.lower()
    return _conjugations().get(lower, ()) if lower.endswith(_INFINITIVES) else ()


@lru_cache(maxsize=1)
def _conjugations() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in read_lines("verbs.txt"):
        shared, infinitive, *endings = line.split()
        table[shared + infinitive] = tuple(shared + ending.removeprefix("-") for ending in endings)
    return table

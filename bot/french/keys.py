"""Keys: what a word of a text shows to a query, and what a word of a query asks of a text.

A word of a query is found where one of the keys that it asks for is among the keys that a word of the text shows;
there is no other test, so that an index of keys finds exactly what the matcher finds. The kinds, told apart by
their first character:

    accord      number and gender undone; for a name, the name itself
    =accords    the very form, any capitals
    ^paris      the very form, written with a capital
    +weekend    words tied by hyphens, as if they were written in one
    @fanal      a word of the source's name

Accents stand in a key only where the spelling without them is another word as well. Apart from the mark, keys
hold letters and digits, or characters beyond ASCII that stand for signs (« C++ », « R&D », « 49.3 »).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.french import inflect
from bot.french.normalise import fold
from bot.french.tables import Use, is_mostly_common, use_of

_SIGNS = str.maketrans({".": "·", ",": "·", "+": "⁺", "&": "＆", "#": "♯", "%": "％", "$": "＄"})
_NOT_IN_KEYS = re.compile(r"[\x00-/:-`{-\x7f]")
_NO_KEY = "¤"  # a word that folds to nothing, such as a lone accent

# Words that carry no subject: dropped from queries, and allowed in the gaps of « réforme des retraites ».
STOP_WORDS = frozenset(
    "le la les un une des de du d l a à au aux en et ou où par pour sur dans avec sans contre chez entre vers sous"
    " son sa ses leur leurs ce cet cette ces que qui qu ne pas plus se s y il elle on ils elles nous vous je tu"
    " mon ma mes ton ta tes notre votre nos vos est sont the of and".split()
)
PARTING_WORDS = frozenset("et ou and".split())  # two things, not one: « liberté et justice »


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a text, shared by every place where it is written so; compared by identity.

    `named` is what the word shows where its capital can only mean the name (« la Manche »), `unnamed` where it
    can only be that of a sentence (« Paris sportifs »); None where context changes nothing. `may_have_rank`: after
    an article its capital may be that of an institution (« la Marine nationale »).
    """

    folded: str
    keys: tuple[str, ...]
    has_capital: bool
    is_stop: bool
    named: Word | None = None
    unnamed: Word | None = None
    may_have_rank: bool = False


def plain(text: str) -> str:
    """A lower-case word as it stands in a key: signs replaced, nothing that would part it in an index."""
    if text.isalnum():
        return text
    return _NOT_IN_KEYS.sub("", text.translate(_SIGNS)) or _NO_KEY


def joined_word(words: list[str]) -> Word:
    """Tied words written in one, the marks of the plural inside left out: « plates-formes », « plateforme »."""
    written = {"".join(words), "".join(word.rstrip("sx") for word in words)}
    shown = dict.fromkeys("+" + key for word in sorted(written) for key in _stem_keys(inflect.readings(word)))
    return Word("", tuple(shown), False, False)


@lru_cache(maxsize=1 << 15)
def word_of(surface: str) -> Word:
    """What one word of a text shows."""
    folded = fold(surface)
    forms = inflect.readings(surface)
    use = use_of(forms[0])
    shown = (plain(folded),) if use is Use.NAME else _stem_keys(forms)
    if surface[-1] in "+#" and len(surface.rstrip("+#")) > 1:  # « Canal+ » shows « Canal », « C++ » no « C »
        shown += word_of(surface.rstrip("+#")).keys
    exact = [plain(_form(form)) for form in forms]
    lower = surface.lower()
    is_stop = lower in STOP_WORDS
    if surface == lower:
        return Word(folded, (*shown, *["=" + form for form in exact]), False, is_stop)
    forms_shown = tuple([mark + form for mark in "=^" for form in exact])
    if use is not Use.BOTH or inflect.is_shouted(surface):
        return Word(folded, shown + forms_shown, True, is_stop)
    named = Word(folded, forms_shown, True, is_stop)
    unnamed = Word(folded, (*shown, *["=" + form for form in exact]), True, is_stop)
    return Word(folded, shown + forms_shown, True, is_stop, named, unnamed, is_mostly_common(forms[0]))


def source_word(text: str) -> Word:
    """One word of the name of a source."""
    folded = fold(text)
    return Word(folded, ("@" + plain(folded),), False, False)


def use_of_word(surface: str) -> Use:
    """How the press uses a word, its accents perhaps left out (« Elysee »)."""
    return use_of(inflect.readings(surface)[0])


def _stem_keys(forms: tuple[str, ...]) -> tuple[str, ...]:
    if len(forms) == 1:
        return (plain(inflect.stem_of(forms[0])),)
    return tuple(dict.fromkeys([plain(inflect.stem_of(form)) for form in forms]))


def _form(form: str) -> str:
    """A form with its accents where they tell words apart, folded elsewhere."""
    if form.isascii():
        return form
    folded = fold(form)
    return form if inflect.is_ambiguous(folded) else folded


def _form_keys(word: str, mark: str) -> frozenset[str]:
    return frozenset(mark + plain(_form(form)) for form in inflect.readings(word))


def asked_exactly(word: str) -> frozenset[str]:
    """Keys for a quoted word: its very form, with a capital if it has one."""
    return _form_keys(word, "^" if word[0].isupper() else "=")


def asked_by_name(word: str) -> frozenset[str]:
    """Keys for a word that must bear a capital, however the query writes it."""
    return _form_keys(word, "^")


@lru_cache(maxsize=1 << 14)
def asked(word: str) -> frozenset[str]:
    """Keys for a word as people type it: a name as such, anything else in every number and gender.

    The infinitive of a verb also asks for its third persons and participles. A small letter leaves it open
    whether « rennes » or « Rennes » is meant, but makes « marine » a common word.
    """
    forms = inflect.readings(word)
    use = use_of(forms[0])
    if use is Use.NAME:
        return frozenset([plain(fold(word))])
    if use is Use.BOTH:
        name = _form_keys(word, "^")
        if word[0].isupper():
            return name
        return frozenset(_stem_keys(forms)) | (frozenset() if is_mostly_common(forms[0]) else name)
    of_verb = ["=" + plain(_form(form)) for form in inflect.verb_forms(word)]
    return frozenset([*_stem_keys(forms), *of_verb])


def asked_in_one(words: tuple[str, ...]) -> frozenset[str]:
    """Keys for tied words as one: « start-up » asks for « startup », and for « start-ups » by the same stem."""
    stems = _stem_keys(inflect.readings("".join(words)))
    return frozenset(stems).union(["+" + key for key in stems])


@lru_cache(maxsize=1 << 14)
def asked_alone(word: str) -> frozenset[str]:
    """Keys for a word that is a term by itself: « weekend » asks for « week-end » too."""
    return asked(word).union(["+" + key for key in _stem_keys(inflect.readings(word))])


def index_key(key: str) -> str:
    """The key as an index keeps it: without its mark and without accents, so that one serves all kinds."""
    return plain(fold(key.lstrip("=^+"))) if key[0] in "=^+" else plain(fold(key))

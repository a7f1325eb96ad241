"""The phrases that a term is looked for by: slots of keys, and how far apart they may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.french import keys
from bot.french.aliases import Aliases
from bot.french.document import HOLES, Document
from bot.french.keys import PARTING_WORDS, STOP_WORDS
from bot.french.normalise import fold, tokenise
from bot.french.syntax import ELISION, Style, Term, wording
from bot.french.tables import Use, document_count, document_frequency
from bot.model import Field

_WIDEST_GAP = HOLES - 1  # little words between two words of a loose phrase: « fin de la réforme »
_OF = frozenset("de du des d".split())
_CONTRACTED = {"le": ("le", "du", "au"), "les": ("les", "des", "aux"), "la": ("la",), "l": ()}
_CODE = re.compile(r"([A-Za-z]{1,2})(\d+)|(\d+)([A-Za-df-gi-zA-DF-GI-Z])")  # A69, G7, 5G


class Slot(NamedTuple):
    """One word of a phrase: any of the keys. `frequency` estimates in how many texts of a corpus it stands."""

    keys: frozenset[str]
    frequency: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What may stand between two slots of a loose phrase: little words, and one other where « de » follows it."""

    allows_word: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Slots in order. `gaps` has one less than `slots`, or is empty where nothing may stand between.

    `term` is what was typed, `alias` the synonym that this phrase is, or "".
    """

    slots: tuple[Slot, ...]
    term: str
    alias: str = ""
    gaps: tuple[Gap, ...] = ()
    field: Field | None = None

    def places(self, document: Document) -> list[Place]:
        """Every occurrence, in no order; the same may stand there twice."""
        found = self._single(document) if len(self.slots) == 1 else list(self._rows(document))
        if self.field is None or not found:
            return found
        return [place for place in found if document.field_at(place[0]) is self.field]

    def _single(self, document: Document) -> list[Place]:
        found: list[Place] = []
        everywhere = document.places
        for key in self.slots[0].keys:
            if key in everywhere:
                mark = key[0]
                if mark == "+" or mark == "@":
                    found += [(at, at + _width(key, at, document) - 1, self) for at in everywhere[key]]
                else:
                    found += [(at, at, self) for at in everywhere[key]]
        return found

    def _rows(self, document: Document) -> Iterator[Place]:
        sets = [_places(slot, document) for slot in self.slots]
        if all(sets):
            for place in sets[0]:
                last = self._last(place, sets, document)
                if last is not None:
                    yield place, last, self

    def _last(self, place: int, sets: Sequence[set[int]], document: Document) -> int | None:
        """Where the phrase that begins at a place ends, or None where it does not go on."""
        if not self.gaps:
            fits = all(place + n in places for n, places in enumerate(sets))
            return place + len(sets) - 1 if fits else None
        for gap, places in zip(self.gaps, sets[1:], strict=True):
            nearest = (next_ for next_ in range(place + 1, place + _WIDEST_GAP + 2) if next_ in places)
            following = next((at for at in nearest if _may_stand(gap, place, at, document)), None)
            if following is None:
                return None
            place = following
        return place


Place = tuple[int, int, Phrase]  # first and last place of an occurrence, and what was found there


def _width(key: str, place: int, document: Document) -> int:
    """How many places a key takes that may have been made of several words."""
    word = document.row[place]
    return 1 if word is not None and key in word.keys else document.tied[place]


def _places(slot: Slot, document: Document) -> set[int]:
    return {place for key in slot.keys for place in document.places.get(key, ())}


def _may_stand(gap: Gap, left: int, right: int, document: Document) -> bool:
    """Whether what lies between two places may: little words, or « réforme [contestée] des retraites »."""
    between = [word for word in document.row[left + 1 : right] if word is not None]
    if len(between) < right - left - 1 or any(word.folded in PARTING_WORDS for word in between):
        return False
    others = sum(not word.is_stop for word in between)
    return not others or (gap.allows_word and others == 1 and any(word.folded in _OF for word in between))


def phrases_of(term: Term, aliases: Aliases) -> tuple[Phrase, ...]:
    """Every phrase that a term is found by: its own first, then its synonyms."""
    written = wording(term)
    if term.field is Field.SOURCE:
        return tuple(_source_phrases(written))
    own = tuple(_own_phrases(term, written))
    if term.literal or term.style is Style.EXACT:
        return own
    others = aliases.synonyms([part for word in term.words for part in _parts(word)])
    return own + tuple([synonym(other, written, term.field) for other in others]) if others else own


def synonym(other: str, typed: str, field: Field | None = None) -> Phrase:
    """The phrase of a synonym: as written where it has a capital, else in every number and gender."""
    ask = keys.asked if other == other.lower() else keys.asked_exactly
    slots = tuple(Slot(ask(token.text), _frequency(token.text)) for token in tokenise(other))
    return Phrase(slots, typed, other, field=field)


def _own_phrases(term: Term, written: str) -> Iterator[Phrase]:
    words = tuple(word for word in term.words if not word.endswith(ELISION))
    match term.style:
        case Style.WORD:
            yield from _word_phrases(words[0], written, term.field)
        case Style.TIED:
            yield Phrase(tuple(map(_inner_slot, words)), written, field=term.field)
            yield Phrase(
                (Slot(keys.asked_in_one(words), _frequency("".join(words))),), written, field=term.field
            )
        case Style.SIDE:
            yield Phrase(tuple(map(_slot, words)), written, field=term.field)
        case Style.LOOSE:
            yield _loose_phrase(term, written)
        case Style.NAME:
            yield Phrase(tuple(_name_slots(term.words)), written, field=term.field)
        case _:
            slots = tuple(Slot(keys.asked_exactly(word), _frequency(word)) for word in words)
            yield Phrase(slots, written, field=term.field)


def _word_phrases(word: str, written: str, field: Field | None) -> Iterator[Phrase]:
    """One word: its forms, itself with hyphens, a code with a space in it (« A 69 »)."""
    yield Phrase((Slot(keys.asked_alone(word), _frequency(word)),), written, field=field)
    if word.isalpha():
        return
    article, dot, paragraph = word.partition(".")
    if dot and article.isdecimal() and paragraph.isdecimal():  # « 49.3 » is written « 49-3 » as well
        slots = tuple(Slot(keys.asked_exactly(number), _frequency(number)) for number in (article, paragraph))
        yield Phrase(slots, written, field=field)
    code = _CODE.fullmatch(word)
    if code:
        letters_first = code[1] is not None
        letters, digits = (code[1], code[2]) if letters_first else (code[4], code[3])
        name = Slot(keys.asked_by_name(letters), document_count())
        number = Slot(keys.asked_exactly(digits), _frequency(digits))
        yield Phrase((name, number) if letters_first else (number, name), written, field=field)


def _loose_phrase(term: Term, written: str) -> Phrase:
    slots: list[Slot] = []
    gaps: list[Gap] = []
    links: list[str] = []
    has_name = any(keys.use_of_word(word) is Use.NAME for word in term.words)
    for word in term.words:
        if word.endswith(ELISION) or word in STOP_WORDS:
            links.append(word.rstrip(ELISION))
            continue
        for part in _parts(word):
            if slots:
                gaps.append(Gap(not has_name and not _OF.isdisjoint(links)))
            slots.append(_inner_slot(part))
            links = []
    return Phrase(tuple(slots), written, gaps=tuple(gaps), field=term.field)


def _parts(word: str) -> list[str]:
    """The words of one word of a term, which hyphens may tie."""
    return [token.text for token in tokenise(word)] if "-" in word else [word]


def _name_slots(words: Sequence[str]) -> Iterator[Slot]:
    """« Le Monde » with its article, contracted or not (« du Monde »); « L’Équipe » by its capital alone."""
    article = fold(words[0].rstrip(ELISION))
    forms = _CONTRACTED.get(article)
    if forms:
        asked = frozenset(key for form in forms for key in keys.asked_exactly(form))
        yield Slot(asked, document_count())
    for word in words[1:] if forms is not None else words:
        for part in _parts(word):
            ask = keys.asked_exactly if part[0].isdecimal() else keys.asked_by_name
            yield Slot(ask(part), _frequency(part))


def _slot(word: str) -> Slot:
    return Slot(keys.asked(word), _frequency(word))


def _inner_slot(word: str) -> Slot:
    """A word among tied ones: a little word as it stands."""
    if word in STOP_WORDS:
        return Slot(keys.asked_exactly(word.lower()), document_count())
    return _slot(word)


def _frequency(word: str) -> int:
    return document_count() if word in STOP_WORDS else document_frequency(fold(word))


def _source_phrases(written: str) -> Iterator[Phrase]:
    """The name of a source: its words one after another, or all in one."""
    folded = [fold(token.text) for token in tokenise(written)]
    slots = tuple(Slot(frozenset(["@" + keys.plain(word)]), 0) for word in folded)
    yield Phrase(slots, written, field=Field.SOURCE)
    if len(folded) > 1:
        in_one = Slot(frozenset(["@" + keys.plain("".join(folded))]), 0)
        yield Phrase((in_one,), written, field=Field.SOURCE)

"""Whether an entry matches a query, and where: queries compiled once against documents analysed once.

A term becomes phrases: the words that people typed, and those that mean the same (synonyms, « weekend » for
« week-end », « A 69 » for « A69 »). A phrase is a row of slots, each a set of keys (`keys`), and how far apart they
may stand. What a text must hold to match (`clauses`) follows from the same slots, so that an index can never miss
what the matcher would find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.french import keys
from bot.french.aliases import NO_ALIASES, Aliases
from bot.french.document import Document, analyse
from bot.french.normalise import fold
from bot.french.phrases import Phrase, Place, phrases_of, synonym
from bot.french.query import Query
from bot.french.syntax import And, Node, Or, Style, Term
from bot.model import Hit

__all__ = ["ANALYSER_VERSION", "Document", "Matcher", "analyse", "candidate_keys", "index_keys"]

ANALYSER_VERSION = "1"  # raise it when the same text would give other matches or other keys
MAX_HITS = 40  # a match is shown by its first hits; a long text may hold hundreds


class Clause(NamedTuple):
    """Keys of which a text must hold at least one, and in how many texts of a corpus one is found, about."""

    keys: frozenset[str]
    frequency: int


class _Part(Protocol):
    """A node of a query, compiled."""

    def places(self, document: Document) -> list[Place] | None:
        """The places that make it true, or None where it is false."""
        ...

    def clauses(self) -> Iterator[Clause]:
        """What every document holds for which it is true; none where that cannot be told."""
        ...


@dataclass(frozen=True, slots=True)
class _Any:
    """A term: any of its phrases."""

    phrases: tuple[Phrase, ...]

    def places(self, document: Document) -> list[Place] | None:
        found: list[Place] = []
        for phrase in self.phrases:
            found += phrase.places(document)
        return found or None

    def clauses(self) -> Iterator[Clause]:
        if len(self.phrases) == 1:
            yield from _clauses_of(self.phrases[0])
        else:
            yield _union([rarest(_clauses_of(phrase)) for phrase in self.phrases])


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[_Part, ...]

    def places(self, document: Document) -> list[Place] | None:
        every: list[Place] = []
        for part in self.parts:
            places = part.places(document)
            if places is None:
                return None
            every += places
        return every

    def clauses(self) -> Iterator[Clause]:
        for part in self.parts:
            yield from part.clauses()


@dataclass(frozen=True, slots=True)
class _Either:
    parts: tuple[_Part, ...]

    def places(self, document: Document) -> list[Place] | None:
        found = [places for part in self.parts if (places := part.places(document)) is not None]
        return [place for places in found for place in places] if found else None

    def clauses(self) -> Iterator[Clause]:
        choices = [tuple(part.clauses()) for part in self.parts]
        if all(choices):  # « Otan (Kiev OU -sport) » requires nothing of the alternatives
            yield _union([rarest(choice) for choice in choices])


@dataclass(frozen=True, slots=True)
class _None:
    part: _Part

    def places(self, document: Document) -> list[Place] | None:
        return None if self.part.places(document) is not None else []

    def clauses(self) -> Iterator[Clause]:
        return iter(())


class Matcher:
    """A query compiled with the synonyms of an installation."""

    __slots__ = ("_lone", "_part")

    def __init__(self, query: Query, aliases: Aliases = NO_ALIASES) -> None:
        self._part = _compiled(query.root, aliases)
        self._lone = _lone_word(self._part)

    def find(self, document: Document) -> tuple[Hit, ...] | None:
        """Where the document matches, in order of place; None where it does not match.

        At most `MAX_HITS` hits; those that lie within another are left out.
        """
        if self._lone is not None:
            shown = [key for key in self._lone.slots[0].keys if key in document.places]
            if not shown:
                return None
            if len(shown) == 1 and shown[0][0] not in "+@":  # most topics of most entries
                term, alias = self._lone.term, self._lone.alias
                places = document.places[shown[0]][:MAX_HITS]
                return tuple([document.hit(place, place, term, alias) for place in places])
        found = self._part.places(document)
        if found is None:
            return None
        if len(found) > 1:
            found = _apart(sorted(found, key=_by_place))[:MAX_HITS]
        return tuple([document.hit(first, last, phrase.term, phrase.alias) for first, last, phrase in found])

    def clauses(self) -> tuple[Clause, ...]:
        """What every matching document holds: of each clause, at least one key. Never empty."""
        return tuple(self._part.clauses())


def index_keys(document: Document) -> tuple[str, ...]:
    """The distinct keys of title and text for a full-text index: small letters, digits, signs beyond ASCII."""
    found = dict.fromkeys(keys.index_key(key) for key in document.places if not key.startswith("@"))
    return tuple(found)


def candidate_keys(query: Query, aliases: Aliases = NO_ALIASES) -> tuple[tuple[str, ...], ...]:
    """What an index of `index_keys` must be asked: all of the groups, of each at least one key.

    Every document that matches is among the answers; `()` where only the source decides.
    """
    groups = (
        tuple(sorted({keys.index_key(key) for key in clause.keys}))
        for clause in Matcher(query, aliases).clauses()
        if not any(key.startswith("@") for key in clause.keys)
    )
    return tuple(dict.fromkeys(groups))


def _lone_word(part: _Part) -> Phrase | None:
    """The phrase of a query that is one word in any field."""
    if isinstance(part, _Any) and len(part.phrases) == 1:
        phrase = part.phrases[0]
        if len(phrase.slots) == 1 and phrase.field is None:
            return phrase
    return None


def _compiled(node: Node, aliases: Aliases) -> _Part:
    match node:
        case Term():
            return _Any(phrases_of(node, aliases))
        case And(children):
            return _conjunction(children, aliases)
        case Or(children):
            return _Either(tuple(_compiled(child, aliases) for child in children))
        case _:
            return _None(_compiled(node.child, aliases))


def _conjunction(children: Sequence[Node], aliases: Aliases) -> _Part:
    """All of the children; words that make a name with synonyms (« Union européenne ») are one child more."""
    words = {
        fold(child.words[0]): child
        for child in children
        if isinstance(child, Term) and child.style is Style.WORD and not child.literal and child.field is None
    }
    rest = list(children)
    parts: list[_Part] = []
    for member in aliases.within(frozenset(words)) if len(words) > 1 else ():
        named = [words[word] for word in member]
        if not all(child in rest for child in named):
            continue
        rest = [child for child in rest if child not in named]
        wording = " ".join(child.words[0] for child in named)
        others = tuple(synonym(other, wording) for other in aliases.synonyms(member))
        parts.append(_Either((_All(tuple(_compiled(child, aliases) for child in named)), _Any(others))))
    parts += (_compiled(child, aliases) for child in rest)
    return parts[0] if len(parts) == 1 else _All(tuple(parts))


def _apart(places: list[Place]) -> list[Place]:
    """Of those that overlap, the first, or the longest of several that begin together."""
    end = -1
    kept: list[Place] = []
    for place in places:
        if place[1] > end:
            end = place[1]
            kept.append(place)
    return kept


def _by_place(place: Place) -> tuple[int, int]:
    return place[0], -place[1]


def _clauses_of(phrase: Phrase) -> list[Clause]:
    return [Clause(slot.keys, slot.frequency) for slot in phrase.slots]


def rarest(clauses: Sequence[Clause]) -> Clause:
    """The clause that the fewest texts fulfil."""
    return min(clauses, key=lambda clause: clause.frequency)


def _union(clauses: Sequence[Clause]) -> Clause:
    every = frozenset[str]().union(*[clause.keys for clause in clauses])
    return Clause(every, sum(clause.frequency for clause in clauses))

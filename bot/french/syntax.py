"""What a query is once it is understood: terms joined by ET, OU and SAUF, and how that is written.

Trees are built through `both`, `either` and `without`, which flatten, drop repetitions and put parts in one order,
so that equivalent queries are equal and are written alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from bot.french.normalise import fold
from bot.french.tables import document_frequency
from bot.model import Field

AND, OR, EXCEPT = "ET", "OU", "SAUF"
ELISION = "’"  # ends a word of a term that is elided: « d’ »
_FIELDS = {Field.TITLE: "titre:", Field.TEXT: "texte:", Field.SOURCE: "source:"}


class Style(Enum):
    """How the words of a term are looked for."""

    WORD = "word"  # one, in every number and gender
    TIED = "tied"  # written with hyphens, together or in one: « cessez-le-feu »
    SIDE = "side"  # one right after the other: « Top 14 »
    LOOSE = "loose"  # in order, little words between them: « réforme des retraites »
    NAME = "name"  # with its capital, and its article: « Le Monde »
    EXACT = "exact"  # as quoted


@dataclass(frozen=True, slots=True)
class Term:
    """Words looked for as one. `literal`: without synonyms. Words are as written in the canonical form."""

    words: tuple[str, ...]
    style: Style = Style.WORD
    field: Field | None = None
    literal: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of them; at least two, in canonical order, exclusions last."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them; at least two, in canonical order."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """An exclusion; never of an exclusion."""

    child: Node


Node = Term | And | Or | Not


def both(nodes: Iterable[Node]) -> Node:
    """All of the nodes: flat, each once, in canonical order; a single one is itself."""
    flat = dict.fromkeys(
        part for node in nodes for part in (node.children if isinstance(node, And) else (node,))
    )
    return next(iter(flat)) if len(flat) == 1 else And(tuple(sorted(flat, key=_rank)))


def either(nodes: Iterable[Node]) -> Node:
    """Any of the nodes: flat, each once, in canonical order; a single one is itself."""
    flat = dict.fromkeys(
        part for node in nodes for part in (node.children if isinstance(node, Or) else (node,))
    )
    return next(iter(flat)) if len(flat) == 1 else Or(tuple(sorted(flat, key=_rank)))


def without(node: Node) -> Node:
    """The exclusion of a node; of an exclusion, what it excludes."""
    return node.child if isinstance(node, Not) else Not(node)


def requires_something(node: Node) -> bool:
    """Whether a text must hold a word to match, which is what makes a query usable."""
    match node:
        case Term():
            return True
        case And(children):
            return any(map(requires_something, children))
        case Or(children):
            return all(map(requires_something, children))
        case _:
            return False


def terms(node: Node) -> Iterator[Term]:
    """The terms that are looked for, exclusions left out, in canonical order."""
    if isinstance(node, Term):
        yield node
    elif not isinstance(node, Not):
        for child in node.children:
            yield from terms(child)


def _rank(node: Node) -> tuple[int, int, int, str]:
    """Names before common words before longer terms, then groups, then exclusions; the best known names first."""
    written = write(node)
    match node:
        case Term(words=(word,)) if word[0].isupper():
            return 0, -document_frequency(fold(word)), 0, written
        case Term(words):
            return 1, len(words), len(written), written
        case And() | Or():
            return 2, 0, 0, written
        case _:
            return 3, 0, 0, written


def write(node: Node) -> str:
    """The canonical form: « Otan ET (Ukraine OU Kiev) SAUF sport »."""
    match node:
        case Term():
            return _FIELDS[node.field] + _bracketed(node) if node.field else _write_term(node)
        case Or(children):
            return f" {OR} ".join(_nested(child) for child in children)
        case And(children):
            wanted = f" {AND} ".join(_nested(child) for child in children if not isinstance(child, Not))
            return " ".join(
                filter(None, [wanted, *(write(child) for child in children if isinstance(child, Not))])
            )
        case Not(Term(field=None) as term):
            return f"{EXCEPT} {_bracketed(term)}"
        case _:
            return f"{EXCEPT} {_nested(node.child)}"


def _nested(node: Node) -> str:
    return write(node) if isinstance(node, Term) else f"({write(node)})"


def _bracketed(term: Term) -> str:
    written = _write_term(term)
    return f"({written})" if " " in written and term.style is not Style.EXACT else written


def _write_term(term: Term) -> str:
    written = wording(term)
    if term.style is Style.EXACT:
        return f'"{written}"'
    return "=" + (f"({written})" if " " in written else written) if term.literal else written


def wording(term: Term) -> str:
    """The words of a term as a reader would write them: « cessez-le-feu », « état d’urgence »."""
    written = ("-" if term.style is Style.TIED else " ").join(term.words)
    return written.replace(ELISION + "-", ELISION).replace(ELISION + " ", ELISION)


def literally(node: Node) -> Node:
    """The same, every term without synonyms; quotations have none anyway."""
    match node:
        case Term():
            return node if node.style is Style.EXACT else replace(node, literal=True)
        case And(children):
            return both(map(literally, children))
        case Or(children):
            return either(map(literally, children))
        case _:
            return without(literally(node.child))


def replaced(node: Node, term: Term, by: Node) -> Node:
    """The same with another node in a term's place, wherever it stands."""
    match node:
        case Term():
            return by if node == term else node
        case And(children):
            return both(replaced(child, term, by) for child in children)
        case Or(children):
            return either(replaced(child, term, by) for child in children)
        case _:
            return node  # what is excluded is no synonym that a reader was shown

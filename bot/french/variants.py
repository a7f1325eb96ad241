"""Other ways to ask what a query asks: narrower, wider, or word for word.

A reader does not think in operators. What they mean shows when they see what each way would find, so the ways worth
showing are made here, and counted elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.french.naming import in_their_spelling
from bot.french.query import Query, parse_query
from bot.french.syntax import And, Node, Not, Or, Style, Term, both, literally, terms, without, wording, write
from bot.model import Field
from bot.results import Way

MOST_LESS = 2  # words that can be left out, one at a time
MOST_MORE = 2  # words that can be added


@dataclass(frozen=True, slots=True)
class Variant:
    """A query near another; `word` is what was left out or added."""

    way: Way
    query: Query
    word: str = ""

    @property
    def is_wider(self) -> bool:
        """Whether it may find what the query does not."""
        return self.way in (Way.LESS, Way.SYNONYMS)


def variants(query: Query, *, has_synonyms: bool, more: Sequence[str] = ()) -> tuple[Variant, ...]:
    """The ways worth showing, each another query than the given one, in the order to show them.

    `has_synonyms`: the table knows other names for a word of it. `more`: words to add, the best first.
    """
    made: dict[str, Variant] = {}
    for variant in _made(query, has_synonyms, more):
        variant = _spelt(variant, query.said)
        if variant.query != query:
            made.setdefault(variant.query.canonical, variant)
    return tuple(made.values())


def _spelt(variant: Variant, said: str) -> Variant:
    """With the capitals of whoever typed the query, or of the word that is added."""
    typed = f"{said} {variant.query.said}"
    query = parse_query(in_their_spelling(variant.query.canonical, typed))
    return replace(variant, query=query, word=in_their_spelling(variant.word, typed))


def _made(query: Query, has_synonyms: bool, more: Sequence[str]) -> Iterator[Variant]:
    root, looked_for = query.root, tuple(terms(query.root))
    if has_synonyms:
        way = Way.SYNONYMS if all(term.literal for term in looked_for) else Way.LITERAL
        yield _variant(way, literally(root) if way is Way.LITERAL else _with_synonyms(root))
    match root:
        case Term() if root.style is not Style.EXACT:
            yield Variant(Way.EXACT, parse_query(_quoted(root)), wording(root))
        case And(children):
            wanted = [child for child in children if not isinstance(child, Not)]
            for child in wanted[:MOST_LESS] if len(wanted) > 1 else ():
                rest = both([other for other in children if other is not child])
                yield _variant(Way.LESS, rest, write(child))
        case _:
            pass
    if all(term.field is None for term in looked_for):
        yield _variant(Way.TITLE, _in_titles(root))
    for word in more[:MOST_MORE]:
        yield _variant(Way.MORE, both([root, parse_query(word).root]), word)


def _variant(way: Way, root: Node, word: str = "") -> Variant:
    """As it will be parsed: what is written is what is followed."""
    return Variant(way, parse_query(write(root)), word)


def _quoted(term: Term) -> str:
    return write(replace(term, style=Style.EXACT, literal=False, words=(wording(term),)))


def _with_synonyms(node: Node) -> Node:
    match node:
        case Term():
            return replace(node, literal=False)
        case And(children):
            return both(map(_with_synonyms, children))
        case Or(children):
            return replace(node, children=tuple(map(_with_synonyms, children)))
        case _:
            return without(_with_synonyms(node.child))


def _in_titles(node: Node) -> Node:
    """What is looked for, in titles; what is excluded stays so anywhere."""
    match node:
        case Term():
            return replace(node, field=Field.TITLE)
        case And(children):
            return both(map(_in_titles, children))
        case Or(children):
            return replace(node, children=tuple(map(_in_titles, children)))
        case _:
            return node

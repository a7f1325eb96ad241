"""The pieces that a query is made of: words, quotations, parentheses, operators, prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.errors import QueryError, QueryProblem
from bot.french.normalise import HYPHENS
from bot.model import Field


class Kind(Enum):
    """What a piece of a query is."""

    WORD = "word"
    QUOTE = "quote"
    OPEN = "("
    CLOSE = ")"
    AND = "et"
    OR = "ou"
    NOT = "sauf"
    FIELD = "field"
    LITERAL = "="  # switches synonyms off


JOINING = frozenset([Kind.AND, Kind.OR])
ENDING = frozenset([Kind.AND, Kind.OR, Kind.CLOSE])

_QUOTES = '"“”„«»‟＂'
_LEX = re.compile(
    rf"(?P<open>\()|(?P<close>\))|(?P<quote>[{_QUOTES}])|(?P<word>[A-Z] & [A-Z](?!\w)|[^\s(){_QUOTES}]+)|\s+"
)
_CLOSING = {"«": '»"”', "“": '”"“', "„": '“”"', "»": "«»"}
_OPERATORS = dict.fromkeys(["ET", "AND", "&", "&&"], Kind.AND)
_OPERATORS |= dict.fromkeys(["OU", "OR", "|", "||"], Kind.OR)
_OPERATORS |= dict.fromkeys(["SAUF", "NOT", "NON"], Kind.NOT)
_FIELD = re.compile(r"(titre|title|texte|text|source|m[ée]dia)\s*:", re.IGNORECASE)
_FIELD_NAMES = {
    "ti": Field.TITLE,
    "te": Field.TEXT,
    "so": Field.SOURCE,
    "me": Field.SOURCE,
    "mé": Field.SOURCE,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One lexical piece of a query, and where it stands."""

    kind: Kind
    text: str
    start: int
    end: int
    field: Field | None = None


def lex(text: str) -> Iterator[Piece]:
    """The pieces of a query in order; raises `QueryError` for a quotation that is not closed."""
    place = 0
    while place < len(text):
        found = _LEX.match(text, place)
        assert found is not None  # the alternatives leave no character out
        start, place = found.span()
        match found.lastgroup:
            case "quote":
                close = _closing_quote(text, start)
                place = close + 1
                yield Piece(Kind.QUOTE, text[start + 1 : close], start, place)
            case "word":
                yield from _words(found.group(), start, text[place : place + 1])
            case "open" | "close" as bracket:
                yield Piece(Kind.OPEN if bracket == "open" else Kind.CLOSE, found.group(), start, place)


def _closing_quote(text: str, start: int) -> int:
    closing = _CLOSING.get(text[start], '"”＂')
    for place in range(start + 1, len(text)):
        if text[place] in closing:
            return place
    raise QueryError(QueryProblem.UNBALANCED_QUOTE, text, start, len(text))


def _words(word: str, start: int, following: str) -> Iterator[Piece]:
    """Prefixes (`-`, `=`, `titre:`) as pieces of their own, then the word; a dash alone is nothing."""
    place = 0
    while place < len(word):
        rest = word[place:]
        at = start + place
        if rest in _OPERATORS:
            yield Piece(_OPERATORS[rest], rest, at, at + len(rest))
            return
        found = _FIELD.match(rest)
        if found:
            yield Piece(Kind.FIELD, found.group(), at, at + found.end(), _FIELD_NAMES[rest[:2].lower()])
            place += found.end()
        elif rest[0] in HYPHENS:
            if _excludes(rest, following):
                yield Piece(Kind.NOT, rest[0], at, at + 1)
            place += 1
        elif rest[0] == "=":
            yield Piece(Kind.LITERAL, rest[0], at, at + 1)
            place += 1
        else:
            yield from _around_bars(rest, at)
            return


def _excludes(rest: str, following: str) -> bool:
    """Whether a dash stands right before what it excludes: « -sport », « -"coupe du monde" », « -(a OU b) »."""
    if len(rest) == 1:
        return following != "" and following in "(" + _QUOTES
    return rest[1] not in HYPHENS


def _around_bars(rest: str, start: int) -> Iterator[Piece]:
    """The word, or several with « | » between them and no spaces: « Otan|OTSC »."""
    for found in re.finditer(r"\|+|[^|]+", rest):
        kind = Kind.OR if found.group()[0] == "|" else Kind.WORD
        yield Piece(kind, found.group(), start + found.start(), start + found.end())

"""What people type to say what they follow, parsed once into a canonical form.

    Otan Ukraine · Otan ET Ukraine     both words            Otan OU OTSC · Otan | OTSC   either
    -sport · SAUF sport · NOT sport    without                "cessez-le-feu"              as written
    ( … )                              groups                 titre:Otan  source:Fanal     in that field alone
    =Otan                              without synonyms

Operators are in capitals; « et », « ou », « de » in small letters are words. An exclusion that closes a row of
alternatives is meant for all of them: « Otan OU OTSC -sport ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.errors import QueryError, QueryProblem
from bot.french.lexer import ENDING, JOINING, Kind, Piece, lex
from bot.french.naming import in_their_spelling
from bot.french.normalise import tokenise
from bot.french.runs import quoted, terms_of
from bot.french.syntax import (
    Node,
    Not,
    both,
    either,
    literally,
    requires_something,
    terms,
    without,
    wording,
    write,
)
from bot.model import Field

MAX_CHARS = 500  # far beyond what anybody types; bounds the work
MAX_TERMS = 200
_MAX_DEPTH = 40  # nested parentheses; no reader follows more than three
_FIGURES = re.compile(r"\d[ .,]\d")
_MOST_TURNS = 2
_ARTICLES = frozenset("le la les l’ l'".split())


@dataclass(frozen=True, slots=True)
class Query:
    """A query that a text can match. Equal to every equivalent one, which is written alike."""

    canonical: str
    root: Node = field(repr=False)
    said: str = field(default="", repr=False, compare=False)  # the same in the capitals of whoever typed it

    @property
    def words(self) -> tuple[str, ...]:
        """What is looked for, as a reader would name it: « Otan », « Corée du Nord »; exclusions left out."""
        return tuple(dict.fromkeys(map(wording, terms(self.root))))


@lru_cache(maxsize=1 << 12)
def parse_query(text: str) -> Query:
    """The query that a text means; raises `QueryError` where it means none that could be followed."""
    try:
        return _parse(text)
    except QueryError as error:
        example = _first_that_parses(_repairs(error))
        raise QueryError(error.problem, text, error.start, error.end, example) from None


def _parse(text: str) -> Query:
    if len(text) > MAX_CHARS:
        raise QueryError(QueryProblem.TOO_LONG, text, MAX_CHARS, len(text))
    if len(text) > MAX_TERMS and len(tokens := tokenise(text)) > MAX_TERMS:
        raise QueryError(QueryProblem.TOO_MANY_TERMS, text, tokens[MAX_TERMS].start, len(text))
    root = _Parser(text).parse()
    if root is None:
        raise QueryError(_why_empty(text), text, 0, len(text))
    if not requires_something(root):
        raise QueryError(QueryProblem.ONLY_EXCLUSIONS, text, 0, len(text))
    query = _settled(Query(write(root), root))
    return replace(query, said=_said(text, query))


def _said(text: str, query: Query) -> str:
    words = in_their_spelling(query.canonical, text)
    if words == query.canonical:
        return words
    again = _Parser(words).parse()
    return words if again is not None and _settled(Query(write(again), again)) == query else query.canonical


def _settled(query: Query) -> Query:
    """The query that the canonical form itself means: figures side by side may have come to make one figure."""
    for _ in range(_MOST_TURNS if _FIGURES.search(query.canonical) else 0):
        root = _Parser(query.canonical).parse()
        assert root is not None  # the canonical form has the words of the query
        query = Query(write(root), root)
    return query


def _why_empty(text: str) -> QueryProblem:
    if not text.strip():
        return QueryProblem.EMPTY
    return QueryProblem.ONLY_STOP_WORDS if tokenise(text) else QueryProblem.NO_WORD


class _Parser:
    """Recursive descent over the pieces; `None` and `[]` stand for what holds no word to look for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = tuple(lex(text))
        self.at = 0
        self.depth = 0

    def parse(self) -> Node | None:
        node = self.alternatives(None)
        piece = self.peek()
        if piece is not None:
            raise self.error(QueryProblem.UNBALANCED_PARENTHESIS, piece)
        return node

    def peek(self) -> Piece | None:
        return self.pieces[self.at] if self.at < len(self.pieces) else None

    def error(self, problem: QueryProblem, piece: Piece) -> QueryError:
        return QueryError(problem, self.text, piece.start, piece.end)

    def alternatives(self, within: Field | None) -> Node | None:
        """`a b OU c`: rows with « OU » between them."""
        rows = [self.row(within)]
        while (piece := self.peek()) is not None and piece.kind is Kind.OR:
            self.operator(piece)
            rows.append(self.row(within))
        rows, excluded = _for_all(rows)
        wanted = [both(row) for row in rows if row]
        return both([either(wanted), *excluded]) if wanted else None

    def row(self, within: Field | None) -> list[Node]:
        """Everything up to the next « OU », closing parenthesis or end."""
        nodes: list[Node] = []
        while (piece := self.peek()) is not None and piece.kind not in (Kind.OR, Kind.CLOSE):
            if piece.kind is Kind.AND:
                self.operator(piece)
            else:
                nodes += self.element(piece, within)
        return nodes

    def operator(self, piece: Piece) -> None:
        """Step over « ET » or « OU », which must stand between two things."""
        before = self.pieces[self.at - 1].kind if self.at else Kind.OPEN
        self.at += 1
        following = self.peek()
        if before in JOINING or before is Kind.OPEN or following is None or following.kind in ENDING:
            raise self.error(QueryProblem.DANGLING_OPERATOR, piece)

    def element(self, piece: Piece, within: Field | None) -> list[Node]:
        """One thing with its prefixes, or a whole run of bare words."""
        match piece.kind:
            case Kind.NOT:
                excluded = self.prefixed(piece, within, QueryProblem.DANGLING_OPERATOR)
                return [without(both(excluded))] if excluded else []
            case Kind.FIELD:
                return self.prefixed(piece, piece.field, QueryProblem.EMPTY_FIELD)
            case Kind.LITERAL:
                return [
                    literally(node) for node in self.prefixed(piece, within, QueryProblem.DANGLING_OPERATOR)
                ]
            case Kind.OPEN:
                return self.group(piece, within)
            case Kind.QUOTE:
                self.at += 1
                term = quoted(piece.text)
                return [] if term is None else [replace(term, field=within)]
            case _:
                return self.run(piece, within)

    def prefixed(self, prefix: Piece, within: Field | None, problem: QueryProblem) -> list[Node]:
        """What a prefix bears on: one word (an article takes the next along), a quotation, a group."""
        self.at += 1
        piece = self.peek()
        if piece is None or piece.kind in ENDING:
            raise self.error(problem, prefix)
        if piece.kind is not Kind.WORD:
            return self.element(piece, within)
        self.at += 1
        following = self.peek()
        if following is not None and following.kind is Kind.WORD and piece.text.lower() in _ARTICLES:
            self.at += 1
            return self.bare(piece.start, following.end, within)
        return self.bare(piece.start, piece.end, within)

    def group(self, piece: Piece, within: Field | None) -> list[Node]:
        """What stands between parentheses."""
        self.at += 1
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self.error(QueryProblem.TOO_MANY_TERMS, piece)
        node = self.alternatives(within)
        if self.peek() is None:
            raise self.error(QueryProblem.UNBALANCED_PARENTHESIS, piece)
        self.at += 1
        self.depth -= 1
        return [] if node is None else [node]

    def run(self, piece: Piece, within: Field | None) -> list[Node]:
        """Bare words up to the next piece of another kind."""
        last = piece
        while (following := self.peek()) is not None and following.kind is Kind.WORD:
            last = following
            self.at += 1
        return self.bare(piece.start, last.end, within)

    def bare(self, start: int, end: int, within: Field | None) -> list[Node]:
        found = terms_of(self.text[start:end])
        return list(found) if within is None else [replace(term, field=within) for term in found]


def _for_all(rows: list[list[Node]]) -> tuple[list[list[Node]], list[Node]]:
    """Take the exclusions that close the last of several alternatives out of it, where no other has any."""
    last = rows[-1]
    wanted: list[Node] = [node for node in last if not isinstance(node, Not)]
    excluded = last[len(wanted) :]
    before = [node for row in rows[:-1] for node in row]
    if (
        not before
        or not wanted
        or last[: len(wanted)] != wanted
        or any(isinstance(node, Not) for node in before)
    ):
        return rows, []
    return [*rows[:-1], wanted], excluded


def _first_that_parses(examples: Iterator[str]) -> str:
    for example in examples:
        try:
            _parse(example)
        except QueryError:
            continue
        return example
    return ""


def _repairs(error: QueryError) -> Iterator[str]:
    """Queries that may be what was meant, likeliest first; not all of them parse."""
    text, start, end = error.text, error.start, error.end
    match error.problem:
        case QueryProblem.UNBALANCED_QUOTE:
            yield text + (" »" if text[start] == "«" else '"')
            yield text[:start] + text[start + 1 :]
        case QueryProblem.UNBALANCED_PARENTHESIS:
            yield text + ")" * (text.count("(") - text.count(")"))
            yield text[:start] + text[end:]
        case QueryProblem.DANGLING_OPERATOR:
            yield _tidy(text[:start] + text[end:])
        case QueryProblem.EMPTY_FIELD:
            yield _tidy(text[:start] + text[end:])
            yield text[start:end] + "Otan"
        case QueryProblem.ONLY_EXCLUSIONS:
            words = (token.text for token in tokenise(text) if token.text not in ("SAUF", "NOT", "NON"))
            yield _tidy(f"cessez-le-feu {text}")
            yield " ".join(words)
        case QueryProblem.ONLY_STOP_WORDS:
            yield f'"{_tidy(text)}"'
        case QueryProblem.TOO_LONG | QueryProblem.TOO_MANY_TERMS:
            yield text[:start].rpartition(" ")[0]
            if " " in text[:start].strip():  # the beginning of one endless word is no example
                yield " ".join(token.text for token in tokenise(text[:start])[: MAX_TERMS // 2])
        case _:
            yield "Otan"


def _tidy(text: str) -> str:
    return " ".join(text.split())

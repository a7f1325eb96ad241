"""Which word would have kept a story away: one that all its articles hold and few others of the same topic do.

What a proposal would remove is not guessed: the query with the exclusion is matched against the same articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.errors import QueryError
from bot.french.aliases import Aliases
from bot.french.document import Document
from bot.french.headline import strip_frame
from bot.french.match import Matcher
from bot.french.naming import in_their_spelling
from bot.french.normalise import HYPHENS, fold
from bot.french.query import Query, parse_query
from bot.french.syntax import Term, both, terms, without, wording, write
from bot.french.tables import document_count, document_frequency, rarity
from bot.french.words import word_set
from bot.model import Entry, StoryId

MOST_WORDS = 3  # of one proposal: more would be a guess, not a word that a reader recognises
POOL = 60  # words looked at
MIN_CHARS = 4
MAX_CHARS = 24  # of a word on a button
MAX_SHARE = 0.10  # a word of one article in ten says nothing of a story
MAX_RARITY = 8.0  # beyond, a word is a misprint as often as it is a rare one
TITLE_MERIT = 2.0  # a word of the title says what an article is about
OFTEN_MERIT, OFTEN = 0.3, 4  # and so does one that it says again

_WORD = re.compile(rf"[^\W\d_]+(?:[{re.escape(HYPHENS)}][^\W\d_]+)*")
_NEVER = word_set(
    "direct live video videos photos podcast edito analyse entretien reportage selon apres avant pourquoi comment"
    " article articles abonnes lire suite plus hier demain aujourd hui lundi mardi mercredi jeudi vendredi samedi"
    " dimanche janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre"
    " cette leurs notre votre alors aussi ainsi encore apres depuis pendant entre contre toujours jamais"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A story of the topic, as the documents of those of its articles that match."""

    id: StoryId
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Words to leave out, the topic's query with them, and the stories that it would not have found."""

    words: tuple[str, ...]
    query: Query
    removed: tuple[StoryId, ...]


def exclusions(
    query: Query,
    entries: Sequence[Entry],
    story: Told,
    others: Sequence[Told],
    aliases: Aliases,
    count: int,
) -> tuple[Exclusion, ...]:
    """At most `count` exclusions that remove the story of these matching entries, best first.

    Single words where one is held by all its articles, else the fewest that cover them together; `()` where no
    three words would do.
    """
    pool = _pool(query, entries, aliases)
    covering = [word for word in pool if all(map(word.holds, story.documents))]
    if not covering:
        together = _together(pool, story.documents)
        return (_exclusion(query, together, story, others, aliases),) if together else ()
    covering.sort(key=lambda word: word.merit, reverse=True)
    found = [_exclusion(query, (word,), story, others, aliases) for word in covering[: 3 * count]]
    merits = {word.text: word.merit for word in covering}
    found.sort(key=lambda each: (-merits[each.words[0]] * _kept(each, others), each.words))
    return tuple(found[:count])


def _kept(exclusion: Exclusion, others: Sequence[Told]) -> float:
    """The share of the other stories that would still come: what costs the topic its news is no help."""
    return 1 - (len(exclusion.removed) - 1) / len(others) if others else 1.0


@dataclass(frozen=True, slots=True)
class _Word:
    term: Term
    text: str  # as the query writes it, so that the button says what is done; names with their capital
    merit: float
    matcher: Matcher

    def holds(self, document: Document) -> bool:
        return self.matcher.find(document) is not None


def _pool(query: Query, entries: Sequence[Entry], aliases: Aliases) -> list[_Word]:
    """Words of the articles, those of the titles first, each once."""
    taken = set(_taken(query, entries, aliases))
    titles = [strip_frame(entry.title, entry.outlet) for entry in entries]
    texts = [entry.extract for entry in entries]
    said = Counter(fold(word) for text in (*titles, *texts) for word in _WORD.findall(text))
    found: dict[str, _Word] = {}
    for text, weight in (*((t, TITLE_MERIT) for t in titles), *((t, 1.0) for t in texts)):
        for surface in _WORD.findall(text):
            key = fold(surface)
            if len(found) == POOL or key in found or not _may_be_left_out(surface, key, taken):
                continue
            single = _single(surface)
            if single is not None and isinstance(single.root, Term):
                again = 1 + OFTEN_MERIT * (min(said[key], OFTEN) - 1)
                merit = weight * again * min(rarity(key), MAX_RARITY)
                found[key] = _Word(
                    single.root,
                    in_their_spelling(wording(single.root), surface),
                    merit,
                    Matcher(single, aliases),
                )
    return list(found.values())


def _taken(query: Query, entries: Sequence[Entry], aliases: Aliases) -> Iterator[str]:
    """What the topic itself is about, and the names of those who write."""
    asked = list(terms(query.root))
    named = [word for term in asked for word in term.words]
    named += [name for term in asked for name in aliases.synonyms(term.words)]
    named += [entry.outlet for entry in entries]
    for name in named:
        yield fold(name)
        yield from (fold(word) for word in _WORD.findall(name))


def _may_be_left_out(surface: str, key: str, taken: Collection[str]) -> bool:
    is_acronym = surface.isupper() and len(surface) > 1
    return (
        (MIN_CHARS <= len(surface) <= MAX_CHARS or is_acronym)
        and key not in taken
        and key not in _NEVER
        and document_frequency(key) <= MAX_SHARE * document_count()
    )


def _single(surface: str) -> Query | None:
    try:
        return parse_query(surface)
    except QueryError:  # a word that says nothing by itself
        return None


def _together(pool: Sequence[_Word], documents: Sequence[Document]) -> tuple[_Word, ...]:
    """The fewest words of which every document holds one, found greedily; `()` beyond `MOST_WORDS`."""
    left, chosen = list(documents), list[_Word]()
    while left and len(chosen) < MOST_WORDS:
        best = max(pool, key=lambda word: (sum(map(word.holds, left)), word.merit), default=None)
        if best is None or not any(map(best.holds, left)):
            return ()
        chosen.append(best)
        left = [document for document in left if not best.holds(document)]
    return () if left else tuple(chosen)


def _exclusion(
    query: Query, words: Sequence[_Word], story: Told, others: Sequence[Told], aliases: Aliases
) -> Exclusion:
    excluded = [without(word.term) for word in words]
    written = write(both([query.root, *excluded]))
    narrowed = parse_query(in_their_spelling(written, " ".join([query.said, *(word.text for word in words)])))
    matcher = Matcher(narrowed, aliases)
    removed = tuple(
        each.id
        for each in (story, *others)
        if all(matcher.find(document) is None for document in each.documents)
    )
    return Exclusion(tuple(word.text for word in words), narrowed, removed)

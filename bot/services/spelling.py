"""What a reader may have meant by a word that no article holds: the nearest words that some do hold.

Only a word that the press has not used, that no table knows and that has no synonyms may be a mistake; so a rare but
right word is seldom doubted, and what is followed is what was typed until the reader says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter

from bot.errors import QueryError
from bot.french.keys import asked_alone, index_key, word_of
from bot.french.naming import in_their_spelling
from bot.french.normalise import fold, tokenise
from bot.french.query import Query, parse_query
from bot.french.spelling import first_letters, lengths, may_be_misspelt, nearest
from bot.french.syntax import Style, terms
from bot.model import Known
from bot.results import Meant
from bot.services.desk import Desk

MOST = 3
_LOOKED_AT = 20  # articles in which a word is looked up to see how it is written
_GIVEN = (Style.EXACT,)  # quoted: meant as it is


async def meant_by(desk: Desk, query: Query, left_out: frozenset[str] = frozenset()) -> tuple[Meant, ...]:
    """What may be meant in the place of the query, likeliest first; `()` where nothing looks misspelt.

    A word that only outlets left out have written is not proposed, nor are their articles counted. Of several
    misspelt words the first alone is looked at: its correction shows the next.
    """
    for word in _doubtful(desk, query):
        if await desk.store.entries.held({index_key(key) for key in asked_alone(word)}):
            continue
        folded = fold(word)
        known = await desk.store.entries.vocabulary(first_letters(folded), lengths(folded))
        near = [(each.word, await _articles(desk, each, left_out)) for each in nearest(folded, known)]
        found = [await _meant(desk, query, word, key, articles) for key, articles in near if articles]
        return tuple(dict.fromkeys(filter(None, found)))[:MOST]
    return ()


def _doubtful(desk: Desk, query: Query) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            word
            for term in terms(query.root)
            if term.style not in _GIVEN and not desk.aliases.synonyms(term.words)
            for word in term.words
            if may_be_misspelt(fold(word))
        )
    )


async def _articles(desk: Desk, known: Known, left_out: frozenset[str]) -> int:
    if not left_out:
        return known.articles
    return len(await desk.store.entries.places([[known.word]], None, None, known.articles, left_out))


async def _meant(desk: Desk, query: Query, word: str, key: str, articles: int) -> Meant | None:
    written = await _as_written(desk, key)
    if written is None:
        return None
    corrected = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", written, query.said, flags=re.IGNORECASE)
    try:
        return Meant(in_their_spelling(word, query.said), written, articles, parse_query(corrected).said)
    except QueryError:
        return None


async def _as_written(desk: Desk, key: str) -> str | None:
    """The word as most titles and texts write it; None where the articles that held it are gone."""
    forms: Counter[str] = Counter()
    for entry in await desk.store.entries.candidates([[key]], None, None, _LOOKED_AT):
        for token in tokenise(f"{entry.title}\n{entry.extract}"):
            if key in map(index_key, word_of(token.text).keys):
                forms[token.text] += 1
    # Of equals the one with a capital: small words are hardly misspelt, names are.
    return max(forms, key=lambda form: (forms[form], form[:1].isupper(), form), default=None)

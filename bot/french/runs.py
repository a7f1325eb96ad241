"""How words typed one after another belong together, without any operator.

« Corée du Nord missile » is « Corée du Nord » and « missile »: little words tie what they stand between, unless
they are « et », « ou », or lead to a name (« guerre en Ukraine »). « Le Monde » is a name with its article;
« Top 14 » and « 1,5 % » belong together; « Union européenne » is two words, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.french.inflect import is_shouted, readings
from bot.french.keys import PARTING_WORDS, STOP_WORDS, use_of_word
from bot.french.normalise import APOSTROPHES, ELISIONS, fold, pieces, raw_matches, small
from bot.french.syntax import ELISION, Style, Term
from bot.french.tables import Use, acronyms, is_name

_OF = frozenset("de du des d".split())
_ARTICLES = frozenset("le la les l".split())
_DIRECTIONS = frozenset("nord sud est ouest centre".split())
_LAST_SMALL_NUMBER = 99  # « Top 14 », « 20 Minutes »; but a year, or « 1 250 emplois », may stand apart
_LAST_WORD = re.compile(r"\w+$")
_CODE = re.compile(r"[a-z]{1,3}\d+|\d+[a-df-gi-z]")  # G7, A69, 5G; not « 19e », « 20h »


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Words that one run of characters holds, and the little words before them."""

    words: tuple[str, ...]
    is_tied: bool
    links: tuple[str, ...]


def terms_of(text: str) -> Iterator[Term]:
    """The terms of a run of words without operators, in the order typed; none where only little words stand."""
    group: list[_Chunk] = []
    for chunk in _chunks(text):
        if group and not _belongs(group[-1], chunk):
            yield _term(group)
            group = []
        group.append(chunk)
    if group:
        yield _term(group)


def quoted(text: str) -> Term | None:
    """The term of a quotation; None where it holds no word, or one little word alone."""
    words: list[str] = []
    for found in raw_matches(text):
        tokens = pieces(found.group())
        words.extend(_shown_exactly(token.text) for token in tokens)
        if not tokens and words and found.group()[-1] in APOSTROPHES:
            words.append(found.group()[:-1].lower() + ELISION)
    if not words or (len(words) == 1 and words[0].lower() in STOP_WORDS):
        return None
    return Term(tuple(words), Style.EXACT)


def _chunks(text: str) -> Iterator[_Chunk]:
    links: list[str] = []
    for found in raw_matches(text):
        raw = found.group()
        tokens = pieces(raw)
        if not tokens:
            if raw[-1] in APOSTROPHES:
                links.append(raw[:-1] + ELISION)
        elif len(tokens) == 1 and is_little(tokens[0].text):
            links.append(tokens[0].text)
        else:
            words = tuple(_with_elisions(raw, [(token.text, token.start) for token in tokens]))
            yield _Chunk(words, len(words) > 1, tuple(links))
            links = []


def is_little(word: str) -> bool:
    """Whether a word carries no subject of its own; an acronym that looks like one does."""
    return word.lower() in STOP_WORDS


def _with_elisions(raw: str, tokens: list[tuple[str, int]]) -> Iterator[str]:
    """« Côte-d’Or » keeps its « d’ », so that it can be written again."""
    for text, start in tokens:
        before = raw[:start]
        if start > 1 and before[-1] in APOSTROPHES:
            elided = _LAST_WORD.search(before[:-1])
            if elided and elided[0].lower() in ELISIONS:
                yield elided[0].lower() + ELISION
        yield text


def _belongs(left: _Chunk, right: _Chunk) -> bool:
    """Whether a chunk goes on the term that the one before it began."""
    if not right.links:
        return _is_side_by_side(left, right)
    links = {fold(link.rstrip(ELISION)) for link in right.links}
    if links & PARTING_WORDS or (len(right.links) == 1 and _is_article_of_name(right)):
        return False
    return links <= _OF | _ARTICLES or not _looks_like_name(right)


def _is_side_by_side(left: _Chunk, right: _Chunk) -> bool:
    if left.is_tied or right.is_tied or left.links:
        return False
    first, second = left.words[-1], right.words[0]
    return second in "%€$£" or _is_small_number(first) != _is_small_number(second)


def _is_small_number(word: str) -> bool:
    return word.isdecimal() and len(word) < len(str(_LAST_SMALL_NUMBER)) + 1


def _looks_like_name(chunk: _Chunk) -> bool:
    return chunk.words[0][0].isupper() or next(_shown_tied(chunk.words))[0].isupper()


def _is_article_of_name(chunk: _Chunk) -> bool:
    """« Le » before « Monde », « L’ » before « Équipe »: capitals that nobody types by chance."""
    if not chunk.links or not chunk.words[0][0].isupper() or is_shouted(chunk.words[0]):
        return False
    last = chunk.links[-1]
    is_article = fold(last.rstrip(ELISION)) in _ARTICLES and (last[0].isupper() or last.endswith(ELISION))
    return is_article and use_of_word(chunk.words[0]) is not Use.NAME


def _term(group: list[_Chunk]) -> Term:
    first = group[0]
    if len(group) == 1:
        if _is_article_of_name(first):
            return Term((_article(first.links[-1]), _tied(map(_shown_as_name, first.words))), Style.NAME)
        if first.is_tied:
            return Term(tuple(_shown_tied(first.words)), Style.TIED)
        return Term((shown(first.words[0]),), Style.WORD)
    if not any(chunk.links for chunk in group[1:]):
        return _side_term([word for chunk in group for word in chunk.words])
    words = [_tied(_shown_tied(first.words))]
    for chunk in group[1:]:
        words += [link.lower().replace("'", ELISION) for link in chunk.links]
        words.append(_tied(_shown_tied(chunk.words)))
    if words[-1] in _DIRECTIONS and words[-2] in ("du", "l" + ELISION) and words[0][0].isupper():
        words[-1] = _capitalised(words[-1])  # « Corée du Nord », however it was typed
    return Term(tuple(words), Style.LOOSE)


def _tied(words: Iterable[str]) -> str:
    """Words that hyphens tie, as one word of a term of several: « arc-en-ciel », « Côte-d’Or »."""
    return "-".join(words).replace(ELISION + "-", ELISION)


def _side_term(words: list[str]) -> Term:
    """« Top 14 »; « 20 Minutes », where the capital after a number makes it a name."""
    found = tuple(map(shown, words))
    if words[0][0].isdecimal() and (words[1][0].isupper() or found[1][0].isupper()):
        return Term(tuple(map(_shown_as_name, found)), Style.NAME)
    return Term(found, Style.SIDE)


def _article(link: str) -> str:
    return link[0].upper() + link[1:].lower()


def shown(word: str) -> str:
    """A word as the canonical form writes it: names with their capital, acronyms in capitals, accents restored."""
    forms = readings(word)
    lower = forms[0] if len(forms) == 1 else small(word)
    if lower.endswith(ELISION):
        return lower
    if lower in acronyms() or _CODE.fullmatch(lower):
        return lower.upper()
    use = use_of_word(lower)
    return _capitalised(lower) if use is Use.NAME or (use is Use.BOTH and word[0].isupper()) else lower


def _shown_tied(words: tuple[str, ...]) -> Iterator[str]:
    """« États-Unis », « Royaume-Uni »: words that are names in company take their capitals."""
    found = [shown(word) for word in words]
    if len(found) == 1:
        yield from found
        return
    has_name = is_name(found[-1].lower())
    for place, word in enumerate(found):
        yield _capitalised(word) if is_name(word) or (has_name and not place) else word


def _shown_as_name(word: str) -> str:
    lower = small(word)
    return lower.upper() if lower in acronyms() else _capitalised(lower)


def _shown_exactly(word: str) -> str:
    return _shown_as_name(word) if word[0].isupper() else small(word)


def _capitalised(lower: str) -> str:
    capital = lower[0].upper()
    return capital + lower[1:] if len(capital) == 1 else lower

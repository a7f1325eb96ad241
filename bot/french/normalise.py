"""Words out of French text, with the places they were found at.

The first step of everything in this package: matching, stories and summaries all see text through `tokenise`.
It decides what a word is, so that apostrophes, hyphens, ligatures, soft hyphens, narrow spaces and dots of
acronyms never hide one: elided articles are cut (« l’Otan »), hyphens part words (« cessez-le-feu » is three),
acronyms are joined (« O.T.A.N. »), figures are one token however they are grouped (« 1 250 », « 1,5 », « 49.3 »).

Every function is linear in its input, whatever that holds: one pass of one regular expression whose
alternatives start with different characters or exclude one another after the first few.

Gaps accepted: languages written without spaces give one token a run; an elided word written with no apostrophe
(« lOtan ») is not understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

APOSTROPHES = "'’‘ʼ´`′＇"
HYPHENS = "-‐‑‒–—―−﹣－"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f" + INVISIBLE
_SPACES = " \u00a0\u2009\u202f"

# Letters that Unicode does not decompose, as French keyboards type them.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "ı": "i", "þ": "th", "ħ": "h"}
)
_TIDY = str.maketrans(
    dict.fromkeys(INVISIBLE, None)
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
    | dict.fromkeys(_SPACES, " ")
)

# Words whose apostrophe belongs to them; everything else is cut at it.
_KEPT_APOSTROPHE = re.compile(r"aujourd'hui|prud'hom\w*|[o]'\w{3,}", re.IGNORECASE)
_ELIDED = "l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|quoiqu|presqu"
ELISIONS = frozenset(_ELIDED.split("|"))

_WORD = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
_TIES = f"[{APOSTROPHES}{re.escape(HYPHENS)}]"
_ACRONYM = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
_RAW = re.compile(
    rf"""
      [^\W\d_]{{2,}}(?=[ ,]|\.[ \n])                                    # most words, quickly
    | (?i:{_ELIDED})[{APOSTROPHES}](?=[^\W_])                           # elision: no word
    | {_ACRONYM}                                                        # O.T.A.N., U.E., O.N.U
    | (?<!\d[.,])\d{{1,3}}(?:[{_SPACES}.'’]\d{{3}})+(?:,\d+)?(?![^\W_])     # 1 250, 1.250, 1'250, 12 500,50
    | (?<!\d[.,])\d+[.,]\d+(?![.,]?\d)                                    # 49.3 and 1,5 but no date
    | [^\W\d_]{{1,3}}&(?:amp;)?[^\W\d_]{{1,3}}(?![^\W_])                  # R&D, AT&T
    | [A-Z][ \u00a0]&[ \u00a0][A-Z](?![^\W_])                           # R & D
    | {_WORD}(?:{_TIES}(?!{_ACRONYM}){_WORD})*                          # a word, or several tied together
      (?:\+{{1,2}}(?![\w+])|\#(?!\w))?                                   # C++, Canal+, C#
    | [%€$£]
    | :(?=\s|$)|[.!?…;|()«»“”"\n]                                       # marks: no word, but a break
    """,
    re.VERBOSE,
)
_PIECE = re.compile(rf"{_WORD}")
MAX_WORD = 60  # characters of a token's text: what is longer is no word of any language, and is cut
_MAX_CACHED = 64  # characters: longer runs are no words, and would make the cache a store of texts


class Token(NamedTuple):
    """One word as written (invisible characters apart), and where: `source[start:end]`.

    The text of a run of more than `MAX_WORD` characters is cut there.
    """

    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """The same text with one kind of apostrophe, hyphen and space, nothing invisible, composed accents (NFC)."""
    return unicodedata.normalize("NFC", text.translate(_TIDY))


def small(text: str) -> str:
    """Lower case; the dot that Unicode leaves over « İ » is no accent."""
    return text.lower().replace("i\u0307", "i")


def fold(text: str) -> str:
    """Lower case without accents, cedillas, ligatures or foreign strokes: « Łódź » gives « lodz »."""
    text = text.lower()
    if text.isascii():
        return text
    text = text.translate(_PLAIN)
    return text if text.isascii() else _without_marks(text)


def _without_marks(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text).lower().translate(_LETTERS)
    return "".join(char for char in marked if not unicodedata.combining(char))


# The accented letters of Western Europe, folded at once.
_PLAIN = _LETTERS | {code: _without_marks(chr(code)) for code in range(0xE0, 0x180) if chr(code).islower()}


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text in order, with offsets in `text` itself; `()` where there are none.

    Figures, acronyms and the signs % € $ £ are tokens; punctuation and elided articles are not.
    """
    return tuple(_tokens(text))


def spans_from(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Offsets of the words of a text from `begin` on, which must not lie inside one."""
    run = text[begin : begin + MAX_WORD].partition(" ")[0]
    if run.isalpha() and len(run) < MAX_WORD:  # most words: letters up to a space
        yield begin, begin + len(run)
        begin += len(run)
    for found in _RAW.finditer(text, begin):
        start = found.start()
        for token in pieces(found[0]):
            yield start + token.start, start + token.end


def _tokens(text: str) -> Iterator[Token]:
    for found in _RAW.finditer(text):
        offset = found.start()
        for piece, start, end in pieces(found.group()):
            yield Token(piece, offset + start, offset + end)


def raw_matches(text: str) -> Iterator[re.Match[str]]:
    """The walk of `tokenise` in raw parts: words, or several tied together, marks and elisions included.

    `pieces` gives the words of each; a mark or an elision has none.
    """
    return _RAW.finditer(text)


def pieces(raw: str) -> tuple[Token, ...]:
    """The words of one raw part, with offsets inside it."""
    return _cached_pieces(raw) if len(raw) <= _MAX_CACHED else _pieces(raw)


def ties(raw: str) -> bool:
    """Whether hyphens tie the words of a raw part: « week-end » but not « R & D »."""
    return any(char in HYPHENS for char in raw)


def _pieces(raw: str) -> tuple[Token, ...]:
    return tuple(
        token if len(token.text) <= MAX_WORD else token._replace(text=token.text[:MAX_WORD])
        for token in _whole_pieces(raw)
    )


def _whole_pieces(raw: str) -> tuple[Token, ...]:
    first = raw[0]
    if not first.isalnum():
        return (Token(raw, 0, 1),) if first in "%€$£" else ()
    if raw[-1] in APOSTROPHES:
        return ()
    if "." in raw or "," in raw or first.isdigit():
        return _figure_or_acronym(raw)
    if "&" in raw:
        return (Token(raw.translate(_TIDY).replace(" ", "").replace("amp;", ""), 0, len(raw)),)
    return tuple(_tied_words(raw))


_cached_pieces = lru_cache(maxsize=1 << 15)(_pieces)


def _figure_or_acronym(raw: str) -> tuple[Token, ...]:
    """One token for a grouped or decimal figure and for a dotted acronym; else what hyphens tie."""
    if not raw[0].isdigit():
        return (Token(raw.replace(".", ""), 0, len(raw)),)
    if _GROUPED.fullmatch(raw):
        whole, comma, decimals = raw.partition(",")
        return (Token("".join(filter(str.isdigit, whole)) + comma + decimals, 0, len(raw)),)
    if _DECIMAL.fullmatch(raw):
        return (Token(raw, 0, len(raw)),)
    return tuple(_tied_words(raw))


_GROUPED = re.compile(rf"\d{{1,3}}(?:[{_SPACES}.'’]\d{{3}})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")


def _tied_words(raw: str) -> Iterator[Token]:
    """Words tied by hyphens and apostrophes: « Côte-d’Or », « aujourd’hui », « Canal+ », « Trump’s »."""
    tidy = raw.translate(_TIDY) if len(raw) <= _MAX_CACHED else ""
    if "'" in tidy and _KEPT_APOSTROPHE.fullmatch(tidy):
        yield Token(unicodedata.normalize("NFC", tidy).replace("'", ""), 0, len(raw))
        return
    for found in _PIECE.finditer(raw):
        start, end = found.span()
        follows = raw[end : end + 1]
        if follows and follows in APOSTROPHES and found.group().lower() in ELISIONS:
            continue
        if follows == "+" or (follows == "#" and end == 1):
            end = len(raw)
        yield Token(_surface(raw[start:end]), start, end)


def _surface(word: str) -> str:
    return word if word.isalnum() else unicodedata.normalize("NFC", word.translate(_DROP))


_DROP = str.maketrans(dict.fromkeys(INVISIBLE, None))

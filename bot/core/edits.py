"""Whether an edit is one that a reader would call another text.

A corrected typo, an accent, a comma, a moved sentence are not; a figure, a name, a negation or many words are. Texts
are compared as bags of words with accents and case folded; what disappeared is first paired with what appeared in
nearly the same spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher

from bot.french.weighty import WEIGHTY

_WORD = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d{3})*(?:[.,]\d+)?|[^\W\d_]+")
_TITLE_WORD = re.compile(r"[^\W_]+")
_LIGATURES = {0x153: "oe", 0xE6: "ae"}  # which Unicode does not take apart
_SAME_SPELLING = (
    0.75  # share of letters in common: « Zelenski » and « Zelensky », not « Bruxelles » and « Bruges »
)
_SHORTEST_TYPO = 4  # letters; shorter words differ by being other words
_LETTERS_APART = 2  # in length
_MANY_WORDS_SHARE = 0.15  # of the longer text
_MANY_WORDS = 4
_MOST_PAIRED = 20  # words; more than that are not typos


def is_material(before: str, after: str) -> bool:
    """Whether `after` says something else than `before`; symmetric."""
    old, new = _words(before), _words(after)
    gone, come = _unpaired(old - new, new - old)
    changed = gone + come
    if any(_is_weighty(word) for word in changed):
        return True
    size = max(old.total(), new.total(), 1)
    return changed.total() >= _MANY_WORDS and changed.total() / size >= _MANY_WORDS_SHARE


def fold(text: str) -> str:
    """Case, accents and ligatures away: what two spellings of one word have in common."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def are_alike(title: str, other: str) -> bool:
    """Whether one title is an edit of the other: half of their words are common."""
    mine, theirs = set(_words(title)), set(_words(other))
    return fold(title) == fold(other) or 2 * len(mine & theirs) >= len(mine | theirs) > 0


def title_key(title: str) -> str:
    """Equal for spellings of one title: case, accents, punctuation and spaces do not count."""
    folded = fold(title)
    return " ".join(_TITLE_WORD.findall(folded)) or folded.strip()


def _words(text: str) -> Counter[str]:
    """Folded words; a name keeps its capital, unless it only opens a sentence."""
    words: Counter[str] = Counter()
    previous_end, opens = 0, True
    for found in _WORD.finditer(text):
        opens = opens or any(mark in ".!?:\n\u00ab\u201c" for mark in text[previous_end : found.start()])
        word = fold(found[0])
        if found[0][0].isdigit():
            word = re.sub(r"[ \u00a0\u202f]|[.,](?=\d{3}\b)", "", found[0]).replace(",", ".")
        elif found[0][0].isupper() and not opens and len(word) > 1:
            word = word.capitalize()
        words[word] += 1
        previous_end, opens = found.end(), False
    return words


def _unpaired(gone: Counter[str], come: Counter[str]) -> tuple[Counter[str], Counter[str]]:
    """What is left once each word gone has been paired with one that came in nearly the same spelling."""
    if gone.total() > _MOST_PAIRED or come.total() > _MOST_PAIRED:
        return gone, come
    left, new = Counter[str](), list(come.elements())
    for word in gone.elements():
        twin = next((other for other in new if _is_respelt(word, other)), None)
        if twin is None:
            left[word] += 1
        else:
            new.remove(twin)
    return left, Counter(new)


def _is_respelt(word: str, other: str) -> bool:
    one, two = word.lower(), other.lower()
    if one == two:
        return True
    if min(len(one), len(two)) < _SHORTEST_TYPO or abs(len(one) - len(two)) > _LETTERS_APART:
        return False
    if one[0].isdigit() or {one, two} & WEIGHTY:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _SAME_SPELLING


def _is_weighty(word: str) -> bool:
    return word[0].isdigit() or word[0].isupper() or word in WEIGHTY

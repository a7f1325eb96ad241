"""What of an article decides which story it tells, small enough to be kept for tens of thousands of them.

Each word that carries meaning becomes three numbers: a 32-bit hash of its stem, a weight of one byte (how rare it is
in the news, less in the extract than in the title) and a byte of marks (name, place, figure, day, title…).
The blob is what a restart reads back; its first byte is the version of this layout.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from bot.french.concepts import concept
from bot.french.headline import is_live_page, strip_frame
from bot.french.inflect import stem
from bot.french.measures import BEFORE_OF, BEFORE_PLACE, DAYS, NUMBERS, OF, UNITS
from bot.french.normalise import fold, tokenise
from bot.french.tables import document_count, document_frequency, is_name, rarity

LAYOUT = 1
NAME, PLACE, FIGURE, DAY, TITLE, MEASURE = 1, 2, 4, 8, 16, 32
SLOT = NAME | FIGURE | DAY  # what changes from one use of a template to the next

# A word that stands in more than one article in ten tells nothing about the event.
MAX_FREQUENCY_SHARE = 0.10
# Words never seen before are not all worth ten times « grève »: misprints and rare names are among them.
MAX_RARITY = 8.0
# Flattens weights: two words in common tell more than one rare one.
FLATTEN = 0.65
# Beginnings that verbs, nouns and adjectives of one family share (« rejette », « rejetée »).
STEM_CHARS = 6
# Figures and days are kept however common they are: they tell two events of a kind apart.
MARK_WEIGHT = 0.3
# The extract says the same again with much else around it.
EXTRACT_WEIGHT = 0.7
# Words of the extract that are looked at: the event stands in the first two or three sentences.
EXTRACT_WORDS = 70
TITLE_WORDS = 40
MAX_CHARS = 2000  # of either, whatever the feed says
UNIT = 255 / MAX_RARITY**FLATTEN  # of a weight byte

_HEADER = 6  # bytes: layout, live, template


@dataclass(frozen=True, slots=True)
class Features:
    """Words of one article as numbers: `keys[i]` has `weights[i]` and `marks[i]`; words of the title first.

    `template` is a hash of the title without its names, figures and days.
    """

    keys: array[int]
    weights: bytes
    marks: bytes
    template: int
    is_live: bool

    def to_bytes(self) -> bytes:
        """The blob that `from_bytes` reads."""
        head = bytes((LAYOUT, self.is_live)) + self.template.to_bytes(4, "little")
        return head + self.weights + self.marks + b"".join(key.to_bytes(4, "little") for key in self.keys)

    @classmethod
    def from_bytes(cls, blob: bytes) -> Features:
        """The features that a blob holds; without a word for a blob of another layout."""
        if len(blob) < _HEADER or blob[0] != LAYOUT:
            return cls(array("I"), b"", b"", 0, False)
        count = (len(blob) - _HEADER) // 6
        weights, marks = blob[_HEADER : _HEADER + count], blob[_HEADER + count : _HEADER + 2 * count]
        at = range(_HEADER + 2 * count, _HEADER + 6 * count, 4)
        keys = array("I", (int.from_bytes(blob[start : start + 4], "little") for start in at))
        return cls(keys, weights, marks, int.from_bytes(blob[2:6], "little"), bool(blob[1]))


def features(title: str, extract: str, outlet: str = "") -> Features:
    """What of this title and this extract decides the story; the same text gives the same features everywhere."""
    bare = strip_frame(title[:MAX_CHARS], outlet)
    found: dict[int, tuple[float, int]] = {}
    skeleton: list[str] = []
    for word in _words(bare, TITLE_WORDS):
        if not word.marks & SLOT:
            skeleton.append(word.stem)
        if word.weight:
            weight, marks = found.get(word.key, (0.0, 0))
            found[word.key] = max(weight, word.weight), marks | word.marks | TITLE
    for word in _words(extract, EXTRACT_WORDS):
        if word.weight:
            weight, marks = found.get(word.key, (0.0, 0))
            found[word.key] = max(weight, word.weight * EXTRACT_WEIGHT), marks | word.marks
    return Features(
        array("I", found),
        bytes(max(1, round(weight * UNIT)) for weight, _ in found.values()),
        bytes(marks for _, marks in found.values()),
        crc32(" ".join(skeleton).encode()) if skeleton else 0,
        is_live_page(title[:MAX_CHARS]),
    )


class _Word(NamedTuple):
    key: int
    stem: str
    weight: float  # 0.0: tells nothing, but stands in the template
    marks: int


def _words(text: str, limit: int) -> Iterator[_Word]:
    text = text[:MAX_CHARS]
    shouting = text.isupper()
    tokens = tokenise(text)[:limit]
    before = before_that = ""
    for position, token in enumerate(tokens):
        written = token.text
        key, form, weight, is_known_name = _lexeme(written.lower(), written.isupper() and not shouting)
        marks = 0
        if form[0].isdigit():
            follows = tokens[position + 1].text if position + 1 < len(tokens) else ""
            marks = FIGURE | MEASURE if follows in UNITS or not form.isdigit() else FIGURE
        elif form in DAYS:
            marks = DAY
        elif (is_known_name and not written.islower()) or (
            position and written[0].isupper() and not shouting
        ):
            marks = NAME
            if before in BEFORE_PLACE or (before in OF and before_that.lower() in BEFORE_OF):
                marks |= PLACE
        yield _Word(key, form, weight, marks)
        before_that, before = before, written


@lru_cache(maxsize=1 << 16)
def _lexeme(word: str, is_acronym: bool) -> tuple[int, str, float, bool]:
    """Hash, stem, weight (0.0 where it tells nothing) and whether it is a known name, of a lower-case word."""
    folded = fold(word)
    name = is_name(word)
    form = NUMBERS.get(folded) or (folded if name else fold(stem(word))[:STEM_CHARS])
    dull = (
        len(folded) < 2
        or (len(folded) < 3 and not is_acronym and not folded.isdigit())
        or document_frequency(folded) > MAX_FREQUENCY_SHARE * document_count()
    )
    meaning = concept(folded)
    rare = min(rarity(folded), MAX_RARITY)
    if meaning:
        form, rare = meaning, min(rare, rarity(meaning))
    weight = 0.0 if dull else rare**FLATTEN
    if folded in DAYS:
        form = folded
    if form[0].isdigit() or form in DAYS:
        weight = max(weight, MARK_WEIGHT)
    return crc32(form.encode()), form, weight, name

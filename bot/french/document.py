"""A text as the matcher sees it: every word's place, by key. Made once an entry, whatever the number of topics.

Title, text and source stand one after another in one row of places, with holes between them and at the ends of
sentences, so that no phrase runs across. Offsets are worked out only for what matched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.french.keys import PARTS, Word, source_word
from bot.french.normalise import pieces, raw_matches
from bot.model import Field, Hit

HOLES = 4  # places between two fields: one more than the widest gap that a phrase allows
_ENDS = frozenset("\n!?…;:|")
_OPENS = frozenset('«“"(')  # what follows may be capitalised for its place alone
_NO_PLURALS = frozenset(
    "apres depuis toujours jamais moins tres alors puis dans des hors mais lors envers".split()
)
_DETERMINERS = frozenset("la le les un une du des au aux cette ce ces sa son leur leurs".split())
_ABBREVIATIONS = frozenset(
    "mm mme mmes mlle dr pr me st ste mgr av art vol cf etc no ed dir env al p pp".split()
)

Joined = list[tuple[int, Word, int]]  # place, the word that tied words make in one, and how many they are


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One entry, analysed. `row` holds the word at each place, None for a hole; `places` the places of each key.

    Places of the title come first, those of the text from `text_at`, those of the source from `source_at`.
    `found` is the raw part that each place came from. `tied` gives the places where words tied by hyphens begin,
    and how many they are.
    """

    title: str
    text: str
    source: str
    row: Sequence[Word | None]
    found: Sequence[re.Match[str] | None]
    places: Mapping[str, Sequence[int]]
    tied: Mapping[int, int]
    text_at: int
    source_at: int

    def field_at(self, place: int) -> Field:
        """The field that a place lies in."""
        if place < self.text_at:
            return Field.TITLE
        return Field.TEXT if place < self.source_at else Field.SOURCE

    def hit(self, first: int, last: int, term: str, alias: str) -> Hit:
        """What was found from one place to another, by its character offsets; neither is a hole."""
        start, end = self._span(first)
        if last != first:
            end = self._span(last)[1]
        return Hit(self.field_at(first), start, end, term, alias)

    def _span(self, place: int) -> tuple[int, int]:
        raw = self.found[place]
        assert raw is not None  # only holes have none
        words = pieces(raw[0])
        if len(words) == 1:
            return raw.span()
        piece = 0
        while place > piece and self.found[place - piece - 1] is raw:
            piece += 1
        start = raw.start()
        return start + words[piece].start, start + words[piece].end


class _Rows:
    """The rows of a document while it is made."""

    def __init__(self) -> None:
        self.row: list[Word | None] = []
        self.found: list[re.Match[str] | None] = []
        self.joined: Joined = []

    def part_fields(self) -> int:
        """Leave the holes that keep two fields apart; returns where the next one begins."""
        self.row.extend([None] * HOLES)
        self.found.extend([None] * HOLES)
        return len(self.row)

    def lay(self, text: str) -> None:
        """Append the words of one field, with a hole at the end of each sentence."""
        row, found = self.row, self.found
        begins = True  # a sentence
        unsure: list[
            tuple[int, Word, bool]
        ] = []  # capitals that may make a name: place, word, begins a sentence
        for raw in raw_matches(text):
            part = PARTS[raw[0]]
            words = part.words
            if words:
                if part.joined is not None:
                    self.joined.append((len(row), part.joined, len(words)))
                for word in words:
                    if word.named is not None:
                        unsure.append((len(row), word, begins))
                    row.append(word)
                    found.append(raw)
                    begins = False
            elif part.mark:
                if _is_end(part.mark, row):
                    row.append(None)
                    found.append(None)
                    begins = True
                elif part.mark in _OPENS:
                    begins = True
        _settle(row, unsure)

    def lay_source(self, source: str) -> None:
        """Append the words of a source's name; written in one as well, for `source:lefanal`."""
        begin = len(self.row)
        for raw in raw_matches(source):
            for token in pieces(raw[0]):
                self.row.append(source_word(token.text))
                self.found.append(raw)
        words = [word.folded for word in self.row[begin:] if word is not None]
        if len(words) > 1:
            self.joined.append((begin, source_word("".join(words)), len(words)))


def _settle(row: list[Word | None], unsure: list[tuple[int, Word, bool]]) -> None:
    """Say of capitals whether they make a name: inside a sentence, and before another (« Marine Le Pen »).

    At the beginning of a sentence, a plural goes with a plural: « Paris sportifs », « Tours jumelles ».
    """
    for place, word, is_first in unsure:
        following = row[place + 1] if place + 1 < len(row) else None
        before = row[place - 1] if place else None
        if following is not None and following.has_capital:
            row[place] = word.named
        elif is_first:
            if following is not None and _is_plural(word) and _is_plural(following):
                row[place] = word.unnamed
        elif not (word.may_have_rank and before is not None and before.folded in _DETERMINERS):
            row[place] = word.named


def _is_plural(word: Word) -> bool:
    return word.folded.endswith("s") and not word.is_stop and word.folded not in _NO_PLURALS


def analyse(title: str, text: str, source: str = "") -> Document:
    """The document of one entry; `text` is its extract, a line break, and its body."""
    rows = _Rows()
    rows.lay(title)
    text_at = rows.part_fields()
    rows.lay(text)
    source_at = rows.part_fields()
    rows.lay_source(source)
    places = _places(rows.row)
    for place, word, _ in rows.joined:
        for key in word.keys:
            places[key] = [*places.get(key, ()), place]
    tied = {place: width for place, _, width in rows.joined}
    return Document(title, text, source, rows.row, rows.found, places, tied, text_at, source_at)


def _is_end(mark: str, row: Sequence[Word | None]) -> bool:
    """Whether a mark ends a sentence; the point of « M. Macron » does not."""
    if mark in _ENDS:
        return True
    last = row[-1] if row and mark == "." else None
    return last is not None and len(last.folded) > 1 and last.folded not in _ABBREVIATIONS


def _places(row: Sequence[Word | None]) -> dict[str, list[int]]:
    """The places of each key; in order, but where several words show the same key."""
    by_word: defaultdict[Word | None, list[int]] = defaultdict(list)
    for place, word in enumerate(row):
        by_word[word].append(place)
    by_word.pop(None, None)
    places: dict[str, list[int]] = {}
    merged: set[str] = set()  # keys whose list is no word's own
    for word, found in by_word.items():
        assert word is not None  # just taken out
        for key in word.keys:
            if key not in places:
                places[key] = found
            elif key in merged:
                places[key] += found
            else:
                places[key] = places[key] + found
                merged.add(key)
    return places

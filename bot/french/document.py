"""A text as the matcher sees it: every word's place, by key. Made once an entry, whatever the number of topics.

Title, text and source stand one after another in one row of places, with holes between them and at the ends of
sentences, so that no phrase runs across. Offsets are worked out only for what matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.french.chunks import CHUNKS, Chunk, cut
from bot.french.keys import Word, source_word
from bot.french.normalise import spans_from, tokenise
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

Spot = tuple[Field, int, int]
Joined = list[tuple[int, Word, int]]  # place, the word that tied words make in one, and how many they are
Unsure = list[
    tuple[int, Word, bool]
]  # capitals that may make a name: place, word, whether it begins a sentence


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One entry, analysed. `row` holds the word at each place, None for a hole; `places` the places of each key.

    Places of the title come first, those of the text from `text_at`, those of the source from `source_at`.
    `starts` says where in its field the run of characters begins that each word stands in. `tied` gives the places
    where words tied by hyphens begin, and how many they are.
    """

    title: str
    text: str
    source: str
    row: Sequence[Word | None]
    starts: Sequence[int]
    places: Mapping[str, Sequence[int]]
    tied: Mapping[int, int]
    text_at: int
    source_at: int
    _spots: dict[int, Spot] = field(default_factory=dict, repr=False)

    def field_at(self, place: int) -> Field:
        """The field that a place lies in."""
        if place < self.text_at:
            return Field.TITLE
        return Field.TEXT if place < self.source_at else Field.SOURCE

    def hit(self, first: int, last: int, term: str, alias: str) -> Hit:
        """What was found from one place to another, by its character offsets; neither is a hole."""
        for place in (first, last):
            if place not in self._spots:
                self._find_spots(place)
        where, start, end = self._spots[first]
        return Hit(where, start, end if last == first else self._spots[last][2], term, alias)

    def _find_spots(self, place: int) -> None:
        """Find field and offsets of the words of the run that a place lies in.

        They are kept, since many topics look for the same word.
        """
        if place < self.text_at:
            where, text = Field.TITLE, self.title
        elif place < self.source_at:
            where, text = Field.TEXT, self.text
        else:
            where, text = Field.SOURCE, self.source
        starts = self.starts
        start = starts[place]
        while place and starts[place - 1] == start:
            place -= 1
        after = place + 1
        while after < len(starts) and starts[after] == start:
            after += 1
        words = [at for at in range(place, after) if self.row[at] is not None]
        for at, (begin, end) in zip(words, spans_from(text, start), strict=False):
            self._spots[at] = where, begin, end


class _Rows:
    """The rows of a document while it is made."""

    def __init__(self) -> None:
        self.row: list[Word | None] = []
        self.starts: list[int] = []
        self.joined: Joined = []

    def part_fields(self) -> int:
        """Leave the holes that keep two fields apart; returns where the next one begins."""
        self.row.extend([None] * HOLES)
        self.starts.extend([-1] * HOLES)
        return len(self.row)

    def lay(self, text: str) -> None:
        """Append the words of one field, with a hole at the end of each sentence."""
        row, starts = self.row, self.starts
        at = 0
        begins = True  # a sentence
        unsure: Unsure = []
        for run in cut(text):
            found = CHUNKS[run]
            if isinstance(found, Chunk):
                begins = self._lay_chunk(found, at, begins, unsure)
            else:
                if found.named is not None:
                    unsure.append((len(row), found, begins))
                row.append(found)
                starts.append(at)
                begins = False
            at += len(run) + 1
        _settle(row, unsure)

    def _lay_chunk(self, chunk: Chunk, at: int, begins: bool, unsure: Unsure) -> bool:
        """Append what a chunk holds; returns whether a sentence begins after it."""
        row, starts = self.row, self.starts
        places: list[int] = []
        for item in chunk.items:
            places.append(len(row))
            if isinstance(item, Word):
                if item.named is not None:
                    unsure.append((len(row), item, begins))
                row.append(item)
                starts.append(at)
                begins = False
            elif _is_end(item, row):
                row.append(None)
                starts.append(at)
                begins = True
            elif item in _OPENS:
                begins = True
        self.joined += [(places[item], word, width) for item, word, width in chunk.tied]
        return begins

    def lay_source(self, source: str) -> None:
        """Append the words of a source's name; written in one as well, for `source:lefanal`."""
        begin = len(self.row)
        words = [(source_word(token.text), token.start) for token in tokenise(source)]
        self.row += [word for word, _ in words]
        self.starts += [start for _, start in words]
        if len(words) > 1:
            in_one = source_word("".join(word.folded for word, _ in words))
            self.joined.append((begin, in_one, len(words)))


def _settle(row: list[Word | None], unsure: Unsure) -> None:
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
            places[key] = [*places.get(key, ()), place]  # no other word shows keys of that mark
    tied = {place: width for place, _, width in rows.joined}
    return Document(title, text, source, rows.row, rows.starts, places, tied, text_at, source_at)


def _is_end(mark: str, row: Sequence[Word | None]) -> bool:
    """Whether a mark ends a sentence; the point of « M. Macron » does not."""
    if mark in _ENDS:
        return True
    last = row[-1] if row and mark == "." else None
    return last is not None and len(last.folded) > 1 and last.folded not in _ABBREVIATIONS


def _places(row: Sequence[Word | None]) -> dict[str, list[int]]:
    """The places of each key, in order."""
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
    for key in merged:
        places[key].sort()
    return places

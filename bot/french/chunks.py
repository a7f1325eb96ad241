"""Texts cut at their spaces, each piece read once: what makes analysing an article a matter of look-ups.

Words come again, and so do words with a comma or an article before them; what such a run of characters holds is
worked out when it is first met and kept. The few things that hold a space themselves (« 1 250 », « R & D ») are
tied beforehand by a no-break space, which moves no offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.french.keys import Word, joined_word, word_of
from bot.french.normalise import MAX_WORD, pieces, raw_matches, ties

_INNER_SPACE = re.compile(r"(?<=\d) (?=\d{3})|(?<=[A-Z]) (?=& [A-Z])|(?<=[A-Z] &) (?=[A-Z])")
_MOST_JOINED = 4  # « porte-monnaie », « va-t-en-guerre »; longer chains are no words
_LONGEST_KEPT = 48  # characters: the table holds words, not texts
_MOST_KEPT = 1 << 16  # some 30 MB; months of the press hold about as many


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words and marks of a run of characters in order.

    `tied` gives, by item, what tied words that begin there make written in one, and how many they are.
    """

    items: tuple[Word | str, ...]
    tied: tuple[tuple[int, Word, int], ...]


def cut(text: str) -> list[str]:
    """The text cut at its spaces; put together again with one between them it has the same length."""
    return _INNER_SPACE.sub("\u00a0", text).split(" ")


def _read(run: str) -> Word | Chunk:
    """What a run of characters holds; most hold one word and no mark, and are that word."""
    if run.isalpha():
        return word_of(run[:MAX_WORD])
    items: list[Word | str] = []
    tied: list[tuple[int, Word, int]] = []
    for raw in raw_matches(run):
        tokens = pieces(raw[0])
        if not tokens and len(raw[0]) == 1:
            items.append(raw[0])
        if 1 < len(tokens) <= _MOST_JOINED and ties(raw[0]):
            tied.append((len(items), joined_word([token.text for token in tokens]), len(tokens)))
        items += [word_of(token.text) for token in tokens]
    if len(items) == 1 and isinstance(items[0], Word):
        return items[0]
    return Chunk(tuple(items), tuple(tied))


class _Chunks(dict[str, Word | Chunk]):
    """What runs of characters hold, read when first met. Short ones are kept; when there are many, all are let go."""

    def __missing__(self, run: str) -> Word | Chunk:
        chunk = _read(run)
        if len(run) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[run] = chunk
        return chunk


CHUNKS = _Chunks()

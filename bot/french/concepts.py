"""Words that headlines use for one thing (« séisme », « tremblement de terre »; « Moscou », « russe »).

Stories alone look at text so; a reader's query never does. Gaps accepted: words with two meanings count for both.
"""

from __future__ import annotations

from functools import lru_cache

from bot.french.normalise import fold
from bot.french.tables import read_lines

_SHORTEST_PREFIX = 3


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words and beginnings of words, each with the commonest word of its line."""
    words: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    for line in read_lines("concepts.txt"):
        head, *others = line.split()
        for member in (head, *others):
            target = prefixes if member.endswith("*") else words
            target[fold(member.rstrip("*"))] = fold(head)
    return words, prefixes


@lru_cache(maxsize=1 << 16)
def concept(word: str) -> str:
    """The commonest word for what a folded word means, or "" where the table says nothing."""
    words, prefixes = _table()
    if word in words:
        return words[word]
    for end in range(len(word), _SHORTEST_PREFIX - 1, -1):
        if word[:end] in prefixes:
            return prefixes[word[:end]]
    return ""

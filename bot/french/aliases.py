"""Synonyms that readers can see and admins can edit: « Otan », « Nato », « Alliance atlantique ».

A group a line, its members parted by « = ». A member with a capital is looked for as written; one in small letters
in every number and gender. Groups do not chain: a member of two has the others of both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.french.normalise import APOSTROPHES, fold, tokenise
from bot.french.tables import read_lines

Key = tuple[str, ...]  # the folded words of a member, sorted


@dataclass(frozen=True, slots=True)
class Aliases:
    """A table of synonyms. `version` is a short digest: the same groups have the same."""

    groups: tuple[tuple[str, ...], ...]
    version: str
    _others: Mapping[Key, tuple[str, ...]] = field(repr=False, compare=False)
    _by_word: Mapping[str, tuple[Key, ...]] = field(repr=False, compare=False)

    def synonyms(self, words: Iterable[str]) -> tuple[str, ...]:
        """What else a name of these words may be called, in the order of the table; `()` for most."""
        return self._others.get(_key(words), ())

    def within(self, words: frozenset[str]) -> tuple[Key, ...]:
        """The members of two words and more whose words are all among the given folded ones."""
        keys = dict.fromkeys(key for word in sorted(words) for key in self._by_word.get(word, ()))
        return tuple(key for key in keys if words.issuperset(key))


def _key(words: Iterable[str]) -> Key:
    """How a member is looked up: its folded words, whatever their order, hyphens and elisions apart."""
    folded = [fold(word) for word in words if word[-1] not in APOSTROPHES]
    folded.sort()
    return tuple(folded)


def _key_of(member: str) -> Key:
    return _key(token.text for token in tokenise(member))


def parse_aliases(text: str) -> Aliases:
    """The table in a text: a group a line, members parted by « = »; `#` begins a comment.

    Lines with fewer than two members say nothing and are passed over.
    """
    groups: list[tuple[str, ...]] = []
    for line in text.splitlines():
        members = tuple(" ".join(member.split()) for member in line.partition("#")[0].split("="))
        members = tuple(dict.fromkeys(member for member in members if _key_of(member)))
        if len(members) > 1:
            groups.append(members)
    return _table(tuple(dict.fromkeys(groups)))


def _table(groups: tuple[tuple[str, ...], ...]) -> Aliases:
    others: dict[Key, tuple[str, ...]] = {}
    by_word: dict[str, tuple[Key, ...]] = {}
    for group in groups:
        for member in group:
            key = _key_of(member)
            rest = tuple(other for other in group if _key_of(other) != key)
            if len(key) > 1 and key not in others:
                for word in key:
                    by_word[word] = (*by_word.get(word, ()), key)
            others[key] = tuple(dict.fromkeys((*others.get(key, ()), *rest)))
    written = "\n".join(" = ".join(group) for group in groups)
    version = hashlib.blake2b(written.encode(errors="surrogatepass"), digest_size=6).hexdigest()
    return Aliases(groups, version, others, by_word)


@lru_cache(maxsize=1)
def default_aliases() -> Aliases:
    """The synonyms of the French news that ship with the package."""
    return parse_aliases("\n".join(read_lines("aliases.txt")))


NO_ALIASES = parse_aliases("")

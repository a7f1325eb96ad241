"""Which sentences of a text to take together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from bot.french.importance import Outline
from bot.french.leaning import leans

# The best alone, of which all pairs are compared; further sentences are then added one by one.
SHORTLIST = 12


class Choice:
    """The sentences of one text and what taking some of them is worth."""

    def __init__(
        self, sentences: Sequence[str], title: str, wanted: Callable[[str], bool] | None = None
    ) -> None:
        self._outline = Outline(sentences, title)
        self._places = range(len(sentences))
        self._lengths = [len(sentence.split()) for sentence in sentences]
        self._leaning = frozenset(place for place in self._places if place and leans(sentences[place]))
        self._wanted = frozenset(
            place for place in self._places if wanted is not None and wanted(sentences[place])
        )

    def best(self, count: int, max_words: int | None = None) -> tuple[int, ...]:
        """Places of at most `count` sentences, in text order.

        One wanted sentence is among them where there is one; leaning ones come with what they lean on, unless they
        are wanted and nothing else is. `max_words` bounds all together; the best alone is taken even so.
        """
        ranked = sorted(self._places, key=lambda place: (-self._outline.worth((place,)), place))
        shortlist = self._shortlist(ranked)
        fits = [choice for choice in self._sets(shortlist, count) if self._fits(choice, max_words)]
        chosen = self._pick(fits or [(place,) for place in shortlist])
        while len(chosen) < count:
            longer = [tuple(sorted((*chosen, place))) for place in shortlist if place not in chosen]
            longer = [choice for choice in longer if self._stands(choice) and self._fits(choice, max_words)]
            if not longer:
                break
            chosen = max(longer, key=self._outline.worth)
        return chosen

    def _shortlist(self, ranked: Sequence[int]) -> list[int]:
        """The best alone, what they lean on, and the best of those that are wanted."""
        best = {*ranked[:SHORTLIST], *[place for place in ranked if place in self._wanted][:SHORTLIST]}
        return sorted(best | {place - 1 for place in best if place in self._leaning})

    def _sets(self, shortlist: Sequence[int], count: int) -> Iterable[tuple[int, ...]]:
        if count == 1 or len(shortlist) == 1:
            return ((place,) for place in shortlist)
        return combinations(shortlist, 2)

    def _fits(self, chosen: Sequence[int], max_words: int | None) -> bool:
        return max_words is None or sum(self._lengths[place] for place in chosen) <= max_words

    def _stands(self, chosen: Sequence[int]) -> bool:
        return all(place not in self._leaning or place - 1 in chosen for place in chosen)

    def _pick(self, choices: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
        """The best of those that answer the query, if any does; of these, of those that stand."""
        answering = [choice for choice in choices if self._wanted.intersection(choice)] or choices
        standing = [choice for choice in answering if self._stands(choice)] or answering
        return max(standing, key=self._outline.worth)

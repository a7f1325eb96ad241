"""What an article says that those before it did not: the sentence with which a follow-up is told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.french.leaning import leans
from bot.french.sentences import split_sentences
from bot.french.similarity import content

# News stands early on; the bound keeps a long page cheap.
MAX_SENTENCES = 12
# A sentence of which less than this is new tells the old again in other words.
MIN_NEW_SHARE = 0.3
# Of what a sentence says that leans on the one before: it is taken only where it says much more.
LEANING_SHARE = 0.3


def new_sentence(text: str, earlier: Sequence[str]) -> str:
    """The sentence of `text`, verbatim, that says most of what no earlier text says; "" where none says anything.

    A long sentence with one new word counts less than a short one that is all new. The first on a tie.
    """
    known = frozenset[str]().union(*(content(one) for one in earlier))
    best, best_worth = "", 0.0
    for place, sentence in enumerate(split_sentences(text)[:MAX_SENTENCES]):
        words = content(sentence)
        total = sum(words.values())
        new = sum(weight for word, weight in words.items() if word not in known)
        if not new or new < MIN_NEW_SHARE * total:
            continue
        worth = new * new / total * (LEANING_SHARE if place and leans(sentence) else 1.0)
        if worth > best_worth:
            best, best_worth = sentence, worth
    return best

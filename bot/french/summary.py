"""The best sentences of a text, verbatim, in their own order.

Sentences are chosen together: those that cover most of what a journalist's summary would say (`importance`), short
enough, without repeating one another. When a reader's query is known, one of them answers it wherever one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.french.choice import Choice
from bot.french.sentences import split_sentences
from bot.french.standfirst import standfirst
from bot.french.telling import Telling, summarise_story

__all__ = ["Telling", "standfirst", "summarise", "summarise_story"]

# News says what happened early on; the bound keeps a long page cheap.
MAX_SENTENCES = 30
MIN_SENTENCE_CHARS = 20
_NOT_TEXT = re.compile(
    r"https?://|www\.|window\.|^\W*(?:lire aussi|à lire|lire la suite|voir aussi|revoir|photos?\b|vidéos?\b"
    r"|crédit|publicité|abonnez|inscrivez|recevez|suivez-nous|cliquez|partager|newsletter|cet article|©)",
    re.IGNORECASE,
)


def summarise(
    text: str,
    *,
    title: str = "",
    wanted: Callable[[str], bool] | None = None,
    count: int = 2,
    max_words: int | None = None,
) -> tuple[str, ...]:
    """At most `count` sentences of the text that tell it best, in text order, each verbatim.

    `wanted` tells whether a sentence answers the reader's query: one such is among them where there is one.
    Sentences that lean on what stands before (« Il a ajouté… ») come only with it, unless nothing else is there.
    `max_words` bounds all of them together, but for the first. Empty text gives none.
    """
    sentences = _usable(split_sentences(text))
    if not sentences or count < 1:
        return ()
    places = Choice(sentences, title, wanted).best(count, max_words)
    return tuple(sentences[place] for place in places)


def _usable(sentences: Sequence[str]) -> tuple[str, ...]:
    """Sentences that are text, not a page's furniture; all of them where none is."""
    usable = [one for one in sentences if len(one) >= MIN_SENTENCE_CHARS and not _NOT_TEXT.search(one)]
    return tuple(usable or sentences)[:MAX_SENTENCES]

# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of one topic: other ways to ask for it, words that look misspelt, handing it on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.en_moments import listing, number

REFINE = "Refine"
SHARE = "Share this topic"
BACK = "Back"
ALL = "All your topics"
DROP = "Stop following"
KEEP = "Nothing else to suggest: this topic is as precise as it can be."
LITERALLY = "Without synonyms"
WITH_SYNONYMS = "With synonyms"
IN_TITLES = "In headlines only"
NAMED_LITERALLY = "without synonyms"  # behind the name of such a topic
NAMED_IN_TEXT = "in the text"
NAMED_IN_SOURCE = "in the outlet’s name"
NAMED_EXACT_WORD = "exact word"
NAMED_EXACT_WORDS = "exact words"
AND = "AND"
OR = "OR"
EXCEPT = "NOT"
ESTIMATED = "The numbers on the buttons are estimates."
NAMED_IN_TITLES = "in headlines"


def _subjects(count: int, exact: bool) -> str:
    about = "" if exact else "about "
    return f"{about}{number(count)} {'story' if count == 1 else 'stories'}"


def refine(topic: str, stories: int, exact: bool) -> str:
    return (
        f"<b>{topic}</b>: {_subjects(stories, exact)} in the last seven days. What should I follow instead?"
    )


def choice(label: str, stories: int) -> str:
    return f"{label}: {number(stories)}"


def exactly(word: str) -> str:
    return f"Exactly “{word}”"


def less(word: str) -> str:
    return f"Without requiring “{word}”"


def more(word: str) -> str:
    return f"With “{word}”"


def page(topic: str) -> str:
    return f"<b>{topic}</b>"


def unknown_word(typed: str, words: Sequence[tuple[str, int]]) -> str:
    used = listing([f"“{word}” ({number(articles)})" for word, articles in words])
    return f"No article read so far contains “{typed}”; some contain {used}."


def follow_rather(word: str) -> str:
    return f"Follow “{word}” instead"


def search_rather(word: str) -> str:
    return f"Search “{word}”"


def many(stories: int) -> str:
    return f"That is a lot: {number(stories)} stories in seven days. Refine helps you choose."


def invitation(topic: str) -> str:
    return f"Follow “{topic}” in the French-language press."

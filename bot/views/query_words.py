"""A query as it is said to a reader: « Otan (sans synonymes) » where the canonical form writes « =Otan ».

The canonical form is written for the parser, and *Préciser* and *Écarter* write signs that nobody typed. The words
stay as they are given, since they may carry somebody's own capitals; only signs are turned into words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.views.voice import Voice

_TERM = re.compile(
    r"(?P<field>titre:|texte:|source:)?(?P<literal>=)?"
    r'(?:"(?P<quoted>[^"]+)"|(?<=[:=])\((?P<several>[^()=:"]+)\)|(?P<word>[^\s()=:"]+))'
)
_OPERATORS = frozenset(("ET", "OU", "SAUF"))

Notes = tuple[str, ...]


def in_words(query: str, voice: Voice) -> str:
    """What the query asks for; a note that all of its terms share is said once, at the end."""
    terms = [_notes(found, voice) for found in _TERM.finditer(query) if _is_term(found)]
    shared = terms[0] if len(terms) > 1 and len(set(terms)) == 1 and "SAUF" not in query else ()
    said = _TERM.sub(lambda found: _said(found, shared, voice), query)
    return _with(said, shared)


def _said(found: re.Match[str], shared: Notes, voice: Voice) -> str:
    if not _is_term(found):
        return _operators(voice).get(found[0], found[0])
    words = found["quoted"] or found["several"] or found["word"]
    return _with(words, () if shared else _notes(found, voice))


def _with(words: str, notes: Notes) -> str:
    return f"{words} ({', '.join(notes)})" if notes else words


def _is_term(found: re.Match[str]) -> bool:
    return found[0] not in _OPERATORS


def _notes(found: re.Match[str], voice: Voice) -> Notes:
    topics, words = voice.topics, found["quoted"] or ""
    fields = {
        "titre:": topics.NAMED_IN_TITLES,
        "texte:": topics.NAMED_IN_TEXT,
        "source:": topics.NAMED_IN_SOURCE,
    }
    exact = topics.NAMED_EXACT_WORDS if " " in words else topics.NAMED_EXACT_WORD
    notes = (
        fields.get(found["field"] or ""),
        exact if words else None,
        topics.NAMED_LITERALLY if found["literal"] and not words else None,
    )
    return tuple(filter(None, notes))


def _operators(voice: Voice) -> Mapping[str, str]:
    return {"ET": voice.topics.AND, "OU": voice.topics.OR, "SAUF": voice.topics.EXCEPT}

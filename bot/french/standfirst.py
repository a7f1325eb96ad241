"""The feed's own extract, cleaned, where it tells the article: a journalist's standfirst beats any choice of ours."""

from __future__ import annotations

import re

from bot.french.agency import after_dateline, before_signature
from bot.french.headline import strip_frame
from bot.french.sentences import split_sentences
from bot.french.similarity import content, covered

# Shorter than this is a label or a category, longer is the article itself.
MIN_CHARS = 50
MAX_CHARS = 700
MIN_WORDS = 8
# Where an invitation to read on can stand, from the end; bounds the search.
TAIL_REACH = 500
# An extract whose words all but stand in the title says the title again.
TITLE_AGAIN = 0.85

_INVITATIONS = (
    r"(?:lire|voir|découvrir|consulter|écouter|regarder)\s(?:la suite|plus|l[’']article|la vidéo|aussi)",
    r"(?:en savoir plus|continuer (?:la lecture|à lire)|la suite (?:sur|de)|plus d[’']infos?|cliquez ici|read more)",
    r"(?:continue reading|suite de l[’']article|retrouvez (?:cet article|l[’']article|la suite)|abonnez-vous)",
    r"(?:cet article est (?:réservé|apparu|paru|issu)|(?:article |contenu )?réservé aux abonnés)",
)
_TAIL = re.compile(
    rf"[-–—>|»(\[\s]*+(?:(?:{'|'.join(_INVITATIONS)})\b[^.!?]{{0,200}}[.!?…→>»\])]*"
    r"|lire\s*[>»→]+"
    r"|the post .{0,300} (?:appeared first|first appeared) on .{0,100}"
    r"|(?:l[’']article|cet article|le billet|le post) .{0,300} est apparu en premier (?:sur|dans) .{0,100})\s*$",
    re.IGNORECASE | re.DOTALL,
)
_DOTS = re.compile(r"\s*+[\[(]{0,2}(?:\.\.|…)[.…]*+[)\]]{0,2}\s*$")
_HEAD = re.compile(
    r"\s*(?:\[[^\]\n]{2,20}\]\s*|publié le [^.–—]{5,40}?[.–—:]\s*|mis à jour le [^.–—]{5,40}?[.–—:]\s*"
    r"|[☛►▶●•→>-]+\s*)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[.!?…](?:\s*[»”\")\]])*$")


def standfirst(extract: str, title: str) -> str:
    """The extract as a standfirst, or "" where it is none. What is given stands verbatim in the extract.

    Taken off: datelines, labels, « Lire la suite », « The post … appeared first on … », the title said again, and a
    last sentence that is cut off. No standfirst: a few words, the title again, a cut without any whole sentence, or
    a text long enough to be the article.
    """
    text, is_cut = cleaned(extract, title)
    if is_cut and not _WHOLE.search(text):
        text = _whole_sentences(text)
    if not MIN_CHARS <= len(text) <= MAX_CHARS or len(text.split()) < MIN_WORDS:
        return ""
    return "" if covered(content(text), content(title)) >= TITLE_AGAIN else text


def cleaned(extract: str, title: str) -> tuple[str, bool]:
    """The extract without what surrounds its sentences, and whether dots say that its end was cut off."""
    text, is_cut = extract.strip(), False
    longer = ""
    while text != longer:
        longer = text
        text = _without_tail(text)
        if dots := _DOTS.search(text, max(0, len(text) - TAIL_REACH)):
            is_cut, text = True, text[: dots.start()].rstrip()
    return _without_head(text, title), is_cut


def _without_tail(text: str) -> str:
    start = max(0, len(text) - TAIL_REACH)
    match = _TAIL.search(text, start)
    return before_signature(text[: match.start()] if match else text)


def _without_head(text: str, title: str) -> str:
    longer = ""
    while text != longer:
        longer = text
        match = _HEAD.match(text)
        text = after_dateline(text[match.end() :] if match else text).lstrip()
        if title and len(text) > len(title) and text.startswith(title):
            text = text[len(title) :].lstrip(" .:–—-|\n\u00a0")
    bare = strip_frame(text[:80])
    return text[text.index(bare) :] if bare and len(text) > 80 and bare in text else text


def _whole_sentences(text: str) -> str:
    """The text up to the end of its last whole sentence, or ""."""
    *whole, last = split_sentences(text) or ("",)
    return text[: text.rindex(last)].rstrip() if whole else ""

"""How French publishers say, in their feeds, that an article is for subscribers."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from bot.french.tables import read_lines

# Whole category or access mark: a section « Abonnements » or a tag « abonnés absents » says nothing.
_MARK = re.compile(
    r"(?:(?:articles?|contenus?|accès|édition|zone|section)\s+)?"
    r"(?:(?:exclusivement\s+)?réservée?s?\s+(?:aux|à nos)\s+)?"
    r"(?:abonnés?|premium|payante?s?|subscribers?(?:[ _-]only)?|paid|locked|restricted)",
    re.IGNORECASE,
)
_FREE = re.compile(r"(?:accès|articles?|contenus?)\s+(?:libres?|gratuits?|ouverts?)|free", re.IGNORECASE)
_IN_TITLE = re.compile(
    r"\s*(?:[(\[]\s*(?:(?:article|contenu)?\s*réservé\s+aux\s+abonnés|abonnés?|premium|payant)\s*[)\]]"
    r"|\s[-–—|•]\s*(?:(?:article\s+)?réservé\s+aux\s+abonnés|abonnés|premium))\s*$"
    r"|^\s*(?:[(\[]\s*(?:abonnés?|premium|réservé\s+aux\s+abonnés)\s*[)\]]\s*[:–—-]?)\s*",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    r"(?:cet|l[’'])\s?article\s+est\s+(?:exclusivement\s+)?réservé\s+(?:aux|à\s+nos)\s+abonnés"
    r"|\barticle\s+réservé\s+aux\s+abonnés\b|\bil\s+vous\s+reste\s+\d+(?:[.,]\d+)?\s?%\s+de cet article à lire",
    re.IGNORECASE,
)


def is_for_subscribers(marks: tuple[str, ...], title: str, text: str) -> bool | None:
    """What the feed itself says of an item, None where it says nothing.

    `marks` are its categories, rights and access elements, each on its own.
    """
    trimmed = [mark.strip() for mark in marks]
    if any(_MARK.fullmatch(mark) for mark in trimmed) or _has_mark(title) or _says_so(text):
        return True
    return False if any(_FREE.fullmatch(mark) for mark in trimmed) else None


def without_mark(title: str) -> str:
    """The headline without « (abonnés) » and its like, which belong to the card and not to the words."""
    return (_IN_TITLE.sub("", title) or title) if _may_have_mark(title) else title


def _has_mark(title: str) -> bool:
    return _may_have_mark(title) and _IN_TITLE.search(title) is not None


def _may_have_mark(title: str) -> bool:
    """A word without which no mark is written, looked for first because that is ten times faster."""
    folded = title.lower()
    return "abonn" in folded or "premium" in folded or "payant" in folded


def _says_so(text: str) -> bool:
    return "article" in text.lower() and _IN_TEXT.search(text) is not None


@lru_cache(maxsize=1)
def _walled() -> frozenset[str]:
    return frozenset(read_lines("walled.txt"))


def is_mostly_walled(link: str) -> bool:
    """Whether the link leads to a publisher known to keep most articles for subscribers.

    No evidence about this very article: enough to prefer another link, not to mark this one.
    """
    labels = _host(link).split(".")
    return any(".".join(labels[start:]) in _walled() for start in range(len(labels)))


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:  # « http://[ » in a feed
        return ""

"""What says that an item of a document is one that is known, though its key is another.

Evidence is weighed by what else could explain it. One link with one text or date: nothing else. One title at one
instant: nothing else, unless the texts differ. In a flood (most of a document looks new), one link alone, or one title
half a day apart. One title at a farther date: either the item was dated anew, or it is the next edition of a feature,
and the document as a whole tells which.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from bot.core.edits import are_alike, title_key
from bot.core.links import link_key
from bot.model import KnownEntry, ParsedEntry

Pair = tuple[ParsedEntry, KnownEntry]

_SAME_TIME = timedelta(hours=12)  # between datings of one item; a daily feature is a day apart
_DAY = timedelta(days=1)
_PUNCTUAL = timedelta(hours=1, minutes=30)  # editions come at their hour, more or less
_EDITIONS_SHARE = 0.6  # of the pairs, so many days apart as the others
_COMPARED_CHARS = 2_000  # of two texts


def is_same(entry: ParsedEntry, row: KnownEntry, is_own_link: bool) -> bool:
    """Whether it is surely that one, whatever the rest of the document looks like.

    `is_own_link`: no other item of the document or of the memory has it, as they do that link to a home page.
    """
    has_text, has_date = _has_text(entry, row), _has_date(entry, row)
    if _has_link(entry, row) and (has_text or (has_date and is_own_link)):
        return True
    if title_key(entry.title) != title_key(row.title):
        return False
    if has_date:
        agree = _texts_agree(entry, row)
        return bool(agree) or (agree is None and not _is_midnight(entry))
    is_undated = entry.published_at is None and row.published_at is None
    return has_text and is_undated and not (entry.link and row.link)


def is_same_in_flood(entry: ParsedEntry, row: KnownEntry, is_own_link: bool) -> bool:
    """Whether it is that one, given that most of its document looks new."""
    if _has_link(entry, row) and (is_own_link or _has_text(entry, row)):
        return True
    if title_key(entry.title) != title_key(row.title) or distance(entry, row) > _SAME_TIME:
        return False
    is_dated = entry.published_at is not None and row.published_at is not None
    return is_dated or _texts_agree(entry, row) is not False


def are_editions(pairs: Sequence[Pair]) -> bool:
    """Whether most items follow those of their titles after one and the same number of days."""
    shifts = [distance(entry, row) for entry, row in pairs]
    if not shifts:
        return False
    usual = sorted(shifts)[len(shifts) // 2]
    days = round(usual / _DAY)
    if days < 1 or abs(usual - days * _DAY) > _PUNCTUAL:
        return False
    return sum(abs(shift - usual) <= _PUNCTUAL for shift in shifts) >= _EDITIONS_SHARE * len(shifts)


def is_redated(entry: ParsedEntry, row: KnownEntry, has_moved: bool) -> bool:
    """Whether an item of a flood with that title is that one at another date; texts that differ say no.

    `has_moved`: most of what looks new has the title of something known, which speaks for those without a text.
    """
    if entry.published_at is None or row.published_at is None:
        return False  # `is_same_in_flood` has judged it
    agree = _texts_agree(entry, row)
    return has_moved if agree is None else agree


def distance(entry: ParsedEntry, row: KnownEntry) -> timedelta:
    """Between the two dates; where one is missing, as much as may part datings of one item."""
    if entry.published_at is None or row.published_at is None:
        return _SAME_TIME
    return abs(entry.published_at - row.published_at)


def _has_link(entry: ParsedEntry, row: KnownEntry) -> bool:
    return bool(entry.link) and link_key(entry.link) == link_key(row.link)


def _has_text(entry: ParsedEntry, row: KnownEntry) -> bool:
    return bool(entry.extract or entry.body) and entry.content_hash == row.content_hash


def _has_date(entry: ParsedEntry, row: KnownEntry) -> bool:
    return entry.published_at is not None and entry.published_at == row.published_at


def _is_midnight(entry: ParsedEntry) -> bool:
    """A date without a time, in UTC: many items have it."""
    return entry.published_at is not None and entry.published_at.time() == time(0)


def _texts_agree(entry: ParsedEntry, row: KnownEntry) -> bool | None:
    """Whether the texts are one, or an edit of it; None where there are not two to compare."""
    if _has_text(entry, row):
        return True
    mine, known = f"{entry.extract}\n{entry.body}".strip(), row.text.strip()
    if not mine or not known:
        return None
    return are_alike(mine[:_COMPARED_CHARS], known[:_COMPARED_CHARS])

"""Which items of a document are known already, under whatever key they come back.

Identity is the key. Three things may part an item from its key, and each is met here: a guid that comes with another
link *and* another title is another item; a guid that changed while link and date (or text) stayed is the same item;
and when most of a document looks new at once, its items are compared by link, title and date before anything is
called news (the flood guard). Titles alone identify nothing: tomorrow's weather forecast is news.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.edits import are_alike
from bot.core.parse import rekey
from bot.model import KnownEntry, ParsedEntry, ParsedFeed

_FLOOD_ITEMS = 5  # fewer are no flood, whatever their share
_FLOOD_SHARE = 0.6  # of a document; a lively feed may well be half new after a quiet night
_SAME_TIME = timedelta(hours=12)  # between datings of one item; a daily feature is a day apart


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be looked up before a document can be compared with the memory of its feed."""

    keys: frozenset[str]
    links: frozenset[str]
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document sorted: items known, each beside what is known of it, and items that look new, in its order."""

    known: tuple[tuple[ParsedEntry, KnownEntry], ...]
    unknown: tuple[ParsedEntry, ...]
    is_flood: bool  # most looked new at first sight


def wanted(feed: ParsedFeed) -> Wanted:
    """The rows that `recognise` needs: all of that feed that share a key, a link or a title with these."""
    return Wanted(
        keys=frozenset(key for entry in feed.entries for key in (entry.key, rekey(entry).key)),
        links=frozenset(entry.link for entry in feed.entries if entry.link),
        titles=frozenset(entry.title for entry in feed.entries),
    )


def recognise(
    entries: Sequence[ParsedEntry], known: Iterable[KnownEntry], unchanged: Collection[str] = ()
) -> Recognised:
    """Tell the known items of a document from those that look new; each known item answers for one only.

    `unchanged` are the keys of known items that the document holds beside these entries.
    """
    by_key = {row.key: row for row in known}
    pairs: list[tuple[ParsedEntry, KnownEntry]] = []
    unknown: list[ParsedEntry] = []
    for entry in entries:
        own = _under_its_key(entry, by_key)
        row = by_key.get(own.key)
        if row is None:
            unknown.append(own)
        else:
            pairs.append((own, row))
    items = len(entries) + len(unchanged)
    is_flood = items >= _FLOOD_ITEMS and len(unknown) > _FLOOD_SHARE * items
    taken = {row.key for _, row in pairs}.union(unchanged)
    free = [row for row in by_key.values() if row.key not in taken]
    moved, new = _match_otherwise(unknown, free, is_flood)
    return Recognised(tuple(pairs + moved), tuple(new), is_flood)


def _under_its_key(entry: ParsedEntry, by_key: dict[str, KnownEntry]) -> ParsedEntry:
    row = by_key.get(entry.key)
    if row is None or entry.link == row.link or not entry.link or not row.link:
        return entry
    if not row.title or are_alike(entry.title, row.title):
        return entry
    return rekey(entry)


def _match_otherwise(
    unknown: Sequence[ParsedEntry], free: list[KnownEntry], is_flood: bool
) -> tuple[list[tuple[ParsedEntry, KnownEntry]], list[ParsedEntry]]:
    places = _Places(free)
    shared_links = _repeated(entry.link for entry in unknown) | _repeated(row.link for row in free)
    moved: list[tuple[ParsedEntry, KnownEntry]] = []
    new: list[ParsedEntry] = []
    for entry in unknown:
        is_own_link = entry.link not in shared_links
        candidates = [row for row in places.near(entry) if _is_same(entry, row, is_flood, is_own_link)]
        if candidates:
            row = min(candidates, key=lambda row: _distance(entry, row))
            places.take(row)
            moved.append((entry, row))
        else:
            new.append(entry)
    return moved, new


class _Places:
    """Known items not yet met in the document, to be found by link or by title."""

    def __init__(self, rows: Iterable[KnownEntry]) -> None:
        self._by_link: dict[str, list[KnownEntry]] = defaultdict(list)
        self._by_title: dict[str, list[KnownEntry]] = defaultdict(list)
        self._taken: set[str] = set()
        for row in rows:
            self._by_link[row.link].append(row)
            self._by_title[row.title].append(row)

    def near(self, entry: ParsedEntry) -> list[KnownEntry]:
        """Those with its link or its title; an item without link shares none."""
        same_link = self._by_link.get(entry.link, []) if entry.link else []
        rows = {row.key: row for row in (*same_link, *self._by_title.get(entry.title, []))}
        return [row for row in rows.values() if row.key not in self._taken]

    def take(self, row: KnownEntry) -> None:
        self._taken.add(row.key)


def _is_same(entry: ParsedEntry, row: KnownEntry, is_flood: bool, is_own_link: bool) -> bool:
    """`is_own_link`: no other item of the document or of the memory has it, as they do that link to a home page."""
    has_link = bool(entry.link) and entry.link == row.link
    has_text = bool(entry.extract or entry.body) and entry.content_hash == row.content_hash
    has_date = entry.published_at is not None and entry.published_at == row.published_at
    if has_link and (has_text or (has_date and is_own_link)):
        return True
    if not is_flood:
        return False
    if has_text or (has_link and is_own_link):
        return True
    return entry.title == row.title and _distance(entry, row) <= _SAME_TIME


def _distance(entry: ParsedEntry, row: KnownEntry) -> timedelta:
    """Between the two dates; where one is missing, as much as may part datings of one item."""
    if entry.published_at is None or row.published_at is None:
        return _SAME_TIME
    return abs(entry.published_at - row.published_at)


def _repeated(links: Iterable[str]) -> set[str]:
    return {link for link, count in Counter(links).items() if count > 1}

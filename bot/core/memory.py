"""Which items of a document are known already, under whatever key they come back.

Identity is the key. Three things may part an item from its key, and each is met here: a guid that comes with another
link *and* another title is another item; a guid that changed while link and date (or text) stayed is the same item;
and when most of a document looks new at once, its items are compared by link, title and date before anything is
called news (the flood guard). Titles alone identify nothing: tomorrow's weather forecast is news. What counts as
evidence is in `bot.core.sameness`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.core.edits import are_alike, title_key
from bot.core.links import link_key, link_spellings
from bot.core.parse import rekey
from bot.core.sameness import Pair, are_editions, distance, is_redated, is_same, is_same_in_flood
from bot.model import KnownEntry, ParsedEntry, ParsedFeed

_FLOOD_ITEMS = 5  # fewer are no flood, whatever their share
_FLOOD_SHARE = 0.6  # of a document; a lively feed may well be half new after a quiet night
_MOST_CANDIDATES = 20  # known items of one title that one item is compared with
_MOVED_SHARE = 0.5  # of what looks new in a flood has the title of something known: the feed has moved


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
    """The rows that `recognise` needs: all of that feed that share a key, a link or a title
    with these, links and titles however spelt."""
    return Wanted(
        keys=frozenset(key for entry in feed.entries for key in (entry.key, rekey(entry).key)),
        links=frozenset(link for entry in feed.entries for link in link_spellings(entry.link)),
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
    if row is None or not entry.link or not row.link or link_key(entry.link) == link_key(row.link):
        return entry
    if not row.title or are_alike(entry.title, row.title):
        return entry
    return rekey(entry)


def _match_otherwise(
    unknown: Sequence[ParsedEntry], free: list[KnownEntry], is_flood: bool
) -> tuple[list[Pair], list[ParsedEntry]]:
    """In rounds, the surest evidence first, so that no item takes the row that belongs to another."""
    places = _Places(free)
    shared = _repeated(entry.link for entry in unknown) | _repeated(row.link for row in free)
    moved, new = _pair(unknown, places, lambda entry, row: is_same(entry, row, _key(entry) not in shared))
    if is_flood and new:
        more, new = _pair(
            new, places, lambda entry, row: is_same_in_flood(entry, row, _key(entry) not in shared)
        )
        moved += more
        more, new = _pair(new, places, lambda entry, row: title_key(entry.title) == title_key(row.title))
        redated, others = _redated(more, len(unknown), len(moved), _repeated_titles(free))
        moved += redated
        wanted_order = {id(entry): place for place, entry in enumerate(unknown)}
        new = sorted([*new, *others], key=lambda entry: wanted_order[id(entry)])
    return moved, new


def _redated(
    pairs: list[Pair], looked_new: int, moved: int, recurrent: set[str]
) -> tuple[list[Pair], list[ParsedEntry]]:
    """Of items that share nothing but a title with a known one: those that are it under another date, and news."""
    if are_editions(pairs):
        return [], [entry for entry, _ in pairs]
    has_moved = moved + len(pairs) >= _MOVED_SHARE * looked_new
    same: list[Pair] = []
    new: list[ParsedEntry] = []
    for entry, row in pairs:
        if title_key(entry.title) not in recurrent and is_redated(entry, row, has_moved):
            same.append((entry, row))
        else:
            new.append(entry)
    return same, new


def _pair(
    entries: Sequence[ParsedEntry], places: _Places, is_one: Callable[[ParsedEntry, KnownEntry], bool]
) -> tuple[list[Pair], list[ParsedEntry]]:
    """Each item beside the nearest of the known ones that it is; those that are none."""
    pairs: list[Pair] = []
    left: list[ParsedEntry] = []
    for entry in entries:
        candidates = [row for row in places.near(entry) if is_one(entry, row)]
        if candidates:
            row = min(candidates, key=lambda row: distance(entry, row))
            places.take(row)
            pairs.append((entry, row))
        else:
            left.append(entry)
    return pairs, left


class _Places:
    """Known items not yet met in the document, to be found by link or by title."""

    def __init__(self, rows: Iterable[KnownEntry]) -> None:
        self._by_link: dict[str, list[KnownEntry]] = defaultdict(list)
        self._by_title: dict[str, list[KnownEntry]] = defaultdict(list)
        self._taken: set[str] = set()
        for row in rows:
            self._by_link[link_key(row.link)].append(row)
            self._by_title[title_key(row.title)].append(row)

    def near(self, entry: ParsedEntry) -> list[KnownEntry]:
        """Those with its link or its title, a bounded number of each; an item without link shares none."""
        same_link = self._by_link.get(link_key(entry.link), []) if entry.link else []
        rows = (*self._free(same_link), *self._free(self._by_title.get(title_key(entry.title), [])))
        return list({row.key: row for row in rows}.values())

    def take(self, row: KnownEntry) -> None:
        self._taken.add(row.key)

    def _free(self, rows: Iterable[KnownEntry]) -> Iterable[KnownEntry]:
        return islice((row for row in rows if row.key not in self._taken), _MOST_CANDIDATES)


def _key(entry: ParsedEntry) -> str:
    return link_key(entry.link)


def _repeated(links: Iterable[str]) -> set[str]:
    return {link for link, count in Counter(map(link_key, links)).items() if count > 1}


def _repeated_titles(rows: Iterable[KnownEntry]) -> set[str]:
    """Titles that the feed has used again at another time: the next one under it is news."""
    dates: dict[str, set[datetime | None]] = defaultdict(set)
    for row in rows:
        dates[title_key(row.title)].add(row.published_at)
    return {title for title, seen in dates.items() if len(seen) > 1}

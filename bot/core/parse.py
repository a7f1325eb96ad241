"""Bytes of a feed to our own types: the door through which everything foreign enters.

Runs in a worker process (it is CPU work, and foreign documents may hurt), so it imports nothing of the network or of
Telegram, and what goes in and out can be pickled.

Identity (`ParsedEntry.key`): the guid within the feed, else the canonical link, else title and date. A guid that a
document gives to items with other links and other titles, or a link that it gives to items without guid and with
other titles (a home page), identifies nothing by itself: their keys take in the link, or the title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from bot.core.charset import decode
from bot.core.dates import believable
from bot.core.itemcut import Cut, cut_items
from bot.core.itemmemory import KEY_BYTES, Memory, frame_of, unpack
from bot.core.jsonfeed import looks_like_json, read_json_feed
from bot.core.links import canonical_link
from bot.core.rawfeed import RawFeed, RawItem
from bot.core.text import cut_text, one_line, plain_text
from bot.core.xmlfeed import cleaned, read_document
from bot.errors import ParseError
from bot.french.paywall import is_for_subscribers, without_mark
from bot.model import ParsedEntry, ParsedFeed, SeenItem

MAX_ITEMS = 500  # some fifteen times a usual feed; an archive of 10,000 items is not news
MAX_TITLE_CHARS = 500
MAX_EXTRACT_CHARS = 2_000
MAX_BODY_CHARS = 20_000
MAX_GUID_CHARS = 1_000
MAX_AUTHOR_CHARS = 200
_UNTITLED_CHARS = 120  # of the text, to stand where a title is missing
# Of a document's items, that may be parsed apart from the others. With more, the flood guard must see them all
# (`memory.py`: from 0.6 on), and little would be saved.
_CHANGED_SHARE = 0.5


def parse_feed(body: bytes, content_type: str, url: str, now: datetime, memory: bytes = b"") -> ParsedFeed:
    """The feed in `body`, which was found at `url`; raises `ParseError` where there is none.

    Dates after `now` become `now`. Items that say nothing (no title, text or link) are left out, items given twice
    are kept once, and of very many the newest `MAX_ITEMS` are read. `memory` of the document before (`itemmemory`)
    spares the parsing of items that it held, where that can change nothing.
    """
    text = decode(body, content_type).strip("\ufeff \t\r\n\x00")
    if not text:
        raise ParseError(url, "empty")
    if looks_like_json(text):
        return _assemble(read_json_feed(text, url, MAX_ITEMS), url, now)
    document = cleaned(text)
    cut = cut_items(document)
    if cut is None or len(cut.items) > MAX_ITEMS or len(set(cut.marks)) < len(cut.items):
        return _assemble(read_document(document, url, MAX_ITEMS), url, now)
    changes = _changes(cut, url, now, unpack(memory))
    return changes or _assemble(read_document(document, url, MAX_ITEMS), url, now, cut.frame, cut.marks)


def _changes(cut: Cut, url: str, now: datetime, memory: Memory) -> ParsedFeed | None:
    """The document without the items that are remembered; None where it must be read whole."""
    unchanged = tuple(SeenItem(mark, key) for mark in cut.marks if (key := memory.key_of(mark)) is not None)
    changed = tuple(mark for mark in cut.marks if memory.key_of(mark) is None)
    if len(changed) > _CHANGED_SHARE * len(cut.items):
        return None
    try:
        raw = read_document(cut.only(frozenset(changed)), url, MAX_ITEMS)
    except ParseError:  # it may be a feed for its items alone
        return None
    feed = _assemble(raw, url, now, cut.frame, changed)
    keys = {item.key for item in unchanged}
    is_alone = all(entry.mark and entry.key not in keys for entry in feed.entries)
    if feed.frame != memory.frame or len(feed.entries) < len(changed) or not is_alone:
        return None
    return replace(feed, unchanged=unchanged)


def _assemble(
    raw: RawFeed, url: str, now: datetime, frame: bytes = b"", marks: tuple[bytes, ...] = ()
) -> ParsedFeed:
    """What was read, in our own terms; `marks` are those of its items, where the document could be cut."""
    link = canonical_link(raw.link, url) or url
    # Atom: relative to the document (RFC 4287, 4.2.7); RSS says nothing, and publishers mean their site.
    base = url if raw.version.startswith("atom") else link
    has_marks = bool(frame) and not raw.ill_formed and len(raw.items) == len(marks)
    of_items = marks if has_marks else (b"",) * len(raw.items)
    entries = [
        entry
        for item, mark in zip(raw.items, of_items, strict=True)
        if (entry := _entry(item, base, now, mark))
    ]
    own_frame = frame_of(frame, raw.version, base) if has_marks else b""
    return _feed(raw, link, _distinct(entries), own_frame)


def rekey(entry: ParsedEntry) -> ParsedEntry:
    """The same entry under the key it has where its guid (or link) is shared: with its link, or its title, in it.

    Such a key is owed to another item, so that the entry cannot be known again by its own bytes.
    """
    key = _digest(entry.key, entry.link if entry.guid else "", "" if entry.guid else entry.title)
    return replace(entry, key=key, mark=b"")


def _feed(raw: RawFeed, link: str, entries: tuple[ParsedEntry, ...], frame: bytes) -> ParsedFeed:
    return ParsedFeed(
        title=one_line(raw.title, MAX_TITLE_CHARS),
        link=link,
        language=_storable(raw.language.strip().lower())[:20],
        version=raw.version,
        ttl=raw.ttl,
        timetable=raw.timetable,
        entries=entries,
        ill_formed=raw.ill_formed,
        frame=frame,
    )


def _entry(item: RawItem, base: str, now: datetime, mark: bytes) -> ParsedEntry | None:
    link = canonical_link(item.link, base) or canonical_link(item.guid)
    extract, body = _texts(item)
    written = one_line(item.title, MAX_TITLE_CHARS)
    title = without_mark(written) or one_line(extract or body, _UNTITLED_CHARS) or link
    if not title:
        return None
    guid = _storable(" ".join(item.guid.split()))[:MAX_GUID_CHARS]
    published_at = believable(item.published_at, now) or believable(item.updated_at, now)
    return ParsedEntry(
        key=_key(guid, link, title, published_at),
        guid=guid,
        link=link,
        title=title,
        extract=extract,
        body=body,
        published_at=published_at,
        updated_at=believable(item.updated_at, now),
        content_hash=_digest(title, extract, body),
        paywalled=is_for_subscribers(item.marks, written, f"{extract}\n{body}"),
        author=one_line(item.author, MAX_AUTHOR_CHARS),
        mark=mark,
    )


def _texts(item: RawItem) -> tuple[str, str]:
    """Standfirst and text. One text given twice, or too long for a standfirst, is the text."""
    summary = plain_text(item.summary, MAX_BODY_CHARS)
    content = plain_text(item.content, MAX_BODY_CHARS) if item.content != item.summary else summary
    if summary == content:
        return ("", content) if len(content) > MAX_EXTRACT_CHARS else (content, "")
    if not content and len(summary) > MAX_EXTRACT_CHARS:
        return "", summary
    return cut_text(summary, MAX_EXTRACT_CHARS), content


def _key(guid: str, link: str, title: str, published_at: datetime | None) -> str:
    if guid:
        return _digest("guid", guid)
    if link:
        return _digest("link", link)
    return _digest("title", title, published_at.isoformat() if published_at else "")


def _distinct(entries: Iterable[ParsedEntry]) -> tuple[ParsedEntry, ...]:
    """Keys made unique, document order kept, the first of equals kept; no mark for what met another of its key."""
    by_key: dict[str, list[ParsedEntry]] = defaultdict(list)
    given: Counter[str] = Counter()
    for entry in entries:
        given[entry.key] += 1
        if not any(_is_same_item(entry, other) for other in by_key[entry.key]):
            by_key[entry.key].append(entry)
    kept = {id(entry) for group in by_key.values() for entry in group}
    shared = {key for key, group in by_key.items() if len(group) > 1}
    return tuple(
        rekey(entry) if entry.key in shared else entry if given[entry.key] == 1 else replace(entry, mark=b"")
        for entry in entries
        if id(entry) in kept
    )


def _is_same_item(entry: ParsedEntry, other: ParsedEntry) -> bool:
    if not entry.guid:
        return entry.title == other.title
    return entry.link == other.link or entry.title == other.title


def _storable(text: str) -> str:
    """Without halves of surrogate pairs, which character references and JSON can name and no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _digest(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=KEY_BYTES).hexdigest()

"""RSS 0.9x to 2.0, RDF and Atom through feedparser, whose objects never leave this module.

feedparser gets clean UTF-8 and is told not to sanitise nor to resolve links inside of texts (half of its time): we
keep plain text only. Documents with very many items are cut before it sees them, since its time grows with each.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from time import struct_time

import feedparser
import feedparser.api

from bot.core.dates import EARLIEST, parse_date
from bot.core.expatdriver import create_parser
from bot.core.rawfeed import RawFeed, RawItem
from bot.core.timetable import base_of, skips_of, timetable_of, ttl_of
from bot.errors import FetchProblem, ParseError
from bot.model import Timetable

# In place of one that feedparser looks for at every document, and which no package has brought for twenty years.
feedparser.api.PREFERRED_XML_PARSERS[:] = [create_parser.__module__]

_ROOT = re.compile(r"<(?:\?xml|!doctype|rss|feed|rdf:rdf|rdf|channel|\w+:feed)\b", re.IGNORECASE)
_JUNK_CHARS = 5_000  # warnings of the publisher's own program, printed before the document
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,8}));", re.IGNORECASE)
_LAST_CHARACTER = 0x10FFFF
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>\s*", re.IGNORECASE)
_ITEM_START = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ITEM_DATE = re.compile(
    r"<(?:pubdate|published|updated|modified|issued|dc:date)\b[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)",
    re.IGNORECASE,
)
# Half a thousand items of a full-text feed have a fifth of this; ten megabytes of tags take minutes.
_MAX_TAGS = 500_000
_WIDE_TAG = re.compile(r"<([a-z_][\w:.-]*)\s[^<>]{50000,}>", re.IGNORECASE)
_MAX_ATTRIBUTES = 1_000  # of one element: feedparser's time grows with their square
_ACCESS_NAMES = ("access", "acces", "premium", "paywall", "restricted", "subscription", "abonnes", "abonne")


def read_document(document: str, url: str, max_items: int) -> RawFeed:
    """Raises `ParseError` where feedparser sees no feed at all; an ill-formed one gives what can be read."""
    document = _cut(document, max_items)
    if not document:
        raise ParseError(url, "nothing in it")
    if document.count("<") > _MAX_TAGS:
        raise ParseError(url, "too many elements", FetchProblem.TOO_LARGE)
    document = _WIDE_TAG.sub(_narrowed, document)
    # No location: relative links are resolved by `core.links`, which knows which base each format means.
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            BytesIO(document.encode()),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as exc:  # hostile documents make it raise nearly anything
        raise ParseError(url, f"feedparser: {type(exc).__name__}", FetchProblem.PARSER_FAILED) from exc
    if not parsed.version and not parsed.entries:
        raise ParseError(url, "no feed in it")
    feed = parsed.feed
    return RawFeed(
        title=_text(feed, "title"),
        link=_text(feed, "link"),
        language=_text(feed, "language"),
        version=str(parsed.version),
        ttl=_ttl(feed),
        items=tuple(_item(entry) for entry in parsed.entries[:max_items]),
        ill_formed=bool(parsed.bozo),
        timetable=_timetable(feed, document),
    )


def cleaned(text: str) -> str:
    """From the root on, without the characters that no XML may hold, and without a declaration (it may lie)."""
    root = _ROOT.search(text, 0, _JUNK_CHARS)
    clean = _NOT_XML.sub("", text[root.start() :] if root else text)
    return _REFERENCE.sub(_believed, _DECLARATION.sub("", clean, count=1))


def _believed(reference: re.Match[str]) -> str:
    """A character reference, unless no XML may hold the character: feedparser raises at half a surrogate pair."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= _LAST_CHARACTER and not _NOT_XML.match(chr(code)) else ""


def _narrowed(tag: re.Match[str]) -> str:
    """A tag as it is, or without its attributes where there are absurdly many."""
    if tag[0].count("=") <= _MAX_ATTRIBUTES:
        return tag[0]
    return f"<{tag[1]}/>" if tag[0].endswith("/>") else f"<{tag[1]}>"


def _cut(document: str, max_items: int) -> str:
    """The document with `max_items` of its items: the first ones, or the last where the oldest stand first."""
    ends = [found.end() for found in _ITEM_END.finditer(document)]
    if len(ends) <= max_items:
        return document
    start = _ITEM_START.search(document)
    head = document[: start.start()] if start else ""
    first = _ITEM_DATE.search(document, len(head), ends[0])
    last = _ITEM_DATE.search(document, ends[-2], ends[-1])
    dates = [parse_date(found[1]) for found in (first, last) if found]
    match dates:
        case [datetime() as oldest, datetime() as newest] if oldest < newest:
            return head + document[ends[-max_items - 1] :]
        case _:
            return document[: ends[max_items - 1]] + document[ends[-1] :]


def _item(entry: feedparser.FeedParserDict) -> RawItem:
    contents = [str(content.get("value") or "") for content in _list(entry, "content")]
    return RawItem(
        guid=_text(entry, "id"),
        link=_link(entry),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        content=max(contents, key=len, default=""),
        published_at=_date(entry, "published") or _date(entry, "created"),
        updated_at=_date(entry, "updated"),
        author=_text(entry, "author"),
        marks=_marks(entry),
    )


def _link(entry: feedparser.FeedParserDict) -> str:
    """The article's address: FeedBurner's note of the original first, then the item's own, then a permanent guid."""
    own = _text(entry, "feedburner_origlink") or _text(entry, "link")
    alternates = (
        str(link.get("href") or "") for link in _list(entry, "links") if link.get("rel") == "alternate"
    )
    return own or next(alternates, "") or (_text(entry, "id") if dict.get(entry, "guidislink") else "")


def _date(entry: feedparser.FeedParserDict, name: str) -> datetime | None:
    """Ours first, which reads zones by name and French; then feedparser's, which reads stranger forms."""
    written = parse_date(_text(entry, name))
    if written:
        return written
    moment = dict.get(entry, f"{name}_parsed")
    if not isinstance(moment, struct_time) or moment.tm_year < EARLIEST.year:
        return None
    try:
        return datetime(*moment[:5], min(moment.tm_sec, 59), tzinfo=UTC)
    except ValueError:  # the year 10000, to which a zone may carry the last day of 9999
        return None


def _marks(entry: feedparser.FeedParserDict) -> tuple[str, ...]:
    tags = [str(tag.get(name) or "") for tag in _list(entry, "tags") for name in ("term", "label")]
    rights = [_text(entry, name) for name in ("rights", "dcterms_accessrights", "dc_accessrights")]
    access = [_text(entry, key) for key in entry if key.rpartition("_")[2] in _ACCESS_NAMES]
    return tuple(filter(None, [*tags, *rights, *access]))


def _ttl(feed: feedparser.FeedParserDict) -> timedelta | None:
    return ttl_of(_text(feed, "ttl"), _text(feed, "sy_updateperiod"), _text(feed, "sy_updatefrequency"))


def _timetable(feed: feedparser.FeedParserDict, document: str) -> Timetable:
    base = base_of(_text(feed, "ttl"), _text(feed, "sy_updateperiod"), _text(feed, "sy_updatebase"))
    has_skips = "skiphours" in feed or "skipdays" in feed
    return timetable_of(skips_of(document) if has_skips else (0, 0), base)


# `FeedParserDict.get` answers for other keys than the one asked, with a warning: read the dictionary beneath.
def _text(source: feedparser.FeedParserDict, name: str) -> str:
    value = dict.get(source, name)
    return value if isinstance(value, str) else ""


def _list(source: feedparser.FeedParserDict, name: str) -> list[feedparser.FeedParserDict]:
    value = dict.get(source, name)
    return value if isinstance(value, list) else []

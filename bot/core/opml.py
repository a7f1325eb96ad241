"""OPML in and out: the list of feeds that every reader can export and import.

What readers export is often no XML: bare ampersands in addresses, HTML entities, another charset than declared. It is
mended before it is parsed, and where that does not help the outlines are picked out one by one. Entity declarations
and external entities are refused outright.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bot.core.charset import decode
from bot.core.links import same_feed_key
from bot.core.text import one_line
from bot.errors import FetchProblem, NoFeedFound
from bot.model import Feed

MAX_OUTLINES = 5_000
_MAX_TITLE_CHARS = 200
_MAX_DEPTH = 20
_FOLDER_MARK = " / "
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});)")
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,32});")
_OUTLINE = re.compile(r"<outline\s([^<>]{1,5000})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as a list names it; `title` and `folder` may be ""; folders within folders are joined by « / »."""

    url: str
    title: str
    folder: str


OPML = "OPML"  # what stands for an address where a whole list could not be read


def parse_opml(document: bytes) -> tuple[Outline, ...]:
    """The feeds that the list names, in its order, each once.

    Raises `NoFeedFound` where it names none, is no OPML, or declares entities.
    """
    text = _mended(decode(document))
    if "<outline" not in text.lower():
        raise NoFeedFound(OPML, FetchProblem.NOT_A_FEED)
    try:
        found = list(_walk(fromstring(text), ""))
    except DefusedXmlException as exc:
        raise NoFeedFound(OPML, FetchProblem.PARSER_FAILED) from exc
    except ParseError:
        found = [_outline(_attributes(tag[1]), "") for tag in _OUTLINE.finditer(text)]
    distinct: dict[str, Outline] = {}
    for outline in found:
        if outline.url:
            distinct.setdefault(same_feed_key(outline.url), outline)
    if not distinct:
        raise NoFeedFound(OPML, FetchProblem.NOT_A_FEED)
    return tuple(distinct.values())[:MAX_OUTLINES]


def render_opml(feeds: Iterable[Feed], title: str) -> bytes:
    """An OPML 2.0 list of these feeds, in their order."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{html.escape(_NOT_XML.sub('', title), quote=False)}</title></head>",
        "  <body>",
        *(_rendered(feed) for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _rendered(feed: Feed) -> str:
    pairs = (
        ("text", feed.outlet),
        ("title", feed.title or feed.outlet),
        ("type", "rss"),
        ("xmlUrl", feed.url),
    )
    written = " ".join(f"{name}={quoteattr(_NOT_XML.sub('', value))}" for name, value in pairs)
    return f"    <outline {written}/>"


def _mended(text: str) -> str:
    clean = _NOT_XML.sub("", _DECLARATION.sub("", text)).strip()
    return _HTML_ENTITY.sub(_as_characters, _BARE_AMPERSAND.sub("&amp;", clean))


def _as_characters(entity: re.Match[str]) -> str:
    characters = html.unescape(entity[0])
    return entity[0] if characters == entity[0] else html.escape(characters)


def _walk(element: Element, folder: str, depth: int = 0) -> Iterable[Outline]:
    for child in element:
        if not isinstance(child.tag, str) or depth > _MAX_DEPTH:
            continue
        below = folder
        if child.tag.lower() == "outline":
            outline = _outline({name.lower(): value for name, value in child.attrib.items()}, folder)
            yield outline
            if not outline.url and outline.title:
                below = f"{folder}{_FOLDER_MARK}{outline.title}" if folder else outline.title
        yield from _walk(child, below, depth + 1)


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def _outline(attributes: dict[str, str], folder: str) -> Outline:
    url = attributes.get("xmlurl", "").strip()
    url = re.sub(r"^feed:(?://)?(?=https?:)", "", url, flags=re.IGNORECASE)
    if url.lower().startswith("feed://"):
        url = f"http://{url[7:]}"
    # OPML 2.0 requires text; title is optional, and often the feed's own.
    title = attributes.get("text") or attributes.get("title") or ""
    return Outline(url, one_line(html.escape(title, quote=False), _MAX_TITLE_CHARS), folder)

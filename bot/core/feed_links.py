"""Where a page says that its feeds are: `<link rel=alternate>` and the Link header, else links that look like feeds.

Pages are written by hand, by every system since 1999, and cut anywhere: tags are picked out one by one, whatever
stands around them, and what is commented out or belongs to a script is not there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from bot.core.feed_family import family_key
from bot.core.links import same_feed_key
from bot.core.text import one_line
from bot.core.usual_places import home_of
from bot.model import FeedOffer

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|template|textarea)\b.*?(?:</\1\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_OPENING = re.compile(r"<(link|base|a|meta)[\s/]", re.IGNORECASE)
# To the end of the tag, past the `>` of a quoted value; possessive, so that no page makes it try again.
_INSIDE = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+(?=>)")
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LINK_VALUE = re.compile(
    r"<([^<>]{1,2000})>((?:\s*;\s*[\w*!-]{1,40}\s*(?:=\s*(?:\"[^\"]{0,500}\"|[^\s\";,]{0,500}))?){0,20})"
)
_LINK_PARAMETER = re.compile(r";\s*([\w*!-]{1,40})\s*=\s*(?:\"([^\"]*)\"|([^\s\";,]*))")
_FEED_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
        *("application/xml", "text/xml", "application/x-rss+xml", "text/rss+xml", "application/rss"),
        *("application/atom", "text/atom+xml", "application/xml+rss", "application/x-atom+xml", "text/rss"),
    }
)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/._?=&-])(?:rss|atom|feeds?|flux|fil-rss|syndication)(?:[/._?=&-]|\d*$|\d*\.xml)|[?&]page=backend",
    re.IGNORECASE,
)
_LOOKS_LIKE_FILE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|css|js|pdf|ico|webp|mp3|mp4|zip)(?:\?|$)", re.IGNORECASE
)
# In French « comment » is « how »: the word alone says nothing.
_COMMENTS_URL = re.compile(r"comments|/comment/|commentaires|/replies\b", re.IGNORECASE)
_COMMENTS_TITLE = re.compile(r"\bcomments\b|\bcommentaires?\b", re.IGNORECASE)
_MAX_PAGE_CHARS = 1_000_000
_MAX_TAGS = 5_000
_MAX_TAG_CHARS = 2_500
_MAX_TITLE_CHARS = 200
_MAX_OFFERS = 50
_SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page says of feeds: those it announces (comment feeds last), the links that look like some, who it is."""

    announced: tuple[FeedOffer, ...]
    linked: tuple[FeedOffer, ...]
    site: str
    generator: str  # the system that made it, as it calls itself, or ""


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    attributes: dict[str, str]


def read_links(page: str, url: str, link_header: str = "") -> PageLinks:
    """What the page at `url` says; `link_header` is its HTTP Link header."""
    text = _HIDDEN.sub(" ", page[:_MAX_PAGE_CHARS])
    tags = _tags(text)
    base = _base(tags, url)
    metas = {
        _meta_name(tag): one_line(tag.attributes.get("content", ""), _MAX_TITLE_CHARS)
        for tag in reversed(tags)
        if tag.name == "meta"
    }
    site = next((metas[name] for name in _SITE_NAMES if metas.get(name)), "")
    if not site and not home_of(url):  # the title of an article is no name
        site = _page_title(text)
    announced = [
        offer for tag in tags if tag.name == "link" for offer in _announced(tag.attributes, base, site)
    ]
    announced += [offer for given in _header_links(link_header) for offer in _announced(given, url, site)]
    linked = [offer for tag in tags if tag.name == "a" for offer in _linked(tag.attributes, base, site)]
    elsewhere = [offer for offer in linked if same_feed_key(offer.url) != same_feed_key(url)]
    return PageLinks(
        ranked(_distinct(announced)),
        ranked(_distinct(sorted(elsewhere, key=lambda offer: _site(offer.url) != _site(url)))),
        site,
        metas.get("generator", ""),
    )


def ranked(offers: Iterable[FeedOffer]) -> tuple[FeedOffer, ...]:
    """Comment feeds last; before them French ones and those that say nothing, then other languages; else as given."""
    return tuple(sorted(offers, key=lambda offer: (offer.is_comments, not _may_be_french(offer.language))))


def _may_be_french(language: str) -> bool:
    return not language or language.lower().startswith("fr") or language == "x-default"


def _tags(text: str) -> list[_Tag]:
    """The first tags of a page that may speak of feeds; one that never ends says nothing."""
    tags = []
    for opening in islice(_OPENING.finditer(text), _MAX_TAGS):
        window = text[opening.end() : opening.end() + _MAX_TAG_CHARS]
        inside = _INSIDE.match(window)
        if inside or ">" in window:
            written = inside[0] if inside else window.partition(">")[0]
            tags.append(_Tag(opening[1].lower(), _attributes(written)))
    return tags


def _base(tags: Iterable[_Tag], url: str) -> str:
    """The first `<base href>` holds for the whole document (HTML Standard, 4.2.3)."""
    hrefs = (tag.attributes["href"] for tag in tags if tag.name == "base" and "href" in tag.attributes)
    return next(filter(None, (_joined(url, href) for href in hrefs)), url)


def _attributes(written: str) -> dict[str, str]:
    """By lower-case name; of an attribute written twice the first counts, as in a browser."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), html.unescape(next(filter(None, values), "")))
    return found


def _meta_name(tag: _Tag) -> str:
    return (tag.attributes.get("property") or tag.attributes.get("name") or "").strip().lower()


def _page_title(text: str) -> str:
    found = _TITLE.search(text)
    return one_line(found[1], _MAX_TITLE_CHARS) if found else ""


def _announced(given: dict[str, str], base: str, site: str) -> Iterable[FeedOffer]:
    href = _joined(base, given.get("href", ""))
    if href and _announces(given):
        yield _offer(href, given, site)


def _announces(given: dict[str, str]) -> bool:
    relations = given.get("rel", "").lower().split()
    kind = given.get("type", "").lower().partition(";")[0].strip()
    if "feed" in relations:
        return True
    if "alternate" not in relations or "stylesheet" in relations:
        return False
    # Some pages forget the type; other alternates (translations, mobile pages) have addresses of another look.
    untyped = not kind and "hreflang" not in given and "media" not in given
    return kind in _FEED_TYPES or (untyped and _LOOKS_LIKE_FEED.search(given.get("href", "")) is not None)


def _linked(given: dict[str, str], base: str, site: str) -> Iterable[FeedOffer]:
    written = given.get("href", "")
    href = _joined(base, written)
    if href and _LOOKS_LIKE_FEED.search(written) and not _LOOKS_LIKE_FILE.search(written):
        yield _offer(href, {"title": given.get("title", "")}, site)


def _offer(href: str, given: dict[str, str], site: str) -> FeedOffer:
    title = one_line(given.get("title", ""), _MAX_TITLE_CHARS)
    language = (given.get("hreflang") or given.get("lang") or "").strip().lower()[:20]
    is_comments = bool(_COMMENTS_URL.search(href) or _COMMENTS_TITLE.search(title))
    return FeedOffer(href, "", title, site, language, is_comments)


def _header_links(header: str) -> Iterable[dict[str, str]]:
    for found in _LINK_VALUE.finditer(header):
        parameters = {
            name.lower(): quoted or bare for name, quoted, bare in _LINK_PARAMETER.findall(found[2])
        }
        yield {**parameters, "href": found[1]}


def _joined(base: str, href: str) -> str:
    """The address of the web that `href` names, or ""."""
    written = re.sub(
        r"^feed:(?://)?(?=https?:)", "", re.sub(r"[\t\r\n]", "", href.strip()), flags=re.IGNORECASE
    )
    if written.lower().startswith("feed://"):
        written = f"https://{written[7:]}"
    try:
        joined = urljoin(base, written)
    except ValueError:
        return ""
    return joined if written and joined.lower().startswith(("http://", "https://")) else ""


def _site(url: str) -> str:
    """The last two labels of the host: enough to tell a paper's own feeds from its podcasts at somebody else's."""
    return ".".join((urlsplit(url).hostname or "").split(".")[-2:])


def _distinct(offers: Iterable[FeedOffer]) -> tuple[FeedOffer, ...]:
    """Each once: also where a page names its feed as RSS and as Atom."""
    distinct: dict[str, FeedOffer] = {}
    for offer in offers:
        distinct.setdefault(family_key(offer.url), offer)
    return tuple(distinct.values())[:_MAX_OFFERS]

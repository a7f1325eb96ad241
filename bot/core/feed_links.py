"""Where a page says that its feeds are: `<link rel=alternate>`, else plain links that look like feeds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urljoin

from bot.core.links import same_feed_key
from bot.core.text import one_line
from bot.model import FeedOffer

_HIDDEN = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(link|base|a)\s([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FEED_TYPES = frozenset(
    {
        *("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"),
        *("application/xml", "text/xml", "application/x-rss+xml", "text/rss+xml", "application/rss"),
    }
)
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|[/._?=&-])(?:rss|atom|feeds?|flux)(?:[/._?=&-]|\d*$|\d*\.xml)", re.IGNORECASE
)
_LOOKS_LIKE_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|css|js|pdf|ico|webp)(?:\?|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|/replies", re.IGNORECASE)
_MAX_PAGE_CHARS = 1_000_000
_MAX_TITLE_CHARS = 200


def announced_feeds(page: str, url: str) -> tuple[FeedOffer, ...]:
    """The feeds that a page at `url` announces, in its order, comment feeds last, each once."""
    offers = [
        FeedOffer(urljoin(base, target["href"].strip()), one_line(target.get("title", ""), _MAX_TITLE_CHARS))
        for name, target, base in _tags(page, url)
        if name == "link" and _announces(target)
    ]
    return _sorted(offers)


def linked_feeds(page: str, url: str) -> tuple[FeedOffer, ...]:
    """Links of a page whose addresses look like feeds; each must be read before it is believed."""
    offers = [
        FeedOffer(urljoin(base, target["href"].strip()), "")
        for name, target, base in _tags(page, url)
        if name == "a"
        and _LOOKS_LIKE_FEED.search(target["href"])
        and not _LOOKS_LIKE_FILE.search(target["href"])
    ]
    return _sorted(offer for offer in offers if same_feed_key(offer.url) != same_feed_key(url))


def _tags(page: str, url: str) -> list[tuple[str, dict[str, str], str]]:
    """Tags that have an address, each with the base against which it is resolved."""
    found = []
    base = url
    for tag in _TAG.finditer(_HIDDEN.sub(" ", page[:_MAX_PAGE_CHARS])):
        target = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(tag[2])}
        if "href" not in target or not _can_join(base, target["href"]):
            continue
        if tag[1].lower() == "base":
            base = urljoin(url, target["href"].strip())
        else:
            found.append((tag[1].lower(), target, base))
    return found


def _can_join(base: str, href: str) -> bool:
    try:
        return urljoin(base, href.strip()).startswith(("http://", "https://"))
    except ValueError:
        return False


def _announces(target: dict[str, str]) -> bool:
    relations = target.get("rel", "").lower().split()
    kind = target.get("type", "").lower().partition(";")[0].strip()
    return "feed" in relations or ("alternate" in relations and kind in _FEED_TYPES)


def _sorted(offers: Iterable[FeedOffer]) -> tuple[FeedOffer, ...]:
    distinct: dict[str, FeedOffer] = {}
    for offer in offers:
        distinct.setdefault(same_feed_key(offer.url), offer)
    return tuple(
        sorted(distinct.values(), key=lambda offer: bool(_COMMENTS.search(f"{offer.url} {offer.title}")))
    )

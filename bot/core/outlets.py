"""What to call who publishes a feed, from what it and its page call themselves.

Feeds are called « Le Fanal - Toute l’actualité », « Le Fanal » Flux », « RSS Le Fanal »: readers want « Le Fanal ». A
name is only a proposal; the admin's own stands. What is followed already, or stands in the catalogue, under the same
host keeps its name, so that one newsroom is counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from bot.core.catalogue import Medium
from bot.core.text import one_line
from bot.french.normalise import fold
from bot.model import Feed, FeedOffer

MAX_NAME_CHARS = 80
# Where one host publishes for many: the host says nothing about who writes.
_SHARED = re.compile(
    r"(?:^|\.)(?:youtube|medium|feedburner|google|github|gitlab|facebook|reddit|acast|ausha|audiomeans|mastodon|"
    r"franceculture-podcast|radiofrance-podcast|feedproxy|rss-bridge|localhost)\b|^[\d.:\[\]]+$"
)
_PLATFORMS = frozenset(
    {"medium", "substack", "youtube", "blogger", "wordpress", "wordpress.com", "over-blog", "tumblr"}
)
_SERVICE_LABEL = re.compile(r"^(?:www\d?|rss|feeds?|flux|m|amp|xml|api|services)\.")
_SEPARATOR = re.compile(r"\s+(?:[-–—|:•·>»/]|&raquo;|::)\s+|\s*[|»>•·]\s*|\s*:\s+")
_NOISE = re.compile(
    r"\b(?:fils?|flux|rss|atom|feeds?|xml|syndication|news ?feed|articles?|posts?|blog|all|latest|recent|news|"
    r"site officiel|accueil|home|a la une|une|toute l actualite|toute l info|toutes les actualites|actualites?|actus?|"
    r"infos?|en direct|en continu|les? derni(?:ers?|eres?) \w+|dernieres nouvelles|derniere minute|de|du|des|le|la|les|"
    r"l|d|sur|et|en|pour|of|the|from|from the|by)\b"
)
_LEADING_NOISE = re.compile(
    r"^(?:(?:flux|fil|feed)\s+)?(?:rss|atom)\s*(?:de|du|des|d’|d'|of|from|:|-)?\s+", re.IGNORECASE
)
_TRAILING_NOISE = re.compile(
    r"\s+(?:rss|atom|feed|flux|flux\s+rss|rss\s+feed)(?:\s+\d(?:\.\d)?)?$", re.IGNORECASE
)


def outlet_of(offer: FeedOffer, followed: Sequence[Feed], media: Iterable[Medium]) -> str:
    """The name that readers will see; never empty."""
    host = _host(offer.url)
    if host and not _SHARED.search(host):
        for url, name in (*((f.url, f.outlet) for f in followed), *((m.url, m.name) for m in media)):
            if _host(url) == host:
                return name
    site = "" if fold(offer.site.strip()) in _PLATFORMS else offer.site
    names = (tidy_name(said) for said in (site, offer.title, offer.label))
    return next(filter(None, names), host or offer.url)


def tidy_name(title: str) -> str:
    """« Le Fanal - Toute l’actualité en continu » is « Le Fanal »; "" where nothing is a name."""
    text = _TRAILING_NOISE.sub("", _LEADING_NOISE.sub("", one_line(title, MAX_NAME_CHARS * 2)))
    parts = [part.strip(" -–—|:»«>•·") for part in _SEPARATOR.split(text)]
    named = [part for part in parts if part and _says_something(part)]
    return one_line(named[0], MAX_NAME_CHARS).replace("'", "’").strip() if named else ""


def _says_something(part: str) -> bool:
    """Whether a name stays once the words that every feed uses are left out; « Le Point » and « La Une » of a paper
    alone are names, « À la une » of a page is none."""
    words = fold(part).replace("'", " ").replace("’", " ")
    return bool(re.sub(r"[\W_]+", "", _NOISE.sub(" ", words)))


def _host(url: str) -> str:
    try:
        host = (urlsplit(url if "://" in url else f"https://{url}").hostname or "").lower()
    except ValueError:
        return ""
    return _SERVICE_LABEL.sub("", host)

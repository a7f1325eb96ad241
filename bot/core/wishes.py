"""What a publisher's wish covers: a site with all its hosts, or one address where a platform publishes for many.

A refusal of `lefanal.example` goes for `www.lefanal.example` and `rss.lefanal.example` too, and for articles that
somebody else's feed links to there. We carry no list of public suffixes: of a site's name the last two labels are
taken, three where the second is one that registries sell under (`co.uk`, `gouv.fr`), and blogs on a platform are
sites of their own. An admin sees what is covered before it is decided, and may name another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.links import host_of, same_feed_key
from bot.model import Wish, WishKind

# Second labels under which registries of countries sell names.
_SOLD_UNDER = frozenset(
    "co com net org edu gov gouv gob gov ac asso nom tm presse prd or ne go mil info qc on bc ab gc".split()
)
# Platforms on which each name below theirs is somebody else's.
_PLATFORMS = frozenset(
    {
        "blogspot.com",
        "canalblog.com",
        "eklablog.com",
        "free.fr",
        "ghost.io",
        "github.io",
        "hautetfort.com",
        "hypotheses.org",
        "over-blog.com",
        "substack.com",
        "tumblr.com",
        "typepad.com",
        "typepad.fr",
        "wordpress.com",
    }
)
# Hosts on which the path says who publishes; an address of numbers says nothing either.
_SHARED = re.compile(
    r"(?:^|\.)(?:youtube\.com|medium\.com|facebook\.com|reddit\.com|google\.com|acast\.com|ausha\.co|audiomeans\.fr|"
    r"feedburner\.com|rss\.app|localhost)$|^[\d.]+$|:"
)
_FEEDBURNER = "feedburner:"


def place_of(url: str) -> str:
    """What a wish of the publisher of this address is about; also for a bare host, "" where there is none."""
    key = same_feed_key(url)
    if key.startswith(_FEEDBURNER):
        return key
    host = _host(url)
    if not host:
        return ""
    return key if _SHARED.search(host) else _site(host)


def named_place(text: str) -> str:
    """What an admin names: a host as it is written (`www.` left out), or an address. "" for what is neither."""
    written = text.strip()
    if "/" in written.rstrip("/").partition("://")[2] or "://" in written:
        return place_of(written)
    host = _host(written).removeprefix("www.")
    return host if "." in host or host == "localhost" else ""


def covers(place: str, url: str) -> bool:
    """Whether a wish about this place goes for that address."""
    if "/" in place or place.startswith(_FEEDBURNER):
        key = same_feed_key(url)
        return key == place or key.startswith(f"{place}/")
    host = _host(url)
    return host == place or host.endswith(f".{place}")


def wish_for(wishes: Iterable[Wish], *urls: str) -> Wish | None:
    """The strictest wish that goes for one of these addresses."""
    found = [wish for wish in wishes if any(url and covers(wish.place, url) for url in urls)]
    refusals = [wish for wish in found if wish.kind is WishKind.REFUSED]
    return next(iter(refusals or found), None)


def refuses(wishes: Iterable[Wish], *urls: str) -> bool:
    """Whether nothing may be read at one of these addresses."""
    wish = wish_for(wishes, *urls)
    return wish is not None and wish.kind is WishKind.REFUSED


def _site(host: str) -> str:
    labels = host.split(".")
    if len(labels) <= 2:
        return host
    last_two = ".".join(labels[-2:])
    is_sold_under = len(labels[-1]) == 2 and labels[-2] in _SOLD_UNDER
    return ".".join(labels[-3:]) if is_sold_under or last_two in _PLATFORMS else last_two


def _host(url: str) -> str:
    """In lower case and in the form of the network, so that `média.example` is found however it is written."""
    host = host_of(url if "://" in url else f"https://{url}")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host

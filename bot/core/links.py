"""What makes two addresses one: links of articles, and addresses of feeds.

Publishers add campaign parameters to the links of their feeds, and the same article then has a different address in
each of them. Here those parameters go, and nothing else does: order, case and spelling of the rest are the
publisher's. We accept that two addresses of one article may remain two (`/amp/`, `m.` hosts).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

# Campaign parameters as French publishers and the platforms that link to them write them. A name that stands for
# something else on some site (`id`, `source`, `p`) is never listed here.
_TRACKING_NAMES = frozenset(
    {
        *(
            "xtor",
            "xtref",
            "xtloc",
            "echobox",
            "cmpid",
            "cmp_id",
            "s_cid",
            "wt_mc",
            "wt.mc_id",
            "mkt_tok",
            "ito",
        ),
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid"),
        *("igshid", "igsh", "srsltid", "mc_cid", "mc_eid", "_ga", "_gl", "guccounter", "guce_referrer"),
        *("guce_referrer_sig", "__twitter_impression", "sfmc_id", "ml_subscriber", "ml_subscriber_hash"),
    }
)
_TRACKING_PREFIXES = (
    "utm_",
    "at_",
    "mtm_",
    "matomo_",
    "pk_",
    "piwik_",
    "ns_",
    "hsa_",
    "_hs",
    "oly_",
    "vero_",
)
# These say where the reader came from, but may be part of an address elsewhere: dropped with such a value only.
_ORIGIN_NAMES = frozenset({"ref", "source", "src", "from", "origin", "origine", "provenance"})
_ORIGIN_VALUES = re.compile(
    r"(?:rss|atom|feed|flux|feedburner|newsletter|nl|twitter|facebook|fb|linkedin|whatsapp|telegram)(?:[-_ +.]\w*)*",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._[]|"  # left as written; the rest (spaces, accents, quotes) is percent-encoded
_CONTROL = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]+")
_FEEDBURNER_HOSTS = frozenset({"feeds.feedburner.com", "feeds2.feedburner.com", "feedproxy.google.com"})
_AMPERSANDS = re.compile(r"&(?:amp;)+")  # escaped once too often, sometimes twice
MAX_LINK_CHARS = 2_000  # longer ones are data in disguise, and no browser promises to open them


def canonical_link(url: str, base: str = "") -> str:
    """The address that stands for an article, or "" where `url` is no web address.

    Relative ones are resolved against `base`. Applying it twice changes nothing.
    """
    written = _clean(url)
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        is_whole = parts.scheme in _DEFAULT_PORTS and parts.netloc
        return _canonical(parts if is_whole else urlsplit(urljoin(base, written)))
    except ValueError:  # a port that is no number, a broken IPv6 literal
        return ""


def link_key(link: str) -> str:
    """Equal for the spellings of one article's canonical link: http or https, with or without www and final slash."""
    return link.partition("://")[2].removeprefix("www.").rstrip("/")


def link_spellings(link: str) -> tuple[str, ...]:
    """All canonical links that have the `link_key` of this one, as far as anybody writes them; none for ""."""
    key = link_key(link)
    return tuple(
        f"{scheme}://{www}{key}{slash}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
        if key
    )


@lru_cache(maxsize=1 << 14)  # a feed's address is looked at several times a reading, for ever
def host_of(url: str) -> str:
    """The host as the address writes it, in lower case and without a port; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def same_feed_key(url: str) -> str:
    """Equal for the addresses of one feed: http or https, with or without www, final slash or FeedBurner copy.

    A key to compare, not an address to read; any text gives one.
    """
    bare = re.sub(r"^feed:(?://)?(?=https?:|\S)", "", url.strip(), flags=re.IGNORECASE)
    link = canonical_link(bare if "://" in bare else f"https://{bare}")
    if not link:
        return url.strip().casefold()
    parts = urlsplit(link)
    if parts.netloc in _FEEDBURNER_HOSTS:
        path = parts.path.removeprefix("/~r")
        return f"feedburner:{path.strip('/').casefold()}"
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + query


def _clean(url: str) -> str:
    text = _CONTROL.sub(lambda found: "%20" if " " in found[0] else "", url.strip())
    return _AMPERSANDS.sub("&", text)


def _canonical(parts: SplitResult) -> str:
    scheme, host = parts.scheme.lower(), _host(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or not host:
        return ""
    has_own_port = parts.port is not None and parts.port != _DEFAULT_PORTS[scheme]
    netloc = f"{host}:{parts.port}" if has_own_port else host
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = quote(parts.path or "/", safe=_SAFE)
    link = urlunsplit(
        (scheme, netloc, path, quote(query, safe=_SAFE + "?"), quote(fragment, safe=_SAFE + "?"))
    )
    return link if len(link) <= MAX_LINK_CHARS else ""


def _host(host: str) -> str:
    """Lower-case ASCII form, "" where the name cannot be one."""
    if ":" in host:
        return f"[{host}]"
    name = host.lower().rstrip(".")
    if not name.isascii():
        name = name.encode("idna").decode("ascii")  # UnicodeError is a ValueError
    return name if re.fullmatch(r"[a-z0-9._-]+", name) else ""


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.casefold()
    if name in _ORIGIN_NAMES:
        return _ORIGIN_VALUES.fullmatch(value) is not None
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)

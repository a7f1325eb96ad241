"""What a person types for the address of a site or a feed, and the addresses that it may mean."""

from __future__ import annotations

import re

from bot.errors import InvalidUrl

MAX_TYPED_CHARS = 2_000
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?:)", re.IGNORECASE)
_BARE_FEED = re.compile(r"^feed:(?://)?", re.IGNORECASE)
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# « lefanal.example », « www.lefanal.example/monde », « localhost:8080/rss », « [2001:db8::1]/rss »: no scheme, but a
# host that has a dot, a port or brackets. A word alone is a name, not an address.
_HOST = re.compile(
    r"^(?:[^\s/?#@:]+\.[^\s/?#@:.]+\.?(?::\d+)?|[^\s/?#@:]+:\d+|\[[0-9a-fA-F:.]+\](?::\d+)?)(?:[/?#]|$)"
)
_WRAPPING = "<>«»\"'“”\u00a0\u202f \t\r\n"
_TRAILING = ".,;!"


def is_address(text: str) -> bool:
    """Whether what was typed is meant as an address, with or without its scheme, and not as a name."""
    typed = _bare(text)
    has_scheme = re.match(r"(?:feed:|[a-z][a-z0-9+.-]*://)", typed, re.IGNORECASE) is not None
    return bool(typed) and not re.search(r"\s", typed) and (has_scheme or _HOST.match(typed) is not None)


def addresses_of(text: str) -> tuple[str, ...]:
    """The addresses to try, the likeliest first: two where no scheme was typed. Raises `InvalidUrl` where there is
    none of the web in it."""
    typed = _bare(text)
    if not typed or len(typed) > MAX_TYPED_CHARS or re.search(r"\s", typed):
        raise InvalidUrl(text.strip())
    bare = _FEED_SCHEME.sub("", typed)
    if bare == typed and _BARE_FEED.match(typed):
        bare = _BARE_FEED.sub("", typed)
    if bare.lower().startswith(("http://", "https://")):
        return (bare,)
    if "://" in bare.partition("?")[0] or (_SCHEME.match(bare) and not _HOST.match(bare)):
        raise InvalidUrl(text.strip())
    bare = bare.removeprefix("//")
    return f"https://{bare}", f"http://{bare}"


def split_name(text: str) -> tuple[str, str]:
    """« https://lefanal.example/rss Le Fanal » is an address and a name; the name may be ""."""
    first, _, rest = text.strip().partition(" ")
    if rest.strip() and is_address(first):
        return first, " ".join(rest.split())
    return text.strip(), ""


def _bare(text: str) -> str:
    """Without what people and their clients put around an address; a bracket that it opened itself stays."""
    typed = text.strip(_WRAPPING)
    while typed and (typed[-1] in _TRAILING or typed[-1] in _WRAPPING or _closes_too_much(typed)):
        typed = typed[:-1]
    return typed.lstrip("(")


def _closes_too_much(typed: str) -> bool:
    return typed.endswith(")") and typed.count(")") > typed.lstrip("(").count("(")

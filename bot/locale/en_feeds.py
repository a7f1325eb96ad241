# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of looking after feeds, and of what publishers ask. See `fr_feeds`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locale.en_moments import listing, number
from bot.model import WishKind


def _s(count: int) -> str:
    return "" if count == 1 else "s"


# --- what publishers ask ----------------------------------------------------------------------------------------

WISHES: Mapping[WishKind, str] = {
    WishKind.TITLES: "headlines only",
    WishKind.REFUSED: "neither read nor shown",
}
WISH_COLUMNS: tuple[str, ...] = ("address", "request", "noted", "outlet", "asked by", "reason")
NO_WISHES = "No publisher has asked for anything."


def titles_only(places: Sequence[str], entries: int) -> str:
    lost = "lost its text" if entries == 1 else "lost their text"
    cut = f" {number(entries)} article{_s(entries)} {lost}." if entries else ""
    return f"{_bold(places)}: from now on only headlines are kept and shown.{cut}"


def refused(places: Sequence[str], feeds: Sequence[str], entries: int) -> str:
    said = [f"{_bold(places)}: nothing there is read or shown any more."]
    if feeds:
        said.append(f"Removed: {listing(feeds)}.")
    if entries:
        said.append(f"{number(entries)} article{_s(entries)} erased.")
    return " ".join(said)


def recalled(messages: int) -> str:
    return (
        f"{number(messages)} waiting message{_s(messages)} {'was' if messages == 1 else 'were'} called back."
    )


def lifted(place: str) -> str:
    return f"The request for <b>{place}</b> is lifted. What was erased does not come back."


def purged(outlet: str, entries: int) -> str:
    if not entries:
        return f"<b>{outlet}</b> is no longer read; none of its articles was left."
    return f"<b>{outlet}</b> is no longer read: {number(entries)} article{_s(entries)} erased."


def _bold(names: Sequence[str]) -> str:
    return listing([f"<b>{name}</b>" for name in names])

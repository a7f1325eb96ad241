# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of looking after feeds, and of what publishers ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locale.fr_moments import listing, number
from bot.model import WishKind


def _s(count: int) -> str:
    return "s" if count > 1 else ""


# --- what publishers ask ----------------------------------------------------------------------------------------

WISHES: Mapping[WishKind, str] = {
    WishKind.TITLES: "titres seulement",
    WishKind.REFUSED: "ni lu ni montré",
}
WISH_COLUMNS: tuple[str, ...] = ("adresse", "demande", "notée", "média", "demandé par", "raison")
NO_WISHES = "Aucun éditeur n’a rien demandé."


def titles_only(places: Sequence[str], entries: int) -> str:
    said = f"{_bold(places)} : seuls les titres sont désormais gardés et montrés."
    if not entries:
        return said
    lost = "ont perdu leur texte" if entries > 1 else "a perdu son texte"
    return f"{said} {number(entries)} article{_s(entries)} {lost}."


def refused(places: Sequence[str], feeds: Sequence[str], entries: int) -> str:
    said = [f"{_bold(places)} : plus rien n’y est lu ni montré."]
    if feeds:
        said.append(f"Retiré{_s(len(feeds))} : {listing(feeds)}.")
    if entries:
        said.append(
            f"{number(entries)} article{_s(entries)} {'sont effacés' if entries > 1 else 'est effacé'}."
        )
    return " ".join(said)


def recalled(messages: int) -> str:
    many = messages > 1
    return (
        f"{number(messages)} message{_s(messages)} qui {'attendaient' if many else 'attendait'} "
        f"{'ont été rappelés' if many else 'a été rappelé'}."
    )


def lifted(place: str) -> str:
    return f"La demande pour <b>{place}</b> est levée. Ce qui a été effacé ne revient pas."


def purged(outlet: str, entries: int) -> str:
    if not entries:
        return f"<b>{outlet}</b> n’est plus lu ; il n’en restait aucun article."
    gone = "articles effacés" if entries > 1 else "article effacé"
    return f"<b>{outlet}</b> n’est plus lu : {number(entries)} {gone}."


def _bold(names: Sequence[str]) -> str:
    return listing([f"<b>{name}</b>" for name in names])

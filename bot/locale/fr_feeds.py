# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of looking after feeds, and of what publishers ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locale.fr_moments import listing, number
from bot.locale.plurals import french as _s
from bot.model import WishKind

# --- what publishers ask ----------------------------------------------------------------------------------------

WISHES: Mapping[WishKind, str] = {
    WishKind.TITLES: "titres seulement",
    WishKind.REFUSED: "ni lu ni montré",
}
WISH_COLUMNS: tuple[str, ...] = ("adresse", "demande", "notée", "média", "demandé par", "raison")
NO_WISHES = "Aucun éditeur n’a rien demandé."


def titles_only(places: Sequence[str], entries: int) -> str:
    said = f"{_bold(places)} : seuls les titres sont désormais gardés et montrés."
    if not entries:
        return said
    lost = "ont perdu leur texte" if entries > 1 else "a perdu son texte"
    return f"{said} {number(entries)} article{_s(entries)} {lost}."


def refused(places: Sequence[str], feeds: Sequence[str], entries: int) -> str:
    said = [f"{_bold(places)} : plus rien n’y est lu ni montré."]
    if feeds:
        said.append(f"Retiré{_s(len(feeds))} : {listing(feeds)}.")
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
        return f"<b>{outlet}</b> n’est plus lu ; il n’en restait aucun article."
    gone = "articles effacés" if entries > 1 else "article effacé"
    return f"<b>{outlet}</b> n’est plus lu : {number(entries)} {gone}."


def _bold(names: Sequence[str]) -> str:
    return listing([f"<b>{name}</b>" for name in names])


# --- one feed ---------------------------------------------------------------------------------------------------

ALL_FEEDS = "Tous les flux"
PAUSE, RESUME = "Suspendre", "Reprendre la lecture"
READ_NOW, RENAME, REMOVE = "Lire maintenant", "Renommer", "Retirer"
REMOVE_ALL, KEEP = "Retirer et effacer ses articles", "Garder"
PUBLISHER, BACK, EXPORT = "Demande de l’éditeur", "Retour aux flux", "Liste OPML"
NOT_READ_NOW = "Pas relu à l’instant : une lecture est en cours, ou le site a demandé une pause."
EXPORTED_NAME = "vigie-flux.opml"


def found(total: int, typed: str, page: int, pages: int) -> str:
    place = f", page {number(page)} sur {number(pages)}" if pages > 1 else ""
    return f"<b>{number(total)} flux pour « {typed} »{place}</b>"


def found_none(typed: str) -> str:
    return f"Aucun flux ne répond à « {typed} »."


def health_line(said: str) -> str:
    return f"Santé : {said}"


def articles_line(rhythm: str, kept: int) -> str:
    return f"Articles : {rhythm or 'aucun depuis trente jours'} ; {number(kept)} gardé{_s(kept)}"


def gap_line(minutes: int) -> str:
    if minutes < 90:
        every = f"toutes les {number(minutes)} minutes" if minutes > 1 else "chaque minute"
    elif minutes < 48 * 60:
        every = f"toutes les {number(round(minutes / 60))} heures"
    else:
        every = f"tous les {number(round(minutes / 1440))} jours"
    return f"Rythme : un article {every} environ"


def read_line(last: str, following: str) -> str:
    coming = f" ; la prochaine : {following}" if following else ""
    return f"Dernière lecture réussie : {last}{coming}" if last else f"Jamais lu avec succès{coming}"


def error_line(problem: str, count: int) -> str:
    times = f", {number(count)} fois de suite" if count > 1 else ""
    return f"Dernière erreur : {problem}{times}"


def moving_line(address: str) -> str:
    return f"Déménage vers {address}"


def ask_name(outlet: str) -> str:
    return f"Quel nom les lecteurs doivent-ils voir à la place de <b>{outlet}</b> ?"


def removal_question(outlet: str, topics: int, alone: int, kept: int) -> str:
    said = [f"Retirer <b>{outlet}</b> ?"]
    if topics:
        found_there = "ont trouvé" if topics > 1 else "a trouvé"
        lost = f", dont {number(alone)} nulle part ailleurs" if alone else ", tous aussi ailleurs"
        if topics == 1:
            lost = ", et nulle part ailleurs" if alone else ", et ailleurs aussi"
        said.append(
            f"Ces trente derniers jours, {number(topics)} thème{_s(topics)} suivi{_s(topics)} y {found_there} des "
            f"articles{lost}."
        )
    else:
        said.append("Ces trente derniers jours, aucun thème suivi n’y a rien trouvé.")
    if kept:
        said.append(
            f"Ses {number(kept)} articles gardés restent, à moins que vous ne les effaciez aussi."
            if kept > 1
            else "Son seul article gardé reste, à moins que vous ne l’effaciez aussi."
        )
    return " ".join(said)


def exported(feeds: int) -> str:
    return f"{number(feeds)} flux, à importer dans tout lecteur (OPML 2.0)."


# --- what publishers ask, in the chat -----------------------------------------------------------------------------

TITLES_ONLY, REFUSE = "Titres seulement", "Ni lu ni montré"
LIFT, LIFT_ALL, WHO_ASKED = "Lever la demande", "Lever", "Noter qui l’a demandé"
DO_TITLES, DO_REFUSE = "Effacer les textes", "Effacer et ne plus lire"
ASK_WHO = "Qui l’a demandé, et pourquoi ? Par exemple : <b>droits@lefanal.fr : pas d’extraits</b>."
WISH_LIST = "<b>Demandes des éditeurs</b>"


def wishes_button(count: int) -> str:
    return f"Demandes des éditeurs ({number(count)})"


def wish_page(outlet: str, places: Sequence[str]) -> str:
    return (
        f"Un éditeur peut demander que seuls ses titres soient montrés, ou que rien de lui ne soit lu. "
        f"Pour <b>{outlet}</b>, cela vaut pour {listing(places)}, et pour les articles que d’autres y relient."
    )


def wish_now(kind: str, at: str) -> str:
    return f"Demande de l’éditeur : {kind}, depuis {at}."


def wish_line(place: str, kind: str, at: str, outlet: str, requester: str, reason: str) -> str:
    named = f"<b>{place}</b>" + (f" ({outlet})" if outlet else "")
    asked = f", demandé par {requester}" if requester else ""
    return f"{named} : {kind}, {at}{asked}" + (f" (« {reason} »)" if reason else "")


def titles_question(places: Sequence[str], outlets: Sequence[str], kept: int) -> str:
    texts = f"Le texte de {number(kept)} article{_s(kept)} sera effacé pour de bon, et les" if kept else "Les"
    return (
        f"{_bold(outlets)} ({listing(places)}) : ne garder que les titres ? "
        f"{texts} thèmes n’y seront plus cherchés que dans les titres."
    )


def refuse_question(places: Sequence[str], outlets: Sequence[str], kept: int) -> str:
    will = "seront effacés" if kept > 1 else "sera effacé"
    gone = f"{number(kept)} article{_s(kept)} {will} pour de bon, et rien" if kept else "Rien"
    return (
        f"{_bold(outlets)} ({listing(places)}) : ne plus rien lire ni montrer ? "
        f"{gone} ne pourra l’ajouter de nouveau tant que la demande tient."
    )

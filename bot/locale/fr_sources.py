# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of adding feeds: by address, out of the catalogue, out of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel import Locale

from bot.locale.fr_moments import listing, number
from bot.locale.plurals import french as _s
from bot.results import Advice

_REGIONS = {"FR-outre-mer": "Outre-mer", "Afrique": "Afrique", "INT": "International"}


def country(code: str) -> str:
    return _REGIONS.get(code) or Locale("fr").territories.get(code, code)


# --- one feed ---------------------------------------------------------------------------------------------------


def feed_added(outlet: str, entries: int) -> str:
    if not entries:
        return f"<b>{outlet}</b> est ajouté ; il sera lu sous peu."
    return (
        f"<b>{outlet}</b> est ajouté : {number(entries)} article{_s(entries)} lu{_s(entries)}. Les derniers :"
    )


def feed_added_empty(outlet: str) -> str:
    return f"<b>{outlet}</b> est ajouté. Ce flux ne contient encore aucun article."


def feed_added_unread(outlet: str, problem: str) -> str:
    return f"<b>{outlet}</b> est ajouté, mais n’a pas pu être lu : {problem}. Une autre lecture viendra."


def dated(title: str, at: str) -> str:
    return f"{title}, {at}"


def feed_choice(count: int) -> str:
    return f"Cette adresse mène à {number(count)} flux. Lequel faut-il lire ?"


def feed_facts(entries: int, newest: str) -> str:
    if not entries:
        return "vide"
    count = f"{number(entries)} article{_s(entries)}"
    return f"{count}, le dernier : {newest}" if newest else count


COMMENTS = "commentaires"
NOT_READ = "pas encore lu"
FOLLOWED = "déjà lu"
ADD_ANYWAY = "L’ajouter quand même"


def followed_as(outlet: str) -> str:
    return f"déjà lu, sous le nom {outlet}"


def feed_repeats(found: str, outlet: str, known: str) -> str:
    return (
        f"Rien n’est ajouté : les articles de {found} sont déjà lus, sous le nom <b>{outlet}</b>, "
        f"à l’adresse {known}."
    )


# --- the catalogue ----------------------------------------------------------------------------------------------

BUNDLES: Mapping[str, str] = {
    "essentiel": "L’essentiel",
    "france": "France",
    "regions": "Presse régionale",
    "outre-mer": "Outre-mer",
    "belgique": "Belgique",
    "suisse": "Suisse",
    "canada": "Canada",
    "afrique": "Afrique",
    "monde": "International",
    "enquete": "Enquête et idées",
    "economie": "Économie",
    "sciences": "Sciences et technique",
}


def catalogue(feeds: int, outlets: int) -> str:
    return (
        f"<b>Le catalogue</b> : {number(feeds)} flux de {number(outlets)} médias de langue française. "
        "Touchez un bouquet pour le lire, ou cherchez : /catalogue suisse, /catalogue Le Temps."
    )


def bundle_button(name: str, feeds: int, followed: int) -> str:
    if followed >= feeds:
        return f"{name} · tout est lu"
    return f"{name} · {number(followed)} sur {number(feeds)}" if followed else f"{name} · {number(feeds)}"


def media_found(typed: str, feeds: int, page: int, pages: int) -> str:
    place = f", page {number(page)} sur {number(pages)}" if pages > 1 else ""
    return f"<b>« {typed} » dans le catalogue : {number(feeds)} flux{place}</b>"


def no_media(typed: str) -> str:
    return (
        f"Le catalogue n’a rien sous « {typed} ». Un média qui n’y est pas s’ajoute par son adresse : "
        "/ajouterflux lemonde.fr"
    )


def medium(name: str, sections: Sequence[str], place: str) -> str:
    named = name if place in name else f"{name} ({place})"
    return f"{named} : {', '.join(sections)}"


def partly_followed(followed: int, feeds: int) -> str:
    return FOLLOWED if followed >= feeds else f"{number(followed)} sur {number(feeds)} déjà lu{_s(followed)}"


def add_all(feeds: int) -> str:
    return f"Tout ajouter ({number(feeds)} flux)"


def add_medium(name: str) -> str:
    return f"Ajouter {name}"


def media_added(name: str, feeds: int, outlets: Sequence[str], more: int, known: int) -> str:
    names = listing([*outlets, f"{number(more)} autre{_s(more)}"] if more else outlets)
    also = f" {number(known)} {'étaient' if known > 1 else 'était'} déjà lu{_s(known)}." if known else ""
    return (
        f"<b>{name}</b> : {number(feeds)} flux ajouté{_s(feeds)} ({names}).{also} "
        "La première lecture commence ; je vous dirai ce qui n’a pas pu être lu."
    )


def nothing_added(name: str) -> str:
    return f"<b>{name}</b> : tout est déjà lu."


def media_removed(feeds: int) -> str:
    verb = "ne sont plus lus" if feeds > 1 else "n’est plus lu"
    return f"C’est annulé : {number(feeds)} flux {verb}."


SHOW_CATALOGUE = "Voir le catalogue"
IMPORTED = "Liste importée"


def first_readings(name: str, read: int, total: int) -> str:
    if read >= total:
        return f"<b>{name}</b>, première lecture : {number(total)} flux lu{_s(total)}."
    return (
        f"<b>{name}</b>, première lecture : {number(read)} flux lu{_s(read)} sur {number(total)}. "
        "N’ont pas pu l’être :"
    )


def failed(outlet: str, address: str, problem: str) -> str:
    return f"{outlet}, {address} : {problem}"


def and_more(count: int) -> str:
    return f"et {number(count)} autre{_s(count)}"


def still_waiting(count: int) -> str:
    return f"{number(count)} flux {'attendent' if count > 1 else 'attend'} encore une première lecture."


# --- checks in a terminal ---------------------------------------------------------------------------------------

CHECK_COLUMNS: tuple[str, ...] = (
    "média",
    "état",
    "format",
    "articles",
    "le plus récent",
    "rythme",
    "validateurs",
    "prochaine lecture",
    "conseil",
    "adresse",
)
READABLE = "lisible"
NO_VALIDATOR = "aucun"
ADVICE: Mapping[Advice, str] = {
    Advice.MOVED: "a déménagé : l’adresse sera changée d’elle-même",
    Advice.EMPTY: "vide : est-ce la bonne adresse ?",
    Advice.OLD: "plus rien depuis longtemps : à retirer ?",
    Advice.UNDATED: "articles sans date : ils comptent à leur découverte",
    Advice.ILL_FORMED: "mal formé, lu malgré tout",
    Advice.NO_VALIDATORS: "chaque lecture le télécharge en entier",
    Advice.ASK_PUBLISHER: "demander l’accès à l’éditeur",
    Advice.LOOK_FOR_ANOTHER: "chercher une autre adresse",
    Advice.WAIT: "passager : rien à faire",
}


def a_day(count: int) -> str:
    return f"{number(count)} par jour"


def a_week(count: int) -> str:
    return f"{number(count)} par semaine"


def a_month(count: int) -> str:
    return f"{number(count)} par mois"

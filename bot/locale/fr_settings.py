# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of a chat’s settings. Arguments are escaped already."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.fr_moments import listing, number

SETTINGS = "Réglages"
TITLE = "<b>Réglages</b>"
TIMES = "Horaires"
ZONE = "Fuseau"
QUIET = "Heures calmes"
ALERTS = "Alertes"
LENGTH = "Longueur"
OUTLETS = "Médias écartés"
LANGUAGE = "Langue"
BACK = "‹ Retour"
WEEKDAYS = "En semaine"
WEEKEND = "Le week-end"
NOT_ON_WEEKDAYS = "Aucune revue en semaine"
NOT_ON_WEEKENDS = "Aucune revue le week-end"
WRITE_TIMES = "Écrire les horaires"
WRITE_PLACE = "Écrire une autre ville"
WRITE_HOURS = "Écrire les heures"
CHOOSE_QUIET = "Choisir des heures"
NO_QUIET = "Aucune heure calme"
QUIET_IS_NONE = "Heures calmes : aucune"
NO_SOUND = "Sans son"
HOLD = "Retenir"
NO_ALERTS = "Aucune alerte"
ALERTS_ARE_OFF = "Alertes : aucune"
TITLES = "Titres"
BRIEF = "Brèves"
FULL = "Complet"
LENGTH_TITLES = "Longueur : les titres seuls"
LENGTH_BRIEF = "Longueur : brèves, une ou deux phrases par sujet"
LENGTH_FULL = "Longueur : complète, quelques phrases par sujet"
SHOW_PREVIEWS = "Montrer les aperçus"
HIDE_PREVIEWS = "Masquer les aperçus"
PREVIEWS_ON = "Aperçu du premier article : oui"
PREVIEWS_OFF = "Aperçu du premier article : non"
FRENCH = "Français"
ENGLISH = "English"
ASK_WEEKDAYS = "À quelle heure voulez-vous la revue, <b>du lundi au vendredi</b> ?"
ASK_WEEKEND = "À quelle heure voulez-vous la revue, <b>le week-end</b> ?"
ASK_QUIET_FROM = "À quelle heure commencent vos heures calmes ?"
ASK_QUIET_TO = "À quelle heure finissent-elles ?"
ASK_LENGTH = "Que voulez-vous lire de chaque sujet, dans vos revues ?"
ASK_OUTLETS = "Touchez un média pour l’écarter de vos revues et de vos alertes, ou pour le retrouver."
NO_OUTLETS = "Aucun média n’est encore lu."


def language_is(language: str) -> str:
    return f"Langue : {'français' if language == 'fr' else 'anglais'}"


def times(said: str, place: str) -> str:
    return f"Revues : {said}, heure de {place}"


def quiet(start: str, end: str, held: bool) -> str:
    return f"Heures calmes : de {start} à {end}, {'alertes retenues' if held else 'alertes sans son'}"


def quiet_from(at: str) -> str:
    return f"Début : {at}"


def quiet_to(at: str) -> str:
    return f"Fin : {at}"


def alerts(most: int) -> str:
    return f"Alertes : {number(most)} au plus en 24 heures"


def left_out(outlets: Sequence[str], more: int) -> str:
    if not outlets:
        return "Médias écartés : aucun"
    names = [*outlets, *([f"{number(more)} autre{'s' if more > 1 else ''}"] if more else [])]
    return f"Médias écartés : {listing(names)}"


def chosen(label: str) -> str:
    return f"✓ {label}"


def leave_out(outlet: str) -> str:
    return f"Écarter {outlet}"


def take_back(outlet: str) -> str:
    return f"Rétablir {outlet}"

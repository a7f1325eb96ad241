# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French of a pause and of coming back. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import PauseProblem
from bot.locale.fr_moments import number

PROBLEMS: Mapping[PauseProblem, str] = {
    PauseProblem.NOT_UNDERSTOOD: "Je n’ai pas compris jusqu’à quand, rien ne change.",
    PauseProblem.PAST: "Ce jour est passé, rien ne change.",
    PauseProblem.TOO_FAR: "C’est dans plus d’un an, rien ne change ; /stop arrête tout sans date, et garde vos thèmes.",
}
EXAMPLES = "Écrivez par exemple <b>/pause 25 août</b>, <b>/pause deux semaines</b> ou <b>/pause lundi</b>."
COMING = "Les sujets les plus rapportés pendant votre absence arrivent dans un instant."
WELCOME_BACK = "<b>Bon retour.</b>"
START_AFRESH = "Repartir à zéro"


def paused(until: str, back_at: str) -> str:
    return (
        f"C’est entendu, aucune revue {until}. Retour : {back_at}, avec les sujets les plus rapportés de votre "
        "absence. /reprendre fait revenir les revues plus tôt."
    )


def heading(since: str, stories: int, shown: int, public: bool) -> str:
    counted = f"{number(stories)} sujet{'s' if stories > 1 else ''} sur {_topics(public)}"
    if stories <= shown:
        return f"{_greeting(public)}Depuis {since}, {counted}."
    return (
        f"{_greeting(public)}Depuis {since}, {counted} ; en voici {number(shown)}, parmi les plus rapportés."
    )


def nothing(since: str, public: bool) -> str:
    return f"{_greeting(public)}Rien de nouveau sur {_topics(public)} depuis {since}."


def _greeting(public: bool) -> str:
    return "" if public else f"{WELCOME_BACK} "


def _topics(public: bool) -> str:
    return "les thèmes de ce canal" if public else "vos thèmes"


def frame(date: str, clock: str) -> str:
    return f"Revue de retour du {date}, {clock}."


def rest(next_at: str, since: str, public: bool) -> str:
    unless = "" if public else ", sauf si vous repartez à zéro"
    return f"La prochaine ({next_at}) dira ce qui reste depuis {since}{unless}."


def afresh(next_at: str) -> str:
    when = f"la prochaine revue ({next_at}) ne dira" if next_at else "vos revues ne diront"
    return f"C’est entendu : {when} que ce qui paraît désormais."

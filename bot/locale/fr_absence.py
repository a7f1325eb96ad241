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


def heading(since: str, stories: int, shown: int) -> str:
    counted = f"{number(stories)} sujet{'s' if stories > 1 else ''} sur vos thèmes"
    if stories <= shown:
        return f"{WELCOME_BACK} Depuis {since}, {counted}."
    return f"{WELCOME_BACK} Depuis {since}, {counted} ; en voici {number(shown)}, parmi les plus rapportés."


def nothing(since: str) -> str:
    return f"{WELCOME_BACK} Rien de nouveau sur vos thèmes depuis {since}."


def frame(date: str, clock: str) -> str:
    return f"Revue de retour du {date}, {clock}."


def rest(next_at: str, since: str) -> str:
    return f"La prochaine ({next_at}) dira ce qui reste depuis {since}, sauf si vous repartez à zéro."


def afresh(next_at: str) -> str:
    when = f"la prochaine revue ({next_at}) ne dira" if next_at else "vos revues ne diront"
    return f"C’est entendu : {when} que ce qui paraît désormais."

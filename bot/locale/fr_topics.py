# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of one topic: other ways to ask for it, words that look misspelt, handing it on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.fr_moments import listing, number
from bot.locale.plurals import french as _s

REFINE = "Préciser"
SHARE = "Partager ce thème"
BACK = "Revenir"
ALL = "Tous vos thèmes"
DROP = "Ne plus suivre"
KEEP = "Rien d’autre à proposer : ce thème est aussi précis qu’il peut l’être."
LITERALLY = "Sans synonymes"
WITH_SYNONYMS = "Avec les synonymes"
IN_TITLES = "Dans les titres seulement"
NAMED_LITERALLY = "sans synonymes"  # behind the name of such a topic
NAMED_IN_TEXT = "dans le texte"
NAMED_IN_SOURCE = "dans le nom du média"
NAMED_EXACT_WORD = "mot exact"
NAMED_EXACT_WORDS = "mots exacts"
AND = "ET"
OR = "OU"
EXCEPT = "SAUF"
ESTIMATED = "Les nombres des boutons sont estimés."
NAMED_IN_TITLES = "dans les titres"


def _subjects(count: int, exact: bool) -> str:
    about = "" if exact else "environ "
    return f"{about}{number(count)} sujet{_s(count)}"


def refine(topic: str, stories: int, exact: bool) -> str:
    return (
        f"<b>{topic}</b> : {_subjects(stories, exact)} ces sept derniers jours. Que faut-il suivre plutôt ?"
    )


def choice(label: str, stories: int) -> str:
    return f"{label} : {number(stories)}"


def exactly(word: str) -> str:
    return f"Exactement « {word} »"


def less(word: str) -> str:
    return f"Sans exiger « {word} »"


def more(word: str) -> str:
    return f"Avec « {word} »"


def page(topic: str) -> str:
    return f"<b>{topic}</b>"


def unknown_word(typed: str, words: Sequence[tuple[str, int]]) -> str:
    used = listing([f"« {word} » ({number(articles)})" for word, articles in words])
    return f"Aucun article lu ne contient « {typed} » ; on y trouve {used}."


def follow_rather(word: str) -> str:
    return f"Suivre plutôt « {word} »"


def search_rather(word: str) -> str:
    return f"Chercher « {word} »"


def many(stories: int) -> str:
    return f"C’est beaucoup : {number(stories)} sujets en sept jours. Préciser aide à choisir."


def invitation(topic: str) -> str:
    return f"Suivez « {topic} » dans la presse francophone."

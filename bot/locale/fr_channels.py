# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of channels that are set up from a private chat. Arguments are escaped already."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.fr_moments import listing

WHICH = "Quel canal voulez-vous régler ?"
OTHER = "Un autre canal"
ASK = (
    "Touchez « Choisir un canal », sous la saisie ; ou transférez-moi un de ses messages, ou écrivez son "
    "nom : <b>@nom</b>. Vous devez l’administrer, et je dois pouvoir y publier."
)
PICK = "Choisir un canal"
SET_UP = "Régler ce canal"
TOPICS = "Ses thèmes"
END = "Terminer"
NOTHING_TO_END = "Vous ne réglez aucun canal. /canal pour en choisir un."
IN_PRIVATE = "Un canal se règle en tête à tête avec moi : ses administrateurs m’y écrivent /canal."
UNKNOWN = (
    "Je ne vois pas ce canal. Ajoutez-moi d’abord à ses administrateurs, avec le droit de publier, "
    "puis choisissez-le de nouveau."
)


def opened(channel: str, topics: Sequence[str], times: str) -> str:
    if topics:
        follows = f"Il suit {listing([f'<b>{topic}</b>' for topic in topics])}."
    else:
        follows = "Il ne suit encore aucun thème : écrivez un mot de l’actualité."
    return (
        f"Vous réglez le canal <b>{channel}</b> : ce que vous m’écrivez ici vaut pour lui, jusqu’à /terminer "
        f"ou une heure de silence. N’y paraîtront que ses revues ({times}) et ses alertes.\n{follows}"
    )


def ended(channel: str) -> str:
    return (
        f"Le réglage du canal <b>{channel}</b> est terminé : ce que vous m’écrivez vaut de nouveau pour vous."
    )


def frame(channel: str, typed: bool) -> str:
    back = " /terminer pour revenir à vos thèmes." if typed else ""
    return f"<i>Pour le canal « {channel} ».{back}</i>"


def lapsed(channel: str) -> str:
    return f"<i>Le réglage du canal « {channel} » a pris fin après une heure de silence : ceci vaut pour vous.</i>"


def ready(channel: str) -> str:
    return f"Je peux publier dans le canal <b>{channel}</b>. Voulez-vous choisir ce qui y paraîtra ?"


def gone(channel: str) -> str:
    return (
        f"Je ne suis plus dans le canal <b>{channel}</b> : plus rien n’y paraîtra. "
        "Ses thèmes sont gardés six mois, pour le cas où j’y reviendrais."
    )


def not_yours(channel: str) -> str:
    return f"Seuls ses administrateurs peuvent régler le canal <b>{channel}</b>."


def no_right(channel: str) -> str:
    return f"Je ne peux pas publier dans le canal <b>{channel}</b> : donnez-m’en le droit, puis réessayez."


def lost(channel: str) -> str:
    return (
        f"Vous n’administrez plus le canal <b>{channel}</b>, ou je n’y ai plus accès. "
        "Son réglage est terminé, et rien n’a changé."
    )

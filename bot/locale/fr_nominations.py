# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of media that readers propose."""

from __future__ import annotations

from bot.locale.fr_moments import number
from bot.locale.plurals import french as _s

ASK = "Quel média faudrait-il lire ? Écrivez son nom, ou l’adresse de son site : <b>lefanal.fr</b>."
UNWANTED = "L’éditeur de ce média a demandé à ne pas être lu : je m’y tiens."
PRIVATE = "Cette adresse n’est pas publique : je ne peux pas la lire."
TOO_MANY = "C’est assez de propositions pour aujourd’hui : revenez demain."
NOTHING_WAITS = "Aucune proposition n’attend."
DECLINE = "Refuser"


def proposed(name: str) -> str:
    return f"Merci. <b>{name}</b> est proposé ; je vous dirai ce qu’il en advient."


def already_proposed(name: str) -> str:
    return f"Vous aviez déjà proposé <b>{name}</b>."


def already_read(name: str) -> str:
    return f"<b>{name}</b> est déjà lu : vos thèmes y sont cherchés."


def unknown(typed: str) -> str:
    return (
        f"Je ne connais pas de média nommé « {typed} ». Donnez l’adresse de son site, par exemple "
        "/proposer lefanal.fr"
    )


def nothing_there(address: str) -> str:
    return (
        f"Je n’ai rien trouvé que je puisse lire à l’adresse {address}. Essayez celle de la page d’accueil du média, "
        "par exemple /proposer lefanal.fr"
    )


def unreachable(address: str, problem: str) -> str:
    return f"Je n’ai pas pu lire {address} : {problem}. Essayez plus tard."


def which(typed: str) -> str:
    return f"Plusieurs médias répondent à « {typed} ». Lequel proposez-vous ?"


def waiting(count: int) -> str:
    return f"<b>{number(count)} média{_s(count)} proposé{_s(count)} par les lecteurs</b>"


def line(name: str, title: str, times: int) -> str:
    said = f"{name} ({title})" if title else name
    return f"{said}, proposé {number(times)} fois" if times > 1 else said


def more(count: int) -> str:
    return f"et {number(count)} autre{_s(count)}"


def accept(name: str) -> str:
    return f"Ajouter {name}"


def waiting_button(count: int) -> str:
    return f"Propositions ({number(count)})"


def is_added(name: str) -> str:
    return f"<b>{name}</b> est ajouté."


def is_declined(name: str) -> str:
    return f"<b>{name}</b> n’est pas retenu."


def was_added(name: str) -> str:
    return f"<b>{name}</b>, que vous aviez proposé, est désormais lu. Merci."


def was_declined(name: str) -> str:
    return f"Votre proposition de lire <b>{name}</b> n’a pas été retenue. Merci tout de même."

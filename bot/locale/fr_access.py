# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French of who may use the bot. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locale.fr_moments import number
from bot.locale.plurals import french as _s
from bot.model import AccessMode, Roll

# --- for those who have no access ---------------------------------------------------------------------------------

NOTHING_KEPT = "Rien n’est conservé de cette conversation, et rien ne lui est envoyé."


def no_access(contact: str, by_link: bool) -> str:
    link = "Ce lien d’invitation n’est plus valable. " if by_link else ""
    ask = f" Pour demander un accès : {contact}." if contact else ""
    return f"{link}Ce bot n’est ouvert qu’à ses invités.{ask}"


# --- the mode --------------------------------------------------------------------------------------------------

MODES: Mapping[AccessMode, str] = {
    AccessMode.OPEN: "Ouvert",
    AccessMode.INVITATION: "Sur invitation",
    AccessMode.LIST: "Sur liste",
}
MODE_IS: Mapping[AccessMode, str] = {
    AccessMode.OPEN: "<b>Accès ouvert</b> : quiconque écrit au bot peut s’en servir.",
    AccessMode.INVITATION: (
        "<b>Accès sur invitation</b> : se servent du bot ceux qui viennent par un lien d’invitation et ceux qui"
        " sont sur la liste. Un groupe entre quand celui qui y ajoute le bot a lui-même accès."
    ),
    AccessMode.LIST: (
        "<b>Accès sur liste</b> : seuls se servent du bot ceux qui sont sur la liste ; les liens d’invitation ne"
        " servent plus. Un groupe entre quand celui qui y ajoute le bot a lui-même accès."
    ),
}
BACK = "‹ Accès"


def kept(chats: int) -> str:
    if not chats:
        return "Personne ne s’en servait encore."
    return (
        "La conversation qui était déjà là garde son accès ; la liste permet de la retirer."
        if chats == 1
        else f"Les {number(chats)} conversations qui étaient déjà là gardent leur accès ; la liste permet d’en retirer."
    )


def links_button(links: int) -> str:
    return f"Liens : {number(links)}"


def roll_button(roll: Roll, count: int) -> str:
    return f"{'Ont accès' if roll is Roll.ADMITTED else 'Bloqués'} : {number(count)}"


# --- links ---------------------------------------------------------------------------------------------------------

NO_LINKS = "Aucun lien d’invitation n’est valable."
LINKS = "<b>Liens d’invitation valables</b>. Leur adresse n’est montrée qu’une fois, à leur création."
LINK_REVOKED = "Ce lien ne fait plus entrer personne ; ceux qui sont venus par lui gardent leur accès."
LINK_HOW = (
    "Autres nombres, autres durées : "
    "<b>/acces lien 25</b>, <b>/acces lien 10 7j</b>, <b>/acces lien 25 août</b>."
)
LINK_USELESS = "Ce lien ne servira qu’une fois l’accès mis « sur invitation »."
SHOWN_ONCE = "Notez-le : il n’est montré qu’une fois."


def link_made(number_of_link: int, people: int | None, until: str) -> str:
    ends = f", {until}" if until else ", sans limite de temps"
    return f"Voici le lien d’invitation {number_of_link}, {_for(people)}{ends}."


def link_line(number_of_link: int, made: str, used: int, people: int | None, until: str) -> str:
    of = f" sur {number(people)}" if people is not None else ""
    came = f"{number(used)} venu{_s(used)}{of}"
    return f"lien {number_of_link}, créé {made} : {came}{f', {until}' if until else ''}"


def revoke(number_of_link: int) -> str:
    return f"Révoquer le lien {number_of_link}"


def link_for(people: int, days: int) -> str:
    return f"{_people(people)}, {number(days)} jour{_s(days)}"


def _for(people: int | None) -> str:
    if people == 1:
        return "pour une personne"
    return "sans limite de nombre" if people is None else f"pour {_people(people)}"


def _people(people: int) -> str:
    return f"{number(people)} personne{_s(people)}"


# --- lists -----------------------------------------------------------------------------------------------------

ADD = "Ajouter"
NOT_SEEN = "n’a pas encore écrit"
ASK_ADMIT = (
    "Qui faut-il laisser entrer ? Écrivez son numéro Telegram ou son @nom, "
    "ou transférez-moi l’un de ses messages."
)
ASK_BLOCK = (
    "Qui faut-il bloquer ? Écrivez son numéro Telegram ou son @nom, ou transférez-moi l’un de ses messages."
)
ROLLS: Mapping[Roll, str] = {Roll.ADMITTED: "Ont accès", Roll.BLOCKED: "Sont bloqués"}
EMPTY: Mapping[Roll, str] = {
    Roll.ADMITTED: "La liste est vide : seuls les administrateurs ont accès quand le bot n’est pas ouvert.",
    Roll.BLOCKED: (
        "Personne n’est bloqué. <b>/bloquer</b>, suivi d’un numéro ou d’un @nom, ou en réponse à un message,"
        " bloque une personne ou un groupe."
    ),
}
ON_LIST_OPEN = "Le bot est ouvert à tous : la liste ne comptera que s’il ne l’est plus."


def roll_title(roll: Roll, total: int, page: int, pages: int) -> str:
    place = f", page {number(page)} sur {number(pages)}" if pages > 1 else ""
    return f"<b>{ROLLS[roll]} : {number(total)}{place}</b>"


def take_off(roll: Roll, who: str) -> str:
    return f"{'Retirer' if roll is Roll.ADMITTED else 'Débloquer'} {who}"


def roll_changed(roll: Roll, who: str, on: bool, changed: bool) -> str:
    if roll is Roll.BLOCKED:
        if on:
            return f"{who} est {'désormais' if changed else 'déjà'} bloqué : ni écouté, ni destinataire d’aucun envoi."
        return f"{who} n’est plus bloqué." if changed else f"{who} n’était pas bloqué."
    if on:
        return f"{who} est {'désormais' if changed else 'déjà'} sur la liste."
    return f"{who} n’est plus sur la liste." if changed else f"{who} n’était pas sur la liste."


# --- limits ----------------------------------------------------------------------------------------------------


def limits(chat: str, changed: bool) -> str:
    return f"<b>Limites de {chat}</b>{', désormais' if changed else ''}"


def topics_limit(count: int, own: bool) -> str:
    return f"{number(count)} thème{_s(count)} au plus{_own(own)}"


def alerts_limit(count: int, own: bool) -> str:
    if not count:
        return f"aucune alerte{_own(own)}"
    return f"{number(count)} alerte{_s(count)} par jour au plus{_own(own)}"


def _own(own: bool) -> str:
    return "" if own else " (comme pour tous)"


def limits_how(chat: str) -> str:
    return (
        f"Pour changer : <b>/limites {chat} thèmes 50 alertes 20</b> ; "
        "<b>défaut</b> revient à ce qui vaut pour tous."
    )


def alerts_capped(cap: int, contact: str) -> str:
    most = (
        f"Pas plus de {number(cap)} par jour pour cette conversation"
        if cap
        else "Cette conversation n’a pas d’alertes"
    )
    return f"{most}, par décision du responsable du bot{f' : {contact}' if contact else ''}."


def ask_for_more(contact: str) -> str:
    return f"Pour en suivre davantage, demandez à {contact}."


# --- refusals ----------------------------------------------------------------------------------------------------

ADMINS_STAY = "C’est un administrateur du bot : il ne peut pas être bloqué."
NOBODY_NAMED = (
    "Je ne sais pas de qui il s’agit. Donnez son numéro Telegram ou son @nom, ou répondez à l’un de ses"
    " messages. Si ses réglages cachent qui a écrit un message transféré, il faut son numéro."
)
PRIVATE_ONLY = "Cela se règle dans notre conversation privée."
ACCESS_UNCLEAR = (
    "Je n’ai pas compris, rien ne change. Écrivez par exemple <b>/acces invitation</b>, <b>/acces lien 10 7j</b>, "
    "<b>/acces ajouter @nom</b> ou <b>/acces retirer 123456</b>."
)
LIMITS_UNCLEAR = (
    "Je n’ai pas compris, rien ne change. Écrivez par exemple <b>/limites 123456 thèmes 50 alertes 20</b>, avec"
    " le numéro de la conversation."
)


def chat_unknown(chat: str) -> str:
    return f"Aucune conversation {chat} n’est connue."

# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French of the commands: in menus, in `/aide`, and of one that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

DESCRIPTIONS: Mapping[str, str] = {
    "start": "commencer, ou reprendre après un arrêt",
    "help": "ce que je sais faire",
    "subscribe": "suivre un thème",
    "unsubscribe": "ne plus suivre un thème",
    "subscriptions": "vos thèmes et vos horaires",
    "digest": "ce qui est paru ces dernières 24 heures",
    "front_page": "les sujets traités par le plus de rédactions",
    "search": "chercher dans ce qui est paru",
    "trend": "la courbe d’un mot, jour par jour",
    "alert": "savoir aussitôt ce qui paraît sur un thème",
    "schedule": "choisir l’heure des revues",
    "zone": "choisir la ville dont vous suivez l’heure",
    "quiet": "choisir les heures où les alertes se taisent",
    "settings": "régler tout ce qui vous est envoyé",
    "channel": "régler un canal que vous administrez",
    "channel_done": "terminer le réglage d’un canal",
    "language": "choisir la langue, français ou anglais",
    "pause": "suspendre les revues",
    "resume": "reprendre les revues",
    "stop": "tout arrêter",
    "privacy": "ce qui est conservé de vous, et pourquoi",
    "my_data": "recevoir tout ce qui est conservé de vous",
    "forget": "tout effacer",
    "suggest": "proposer un média à lire",
    "add_feed": "lire un flux de plus",
    "catalogue": "choisir des médias par bouquet, pays ou nom",
    "remove_feed": "ne plus lire un flux",
    "feeds": "les flux et leur santé",
    "hold": "retenir tous les envois, sauf les réponses",
    "release": "laisser partir les envois retenus",
    "status": "comment va le bot, avec sa dernière journée",
    "access": "qui peut se servir du bot, et les invitations",
    "block": "ne plus écouter quelqu’un, ni rien lui envoyer",
    "unblock": "écouter de nouveau quelqu’un",
    "limits": "combien de thèmes et d’alertes pour une conversation",
    "broadcast": "écrire à toutes les conversations, après un aperçu",
    "journal": "ce que les administrateurs ont changé",
    "import": "ajouter les flux d’un document OPML",
}
HELP_INTRO = "Écrivez un mot de l’actualité pour le suivre, ou l’une de ces commandes :"
HELP_QUERIES = (
    "Plusieurs mots : tous doivent y être. <b>Otan OU OTSC</b> : l’un ou l’autre. <b>Otan -sport</b> : sans ce mot. "
    '<b>"Otan"</b> : exactement.'
)
SEE_HELP = "/aide dit tout ce que je sais faire."
ADMIN_COMMANDS = "Pour l’administration :"


def command_line(names: str, description: str) -> str:
    return f"{names} : {description}"


def unknown_command(typed: str) -> str:
    return f"Je ne connais pas {typed}."


def meant_command(command: str) -> str:
    return f"Vouliez-vous dire {command} ?"

"""What is said in French of the chats to their operator."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import GoneReason
from bot.model import ChatKind

NO_CHATS = "Personne n’a encore écrit au bot."
COLUMNS: tuple[str, ...] = (
    "conversation", "genre", "lieux", "thèmes", "à envoyer", "depuis", "dernier mot", "état",
)  # fmt: skip
KINDS: Mapping[ChatKind, str] = {
    ChatKind.PRIVATE: "privée",
    ChatKind.GROUP: "groupe",
    ChatKind.SUPERGROUP: "supergroupe",
    ChatKind.CHANNEL: "canal",
}
OPEN = "ouverte"
CLOSED: Mapping[GoneReason, str] = {
    GoneReason.BLOCKED: "a bloqué le bot",
    GoneReason.KICKED: "a exclu le bot",
    GoneReason.DEACTIVATED: "compte supprimé",
    GoneReason.NOT_FOUND: "introuvable",
    GoneReason.NO_RIGHT: "le bot n’y a pas le droit d’écrire",
    GoneReason.TOPIC_CLOSED: "sujet de forum fermé",
    GoneReason.SHUT_OUT: "sans accès",
    GoneReason.BARRED: "bloquée",
    GoneReason.WAITING: "n’a pas encore écrit à ce bot",
}

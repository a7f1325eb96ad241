# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French to whoever runs the bot. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model import Deed

# --- the journal ------------------------------------------------------------------------------------------------

JOURNAL = "<b>Journal</b> : ce que les administrateurs ont changé"
NO_DEEDS = "Le journal est vide : rien n’a encore été changé."
LATEST, OLDER = "Le plus récent", "Plus ancien"
IN_TERMINAL = "au terminal"
ERASED_ADMIN = "quelqu’un dont les données sont effacées"
YOU = "vous"
DEEDS: Mapping[Deed, str] = {
    Deed.FEED_ADDED: "flux ajouté",
    Deed.FEEDS_ADDED: "flux ajoutés",
    Deed.FEEDS_IMPORTED: "flux importés",
    Deed.FEED_REMOVED: "flux retiré",
    Deed.FEEDS_REMOVED: "flux retirés",
    Deed.FEED_RENAMED: "flux renommé",
    Deed.FEED_PAUSED: "flux suspendu",
    Deed.FEED_RESUMED: "flux repris",
    Deed.FEED_PURGED: "flux retiré, articles effacés",
    Deed.PUBLISHER_WISH: "titres seulement, à la demande de l’éditeur",
    Deed.PUBLISHER_REFUSAL: "refus d’un éditeur",
    Deed.WISH_LIFTED: "demande d’un éditeur levée",
    Deed.SENDING_HELD: "envois retenus",
    Deed.SENDING_RELEASED: "envois relâchés",
    Deed.HELD_ABANDONED: "envois abandonnés",
    Deed.BROADCAST_SENT: "annonce envoyée",
    Deed.BROADCAST_STOPPED: "annonce arrêtée",
    Deed.CHAT_BLOCKED: "conversation bloquée",
    Deed.CHAT_UNBLOCKED: "conversation débloquée",
    Deed.ACCESS_CHANGED: "accès modifié",
    Deed.LIMIT_CHANGED: "limite modifiée",
    Deed.ADMIN_ADDED: "nouvel administrateur",
    Deed.ADMIN_REMOVED: "administrateur retiré",
}


def deed_line(at: str, deed: str, subject: str, who: str) -> str:
    return f"{at} : {deed}{f', <b>{subject}</b>' if subject else ''} ({who})"

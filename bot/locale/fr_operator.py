# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French to whoever runs the bot. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locale.fr_moments import listing, number
from bot.locale.plurals import french as _s
from bot.model import ChatKind, Deed

_KINDS: Mapping[ChatKind, tuple[str, str]] = {
    ChatKind.PRIVATE: ("privée", "privées"),
    ChatKind.GROUP: ("groupe", "groupes"),
    ChatKind.CHANNEL: ("canal", "canaux"),
}


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
    Deed.CHAT_ADMITTED: "conversation mise sur la liste d’accès",
    Deed.CHAT_DISMISSED: "conversation retirée de la liste d’accès",
    Deed.CHAT_ERASED: "conversation effacée",
    Deed.ACCESS_CHANGED: "accès modifié",
    Deed.LINK_MADE: "lien d’invitation créé",
    Deed.LINK_REVOKED: "lien d’invitation révoqué",
    Deed.LIMIT_CHANGED: "limite modifiée",
    Deed.BACKUP_RESTORED: "sauvegarde rétablie",
    Deed.ADMIN_ADDED: "nouvel administrateur",
    Deed.ADMIN_REMOVED: "administrateur retiré",
}


def amount(deed: Deed, count: int) -> str:
    if deed is Deed.BROADCAST_SENT:
        return f"à {_of_chats(count)}"
    return f"{number(count)} message{_s(count)}"


def deed_line(at: str, deed: str, subject: str, who: str) -> str:
    return f"{at} : {deed}{f', <b>{subject}</b>' if subject else ''} ({who})"


# --- how the bot does -------------------------------------------------------------------------------------------

NO_BACKUP = "Aucune sauvegarde connue."
NO_TROUBLES = "Aucune erreur depuis le démarrage."
TROUBLES = "<b>Dernières erreurs</b>"
DAY = "Les dernières 24 heures, heure par heure"


def verdict(health: str, alive: bool, version: str, since: str) -> str:
    if not alive:
        return f"<b>{health.capitalize()}</b> : le bot ne tourne pas."
    told = f", version {version}" if version else ""
    return f"<b>{health.capitalize()}</b>{told}{f', démarré {since}' if since else ''}"


def feeds(count: int, ill: Sequence[str]) -> str:
    return f"Flux : {number(count)}{f', dont {listing(ill)}' if ill else ''}"


def of_health(health: str, count: int) -> str:
    return f"{number(count)} « {health} »"


def articles(count: int, day: int, waiting: int) -> str:
    rest = f" ; {number(waiting)} à analyser" if waiting else ""
    return f"Articles : {number(count)}, dont {number(day)} en 24 heures{rest}"


def of_kind(kind: ChatKind, count: int) -> str:
    singular, plural = _KINDS[kind]
    return f"{number(count)} {plural if count > 1 else singular}"


def chats(opened: Sequence[str], closed: int) -> str:
    rest = f" ; {number(closed)} fermée{_s(closed)}" if closed else ""
    return f"Conversations : {listing(opened) if opened else 'aucune'}{rest}"


def followed(topics: int, subscriptions: int) -> str:
    return f"Thèmes : {number(topics)}, pour {number(subscriptions)} abonnement{_s(subscriptions)}"


def owed(count: int, oldest: str, doubtful: int) -> str:
    if not count:
        return "Rien n’attend d’être envoyé."
    since = f", le plus ancien : {oldest}" if oldest else ""
    doubt = f" ; {number(doubtful)} peut-être arrivé{_s(doubtful)}" if doubtful else ""
    return f"À envoyer : {number(count)} message{_s(count)}{since}{doubt}"


def late(digests: int) -> str:
    if not digests:
        return "Aucune revue en retard."
    return f"<b>{number(digests)} revue{_s(digests)} en retard</b>"


def size(database: int, memory: int) -> str:
    return f"Base : {_megabytes(database)}{f' ; mémoire : {_megabytes(memory)}' if memory else ''}"


def backed_up(at: str) -> str:
    return f"Dernière sauvegarde : {at}"


def trouble(place: str, kind: str, times: int, at: str) -> str:
    return f"{place} : {kind}{f', {number(times)} fois' if times > 1 else ''}, {at}"


def readings(count: int, failures: int) -> str:
    failed = f", dont {number(failures)} en échec" if failures else ""
    return f"Lectures de flux : {number(count)}{failed}"


def new_articles(count: int) -> str:
    return f"Nouveaux articles : {number(count)}"


def messages(count: int) -> str:
    return f"Messages envoyés : {number(count)}"


def _megabytes(size: int) -> str:
    return f"{number(max(1, round(size / 1_000_000)))} Mo"


# --- messages to every chat -------------------------------------------------------------------------------------

ASK_BROADCAST = "Quel message faut-il envoyer à toutes les conversations ? Vous le verrez avant qu’il parte."
CANCEL, STOP = "Annuler", "Arrêter"
DROPPED = "C’est annulé : rien n’est envoyé."


def _of_chats(count: int) -> str:
    return f"{number(count)} conversation{_s(count)}"


def send_to(count: int) -> str:
    return f"Envoyer à {_of_chats(count)}"


def ask_to_send(count: int) -> str:
    if not count:
        return "Personne ne recevrait ce message : aucune conversation n’est ouverte."
    return (
        f"Voilà ce que recevr{'ont' if count > 1 else 'a'} <b>{_of_chats(count)}</b>, sans sonnerie. "
        "Celles qui sont en pause ne reçoivent rien. Faut-il l’envoyer ?"
    )


def sending(sent: int, total: int) -> str:
    return f"Envoi en cours : <b>{number(sent)} sur {number(total)}</b>"


def stopping(left: int) -> str:
    return (
        f"Arrêt en cours : {number(left)} message{_s(left)} {'sont' if left > 1 else 'est'} déjà en route ou "
        f"peut-être arrivé{_s(left)}."
    )


def sent_to(sent: int) -> str:
    return f"Message envoyé à <b>{_of_chats(sent)}</b>."


def stopped(sent: int, total: int) -> str:
    return f"Envoi arrêté : <b>{number(sent)} sur {number(total)}</b>."


def gone(count: int) -> str:
    them = "nt" if count > 1 else ""
    return f"{_of_chats(count)} refuse{them} le bot ou n’existe{them} plus."


def failed(count: int) -> str:
    return f"{number(count)} échec{_s(count)}."


def cancelled(count: int) -> str:
    return f"{number(count)} annulé{_s(count)}."

# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in French of alerts, quiet hours and time zones. Arguments are escaped already."""

from __future__ import annotations

from bot.locale.fr_moments import number, quoted

NO_MORE_TODAY = "Plus d’alerte avant demain"
ALERTS_AGAIN = "Rétablir les alertes"
MUTED = "Entendu, plus d’alerte avant demain ; ce qui paraît d’ici là vous attend dans la revue."
NOT_MUTED = "Les alertes sont rétablies."
WAS_KEPT = "Retenu pendant vos heures calmes."

NO_SOUND = "Sans son"
NEVER_QUIET = "Aucune heure calme : les alertes sonnent à toute heure."
TO_CHANGE_QUIET = "Pour en changer, écrivez par exemple <b>22h-7h</b>, ou <b>non</b> pour aucune."


BAD_QUIET = (
    "Je n’ai pas compris ces heures, rien ne change. Écrivez par exemple <b>22h-7h</b>, <b>22h-7h retenir</b> "
    "ou <b>non</b>."
)
ASK_ZONE = "De quelle ville voulez-vous l’heure ? Par exemple : <b>Montréal</b>, ou <b>Bruxelles</b>."
UNKNOWN_PLACE = (
    "Je ne connais pas ce lieu. Écrivez une grande ville du même fuseau, par exemple <b>Montréal</b>, "
    "ou un pays, par exemple <b>Belgique</b>."
)


def zone_is(place: str, clock: str) -> str:
    return f"Vos revues et vos alertes suivent l’heure de <b>{place}</b> : il y est {clock}."


def zone_set(place: str, clock: str) -> str:
    return f"C’est noté : tout suivra l’heure de <b>{place}</b>, où il est {clock}."


def zone_restored(place: str, clock: str) -> str:
    return f"Vous retrouvez l’heure de <b>{place}</b>, où il est {clock}."


def which_zone(typed: str) -> str:
    return f"L’heure de quelle ville, pour « {typed} » ?"


def alerts_line(topics: str) -> str:
    return f"Alertes : {topics}"


SPIKES_TOO = "Signaler aussi les pics"
NO_SPIKES = "Ne plus signaler les pics"
WITH_SPIKES = "pics signalés"
NO_ALERT = "Plus d’alerte sur ce thème"


def spike(topic: str, articles: int) -> str:
    return f"<b>{topic} : {number(articles)} articles en une heure</b>"


def usually(articles: int) -> str:
    if not articles:
        return "D’ordinaire, presque rien à cette heure. Les sujets les plus repris :"
    return f"D’ordinaire, {number(articles)} à cette heure. Les sujets les plus repris :"


def spikes_set(topic: str) -> str:
    return f"<b>{topic}</b> : je vous préviens quand la presse en parle soudain bien plus que d’habitude."


def alert_ended(topic: str) -> str:
    return f"<b>{topic}</b> : plus d’alerte, le thème reste dans vos revues."


def corrected(clock: str) -> str:
    return f"Mis à jour, {clock}."


def rectification(headline: str) -> str:
    return f"Rectification : {headline}"


def was_said(outlet: str, headline: str) -> str:
    return f"{outlet} titrait auparavant : {quoted(headline)}."


def now_says(outlet: str, clock: str) -> str:
    return f"{outlet} a corrigé son texte, {clock}."


def last_alert(count: int) -> str:
    if count == 1:
        return "C’est la seule alerte prévue en 24 heures : la suite vous attend dans la revue."
    return f"C’est la dernière des {number(count)} alertes prévues en 24 heures : la suite vous attend dans la revue."


def quiet_hours(start: str, end: str, held: bool) -> str:
    what = f"les alertes sont retenues jusqu’à {end}" if held else "les alertes arrivent sans son"
    return f"Heures calmes, de {start} à {end} : {what}."


def hold_until(end: str) -> str:
    return f"Retenir jusqu’à {end}"

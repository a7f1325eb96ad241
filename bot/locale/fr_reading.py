# ruff: noqa: D103 -- a sentence documents itself
"""What is said in French of stories that are opened, followed, left out and looked for. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.fr_moments import listing, number, quoted
from bot.locale.plurals import french as _s

FOLLOW = "Suivre"
UNFOLLOW = "Ne plus suivre"
EXCLUDE = "Écarter"
EXCLUDE_KIND = "Écarter ce genre d’articles"
REMOVE_SYNONYM = "Retirer ce synonyme"
CANCEL = "Annuler"
NO = "Non"
LEFT = "Vous ne suivez plus ce sujet."


def _quoted(words: Sequence[str]) -> str:
    return listing([f"« {word} »" for word in words])


def _of(moment: str) -> str:
    """« d’hier, 22 h 40 », « de mardi, 19 h 12 », « du 3 mars, 8 h »."""
    if moment.startswith("le "):
        return f"du {moment.removeprefix('le ')}"
    return f"d’{moment}" if moment[:1] in "aehiouAEIOU" else f"de {moment}"


# --- following ---------------------------------------------------------------------------------------------------


def followed(until: str) -> str:
    return f"Suivi {until} : la suite viendra en réponse à ce message."


def followed_there(until: str) -> str:
    return f"Suivi {until} : la suite paraîtra dans le canal."


def follow_up_of_alert(moment: str, public: bool) -> str:
    return f"Suite de {'l’alerte' if public else 'votre alerte'} {_of(moment)}."


def follow_up_since(moment: str, public: bool) -> str:
    return f"Suite {'d’un sujet suivi' if public else 'du sujet que vous suivez'} depuis {moment}."


# --- leaving out -------------------------------------------------------------------------------------------------


def exclusion_intro(topic: str, stories: int) -> str:
    week = f"Ces sept derniers jours : {number(stories)} sujet{_s(stories)}."
    return f"<b>Que faut-il écarter du thème {topic} ?</b>\n{week}"


def exclusion(words: Sequence[str], removed: int, stories: int, headlines: Sequence[str], more: int) -> str:
    rest = f" et {number(more)} autre{_s(more)}" if more else ""
    bold = listing([f"<b>{word}</b>" for word in words])
    return (
        f"Sans {bold}, {number(removed)} sujet{_s(removed)} de moins sur {number(stories)} : "
        f"{' ; '.join(map(quoted, headlines))}{rest}."
    )


def exclude_button(words: Sequence[str]) -> str:
    return f"Écarter {_quoted(words)}"


def no_exclusion(topic: str) -> str:
    return (
        f"Aucun mot ne distingue ce sujet des autres du thème <b>{topic}</b>. "
        "Pour écarter un mot de votre choix : <b>/abonner Otan -sport</b>."
    )


def swapped(former: str, topic: str) -> str:
    return f"C’est entendu : <b>{topic}</b> remplace <b>{former}</b>."


def restored(topic: str) -> str:
    return f"<b>{topic}</b> est rétabli."


# --- the archive -------------------------------------------------------------------------------------------------

ASK_SEARCH = "Que faut-il chercher ? Par exemple : <b>cessez-le-feu</b>, ou <b>Otan 7j</b> pour sept jours."
BEFORE = "‹ Plus récents"
AFTER = "Plus anciens ›"
NO_MORE = "Il n’y a rien de plus ancien."


def front_page(date: str, clock: str) -> str:
    return f"La une du {date}, {clock} : les sujets traités par le plus de rédactions."


def no_front_page(span: str) -> str:
    return f"Aucun article ces dernières {span} : la une attend les premières lectures."


def found(topic: str, stories: int, exact: bool, at_least: bool, span: str) -> str:
    about = "plus de " if at_least else "" if exact else "environ "
    order = ", les plus récents d’abord" if stories > 1 else ""
    return f"<b>{topic}</b> : {about}{number(stories)} sujet{_s(stories)} en {span}{order}."


def wider(span: str) -> str:
    return f"Chercher sur {span}"


def page(page: int, pages: int) -> str:
    return f"Page {number(page)} sur {number(pages)}."


def found_nothing(topic: str, span: str) -> str:
    return f"Rien sur <b>{topic}</b> en {span}."


# --- trends ------------------------------------------------------------------------------------------------------

ASK_TREND = (
    "De quel mot faut-il montrer la courbe ? Par exemple : <b>cessez-le-feu</b>, ou <b>Otan, budget 7j</b> pour en "
    "comparer deux."
)


def trend(topic: str, stories: int, exact: bool, span: str) -> str:
    about = "" if exact else "environ "
    return f"<b>{topic}</b> : {about}{number(stories)} sujet{_s(stories)} en {span}"


def peak(day: str, stories: int, headline: str) -> str:
    return f"{number(stories)} {day}, surtout {quoted(headline)}"


def only_peak(day: str, headline: str) -> str:
    return f", tous {day}, surtout {quoted(headline)}."


def peaks(named: Sequence[str]) -> str:
    """What follows `trend`: the day that stands out most, then the others."""
    first, *rest = named
    return f", dont {first}{''.join(f' ; {each}' for each in rest)}."


def no_trend(topics: Sequence[str], span: str) -> str:
    return f"Rien sur {listing([f'<b>{topic}</b>' for topic in topics])} en {span} : il n’y a pas de courbe à montrer."


def only_first(count: int) -> str:
    return f"Une courbe montre {count} thèmes au plus : voici les premiers."


def trend_title(span: str) -> str:
    return f"Sujets par jour dans la presse, {span}"


def legend(topic: str, stories: int, exact: bool) -> str:
    return f"{topic} : {'' if exact else 'environ '}{number(stories)} sujet{_s(stories)}"

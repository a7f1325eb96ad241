"""What an admin types behind `/acces` and `/limites`, in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.errors import LimitsUnclear, PauseError
from bot.french.normalise import fold
from bot.french.until import parse_until
from bot.model import AccessMode, ChatId, ChatLimits

MOST_PEOPLE = 10_000  # by one link
MOST = 1_000  # topics or alerts: above it nothing is limited any more
_NUMBER = re.compile(r"-?\d{1,18}")
_NAME = re.compile(r"(?:https?://)?(?:t\.me/|@)(\w{4,32})/?", re.ASCII)
_PEOPLE = re.compile(
    r"(\d{1,5})(?:\s+(?:personnes?|people|persons?|invites?|guests?))?(?:\s+(?P<until>\S.*))?"
)
_MODES = {
    AccessMode.OPEN: ("ouvert", "open", "ouvert a tous", "tous", "everybody"),
    AccessMode.INVITATION: ("invitation", "invitations", "sur invitation", "by invitation"),
    AccessMode.LIST: ("liste", "list", "sur liste", "by list"),
}
_TOPICS = ("themes", "theme", "topics", "topic")
_ALERTS = ("alertes", "alerte", "alerts", "alert")
_USUAL = ("defaut", "default", "usuel", "usual")


class Verb(Enum):
    """What is to be done."""

    SHOW = auto()
    MODE = auto()
    LINK = auto()
    ADD = auto()
    REMOVE = auto()
    LINKS = auto()
    ROLL = auto()


_VERBS = {
    "lien": Verb.LINK,
    "link": Verb.LINK,
    "liens": Verb.LINKS,
    "links": Verb.LINKS,
    "ajouter": Verb.ADD,
    "add": Verb.ADD,
    "admettre": Verb.ADD,
    "retirer": Verb.REMOVE,
    "remove": Verb.REMOVE,
}


@dataclass(frozen=True, slots=True)
class Order:
    """A verb with what stands behind it."""

    verb: Verb
    rest: str = ""
    mode: AccessMode = AccessMode.OPEN


@dataclass(frozen=True, slots=True)
class LinkOrder:
    """For how many people a link is, and its last day; None: without that limit."""

    people: int | None
    last_day: date | None


def parse_order(text: str) -> Order | None:
    """What follows `/acces`; None for what is not understood."""
    folded = fold(text.strip())
    if not folded:
        return Order(Verb.SHOW)
    for mode, words in _MODES.items():
        if folded in words:
            return Order(Verb.MODE, mode=mode)
    first, _, rest = text.strip().partition(" ")
    verb = _VERBS.get(fold(first))
    return None if verb is None else Order(verb, rest.strip())


def parse_link(text: str, today: date) -> LinkOrder | None:
    """« 10 », « 25 août », « 10 7j »: people, last day, or both; None for what is not understood."""
    try:
        return LinkOrder(None, parse_until(text, today))
    except PauseError:
        found = _PEOPLE.fullmatch(fold(text.strip()))
    if found is None or not 1 <= int(found[1]) <= MOST_PEOPLE:
        return None
    try:
        return LinkOrder(int(found[1]), parse_until(found["until"] or "", today))
    except PauseError:
        return None


def parse_party(text: str) -> ChatId | str | None:
    """A number, or a name in small letters (`@Camille_B`, `t.me/Camille_B`); None for anything else."""
    word = text.strip()
    if _NUMBER.fullmatch(word) and int(word):
        return ChatId(int(word))
    found = _NAME.fullmatch(word)
    return None if found is None else found[1].casefold()


def parse_limits(text: str, had: ChatLimits) -> ChatLimits:
    """« thèmes 50 alertes 20 », in any order, « défaut » for what everybody has; what is not named stays.

    Raises `LimitsUnclear`.
    """
    words = fold(text.strip()).split()
    topics, alerts = had.max_topics, had.max_alerts
    if not words or len(words) % 2:
        raise LimitsUnclear(text)
    for first, second in zip(words[::2], words[1::2], strict=True):
        name, value = (second, first) if first.isdecimal() or first in _USUAL else (first, second)
        number = None if value in _USUAL else _bounded(value, text)
        if name in _TOPICS and number != 0:
            topics = number
        elif name in _ALERTS:
            alerts = number
        else:
            raise LimitsUnclear(text)
    return ChatLimits(topics, alerts)


def _bounded(value: str, text: str) -> int:
    if not value.isdecimal() or len(value) > len(str(MOST)) or int(value) > MOST:
        raise LimitsUnclear(text)
    return int(value)

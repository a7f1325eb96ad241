"""The words for days, months and hours, in French and English, and the times and days that a text is made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time

_DAYS = (
    "lundi lundis lun lu monday mondays mon",
    "mardi mardis mar ma tuesday tuesdays tue tues",
    "mercredi mercredis mer me wednesday wednesdays wed",
    "jeudi jeudis jeu je thursday thursdays thu thur thurs",
    "vendredi vendredis vend ven ve friday fridays fri",
    "samedi samedis sam sa saturday saturdays sat",
    "dimanche dimanches dim di sunday sundays sun",
)
_MONTHS = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars march mar",
    "avril avr april apr",
    "mai may",
    "juin june jun",
    "juillet juil july jul",
    "aout august aug",
    "septembre sept sep september",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)

DAY_NUMBERS = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
COUNTS = {
    "un": 1, "une": 1, "a": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4,
    "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9,
    "dix": 10, "ten": 10, "douze": 12, "twelve": 12, "quinze": 15, "fifteen": 15, "vingt": 20, "twenty": 20,
    "trente": 30, "thirty": 30,
}  # fmt: skip

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_UNITS += ["dix-sept", "dix-huit", "dix-neuf"]
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}


def _numbers() -> Iterator[tuple[str, int]]:
    """1 to 59 in French words."""
    yield from ((name, value) for value, name in enumerate(_UNITS, start=1))
    for ten, value in _TENS.items():
        yield ten, value
        yield f"{ten} et un", value + 1
        yield from ((f"{ten}-{_UNITS[unit - 1]}", value + unit) for unit in range(2, 10))


_NUMBERS = {name.replace("-", " "): value for name, value in _numbers()} | {"une": 1, "vingt et une": 21}
_NUMBER = "|".join(name.replace(" ", "[ -]") for name in sorted(_NUMBERS, key=len, reverse=True))
_IN_WORDS = re.compile(
    rf"\b(?:(?P<hour>{_NUMBER})(?= ?h(?:eures?)?\b)|(?<=heures )(?P<minutes>{_NUMBER})|(?<=heure )(?P<few>{_NUMBER}))\b"
)

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def fold(text: str) -> str:
    """Lower case without accents; typographic dashes, apostrophes and spaces become the plain ones."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_DASHES).replace("’", "'"))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def in_figures(folded: str) -> str:
    """Folded text with hours and minutes in figures where they stood in words: « sept heures trente »."""
    return _IN_WORDS.sub(lambda found: f"{_NUMBERS[found[0].replace('-', ' ')]:02}", folded)


def any_of(names: Iterable[str]) -> str:
    """A regular expression for one of these words, longest first so that none hides another."""
    return "|".join(sorted(names, key=len, reverse=True))


class NotUnderstoodError(Exception):
    """Some word of it has no meaning here."""


Days = frozenset[int]

EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEKEND = frozenset((5, 6))

_TOKEN = re.compile(
    rf"""
    (?P<gap>     [\s,;&+/.]+ )
  | (?P<weekend> (?:les? | en | au | the | on )?\s* (?: week[\s-]?ends? | fins?\sde\ssemaine )\b )
  | (?P<week>    (?:en | la | de | du )?\s*
                 (?: semaine | jours\s(?:de\ssemaine|ouvres|ouvrables|travailles) | week[\s-]?days? )\b )
  | (?P<daily>   (?: tous\sles\s(?:jours|matins) | chaque\s(?:jour|matin) | every\s?day | daily | quotidien
                 | (?: tous\sles\ssoirs | chaque\ssoir )(?=\s(?:a\s)?(?:1[2-9]|2[0-3]))
                 | tlj | 7\s?j\s?/\s?7 )\b )
  | (?P<noon>    (?: midi | noon )\b )
  | (?P<midnight>(?: minuit | midnight )\b )
  | (?P<hour>    \d{{1,2}} ) (?!\d)
                 (?: \s?(?: heures? | hours? | h )(?![a-z]|\d(?!\d))
                     (?: \s?(?P<minute>\d\d) (?!h|\d|[:.]\d|\s(?:h|heures?)(?![a-z])) )?
                   | [:.](?P<minutes>\d\d) (?!\d) (?:\s?h\b)? )?
  | (?P<half>    et\sdemie?\b )
  | (?P<quarter> et\squart\b )
  | (?P<morning> (?: (?:du|le|au)\s )? matin\b | in\sthe\smorning\b | a\.?m\b\.? )
  | (?P<evening> (?: (?:du|le|au)\s )? soir\b | (?:de\s)?l'apres-midi\b
                 | in\sthe\s(?:evening|afternoon)\b | p\.?m\b\.? )
  | (?P<day>     (?:{any_of(DAY_NUMBERS)}) ) (?![a-z])
  | (?P<dash>    - )
  | (?P<to>      (?: au | a | to | through )\b )
  | (?P<but>     (?: sauf | hors | except )\b (?:\s(?:for|du|le|les)\b)? )
  | (?P<filler>  (?: et | and | les? | la | the | du | de | vers | at | on | every | chaque | tous | from )\b )
    """,
    re.VERBOSE,
)
_PHRASES = {"weekend": WEEKEND, "week": WEEKDAYS, "daily": EVERY_DAY}
_SILENT = frozenset(("gap", "filler"))


@dataclass(slots=True)
class Token:
    """A time, a phrase that names days, or a word that ties such together (`kind` "dash", "to", "but", or "")."""

    kind: str
    at: time | None = None
    days: Days = frozenset()


def read_tokens(text: str) -> Iterator[Token]:
    """The times and days of folded text. Raises `NotUnderstoodError` at the first word that is neither."""
    last: Token | None = None
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or found.end() == place:
            raise NotUnderstoodError
        place = found.end()
        kind = _kind(found)
        if kind in ("half", "quarter", "morning", "evening"):
            _adjust(last, kind)
        elif kind not in _SILENT:
            last = _token(kind, found)
            yield last


def _kind(found: re.Match[str]) -> str:
    if found["hour"]:
        return "hour"
    return found.lastgroup or ""


def _token(kind: str, found: re.Match[str]) -> Token:
    match kind:
        case "hour":
            return Token("", at=_time(int(found["hour"]), int(found["minute"] or found["minutes"] or 0)))
        case "noon":
            return Token("", at=time(12))
        case "midnight":
            return Token("", at=time(0))
        case "day":
            return Token("", days=frozenset((DAY_NUMBERS[found["day"]],)))
        case "weekend" | "week" | "daily":
            return Token("", days=_PHRASES[kind])
    return Token(kind)


def _time(hour: int, minute: int) -> time:
    if hour > 23 or minute > 59:
        raise NotUnderstoodError
    return time(hour, minute)


def _adjust(token: Token | None, kind: str) -> None:
    """Correct the time just read: « et demie », « du soir »."""
    if token is None or token.at is None:
        raise NotUnderstoodError
    hour, minute = token.at.hour, token.at.minute
    match kind:
        case "half":
            minute += 30
        case "quarter":
            minute += 15
        case "evening" if hour < 12:
            hour += 12
        case "morning" if hour >= 12:
            hour = 0 if hour == 12 else 24  # no such morning
    token.at = _time(hour, minute)

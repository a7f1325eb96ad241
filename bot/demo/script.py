"""The lines that a demo plays: what the reader and the admin type and tap, and when the clock moves.

/abonner Otan              typed by the reader
@admin /flux               typed by the admin
!Annuler                   the reader taps the last button whose label holds « Annuler » (or such a key below the field)
@admin !Oui                the admin taps
+1j   +90min   +2h30       the clock moves
# a comment; blank lines are skipped too
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.errors import ConfigError

_ADMIN = "@admin"
_MOVE = re.compile(r"\+(?=\d)(?:(\d{1,3})[jd])?(?:(\d{1,3})h(\d{1,2})?)?(?:(\d{1,5})min)?")


class Who(StrEnum):
    """Who acts."""

    READER = "reader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody sends a text."""

    who: Who
    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """Somebody taps the last button whose label holds `label`."""

    who: Who
    label: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The clock goes forward."""

    by: timedelta


Step = Typed | Tapped | Moved


def parse_script(text: str, name: str = "script") -> tuple[Step, ...]:
    """The steps of a script, in order; `name` is what errors call it.

    Raises ConfigError, whose key is `name:line`, for a line that cannot be played.
    """
    lines = (
        (number, line.strip()) for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1)
    )
    return tuple(
        parse_line(line, f"{name}:{number}") for number, line in lines if line and not line.startswith("#")
    )


def parse_line(line: str, place: str) -> Step:
    """One line that is neither blank nor a comment; `place` is what the error names."""
    if line.startswith("+"):
        return _moved(line, place)
    who, said = Who.READER, line
    if line.startswith("@"):
        addressee, _, said = line.partition(" ")
        if addressee != _ADMIN:
            raise ConfigError(place, f"{addressee}: only {_ADMIN} can be named at the beginning of a line")
        who, said = Who.ADMIN, said.strip()
    if not said:
        raise ConfigError(place, f"{_ADMIN} is followed by what the admin types, or by !LABEL")
    if not said.startswith("!"):
        return Typed(who, said)
    if not (label := said[1:].strip()):
        raise ConfigError(place, "! is followed by words of the button's label")
    return Tapped(who, label)


def _moved(line: str, place: str) -> Moved:
    found = _MOVE.fullmatch(line)
    if found is None:
        raise ConfigError(place, f"{line}: the clock moves by +1j, +90min, +2h30")
    days, hours, minutes, more = (int(part or 0) for part in found.groups())
    return Moved(timedelta(days=days, hours=hours, minutes=minutes + more))

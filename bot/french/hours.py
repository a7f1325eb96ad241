"""Times of day, days of the week and spans, as people type them; days to come are in `until`.

A schedule is made of times and days in any number of groups. Its first word decides how they go together: times
first (`7:30 18:00 lun-ven 10:00 week-end`), then days belong to the times before them; days first (`lun-ven 7:30
18:00 week-end 10:00`), then times belong to the days before them. What is left alone at the end takes the nearest
from the group before it, where that can spare one, so that `7:30 18:00 lun-ven week-end 10:00` means what it seems
to; where nothing can be spared it is not understood. Times alone are for every day, days alone for the usual times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time, timedelta

from bot.errors import ScheduleError
from bot.french.clockwords import (
    COUNTS,
    EVERY_DAY,
    Days,
    NotUnderstoodError,
    Token,
    any_of,
    fold,
    in_figures,
    read_tokens,
)
from bot.model import Slot

_USUAL = time(7, 30)
_MAX_TIMES = 24  # one an hour: whoever wants more wants alerts
_MAX_CHARS = 500  # of a schedule; nobody describes one at such length

# --- schedules --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Group:
    """Times with the phrases that name their days; `times_first` tells which opened it."""

    times_first: bool
    times: list[time] = field(default_factory=list)
    phrases: list[Days] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return bool(self.times and self.phrases)


def parse_schedule(text: str, usual: Sequence[time] = (_USUAL,)) -> tuple[Slot, ...]:
    """The slots that the text names, in its order, each time of day once; days alone are for the `usual` times.

    Raises `ScheduleError` for what is not understood to the last word: a guess would wake people at the wrong hour.
    """
    if len(text) > _MAX_CHARS:
        raise ScheduleError(text)
    try:
        tokens = list(read_tokens(in_figures(fold(text))))
        return _slots(_grouped(_without_exceptions(_with_ranges(tokens)), usual))
    except NotUnderstoodError:
        raise ScheduleError(text) from None


def _with_ranges(tokens: Sequence[Token]) -> Iterator[Token]:
    """« lun-ven » and « du lundi au vendredi » as one phrase; « samedi à 9 h » is no range."""
    place = 0
    while place < len(tokens):
        token, rest = tokens[place], tokens[place + 1 : place + 3]
        if token.days and len(rest) == 2 and rest[0].kind in ("dash", "to") and rest[1].days:
            yield Token("", days=_span(token.days, rest[1].days))
            place += 3
            continue
        if token.kind in ("dash", "to"):
            _check_no_interval(tokens, place)
        else:
            yield token
        place += 1


def _span(first: Days, last: Days) -> Days:
    """Monday to Friday; Saturday to Monday goes over Sunday."""
    if len(first) != 1 or len(last) != 1:
        raise NotUnderstoodError
    (start,), (end,) = first, last
    return frozenset((start + step) % 7 for step in range((end - start) % 7 + 1))


def _check_no_interval(tokens: Sequence[Token], place: int) -> None:
    """« de 7 h à 9 h » would be a stretch of time, and a digest has none."""
    if 0 < place < len(tokens) - 1 and tokens[place - 1].at and tokens[place + 1].at:
        raise NotUnderstoodError


def _without_exceptions(tokens: Iterator[Token]) -> Iterator[Token]:
    """« tous les jours sauf lundi » as the days that are left; with no days before it, of all days."""
    kept: Token | None = None
    left: Days | None = None  # of `kept`, while exceptions are read
    for token in tokens:
        if token.kind == "but":
            kept = kept or Token("", days=EVERY_DAY)
            left = kept.days
        elif kept and left is not None and token.days:
            left -= token.days
        else:
            yield from _kept(kept, left)
            kept, left = (token if token.days else None), None
            if not kept:
                yield token
    yield from _kept(kept, left)


def _kept(token: Token | None, left: Days | None) -> Iterator[Token]:
    if token and left == token.days:
        raise NotUnderstoodError  # an exception that takes nothing away was not understood
    if token:
        yield Token("", days=token.days if left is None else left)


def _grouped(tokens: Iterator[Token], usual: Sequence[time]) -> list[_Group]:
    groups: list[_Group] = []
    for token in tokens:
        is_time = token.at is not None
        if not groups or (groups[-1].is_complete and groups[-1].times_first == is_time):
            groups.append(_Group(times_first=groups[0].times_first if groups else is_time))
        if token.at is not None:
            groups[-1].times.append(token.at)
        elif token.days:
            groups[-1].phrases.append(token.days)
        else:
            raise NotUnderstoodError
    _complete(groups, usual)
    return groups


def _complete(groups: list[_Group], usual: Sequence[time]) -> None:
    """Let the last group take what it lacks from the one before, and that one from its own neighbour."""
    if len(groups) == 1:
        groups[0].phrases = groups[0].phrases or [EVERY_DAY]
        groups[0].times = groups[0].times or list(usual)
    for before, group in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=True):
        if not group.phrases:
            group.phrases.append(before.phrases.pop())
        elif not group.times:
            group.times.append(before.times.pop())


def _slots(groups: list[_Group]) -> tuple[Slot, ...]:
    days_of: dict[time, Days] = {}
    for group in groups:
        days = frozenset[int]().union(*group.phrases)
        if not (days and group.times):
            raise NotUnderstoodError
        for at in group.times:
            days_of[at] = days_of.get(at, frozenset()) | days
    if not 0 < len(days_of) <= _MAX_TIMES:
        raise NotUnderstoodError
    return tuple(Slot(at, days) for at, days in days_of.items())


# --- spans and dates --------------------------------------------------------------------------------------------

_HOURS, _DAY_UNITS, _WEEKS = (
    "h heure heures hour hours",
    "j jour jours d day days",
    "sem semaine semaines w week weeks",
)
_UNIT_HOURS = {
    name: hours
    for names, hours in ((_HOURS, 1), (_DAY_UNITS, 24), (_WEEKS, 24 * 7))
    for name in names.split()
}
_WINDOW = re.compile(rf"(\d{{1,4}}|{any_of(COUNTS)}\b) ?({any_of(_UNIT_HOURS)})")


def parse_window(word: str) -> timedelta | None:
    """The span that `24h`, `7j`, `7d` or `2 semaines` names; None for anything else, and for no time at all."""
    found = _WINDOW.fullmatch(fold(word)) if len(word) <= _MAX_CHARS else None
    if found is None:
        return None
    count = int(found[1]) if found[1].isdecimal() else COUNTS[found[1]]
    return timedelta(hours=count * _UNIT_HOURS[found[2]]) or None

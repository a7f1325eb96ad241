"""Quiet hours as people type them: `22h-7h`, « de 22 h à 7 h, retenir », "10 pm to 7 am", `non`."""

from __future__ import annotations

import re

from bot.errors import QuietError
from bot.french.clockwords import NotUnderstoodError, fold, in_figures, read_tokens
from bot.model import QuietHours, QuietMode

_NONE = frozenset(
    ("non", "no", "off", "none", "never", "jamais", "rien", "aucun", "aucune", "sans silence", "0")
)
_BETWEEN = re.compile(r"^(?:entre|between)\b")
_MODES = (
    (re.compile(r"\b(?:retenir|retenue?s?|retiens|garder|attendre|hold|keep|wait)\b"), QuietMode.HOLD),
    (re.compile(r"\b(?:sans (?:son|bruit)|silencieu(?:x|ses?)|silent(?:ly)?|mute)\b"), QuietMode.SILENT),
)
_MAX_CHARS = 200


def parse_quiet(text: str) -> tuple[QuietHours | None, QuietMode | None]:
    """From when to when alerts are quiet, and what becomes of them then; None for what was not said.

    Both ends are equal for no quiet hours at all. Raises `QuietError` for what says neither.
    """
    if len(text) > _MAX_CHARS:
        raise QuietError(text)
    rest, mode = _mode(fold(text))
    if rest in _NONE:
        return QuietHours(0, 0), mode
    if not rest and mode is not None:
        return None, mode
    try:
        return _hours(_BETWEEN.sub("", rest)), mode
    except NotUnderstoodError:
        raise QuietError(text) from None


def _mode(folded: str) -> tuple[str, QuietMode | None]:
    for pattern, mode in _MODES:
        rest, found = pattern.subn("", folded)
        if found:
            return rest.strip(" ,;:"), mode
    return folded, None


def _hours(folded: str) -> QuietHours:
    tokens = list(read_tokens(in_figures(folded)))
    times = [token.at.hour * 60 + token.at.minute for token in tokens if token.at is not None]
    # A stretch of time has two ends and no days; one that begins where it ends would last all day.
    if len(times) != 2 or times[0] == times[1] or any(t.days or t.kind == "but" for t in tokens):
        raise NotUnderstoodError
    return QuietHours(*times)

"""The name that was meant by one that does not exist: a slip of the pen, or a word begun."""

from __future__ import annotations

from collections.abc import Iterable

from bot.french.spelling import LONGEST, nearest
from bot.model import Known

SHORTEST_START = 3  # letters from which a beginning says what is meant
SHORTEST_SLIP = 4  # of shorter names too many are one letter from another


def nearest_name(typed: str, names: Iterable[str]) -> str | None:
    """The name nearest to a folded one; else the shortest that begins as it does, or that it begins with.

    Earlier names before later ones that are as near. None where nothing is near enough to be meant.
    """
    known = list(dict.fromkeys(names))
    if not 0 < len(typed) <= LONGEST:
        return None
    if len(typed) >= SHORTEST_SLIP:
        slips = nearest(typed, [Known(name, -place) for place, name in enumerate(known)], most=1)
        if slips:
            return slips[0].word
    begun = [name for name in known if len(typed) >= SHORTEST_START and name.startswith(typed)]
    longer = [name for name in known if len(name) > SHORTEST_START and typed.startswith(name)]
    return min(begun, key=len, default=None) or max(longer, key=len, default=None)

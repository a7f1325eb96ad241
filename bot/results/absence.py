"""What is said when a pause is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model import Digest


@dataclass(frozen=True, slots=True)
class WordOfReturn:
    """The stories of a pause that most newsrooms told; its window is the pause, as far as anything is kept.

    `stories` counts all that had anything new. `next_at` is the next digest; `rest_from`: it goes on with what is
    left since then, None where nothing is.
    """

    digest: Digest
    stories: int
    next_at: datetime | None
    rest_from: datetime | None


@dataclass(frozen=True, slots=True)
class FreshStart:
    """*Repartir à zéro*: the next digest tells only what comes from now on."""

    next_at: datetime | None

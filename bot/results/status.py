"""How the bot does."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Activity, Counters, Vitals


@dataclass(frozen=True, slots=True)
class HouseState:
    """What `/etat` and `vigie status` tell.

    `is_alive`: a process runs on this database and ticks. `vitals` are its own words, None where it has not said any.
    """

    counters: Counters
    is_alive: bool
    vitals: Vitals | None

    @property
    def is_well(self) -> bool:
        """Whether nobody need get up: it lives, makes its digests in time, and not every feed fails."""
        counted = self.counters
        reads_something = not counted.feeds or counted.feeds_failing < counted.feeds
        return self.is_alive and reads_something and not counted.late_digests


@dataclass(frozen=True, slots=True)
class Status:
    """`/etat`: the state, and the last day, drawn unless nothing happened in it."""

    state: HouseState
    day: Activity
    picture: bytes | None = None

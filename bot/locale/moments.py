# ruff: noqa: D102 -- the sentences say what they are; see `fr_moments` for each
"""How every language must be able to say numbers, times and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from bot.locale import en_moments, fr_moments
from bot.model import Slot


class Moments(Protocol):
    """Numbers, times, dates and spans as they are said, all in the reader’s own zone."""

    def number(self, value: int) -> str: ...

    def listing(self, names: Sequence[str]) -> str: ...

    def quoted(self, text: str) -> str: ...

    def clock(self, at: time) -> str: ...

    def long_date(self, day: date, today: date) -> str: ...

    def short_date(self, day: date) -> str: ...

    def stamp(self, at: datetime, now: datetime) -> str: ...

    def moment(self, at: datetime, now: datetime) -> str: ...

    def day(self, day: date, today: date) -> str: ...

    def until(self, day: date, today: date) -> str: ...

    def span(self, window: timedelta) -> str: ...

    def place(self, zone: str) -> str: ...

    def schedule(self, slots: Sequence[Slot]) -> str: ...


def moments(language: str) -> Moments:
    """French for « fr », English for everything else."""
    return fr_moments if language == "fr" else en_moments

"""How often subjects were told, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.model import Topic


@dataclass(frozen=True, slots=True)
class Peak:
    """A day that stands out, by its place among the days, and the story most told on it."""

    place: int
    headline: str
    url: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A subject: stories a day, each on the day it was first told. Not `is_exact`: judged by a part of them.

    `peaks` are the days that stand out, the highest first.
    """

    topic: Topic
    counts: tuple[int, ...]
    is_exact: bool
    peaks: tuple[Peak, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """`/tendance`: one line a subject over the same days, and the picture of them, None where there is nothing."""

    days: tuple[date, ...]
    span: timedelta
    at: datetime
    lines: tuple[TrendLine, ...]
    picture: bytes | None = None
    is_cut: bool = False  # more subjects were asked for than a picture shows

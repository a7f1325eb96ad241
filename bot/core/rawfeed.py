"""What the readers of each format hand to `core.parse`: the publisher's own strings, nothing decided yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import NO_TIMETABLE, Timetable


@dataclass(frozen=True, slots=True)
class RawItem:
    """One item as published: markup not yet removed, links absolute or relative, dates parsed but not judged."""

    guid: str
    link: str
    title: str
    summary: str
    content: str
    published_at: datetime | None
    updated_at: datetime | None
    author: str
    marks: tuple[str, ...]  # categories, rights, access elements


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A document as published, items in its order."""

    title: str
    link: str
    language: str
    version: str
    ttl: timedelta | None
    items: tuple[RawItem, ...]
    ill_formed: bool
    timetable: Timetable = NO_TIMETABLE

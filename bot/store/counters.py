"""Numbers that only rise: the order of analysis, and revisions that tell other processes what changed."""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from bot.model import Seq


class Counter(StrEnum):
    """What is counted."""

    SEQ = "seq"  # the order of news
    POSITION = "position"  # the order of analysis, first readings included
    TOPICS = "topics"  # revision of the set of followed topics
    HOUSE = "house"  # revision of feeds, topics and admins
    ACCESS = "access"  # revision of who may use the bot
    ALERTS = "alerts"  # the alert lane's cursor
    ABANDONED = "abandoned"  # messages that an admin gave up


def value(db: sqlite3.Connection, counter: Counter) -> int:
    """Where it stands."""
    number: int = db.execute("SELECT value FROM counters WHERE name = ?", (counter,)).fetchone()[0]
    return number


def put(db: sqlite3.Connection, counter: Counter, number: int) -> None:
    """Set it; it never goes back."""
    db.execute("UPDATE counters SET value = max(value, ?) WHERE name = ?", (number, counter))


def bump(db: sqlite3.Connection, *counters: Counter) -> None:
    """Let each rise by one."""
    for counter in counters:
        db.execute("UPDATE counters SET value = value + 1 WHERE name = ?", (counter,))


def latest_seq(db: sqlite3.Connection) -> Seq:
    """The highest `seq` in use."""
    return Seq(value(db, Counter.SEQ))

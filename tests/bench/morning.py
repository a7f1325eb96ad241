"""A house full of readers at 7:30: so many chats that follow one of so many sets of topics, all due at once.

Chats are copies of one that the store's own ports made, written straight into its tables: a hundred thousand calls
would measure the maker.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from bot.model import ChatId, ChatKind, Reader, UserId
from bot.services.desk import Desk
from tests.bench.stock import fill

FEEDS, ENTRIES, TOPICS_A_SET = 100, 3_000, 3
TOLD_SHARE = 0.2  # of the chats: an alert told them one of the stories before


async def fill_house(desk: Desk, path: Path, chats: int, sets: int, due_at: datetime) -> None:
    """The press of the last day, and the readers; `path` is the desk's database."""
    await fill(desk, FEEDS, ENTRIES, due_at - timedelta(minutes=5), timedelta(hours=24))
    who = Reader(ChatId(10), None, ChatKind.PRIVATE, "", UserId(10), "fr", 0)
    early = due_at - timedelta(days=2)
    model, _ = await desk.store.destinations.open(who, "Europe/Paris", desk.rules.slots, early)
    await desk.store.destinations.set_schedule(model.id, desk.rules.slots, "Europe/Paris", due_at)
    with closing(sqlite3.connect(path)) as db, db:
        _copy(db, model.id, chats, sets)


def _copy(db: sqlite3.Connection, model: int, chats: int, sets: int) -> None:
    dice = random.Random(7)
    usual = db.execute("SELECT topic_id FROM subscriptions WHERE destination_id = 1 ORDER BY id")
    topics = [row[0] for row in usual]  # not the common ones, which are in hundreds of stories a day
    followed: set[tuple[int, ...]] = set()
    while len(followed) < sets:
        followed.add(tuple(sorted(dice.sample(topics, TOPICS_A_SET))))
    known = sorted(followed)
    stories = [row[0] for row in db.execute("SELECT id FROM stories ORDER BY id")]
    columns = [row[1] for row in db.execute("PRAGMA table_info(destinations)")]
    row = dict(
        zip(columns, db.execute("SELECT * FROM destinations WHERE id = ?", (model,)).fetchone(), strict=True)
    )
    first = model + 1
    marks = ", ".join("?" * len(columns))
    db.executemany(
        f"INSERT INTO destinations VALUES ({marks})",
        (tuple((row | {"id": first + n, "chat_id": 1000 + n, "cursor": 0}).values()) for n in range(chats)),
    )
    db.execute("DELETE FROM destinations WHERE id = ?", (model,))
    db.executemany(
        """
        INSERT INTO subscriptions (destination_id, topic_id, typed, since_seq, created_at) VALUES (?, ?, '', 0, ?)
        """,
        (
            (first + n, topic, row["created_at"])
            for n in range(chats)
            for topic in known[dice.randrange(len(known))]
        ),
    )
    db.executemany(
        "INSERT INTO told (destination_id, story_id, how, revision, told_at) VALUES (?, ?, 'alert', 99, ?)",
        (
            (first + n, dice.choice(stories), row["created_at"])
            for n in range(chats)
            if dice.random() < TOLD_SHARE
        ),
    )

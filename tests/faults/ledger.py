"""What was selected against what Telegram took: lost, repeated, doubtful, late, out of order.

A trigger of the database notes each row of the outbox in the transaction that writes it, with the real time, and is
deaf to what becomes of the row.
"""

from __future__ import annotations

import sqlite3
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import Post
from bot.store.codecs import load_message

NOTING = """
    CREATE TABLE campaign (row_id INTEGER PRIMARY KEY, chat_id INTEGER, kind TEXT, key TEXT, payload TEXT, at REAL);
    CREATE TRIGGER campaign_notes AFTER INSERT ON outbox WHEN NEW.way <> 'edit' BEGIN
        INSERT INTO campaign SELECT NEW.id, d.chat_id, NEW.kind, NEW.dedupe_key, NEW.payload,
            (julianday('now') - 2440587.5) * 86400.0
        FROM destinations d WHERE d.id = NEW.destination_id;
    END;
"""


def start_noting(database: Path) -> None:
    """From now on every selection is noted."""
    with closing(sqlite3.connect(database, timeout=30)) as db:
        db.executescript(NOTING)


@dataclass(frozen=True)
class Selected:
    """One message as it was owed; `at` in real seconds since 1970."""

    row_id: int
    chat_id: int
    kind: str
    html: str
    at: float


@dataclass(frozen=True)
class Spell:
    """So long one kind of weather lasted, in real seconds since 1970."""

    name: str
    start: float
    end: float


@dataclass
class Account:
    """The campaign's result; `late_s` by the weather in which a message was selected."""

    selected: int = 0
    sent: int = 0
    lost: int = 0
    untold: int = 0  # stories that did not reach a chat that follows their subject
    repeated: int = 0
    doubtful: int = 0
    foreign: int = 0  # messages that nobody selected
    disordered: int = 0
    twice: int = 0  # stories told again in another message
    still_owed: int = 0
    late_s: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    repeats_in: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """Every promise that was broken."""
        broken = {
            "lost": self.lost,
            "stories not told": self.untold,
            "repeats beyond the doubtful": max(0, self.repeated - self.doubtful),
            "sent but never selected": self.foreign,
            "out of order": self.disordered,
            "stories told twice": self.twice,
            "still owed": self.still_owed,
        }
        return [f"{what}: {count}" for what, count in broken.items() if count]


def selected(db: sqlite3.Connection) -> list[Selected]:
    """Everything noted so far, oldest first."""
    rows = db.execute("SELECT * FROM campaign ORDER BY row_id")
    return [
        Selected(r["row_id"], r["chat_id"], r["kind"], load_message(r["payload"]).html, r["at"]) for r in rows
    ]


def account(
    db: sqlite3.Connection,
    api: BotApiServer,
    expected: Iterable[tuple[int, str]],
    alerted: set[int],
    spells: Sequence[Spell],
) -> Account:
    """Compare both sides."""
    result = Account()
    rows = selected(db)
    result.selected = len(rows)
    result.doubtful = db.execute("SELECT COALESCE(sum(doubts), 0) FROM outbox").fetchone()[0]
    result.still_owed = db.execute(
        "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'dead')"
    ).fetchone()[0]
    owed: dict[int, list[Selected]] = defaultdict(list)
    for row in rows:
        owed[row.chat_id].append(row)
    posts = {chat_id: [p for p in api.room.posts(chat_id) if p.html] for chat_id in api.room.chats}
    for chat_id, taken in posts.items():
        _one_chat(result, owed[chat_id], taken, spells)
    texts = {chat_id: [post.html for post in taken] for chat_id, taken in posts.items()}
    for chat_id, mark in expected:
        told = {html for html in texts[chat_id] if mark in html.lower()}
        result.untold += not told
        result.twice += len(told) > (2 if chat_id in alerted else 1)  # an alert is recalled in one digest
    return result


def _one_chat(
    result: Account, owed: Sequence[Selected], taken: Sequence[Post], spells: Sequence[Spell]
) -> None:
    waiting: dict[str, list[Selected]] = defaultdict(list)
    for row in owed:
        waiting[row.html].append(row)
    last: dict[str, int] = {}
    known: dict[str, Selected] = {}
    for post in taken:
        result.sent += 1
        if waiting[post.html]:
            row = known[post.html] = waiting[post.html].pop(0)
            result.disordered += row.row_id < last.get(row.kind, 0)
            last[row.kind] = row.row_id
            result.late_s[_weather(spells, row.at)].append(_seconds(post.at) - row.at)
        elif post.html in known:
            result.repeated += 1
            result.repeats_in[_weather(spells, _seconds(post.at))] += 1
        else:
            result.foreign += 1
    result.lost += sum(len(rows) for rows in waiting.values())


def _weather(spells: Sequence[Spell], at: float) -> str:
    return next((s.name for s in spells if s.start <= at < s.end), "between")


def _seconds(at: datetime) -> float:
    return at.astimezone(UTC).timestamp()


def median_and_99th(values: Sequence[float]) -> tuple[float, float]:
    """0.0 for nothing."""
    ordered = sorted(values)
    if not ordered:
        return 0.0, 0.0
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]

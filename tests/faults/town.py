"""The place where the campaign happens: two servers, one database, chats that follow subjects, and the news."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import open_desk
from bot.config import Settings, settings_of
from bot.core.calendar import next_due
from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.french.hours import parse_schedule
from bot.french.query import parse_query
from bot.model import ChatId, ChatKind, Reader, UserId
from bot.services.refresh import refresh_due
from tests.fakes import Item, rss
from tests.faults.clock import ShiftedClock
from tests.servers import FeedServer

SUBJECTS = ("tramway", "vaccin", "pesticide", "sécheresse", "retraites")
HOURS = "0:00 6:00 12:00 18:00"
STEP = timedelta(hours=6)
ZONE = "Europe/Paris"
KEPT_ITEMS = 40  # of a feed, as real ones keep
PATH = "/une.xml"
_SYLLABLES = [c + v for c in "bdfgklmnprtvz" for v in ("a", "o", "i", "ou", "an")]


@dataclass(frozen=True)
class News:
    """One story: the subject that it is about, and a word that stands in no other."""

    subject: str
    mark: str


@dataclass
class Town:
    """See the module."""

    folder: Path
    api: BotApiServer
    feeds: FeedServer
    clock: ShiftedClock
    dice: random.Random
    follows: dict[int, frozenset[str]] = field(default_factory=dict)  # chat → subjects
    alerted: set[int] = field(default_factory=set)  # chats that are told at once
    news: list[News] = field(default_factory=list)
    _items: list[Item] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "vigie.db"

    @property
    def clock_file(self) -> Path:
        return self.folder / "clock"

    @property
    def settings(self) -> Settings:
        return settings_of(
            telegram={"token": DEMO_TOKEN, "base_url": self.api.base_url},
            store={"url": f"sqlite:///{self.database}"},
            fetch={"allow_private_networks": True, "min_interval_s": 1, "max_interval_s": 1},
            digest={"times": HOURS, "timezone": ZONE, "max_stories": 30},
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "VIGIE_TELEGRAM__TOKEN": DEMO_TOKEN,
            "VIGIE_TELEGRAM__BASE_URL": self.api.base_url,
            "VIGIE_STORE__URL": f"sqlite:///{self.database}",
            "VIGIE_STORE__BACKUPS": "1",
            "VIGIE_FETCH__ALLOW_PRIVATE_NETWORKS": "true",
            "VIGIE_FETCH__MIN_INTERVAL_S": "1",
            "VIGIE_FETCH__MAX_INTERVAL_S": "1",
            "VIGIE_DIGEST__TIMES": HOURS,
            "VIGIE_DIGEST__TIMEZONE": ZONE,
            "VIGIE_DIGEST__MAX_STORIES": "30",
            "VIGIE_ALERTS__MAX_PER_DAY": "100",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    async def settle(self, chats: int) -> None:
        """Open the chats and read the feed for the first time, so that what follows is news."""
        self._items = [self._item(News("gravures", self._word()))]
        self._serve()
        zone, slots = ZoneInfo(ZONE), parse_schedule(HOURS)
        async with open_desk(self.settings, clock=self.clock) as desk:
            now = desk.clock.now()
            await desk.store.feeds.add(self.feeds.url(PATH), "Le Fanal", "", now)
            await refresh_due(desk)
            for number in range(chats):
                chat_id = self._move_in(number)
                kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.SUPERGROUP
                who = Reader(ChatId(chat_id), None, kind, "", UserId(abs(chat_id)), "fr", number)
                chat, _ = await desk.store.destinations.open(who, ZONE, slots, now)
                for subject in sorted(self.follows[chat_id]):
                    topic, _ = await desk.store.topics.ensure(parse_query(subject).canonical)
                    await desk.store.destinations.subscribe(chat.id, topic.id, subject, 30, now)
                    if chat_id in self.alerted:
                        await desk.store.destinations.set_alert(chat.id, topic.id, 1)
                await desk.store.destinations.set_schedule(chat.id, slots, ZONE, next_due(slots, zone, now))

    def _move_in(self, number: int) -> int:
        chat_id = 10_000 + number if number % 10 else -1_000_000_010_000 - number
        self.api.people.add_person(abs(chat_id), f"P{number}")
        if chat_id < 0:
            self.api.people.add_group(chat_id, f"Groupe {number}", kind=ChatKind.SUPERGROUP)
        count = 2 if number % 3 == 0 else 1
        self.follows[chat_id] = frozenset(SUBJECTS[(number + k) % len(SUBJECTS)] for k in range(count))
        if number % 5 == 1:
            self.alerted.add(chat_id)
        return chat_id

    def publish(self) -> None:
        """One new story of each subject."""
        for subject in SUBJECTS:
            told = News(subject, self._word())
            self.news.append(told)
            self._items.insert(0, self._item(told))
        del self._items[KEPT_ITEMS:]
        self._serve()

    def expected(self) -> Iterator[tuple[int, str]]:
        """Whom each story must reach."""
        for chat_id, subjects in self.follows.items():
            yield from ((chat_id, told.mark) for told in self.news if told.subject in subjects)

    def has_read_all(self) -> bool:
        """Whether every story has been analysed."""
        mark = f"%{self.news[-1].mark}%"
        with self.reading() as db:
            query = "SELECT 1 FROM entries WHERE title LIKE ? AND is_analysed = 1"
            return db.execute(query, (mark,)).fetchone() is not None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database, for looking only, beside whoever writes."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=30)) as db:
            db.row_factory = sqlite3.Row
            yield db

    def _serve(self) -> None:
        self.feeds.serve(PATH, rss(self._items), etag=f'"{len(self.news)}"')

    def _item(self, told: News) -> Item:
        words = [self._word() for _ in range(12)]
        title = f"{told.mark.capitalize()} {words[0]} : {told.subject} à {words[1].capitalize()}"
        text = f"{words[2].capitalize()} {' '.join(words[3:])} {told.mark}."
        link = f"https://fanal.example/{told.mark}"
        return Item(title, text, link, at=self.clock.now() - timedelta(seconds=30))

    def _word(self) -> str:
        return "".join(self.dice.choice(_SYLLABLES) for _ in range(5))

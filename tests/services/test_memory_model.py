"""Outbox, cursor and told together, against a simple model: the press, readers and Telegram do what they like.

The model knows which stories each chat should have been told, how often each may have been, and how many sends were in
doubt. Whatever happens in between, once the weather is fine everybody has been told everything, once.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.errors import DoubtfulSend, GoneReason, NotSent, RetryLater
from bot.fetch.parser import InlineParser
from bot.french.aliases import default_aliases
from bot.model import Destination, Dress, Editing, Message, Replying
from bot.services.absence import SHOWN
from bot.services.alerts import prepare_alerts
from bot.services.analyse import Lane
from bot.services.delivery import LEASE
from bot.services.desk import Desk
from bot.services.digests import prepare_due
from bot.services.morning import REACH
from bot.services.start import start
from bot.store import SqliteStore
from tests.conftest import RULES, Room
from tests.fakes import FakeClock, FakeFetcher, FakeFinder, FakeSender, Item, hash_of, reader
from tests.services.house import Town

EXAMPLES = int(os.environ.get("VIGIE_TEST_EXAMPLES", "15"))  # a few hundred take a minute
PAPER = "Le Fanal"
SUBJECTS = ("tramway", "vaccin")
CHATS = {1: "tramway", 2: "vaccin", 3: "vaccin"}
ALERTED = 3  # this chat is told at once
OUTCOMES = ("taken", "taken", "taken in doubt", "lost in doubt", "later", "not sent")
WORDS = [c + v + d + w for c in "bdfgk" for v in "aoi" for d in "lmnr" for w in "ou"]


def mark(number: int) -> str:
    """A word that stands in one story only, unlike any other: stories with like words would rightly be one."""
    scattered = hash_of(str(number))
    return "".join(WORDS[scattered // len(WORDS) ** n % len(WORDS)] for n in range(3)) + "zu"


@dataclass
class Fickle(FakeSender):
    """Does with each message what it is told; `taken` is what the chats have got."""

    outcomes: list[str] = field(default_factory=list)
    taken: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    doubts: int = 0
    unsure: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # what may not have arrived

    async def send(
        self,
        destination: Destination,
        message: Message,
        way: Replying | Editing | None = None,
        dress: Dress = Dress.FULL,
    ) -> int:
        outcome = self.outcomes.pop(0) if self.outcomes else "taken"
        if outcome == "later":
            raise RetryLater(timedelta(seconds=3))
        if outcome == "not sent":
            raise NotSent("refused")
        if outcome.startswith("taken"):
            self.take(destination, message)
        if outcome.endswith("doubt"):
            self.doubt(destination, message)
            raise DoubtfulSend
        return len(self.taken[destination.chat_id])

    def take(self, destination: Destination, message: Message) -> None:
        self.taken[destination.chat_id].append(message.html)

    def doubt(self, destination: Destination, message: Message) -> None:
        self.doubts += 1
        self.unsure[destination.chat_id].add(message.html)


class MemoryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.town, self.sender = self.runner.run(self._open())
        self.items: list[Item] = []
        self.subject: dict[str, str] = {}  # of each story, by its mark
        self.edits: Counter[str] = Counter()
        self.published: dict[str, datetime] = {}
        self.away: set[int] = set()
        self.until: dict[int, datetime] = {}  # when a pause ends by itself
        self.excused: set[tuple[int, str]] = set()

    async def _open(self) -> tuple[Town, Fickle]:
        store = await SqliteStore.open(":memory:")
        clock, fetcher, finder = FakeClock(), FakeFetcher(), FakeFinder()
        rules = replace(RULES, max_stories=30, max_alerts=99)
        desk = Desk(store, clock, fetcher, InlineParser(), finder, default_aliases(), rules)
        sender = Fickle()
        town = Town(Room(desk, clock, fetcher, finder, store), sender)
        await town.open_paper(PAPER, Item("Une exposition de gravures ouvre", "Deux cents pièces."))
        for chat_id, subject in CHATS.items():
            await (town.alert if chat_id == ALERTED else town.follow)(subject, chat_id)
        return town, sender

    def teardown(self) -> None:
        try:
            self._settle()
        finally:
            self.runner.run(self.town.room.store.close())
            self.runner.close()

    @property
    def clock(self) -> FakeClock:
        return self.town.room.clock

    # --- the press

    @initialize()
    def begin(self) -> None:
        """Hypothesis leaves some rules out of each play: there is news in every one, and it is owed."""
        self.publish(["tramway", "vaccin"], True)

    @rule(subjects=st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=3), morning=st.booleans())
    def publish(self, subjects: list[str], morning: bool) -> None:
        for subject in subjects:
            word = mark(len(self.subject))
            self.subject[word] = subject
            others = " ".join(mark(1_000 + 10 * len(self.subject) + n) for n in range(8))
            self.clock.move(minutes=20)
            self.published[word] = self.clock.now()
            title, link = f"{word.capitalize()} : {subject} {others[:12]}", f"https://f.example/{word}"
            self.items.append(Item(title, f"{others} {word}.", link, at=self.clock.now()))
            self.runner.run(self.town.publish(PAPER, self.items[-1]))
        if morning:
            self.morning()

    @precondition(lambda self: self.items)
    @rule(data=st.data())
    def rewrite(self, data: st.DataObject) -> None:
        """A publisher corrects a story; if that brings anything new, it may be told as a follow-up."""
        place = data.draw(st.integers(0, len(self.items) - 1))
        old = self.items[place]
        word = old.link.rpartition("/")[2]
        self.edits[word] += 1
        new = " ".join(mark(5_000 + 100 * place + 10 * self.edits[word] + n) for n in range(9))
        self.items[place] = replace(old, text=f"{new.capitalize()}. {old.text}")
        papers = self.town.papers[PAPER]
        papers[papers.index(old)] = self.items[place]
        self.clock.move(minutes=20)
        self.runner.run(self.town.publish(PAPER))

    # --- the bot

    @rule()
    def morning(self) -> None:
        """Everybody's next digest is chosen; nothing leaves yet."""
        now = self.clock.now()
        target = now.replace(hour=6, minute=30, second=0)
        self.clock.move_to(target if target > now else target + timedelta(days=1))
        self._end_pauses()
        self.runner.run(prepare_due(self.town.room.desk))

    @rule()
    def alert(self) -> None:
        self.runner.run(prepare_alerts(self.town.room.desk))

    @rule(outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=6), minutes=st.sampled_from([0, 1, 11]))
    def carry(self, outcomes: list[str], minutes: int) -> None:
        self.clock.move(minutes=minutes)
        self.sender.outcomes = outcomes
        self.runner.run(self.town.courier().drain())
        self.sender.outcomes = []

    @rule(limit=st.integers(1, 3), taken=st.integers(0, 3))
    def die(self, limit: int, taken: int) -> None:
        """Killed with messages on their way, of which Telegram took some; then started again."""
        outbox = self.town.room.store.outbox
        owed = self.runner.run(outbox.claim(self.clock.now(), LEASE, limit))
        for each in owed[:taken]:
            self.sender.take(each.destination, each.message)
        for each in owed:
            self.sender.doubt(each.destination, each.message)
        self.runner.run(self.town.room.store.house.recover(self.clock.now()))
        self.town.lane = Lane()

    # --- the readers

    @rule(chat=st.sampled_from(sorted(CHATS)), how=st.sampled_from(["paused", "until", "gone"]))
    def leave(self, chat: int, how: str) -> None:
        if chat in self.away:
            return
        self.away.add(chat)
        destinations = self.town.room.store.destinations
        found = self.runner.run(destinations.find(reader(chat).chat_id, None))
        assert found is not None
        if how == "paused":
            self.runner.run(destinations.pause(found.id, None, self.clock.now()))
        elif how == "until":
            self.until[chat] = self.clock.now() + timedelta(hours=60)
            self.runner.run(destinations.pause(found.id, self.until[chat], self.clock.now()))
        else:
            unsure = "".join(self.sender.unsure[chat]).lower()  # nobody knows whether it arrived
            self._excuse(chat, {word for word in self.subject if word in unsure})
            self.runner.run(destinations.close(found.id, GoneReason.BLOCKED, self.clock.now()))

    @rule(chat=st.sampled_from(sorted(CHATS)))
    def take_a_holiday(self, chat: int) -> None:
        """A whole pause at once, with news at its beginning: chance alone seldom plays one to its end."""
        self.leave(chat, "until")
        self.publish([CHATS[chat]], False)
        for _ in range(4):
            self.morning()

    @precondition(lambda self: self.away)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        self._return(data.draw(st.sampled_from(sorted(self.away))))

    def _return(self, chat: int) -> None:
        """Back, and caught up: at once after a block, at the next time after a pause.

        What is beyond the reach of that digest is not told any more.
        """
        self.away.remove(chat)
        self.until.pop(chat, None)
        self.runner.run(start(self.town.room.desk, reader(chat), ""))
        found = self.runner.run(self.town.room.store.destinations.find(reader(chat).chat_id, None))
        assert found is not None
        assert found.next_due_at is not None
        caught_up = max(found.next_due_at, self.clock.now())
        if found.back_at is not None:
            self._excuse_beyond_the_word(chat)
        else:
            self._excuse(chat, {word for word, at in self.published.items() if at <= caught_up - REACH})
        self.runner.run(prepare_due(self.town.room.desk))

    def _end_pauses(self) -> None:
        """A pause that ends by itself: its word of return is due this morning."""
        for chat, until in list(self.until.items()):
            if until <= self.clock.now():
                self.away.remove(chat)
                del self.until[chat]
                self._excuse_beyond_the_word(chat)

    def _excuse_beyond_the_word(self, chat: int) -> None:
        """However long the pause was, its word holds ten stories; others are told if the next digest reaches them."""
        texts = "".join(self.sender.taken[chat]).lower()
        untold = {w for w, s in self.subject.items() if s == CHATS[chat] and w not in texts}
        if len(untold) > SHOWN:
            tomorrow = self.clock.now() + timedelta(days=1)
            self._excuse(chat, {word for word in untold if self.published[word] <= tomorrow - REACH})

    def _excuse(self, chat: int, words: set[str]) -> None:
        texts = "".join(self.sender.taken[chat]).lower()
        self.excused |= {(chat, word) for word in words if word not in texts}

    # --- what always holds

    @invariant()
    def repeats_have_a_doubt_each(self) -> None:
        texts = [
            (chat, html) for chat, taken in self.sender.taken.items() for html in taken if self._news(html)
        ]
        assert len(texts) - len(set(texts)) <= self.sender.doubts

    @invariant()
    def no_story_is_told_too_often(self) -> None:
        for chat, taken in self.sender.taken.items():
            texts = [html.lower() for html in set(taken)]
            for word in self.subject:
                told = sum(word in html for html in texts)
                assert told <= 1 + self.edits[word] + (chat == ALERTED), (chat, word)

    @invariant()
    def nobody_is_told_what_they_do_not_follow(self) -> None:
        for chat, taken in self.sender.taken.items():
            texts = "".join(taken).lower()
            assert not [w for w, s in self.subject.items() if s != CHATS[chat] and w in texts]

    def _news(self, html: str) -> bool:
        return any(word in html.lower() for word in self.subject)

    def _settle(self) -> None:
        """Fine weather: everybody is back, three mornings pass, and everything has been told."""
        for chat in sorted(self.away):
            self._return(chat)
        for _ in range(3):
            self.morning()
            self.alert()
            for _ in range(4):
                self.carry([], 11)
        self.repeats_have_a_doubt_each()
        self.no_story_is_told_too_often()
        assert self.runner.run(self.town.room.store.outbox.backlog()) == 0
        for chat, subject in CHATS.items():
            texts = "".join(self.sender.taken[chat]).lower()
            due = {w for w, s in self.subject.items() if s == subject and (chat, w) not in self.excused}
            assert {word for word in due if word not in texts} == set(), chat


class TestMemory(MemoryMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None)

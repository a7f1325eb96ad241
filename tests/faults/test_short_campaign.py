"""The fault campaign in short, and the proof that its account sees what it is there to see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.bot_api import BotApiServer
from bot.demo.chats import BOT_ID, Post
from bot.demo.markup import parse_html
from bot.model import Message
from bot.store.codecs import dump_message
from tests.faults.campaign import Campaign, Plan
from tests.faults.ledger import Account, account

CHAT = 1
SHORT = ("cut", "disk full", "outage of 12 h")
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


async def test_nothing_is_lost_or_told_twice_whatever_happens() -> None:
    plan = Plan(chats=15, kills=4, messages=0, minutes=4.0, spell_s=0.4, kinds=SHORT, seed=3)
    outcome = await Campaign(plan, say=lambda line: None).play()
    assert outcome.account.faults == []
    assert outcome.kills == plan.kills
    assert outcome.account.sent >= 15 * (len(SHORT) - 1)


class Town:
    """One chat that was owed « un » and « deux », and a server that took what a test says."""

    def __init__(self) -> None:
        self.api = BotApiServer()
        self.api.people.add_person(CHAT, "Camille")
        self.db = sqlite3.connect(":memory:")
        self.db.row_factory = sqlite3.Row
        self.db.execute("CREATE TABLE campaign (row_id, chat_id, kind, payload, at)")
        self.db.execute("CREATE TABLE outbox (doubts INTEGER, state TEXT)")
        for n, text in enumerate(("un", "deux"), 1):
            payload = dump_message(Message(text))
            self.db.execute("INSERT INTO campaign VALUES (?, ?, 'digest', ?, 0)", (n, CHAT, payload))

    def take(self, *texts: str) -> Account:
        for text in texts:
            id_, at = self.api.room.next_id(), NOON + timedelta(seconds=1)
            self.api.room.put(Post(id_, CHAT, at, BOT_ID, parse_html(text), html=text))
        return account(self.db, self.api, [(CHAT, "un"), (CHAT, "deux")], set(), ())


@pytest.fixture
def town() -> Iterator[Town]:
    made = Town()
    yield made
    made.db.close()


@pytest.mark.parametrize(
    ("taken", "broken"),
    [
        pytest.param(("un", "deux"), [], id="all is well"),
        pytest.param(("un",), ["lost: 1", "stories not told: 1"], id="lost"),
        pytest.param(("un", "un", "deux"), ["repeats beyond the doubtful: 1"], id="repeated"),
        pytest.param(("deux", "un"), ["out of order: 1"], id="out of order"),
        pytest.param(
            ("un", "deux", "deux, encore"),
            ["sent but never selected: 1", "stories told twice: 1"],
            id="told twice",
        ),
    ],
)
async def test_the_account_sees_every_broken_promise(
    town: Town, taken: tuple[str, ...], broken: list[str]
) -> None:
    assert town.take(*taken).faults == broken


async def test_a_repeat_is_forgiven_where_there_was_doubt(town: Town) -> None:
    town.db.execute("INSERT INTO outbox VALUES (1, 'sent')")
    result = town.take("un", "un", "deux")
    assert (result.repeated, result.doubtful, result.faults) == (1, 1, [])


async def test_what_is_still_owed_is_no_success(town: Town) -> None:
    town.db.execute("INSERT INTO outbox VALUES (0, 'deferred')")
    assert "still owed: 1" in town.take("un", "deux").faults

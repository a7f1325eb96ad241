"""The brake: too much at once is held until an admin has decided, and answers always pass."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.usual import FLOOR, LEARNT
from bot.errors import DoubtfulSend, NotAllowed, NotFound
from bot.model import Draft, Hold, Kind, Message, Surge, UserId
from bot.results import Abandoned, Held, Released
from bot.services import brake
from bot.services.brake import PUSHED, Tick
from bot.services.delivery import Courier
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.views.actions import AbandonHeld, SendHeld, decode
from tests.conftest import Room
from tests.fakes import FakeSender, reader

ADMIN = 99
USUAL = 3
TOO_MUCH = FLOOR + 50


class Office:
    """An admin, two readers, and ticks that owe as much as they are told to."""

    def __init__(self, room: Room) -> None:
        self.desk: Desk = replace(
            room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)}))
        )
        self.room, self.sender, self.keys = room, FakeSender(), 0

    async def owe(self, count: int, kind: Kind = Kind.ALERT, chat_id: int = 1) -> None:
        """A tick owes so many, in batches."""
        tick = Tick(self.desk, kind, self.desk.clock.now())
        for start in range(0, count, 100):
            part = min(100, count - start)
            await tick.about_to_owe(part)
            await self.add(part, kind, chat_id)
        await tick.is_over()

    async def add(self, count: int, kind: Kind = Kind.ALERT, chat_id: int = 1) -> None:
        """Owed without a tick."""
        destination = await destination_of(self.desk, reader(chat_id))
        keys = range(self.keys, self.keys + count)
        self.keys += count
        drafts = [Draft(destination.id, kind, f"k{key}", Message(f"{kind} {key}")) for key in keys]
        await self.desk.store.outbox.enqueue(drafts, self.desk.clock.now())

    async def learn(self, kind: Kind = Kind.ALERT) -> None:
        for _ in range(LEARNT):
            await self.owe(USUAL, kind)
        await self.carry()
        self.sender.sent.clear()

    async def carry(self) -> list[str]:
        """What leaves now."""
        before = len(self.sender.sent)
        courier = Courier(self.desk.store, self.sender, self.desk.clock, _never, asyncio.Event())
        await courier.drain()
        return [sent.text for sent in self.sender.sent[before:]]

    async def since(self) -> datetime:
        hold = await self.desk.store.outbox.held()
        assert hold is not None
        return hold.since


def _never(error: Exception) -> None:
    raise AssertionError(error)


@pytest.fixture
async def office(room: Room) -> Office:
    made = Office(room)
    await destination_of(made.desk, reader(ADMIN))
    await destination_of(made.desk, reader(2))
    return made


async def test_too_much_at_once_is_held_and_told_to_the_admins(office: Office) -> None:
    await office.learn()
    await office.owe(TOO_MUCH)
    notices = await office.carry()
    assert len(notices) == 1
    (notice,) = office.sender.sent
    assert notice.destination.chat_id == ADMIN
    assert "Les alertes sont retenues" in notice.text
    assert "300 d’un coup" in notice.text
    send, abandon = (decode(button.action) for button in notice.message.buttons[0])
    assert (type(send), type(abandon)) == (SendHeld, AbandonHeld)
    await office.owe(TOO_MUCH, chat_id=2)
    assert await office.carry() == []  # still held, and said once


async def test_what_is_usual_leaves_and_answers_pass_in_any_case(office: Office) -> None:
    await office.learn()
    await office.owe(4 * USUAL)
    assert len(await office.carry()) == 4 * USUAL
    await office.owe(TOO_MUCH)
    await office.carry()
    await office.add(1, Kind.ANSWER)
    await office.add(1, Kind.DIGEST, chat_id=2)  # only alerts are held
    assert [text.split()[0] for text in await office.carry()] == ["answer", "digest"]


async def test_nothing_is_held_before_anything_was_learnt(office: Office) -> None:
    await office.owe(TOO_MUCH, Kind.DIGEST)
    assert len(await office.carry()) == TOO_MUCH


async def test_a_hold_survives_a_restart_and_is_seen_from_beside(office: Office) -> None:
    await office.learn()
    await office.owe(TOO_MUCH)
    await office.carry()
    await office.desk.store.house.recover(office.desk.clock.now())
    assert await office.carry() == []
    counters = await office.desk.store.house.counters(office.desk.clock.now())
    assert (counters.held, counters.held_since) == (TOO_MUCH, await office.since())


async def test_what_an_admin_lets_go_leaves_in_order_and_is_usual_from_now_on(office: Office) -> None:
    await office.learn()
    await office.owe(TOO_MUCH)
    await office.carry()
    since = await office.since()
    assert await brake.release_this(office.desk, reader(ADMIN), since) == Released(TOO_MUCH)
    left = await office.carry()
    assert left == [f"alert {n}" for n in range(3 * USUAL, 3 * USUAL + TOO_MUCH)]
    with pytest.raises(NotFound):
        await brake.release_this(office.desk, reader(ADMIN), since)
    await office.owe(TOO_MUCH)
    assert len(await office.carry()) == TOO_MUCH


async def test_what_an_admin_gives_up_is_counted_and_never_sent(office: Office) -> None:
    await office.learn()
    await office.owe(TOO_MUCH)
    await office.carry()
    assert await brake.abandon_this(office.desk, reader(ADMIN), await office.since()) == Abandoned(TOO_MUCH)
    assert await office.carry() == []
    assert await office.desk.store.outbox.held() is None
    counters = await office.desk.store.house.counters(office.desk.clock.now())
    assert (counters.abandoned, counters.held, counters.owed) == (TOO_MUCH, 0, 0)
    with pytest.raises(NotFound):
        await brake.abandon_this(office.desk, reader(ADMIN), office.desk.clock.now())
    await office.owe(TOO_MUCH)  # as unusual as before
    assert await office.desk.store.outbox.held() is not None


async def test_what_was_owed_before_it_began_leaves_when_it_is_given_up(office: Office) -> None:
    outbox, now = office.desk.store.outbox, office.desk.clock.now()
    await office.add(2)
    office.room.clock.move(seconds=5)
    await office.add(3)
    await outbox.hold((Kind.ALERT,), Surge(Kind.ALERT, 3, 0), now + timedelta(seconds=5))
    assert await office.carry() == []
    assert await outbox.count_held() == 5
    assert await outbox.abandon(office.desk.clock.now()) == 3
    assert await office.carry() == ["alert 0", "alert 1"]


async def test_by_hand_everything_but_answers_is_held(office: Office) -> None:
    result = await brake.hold(office.desk, reader(ADMIN), "")
    assert result == Held(Hold(office.desk.clock.now(), PUSHED), 0)
    for kind in Kind:
        await office.add(1, kind)
    assert await office.carry() == ["answer 0"]
    assert await brake.hold(office.desk, reader(ADMIN), "") == Held(result.hold, 3)
    assert await brake.release(office.desk, reader(ADMIN), "") == Released(3)
    assert await office.carry() == ["alert 1", "digest 2", "broadcast 3"]
    assert await brake.release(office.desk, reader(ADMIN), "") == Released(None)


async def test_by_hand_what_was_owed_before_is_given_up_too(office: Office) -> None:
    await office.add(4)
    office.room.clock.move(seconds=1)
    held = await brake.hold(office.desk, reader(ADMIN), "")
    assert await brake.abandon_this(office.desk, reader(ADMIN), held.hold.since) == Abandoned(4)


async def test_a_brake_and_a_hand_hold_both_until_both_are_let_go(office: Office) -> None:
    await office.learn()
    await office.owe(TOO_MUCH)
    held = await brake.hold(office.desk, reader(ADMIN), "")
    assert held.hold.kinds == PUSHED
    assert held.hold.surge is not None
    await office.owe(TOO_MUCH, Kind.DIGEST)
    assert {text.split()[0] for text in await office.carry()} <= {"alert", "<b>Les"}


async def test_only_admins_hold_and_let_go(office: Office) -> None:
    anybody = reader(2)
    with pytest.raises(NotAllowed):
        await brake.hold(office.desk, anybody, "")
    with pytest.raises(NotAllowed):
        await brake.release(office.desk, anybody, "")
    await brake.hold(office.desk, reader(ADMIN), "")
    with pytest.raises(NotAllowed):
        await brake.abandon_this(office.desk, anybody, await office.since())


async def test_an_admin_who_never_wrote_to_us_is_told_nothing(office: Office) -> None:
    rules = replace(office.desk.rules, admins=frozenset({UserId(ADMIN), UserId(12345)}))
    office.desk = replace(office.desk, rules=rules)
    await office.learn()
    await office.owe(TOO_MUCH)
    await office.carry()
    assert {sent.destination.chat_id for sent in office.sender.sent} <= {1, ADMIN}


async def test_what_may_have_arrived_is_settled_although_it_is_held(office: Office) -> None:
    await office.add(2)
    office.sender.errors = [DoubtfulSend()]
    await office.carry()
    await brake.hold(office.desk, reader(ADMIN), "")
    await office.add(1, Kind.ANSWER)
    assert await office.carry() == []
    office.room.clock.move(seconds=5)
    assert await office.carry() == ["alert 0", "answer 2"]
    assert await office.desk.store.outbox.count_held() == 1

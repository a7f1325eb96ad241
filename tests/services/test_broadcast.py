"""`/diffuser`: shown first, sent once to each chat behind everything else, counted, stopped, carried on."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.errors import ChatGone, DoubtfulSend, GoneReason, MessageRejected, NotAllowed, NotFound
from bot.model import (
    BroadcastState,
    Deed,
    Destination,
    Draft,
    Dress,
    Editing,
    Kind,
    Message,
    Reader,
    Replying,
    UserId,
)
from bot.results import BroadcastDropped, BroadcastPreview, BroadcastProgress, Question, Result, Wanted
from bot.services import brake, broadcast
from bot.services.broadcast import APART, FRESH, propose, tend_broadcasts
from bot.services.conversation import hear
from bot.services.delivery import Courier
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.taps import press
from bot.store import SqliteStore
from bot.views.actions import Action, DropBroadcast, SendBroadcast, StopBroadcast
from tests.conftest import Room
from tests.fakes import FakeSender, Item, reader
from tests.services.house import Town

ADMIN = 99
ME = reader(ADMIN)
TEXT = "Le bot déménage lundi."


class Post(FakeSender):
    """Takes or refuses by chat; stops after so many messages, as a process that is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: dict[int, Exception] = {}
        self.room_for: int | None = None
        self.full, self.killed = asyncio.Event(), asyncio.Event()

    async def send(
        self,
        destination: Destination,
        message: Message,
        way: Replying | Editing | None = None,
        dress: Dress = Dress.FULL,
    ) -> int:
        if self.room_for is not None:
            if not self.room_for:
                self.full.set()
                await self.killed.wait()
                raise asyncio.CancelledError
            self.room_for -= 1
        if destination.chat_id in self.refusals:
            raise self.refusals[destination.chat_id]
        return await super().send(destination, message, way, dress)


class Office:
    """An admin, some chats, and a courier."""

    def __init__(self, room: Room) -> None:
        self.room, self.post = room, Post()
        room.desk = replace(room.desk, rules=replace(room.desk.rules, admins=frozenset({UserId(ADMIN)})))
        self.desk: Desk = room.desk

    async def open(self, *chat_ids: int) -> None:
        for chat_id in chat_ids:
            await destination_of(self.desk, reader(chat_id))

    async def propose(self, text: str = TEXT) -> int:
        shown = await propose(self.desk, ME, text)
        assert isinstance(shown, BroadcastPreview)
        return shown.broadcast_id

    async def tap(self, action: Action, who: Reader = ME) -> Result:
        return await press(self.desk, replace(who, tapped=True, message_id=500), action)

    async def send(self, text: str = TEXT) -> int:
        broadcast_id = await self.propose(text)
        await self.tap(SendBroadcast(broadcast_id))
        return broadcast_id

    async def carry(self, most: int = 16) -> None:
        courier = Courier(self.desk.store, self.post, self.desk.clock, _never, asyncio.Event(), most)
        await courier.drain()

    async def tick(self) -> None:
        await tend_broadcasts(self.desk)
        await self.carry()

    async def wait(self) -> None:
        self.room.clock.move(seconds=APART.total_seconds())
        await self.tick()

    def reached(self, text: str = TEXT) -> list[int]:
        return sorted(sent.destination.chat_id for sent in self.post.sent if sent.text == text)

    def shown(self) -> list[str]:
        """What the message that counts has shown."""
        return [sent.text for sent in self.post.sent if isinstance(sent.way, Editing)]


def _never(error: Exception) -> None:
    raise AssertionError(error)


@pytest.fixture
async def office(room: Room) -> Office:
    made = Office(room)
    await made.open(ADMIN, 1, 2, 3)
    return made


# --- asked first ---------------------------------------------------------------------------------------------


async def test_it_is_shown_as_it_will_arrive_and_nothing_leaves(office: Office) -> None:
    shown = await propose(
        office.desk, replace(ME, html="/diffuser <b>Le bot</b> déménage"), "Le bot déménage"
    )
    assert isinstance(shown, BroadcastPreview)
    assert shown.message == Message("<b>Le bot</b> déménage", silent=True)
    assert shown.recipients == 4
    await office.tick()
    assert office.post.sent == []


async def test_without_words_the_next_message_is_taken(office: Office) -> None:
    assert await propose(office.desk, ME, " ") == Question(Wanted.BROADCAST)
    shown = await hear(office.desk, ME, TEXT)
    assert isinstance(shown, BroadcastPreview)
    assert shown.message.html == TEXT


async def test_an_announcement_may_begin_as_people_greet_one_another(office: Office) -> None:
    await propose(office.desk, ME, "")
    assert isinstance(await hear(office.desk, ME, "Bonjour à tous"), BroadcastPreview)


async def test_only_admins_send_and_only_from_the_chat_that_proposed(office: Office) -> None:
    broadcast_id = await office.propose()
    with pytest.raises(NotAllowed):
        await propose(office.desk, reader(1), TEXT)
    actions: tuple[Action, ...] = (
        SendBroadcast(broadcast_id),
        DropBroadcast(broadcast_id),
        StopBroadcast(broadcast_id),
    )
    for action in actions:
        with pytest.raises(NotAllowed):
            await office.tap(action, reader(1))
        with pytest.raises(NotFound):
            await office.tap(action, replace(reader(1), user_id=UserId(ADMIN)))
    for unknown in (SendBroadcast(77), DropBroadcast(77), StopBroadcast(broadcast_id)):
        with pytest.raises(NotFound):
            await office.tap(unknown)


async def test_dropped_it_is_never_sent(office: Office) -> None:
    broadcast_id = await office.propose()
    assert await office.tap(DropBroadcast(broadcast_id)) == BroadcastDropped()
    for action in (SendBroadcast(broadcast_id), DropBroadcast(broadcast_id)):
        with pytest.raises(NotFound):
            await office.tap(action)
    await office.tick()
    assert office.reached() == []


async def test_an_old_proposal_is_not_sent_by_a_stray_tap(office: Office) -> None:
    broadcast_id = await office.propose()
    office.room.clock.move(seconds=FRESH.total_seconds() + 1)
    with pytest.raises(NotFound):
        await office.tap(SendBroadcast(broadcast_id))


# --- sent ----------------------------------------------------------------------------------------------------


async def test_a_double_tap_sends_once_and_the_end_is_told(office: Office) -> None:
    broadcast_id = await office.propose()
    first, second = await asyncio.gather(
        office.tap(SendBroadcast(broadcast_id)), office.tap(SendBroadcast(broadcast_id))
    )
    assert isinstance(first, BroadcastProgress)
    assert first == second
    assert (first.tally.total, first.is_over) == (4, False)
    await office.tick()
    await office.tap(SendBroadcast(broadcast_id))
    await office.wait()
    await office.wait()
    assert office.reached() == [1, 2, 3, ADMIN]
    assert office.shown() == ["Message envoyé à <b>4 conversations</b>."]
    notes = [line for line in await office.desk.store.audit.latest(9) if line.deed is Deed.BROADCAST_SENT]
    assert [(line.by, line.subject) for line in notes] == [(ADMIN, "4")]


async def test_it_leaves_behind_digests_and_counts_as_told_to_nobody(office: Office) -> None:
    town = Town(office.room)
    await town.open_paper("Le Fanal", Item("Une exposition ouvre à Namur", "Deux cents pièces."))
    await town.follow("dockers", 1)
    await town.publish("Le Fanal", Item("Grève des dockers au Havre", "Le port du Havre est bloqué."))
    await office.send("Grève des dockers au Havre")
    await tend_broadcasts(office.desk)
    digest = Draft((await destination_of(office.desk, reader(1))).id, Kind.DIGEST, "d", Message("revue"))
    await office.desk.store.outbox.enqueue([digest], office.desk.clock.now())
    await office.carry()
    assert office.post.sent[0].text == "revue"
    town.sender.sent.clear()
    assert "dockers" in (await town.next_digest())[0]


async def test_the_count_is_edited_at_most_every_three_seconds_and_only_where_the_last_edit_has_left(
    office: Office,
) -> None:
    office.post.refusals[3] = DoubtfulSend()
    await office.send()
    await office.tick()
    for _ in range(5):
        office.room.clock.move(seconds=0.5)
        await office.tick()
    assert office.shown() == []
    await office.wait()
    assert office.shown() == ["Envoi en cours\u00a0: <b>3 sur 4</b>"]
    await office.desk.store.outbox.hold((Kind.ANSWER,), None, office.desk.clock.now())
    for _ in range(4):
        await office.wait()
    assert len(office.shown()) == 1
    await office.desk.store.outbox.release()
    del office.post.refusals[3]
    await office.carry()
    assert len(office.shown()) == 2
    office.room.clock.move(minutes=30)
    await office.tick()
    await office.wait()
    assert office.shown()[-1] == "Message envoyé à <b>4 conversations</b>."


async def test_refusals_in_the_middle_are_summed(office: Office) -> None:
    office.post.refusals = {2: ChatGone(GoneReason.BLOCKED), 3: MessageRejected("Bad Request", markup=False)}
    await office.send()
    await office.tick()
    await office.wait()
    assert office.reached() == [1, ADMIN]
    assert office.shown()[-1].splitlines() == [
        "Message envoyé à <b>2 conversations</b>.",
        "1 conversation refuse le bot ou n’existe plus.",
        "1 échec.",
    ]


async def test_whoever_pauses_before_gets_none_and_a_closed_chat_of_the_admin_ends_it(office: Office) -> None:
    paused = await destination_of(office.desk, reader(2))
    await office.desk.store.destinations.pause(paused.id, None, office.desk.clock.now())
    broadcast_id = await office.send()
    mine = await destination_of(office.desk, ME)
    await office.tick()
    await office.desk.store.destinations.close(mine.id, GoneReason.BLOCKED, office.desk.clock.now())
    await office.wait()
    assert office.reached() == [1, 3, ADMIN]
    found = await office.desk.store.broadcasts.get(broadcast_id)
    assert found is not None
    assert found.state is BroadcastState.DONE


async def test_an_admin_who_deleted_the_message_is_told_the_end_in_another(office: Office) -> None:
    office.post.gone = {500}
    office.post.refusals[3] = DoubtfulSend()
    await office.send()
    await office.tick()
    await office.wait()
    assert not any("Envoi en cours" in sent.text for sent in office.post.sent)
    del office.post.refusals[3]
    office.room.clock.move(minutes=30)
    await office.tick()
    await office.wait()
    assert office.post.sent[-1].text == "Message envoyé à <b>4 conversations</b>."
    assert office.post.sent[-1].way is None


# --- stopped, held, cut off --------------------------------------------------------------------------------------


async def test_stopped_in_the_middle_what_has_not_left_never_does(office: Office) -> None:
    office.post.room_for = 2
    broadcast_id = await office.send()
    await tend_broadcasts(office.desk)
    await _cut_off(office)
    shown = await office.tap(StopBroadcast(broadcast_id))
    assert isinstance(shown, BroadcastProgress)
    assert shown.was_stopped
    office.post.room_for = None
    office.room.clock.move(minutes=30)
    for _ in range(3):
        await office.wait()
    reached = office.reached()
    assert len(reached) == 3  # the one that was on its way may have arrived: it is tried until that is known
    assert office.shown()[-1].splitlines()[0] == "Envoi arrêté\u00a0: <b>3 sur 4</b>."
    again = await office.tap(StopBroadcast(broadcast_id))
    assert isinstance(again, BroadcastProgress)
    assert again.is_over
    assert [line.deed for line in await office.desk.store.audit.latest(1)] == [Deed.BROADCAST_STOPPED]


async def test_held_back_by_an_admin_it_waits(office: Office) -> None:
    await brake.hold(office.desk, ME, "")
    await office.send()
    await office.tick()
    await office.wait()
    assert office.reached() == []
    await brake.release(office.desk, ME, "")
    await office.tick()
    assert len(office.reached()) == 4


async def test_after_a_restart_in_the_middle_everybody_gets_it_and_nobody_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcast, "BATCH", 2)
    broadcast_id = await office.send()
    await office.desk.store.broadcasts.spread(broadcast_id, 2, office.desk.clock.now())
    office.post.room_for = 1
    await _cut_off(office)
    assert len(office.reached()) == 1
    office.post.room_for = None
    store = office.desk.store
    assert isinstance(store, SqliteStore)
    other = await SqliteStore.open(store.path)  # as another process finds it
    await other.house.recover(office.desk.clock.now())
    office.desk = replace(office.desk, store=other)
    office.room.clock.move(minutes=30)
    await office.tick()
    await office.wait()
    assert office.reached() == [1, 2, 3, ADMIN]
    assert office.shown()[-1] == "Message envoyé à <b>4 conversations</b>."
    await other.close()


async def _cut_off(office: Office) -> None:
    """The process dies while the post is full: one message is on its way, what follows has not left."""
    carrying = asyncio.create_task(office.carry(most=1))
    await office.post.full.wait()
    carrying.cancel()
    office.post.killed.set()
    await asyncio.gather(carrying, return_exceptions=True)


async def test_no_log_holds_its_words(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    office.post.refusals = {3: MessageRejected("Bad Request", markup=False), 2: DoubtfulSend()}
    await office.send()
    await office.tick()
    assert "déménage" not in caplog.text


async def test_two_thousand_chats_are_reached_once_each(office: Office) -> None:
    store = office.desk.store
    assert isinstance(store, SqliteStore)
    with closing(sqlite3.connect(store.path)) as db:
        db.execute(
            """
            WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2995)
            INSERT INTO destinations (chat_id, kind, title, language, zone, slots, cursor, created_at)
            SELECT i, 'private', '', 'fr', 'Europe/Paris', '[]', 0, 0 FROM n
            """
        )
        db.commit()
    office.post.refusals = {1_500: ChatGone(GoneReason.BLOCKED)}
    await office.send()
    await office.tick()
    await office.wait()
    reached = office.reached()
    assert len(reached) == len(set(reached)) == 1_999
    assert office.shown()[-1].startswith("Message envoyé à <b>1\u202f999 conversations</b>.")

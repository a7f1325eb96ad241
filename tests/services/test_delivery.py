"""The courier: what each answer of Telegram makes of a message, and what one chat cannot do to another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.errors import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    DoubtfulSend,
    GoneReason,
    MessageRejected,
    NotSent,
    PolledElsewhere,
    RetryLater,
    StoreError,
    TokenRefused,
)
from bot.model import (
    Attachment,
    ChatId,
    Destination,
    DestinationId,
    Draft,
    Dress,
    Edit,
    Editing,
    Kind,
    Message,
    OfDraft,
    Part,
    Reply,
    Replying,
)
from bot.results import Delivered
from bot.services.delivery import LEASE, UNDER_WAY, WRITE_AGAIN_S, Courier, back_off
from bot.services.people import destination_of
from bot.services.traffic import PROBES
from bot.store.connection import BUSY_TIMEOUT
from tests.conftest import Room
from tests.fakes import FakeSender, reader


@dataclass
class Post:
    """A courier, whoever it carries to, and the tokens it complained of."""

    room: Room
    sender: FakeSender
    refused: list[TokenRefused] = field(default_factory=list)
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        room = self.room
        self.courier = Courier(room.store, self.sender, room.clock, self.refused.append, asyncio.Event())

    async def owe(self, *texts: str, chat_id: int = 1, kind: Kind = Kind.DIGEST) -> DestinationId:
        destination = await destination_of(self.room.desk, reader(chat_id))
        drafts = [Draft(destination.id, kind, f"{chat_id}:{text}", Message(text)) for text in texts]
        await self.room.store.outbox.enqueue(drafts, self.room.clock.now())
        return destination.id

    @property
    def texts(self) -> list[str]:
        return [sent.text for sent in self.sender.sent]

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110 - every step of the loop is looked at
                await asyncio.sleep(0)


@pytest.fixture
def post(room: Room) -> Post:
    return Post(room, FakeSender())


@pytest.mark.parametrize(("tries", "seconds"), [(0, 5), (1, 30), (2, 120), (3, 600), (4, 600), (1000, 600)])
def test_the_wait_grows_to_ten_minutes(tries: int, seconds: int) -> None:
    assert back_off(tries) == timedelta(seconds=seconds)


async def test_messages_of_a_chat_leave_in_order(post: Post) -> None:
    await post.owe("un", "deux", "trois")
    assert await post.courier.drain() == Delivered(sent=3)
    assert post.texts == ["un", "deux", "trois"]
    assert await post.room.store.outbox.backlog() == 0


async def test_answers_pass_before_alerts_and_digests(post: Post) -> None:
    await post.owe("revue")
    await post.owe("alerte", kind=Kind.ALERT)
    await post.owe("réponse", kind=Kind.ANSWER)
    await post.courier.drain()
    assert post.texts == ["réponse", "alerte", "revue"]


# --- what each answer means ----------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", GoneReason)
async def test_a_chat_that_refuses_us_is_closed_and_never_retried(post: Post, reason: GoneReason) -> None:
    destination_id = await post.owe("un", "deux")
    post.sender.errors = [ChatGone(reason)]
    assert await post.courier.drain() == Delivered(closed=1)
    assert (await post.room.store.destinations.get(destination_id)).closed is reason
    post.room.clock.move(days=1)
    assert await post.courier.drain() == Delivered()
    assert post.sender.attempts == 1


async def test_a_group_that_moved_gets_its_message_at_the_new_place(post: Post) -> None:
    destination_id = await post.owe("un")
    post.sender.errors = [ChatMoved(-1001)]
    assert await post.courier.drain() == Delivered(sent=1, deferred=1)
    assert post.sender.sent[0].destination.id == destination_id
    assert post.sender.sent[0].destination.chat_id == ChatId(-1001)


async def test_a_flooded_chat_waits_as_long_as_telegram_says(post: Post) -> None:
    await post.owe("un")
    post.sender.errors = [RetryLater(timedelta(seconds=17))]
    assert await post.courier.drain() == Delivered(deferred=1)
    post.room.clock.move(seconds=16)
    assert await post.courier.drain() == Delivered()
    post.room.clock.move(seconds=1)
    assert await post.courier.drain() == Delivered(sent=1)


async def test_what_is_known_not_to_have_left_is_tried_again_with_growing_waits(post: Post) -> None:
    await post.owe("un")
    for seconds in (5, 30, 120, 600, 600):
        post.sender.errors = [NotSent()]
        assert await post.courier.drain() == Delivered(deferred=1)
        post.room.clock.move(seconds=seconds - 1)
        assert await post.courier.drain() == Delivered()
        post.room.clock.move(seconds=1)
    assert await post.courier.drain() == Delivered(sent=1)


@pytest.mark.parametrize(
    "error", [DoubtfulSend(), PolledElsewhere(), DeliveryError(), RuntimeError("a bug"), TimeoutError()]
)
async def test_whatever_leaves_doubt_is_counted_and_tried_until_there_is_an_answer(
    post: Post, error: Exception
) -> None:
    await post.owe("un", "deux")
    post.sender.errors = [error, error]
    assert await post.courier.drain() == Delivered(doubtful=1)
    assert (await post.room.store.house.counters(post.room.clock.now())).doubtful == 1
    post.room.clock.move(seconds=5)
    assert await post.courier.drain() == Delivered(doubtful=1)
    post.room.clock.move(seconds=29)
    assert await post.courier.drain() == Delivered()
    post.room.clock.move(seconds=1)
    assert await post.courier.drain() == Delivered(sent=2)
    assert post.texts == ["un", "deux"]


async def test_an_outage_leaves_few_in_doubt_and_ends_at_the_first_answer(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    chats = 3 * UNDER_WAY
    for chat_id in range(1, chats + 1):
        await post.owe("un", chat_id=chat_id)
    post.sender.errors = [DoubtfulSend() for _ in range(UNDER_WAY + 2)]
    assert await post.courier.drain() == Delivered(doubtful=UNDER_WAY)
    assert caplog.text.count("one message at a time") == 1
    for probe in PROBES[:2]:
        post.room.clock.move(seconds=probe.total_seconds() - 1)
        assert await post.courier.drain() == Delivered()
        post.room.clock.move(seconds=1)
        assert await post.courier.drain() == Delivered(doubtful=1)
    post.room.clock.move(minutes=10)
    assert await post.courier.drain() == Delivered(sent=chats)


async def test_a_clock_set_back_by_a_day_delays_nothing_by_a_day(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    await post.owe("un")
    post.sender.errors = [NotSent()]
    assert await post.courier.drain() == Delivered(deferred=1)
    post.room.clock.move(days=-1)
    assert await post.courier.drain() == Delivered()
    post.room.clock.move(minutes=10)
    assert await post.courier.drain() == Delivered(sent=1)
    assert "set back" in caplog.text


@pytest.mark.parametrize("error", [DoubtfulSend(), RetryLater(timedelta(hours=1), everywhere=True)], ids=str)
async def test_a_clock_set_back_after_an_outage_does_not_keep_the_bot_silent(
    post: Post, error: DeliveryError
) -> None:
    post.sender.errors = [error] * UNDER_WAY
    for chat_id in range(1, UNDER_WAY + 1):
        await post.owe("un", chat_id=chat_id)
    await post.courier.drain()
    post.room.clock.move(hours=-1, days=-1)
    post.sender.errors = []
    await post.owe("une réponse", chat_id=99, kind=Kind.ANSWER)
    await post.courier.drain()
    assert "une réponse" in post.texts


async def test_while_the_whole_bot_must_wait_nobody_is_asked(post: Post) -> None:
    for chat_id in range(1, 3 * UNDER_WAY):
        await post.owe("un", chat_id=chat_id)
    wait = timedelta(seconds=30)
    post.sender.errors = [RetryLater(wait, everywhere=True) for _ in range(UNDER_WAY)]
    assert await post.courier.drain() == Delivered(deferred=UNDER_WAY)
    post.room.clock.move(seconds=29)
    assert await post.courier.drain() == Delivered()
    post.room.clock.move(seconds=1)
    assert await post.courier.drain() == Delivered(sent=3 * UNDER_WAY - 1)


async def test_an_unexpected_failure_is_logged(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    await post.owe("un")
    post.sender.errors = [RuntimeError("a bug")]
    await post.courier.drain()
    assert "unexpected failure" in caplog.text


async def test_a_message_refused_for_ever_is_buried_and_the_next_one_leaves(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    await post.owe("un", "deux")
    post.sender.errors = [MessageRejected("message is too long")]
    assert await post.courier.drain() == Delivered(sent=1, buried=1)
    assert post.texts == ["deux"]
    assert "too long" in caplog.text


async def test_refused_markup_leaves_as_plain_text(post: Post) -> None:
    await post.owe("<b>un")
    post.sender.errors = [MessageRejected("can't parse entities", markup=True)]
    assert await post.courier.drain() == Delivered(sent=1)
    assert post.sender.sent[0].plain


async def test_refused_as_plain_text_too_it_is_buried(post: Post) -> None:
    await post.owe("<b>un")
    post.sender.errors = [MessageRejected("no", markup=True) for _ in Dress]
    assert await post.courier.drain() == Delivered(buried=1)
    assert await post.room.store.outbox.backlog() == 0


async def test_what_is_refused_as_plain_text_leaves_without_its_buttons(post: Post) -> None:
    await post.owe("<b>un")
    post.sender.errors = [MessageRejected(why, markup=True) for why in ("entity", "BUTTON_DATA_INVALID")]
    assert await post.courier.drain() == Delivered(sent=1)
    assert post.sender.sent[0].dress is Dress.BARE


async def test_words_leave_without_a_photo_that_is_refused(post: Post) -> None:
    destination = await destination_of(post.room.desk, reader(1))
    message = Message("<b>un</b>", attachment=Attachment("a.png", b"png", "image/png", as_photo=True))
    await post.room.store.outbox.enqueue(
        [Draft(destination.id, Kind.ALERT, "a", message)], post.room.clock.now()
    )
    post.sender.errors = [MessageRejected("not enough rights to send photos", attachment=True)]
    assert await post.courier.drain() == Delivered(sent=1)
    assert (post.sender.sent[0].message, post.sender.sent[0].dress) == (Message("<b>un</b>"), Dress.FULL)


async def _owe_edit(post: Post, *, or_new: bool = True) -> None:
    await post.owe("un", kind=Kind.ALERT)
    destination = await destination_of(post.room.desk, reader(1))
    edit = Edit(OfDraft("1:un"), or_new=or_new)
    draft = Draft(destination.id, Kind.ALERT, "edit", Message("un, mis à jour"), way=edit)
    await post.room.store.outbox.enqueue([draft], post.room.clock.now())


async def test_an_edit_takes_the_place_of_what_was_sent(post: Post) -> None:
    await _owe_edit(post)
    assert await post.courier.drain() == Delivered(sent=2)
    assert [sent.way for sent in post.sender.sent] == [None, Editing(1, Part.TEXT, or_new=True)]


async def test_an_edit_in_doubt_is_tried_again(post: Post) -> None:
    await _owe_edit(post)
    assert (await post.courier.drain()).sent == 2
    destination = await destination_of(post.room.desk, reader(1))
    draft = Draft(destination.id, Kind.ALERT, "again", Message("un, de nouveau"), way=Edit(OfDraft("1:un")))
    await post.room.store.outbox.enqueue([draft], post.room.clock.now())
    post.sender.errors = [DoubtfulSend()]
    assert await post.courier.drain() == Delivered(doubtful=1)
    post.room.clock.move(seconds=5)
    assert await post.courier.drain() == Delivered(sent=1)
    assert post.sender.sent[-1].way == Editing(1, Part.TEXT, or_new=True)


@pytest.mark.parametrize(
    ("or_new", "delivered"), [(True, Delivered(sent=2)), (False, Delivered(sent=1, buried=1))]
)
async def test_an_edit_of_what_is_gone_is_sent_anew_or_not_at_all(
    post: Post, or_new: bool, delivered: Delivered
) -> None:
    await _owe_edit(post, or_new=or_new)
    post.sender.errors = [RetryLater(timedelta(seconds=1))]  # the first waits, and the edit behind it
    assert await post.courier.drain() == Delivered(deferred=1)
    post.room.clock.move(seconds=1)
    post.sender.gone = {1}
    assert await post.courier.drain() == delivered
    assert [sent.way for sent in post.sender.sent] == [None] * delivered.sent


async def test_an_answer_to_what_was_refused_for_ever_goes_alone(post: Post) -> None:
    await post.owe("un", kind=Kind.ALERT)
    destination = await destination_of(post.room.desk, reader(1))
    reply = Draft(destination.id, Kind.ALERT, "r", Message("suite"), way=Reply(OfDraft("1:un")))
    await post.room.store.outbox.enqueue([reply], post.room.clock.now())
    post.sender.errors = [MessageRejected("never")]
    assert await post.courier.drain() == Delivered(sent=1, buried=1)
    assert post.sender.sent[0].way is None


async def test_a_token_that_is_refused_is_reported_and_nothing_is_lost(post: Post) -> None:
    await post.owe("un")
    post.sender.errors = [TokenRefused()]
    assert await post.courier.drain() == Delivered(deferred=1)
    assert len(post.refused) == 1
    post.room.clock.move(seconds=5)
    assert await post.courier.drain() == Delivered(sent=1)


# --- one chat and another ------------------------------------------------------------------------------------


class OneSlowChat(FakeSender):
    """Does not answer for one chat until `released`, and may raise for another."""

    def __init__(self, slow: int, flooded: int = 0, *, everybody: bool = False) -> None:
        super().__init__()
        self.slow, self.flooded, self.everybody = slow, flooded, everybody
        self.released = asyncio.Event()
        self.waiting = 0

    async def send(
        self,
        destination: Destination,
        message: Message,
        way: Replying | Editing | None = None,
        dress: Dress = Dress.FULL,
    ) -> int:
        if destination.chat_id == self.flooded:
            raise RetryLater(timedelta(minutes=5))
        if self.everybody or destination.chat_id == self.slow:
            self.waiting += 1
            await self.released.wait()
        return await super().send(destination, message, way, dress)


async def test_a_hanging_and_a_flooded_chat_delay_no_other(room: Room) -> None:
    sender = OneSlowChat(slow=1, flooded=2)
    post = Post(room, sender)
    for chat_id in range(1, UNDER_WAY + 10):
        await post.owe("un", "deux", chat_id=chat_id)
    stop = asyncio.Event()
    running = asyncio.create_task(post.courier.run(stop))
    others = UNDER_WAY + 9 - 2
    await post.wait_until(lambda: len(sender.sent) == 2 * others)
    assert {sent.destination.chat_id for sent in sender.sent} == set(range(3, UNDER_WAY + 10))
    assert sender.waiting == 1  # its second message waits behind its first
    stop.set()
    sender.released.set()
    await running
    assert [s.text for s in sender.sent if s.destination.chat_id == 1] == ["un"]


async def test_no_more_is_under_way_than_may_be(room: Room) -> None:
    sender = OneSlowChat(slow=-1, everybody=True)
    post = Post(room, sender)
    for chat_id in range(1, UNDER_WAY + 3):
        await post.owe("un", chat_id=chat_id)
    stop = asyncio.Event()
    running = asyncio.create_task(post.courier.run(stop))
    await post.wait_until(lambda: sender.waiting == UNDER_WAY)
    post.courier.woken.set()
    await post.wait_until(lambda: not post.courier.woken.is_set())
    assert sender.waiting == UNDER_WAY
    sender.released.set()
    await post.wait_until(lambda: len(sender.sent) == UNDER_WAY + 2)
    stop.set()
    await running


async def test_stopping_finishes_what_is_under_way_and_takes_nothing_new(room: Room) -> None:
    sender = OneSlowChat(slow=1)
    post = Post(room, sender)
    await post.owe("un", "deux")
    stop = asyncio.Event()
    running = asyncio.create_task(post.courier.run(stop))
    await post.wait_until(lambda: sender.waiting == 1)
    stop.set()
    sender.released.set()
    await running
    assert post.texts == ["un"]
    assert await room.store.outbox.backlog() == 1


async def test_a_courier_cut_off_leaves_the_message_in_doubt_and_nothing_running(room: Room) -> None:
    sender = OneSlowChat(slow=1)
    post = Post(room, sender)
    await post.owe("un")
    stop = asyncio.Event()
    running = asyncio.create_task(post.courier.run(stop))
    await post.wait_until(lambda: sender.waiting == 1)
    stop.set()
    before = asyncio.all_tasks()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await asyncio.sleep(0)
    assert all(task.done() for task in before if task is not asyncio.current_task())
    room.clock.move(seconds=LEASE.total_seconds() + 1)
    sender.released.set()
    assert await post.courier.drain() == Delivered(sent=1)


async def test_what_is_owed_while_resting_leaves_at_once_when_woken(post: Post) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(post.courier.run(stop))
    await asyncio.sleep(0)
    await post.owe("un")
    post.courier.woken.set()
    await post.wait_until(lambda: post.texts == ["un"])
    stop.set()
    await running


# --- the database refuses ------------------------------------------------------------------------------------


async def test_an_answer_that_cannot_be_written_down_leaves_doubt(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(*_: object) -> bool:
        raise StoreError("disk is full")

    await post.owe("un")
    post.courier.write_again_s = (0.0, 0.0)
    with monkeypatch.context() as broken:
        broken.setattr(post.room.store.outbox, "mark_sent", refuse)
        assert await post.courier.drain() == Delivered(doubtful=1)
    assert "disk is full" in caplog.text
    assert await post.courier.drain() == Delivered()
    post.room.clock.move(seconds=LEASE.total_seconds() + 1)
    assert await post.courier.drain() == Delivered(sent=1)


@pytest.mark.parametrize(
    ("write", "error", "said"),
    [
        ("mark_sent", None, Delivered(sent=1)),
        ("turn_away", ChatGone(GoneReason.BLOCKED), Delivered(closed=1)),
        ("doubt", DoubtfulSend(), Delivered(doubtful=1)),
    ],
    ids=["sent", "gone", "in doubt"],
)
async def test_an_answer_is_written_down_as_soon_as_the_database_lets_us(
    post: Post, write: str, error: DeliveryError | None, said: Delivered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise what Telegram has taken would be sent again once the lease runs out."""
    real, asked = getattr(post.room.store.outbox, write), 0

    async def refuse_twice(*args: object) -> bool:
        nonlocal asked
        asked += 1
        if asked < 3:
            raise StoreError("database is locked")
        return bool(await real(*args))

    monkeypatch.setattr(post.room.store.outbox, write, refuse_twice)
    post.courier.write_again_s = (0.0, 0.0, 0.0)
    post.sender.errors = [error] if error else []
    await post.owe("un")
    assert await post.courier.drain() == said
    assert (asked, post.sender.attempts) == (3, 1)
    post.room.clock.move(seconds=1)
    assert await post.courier.drain() == Delivered()


def test_an_answer_is_not_held_longer_than_its_message_is_ours() -> None:
    waits = sum(WRITE_AGAIN_S) + (len(WRITE_AGAIN_S) + 1) * BUSY_TIMEOUT.total_seconds()
    assert waits < LEASE.total_seconds()


async def test_an_outbox_that_cannot_be_read_is_tried_again(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    asked = 0
    claim = post.room.store.outbox.claim

    async def refuse_once(*args: object, **options: object) -> object:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise StoreError("database is locked")
        return await claim(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(post.room.store.outbox, "claim", refuse_once)
    await post.owe("un")
    stop = asyncio.Event()
    running = asyncio.create_task(post.courier.run(stop))
    await post.wait_until(lambda: asked == 1)
    post.courier.woken.set()
    await post.wait_until(lambda: post.texts == ["un"])
    stop.set()
    await running
    assert "database is locked" in caplog.text

"""Delivery: what is owed leaves the outbox only on Telegram's answer.

A courier has one message under way for each destination, so that order holds within a chat and one slow or
flooded chat delays no other. What each answer means is decided here; limits and the wording of errors are the
sender's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from bot.errors import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    DoubtfulSend,
    MessageRejected,
    NotSent,
    RetryLater,
    StoreError,
    TargetGone,
    TokenRefused,
)
from bot.model import ChatId, DestinationId, Dress, Editing, Owed
from bot.ports import Clock, Sender, Store
from bot.results import Delivered
from bot.services.clockwork import was_set_back
from bot.services.traffic import Traffic

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)  # above the longest that one send may take
UNDER_WAY = 16  # side by side at the usual 25 a second: enough for 0.6 s of latency; see `under_way`
MOST_UNDER_WAY = 64
LATENCY_S = 0.6  # of a slow day: so many messages are under way at the full rate
BACK_OFF = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
IDLE_S = 1.0  # between two looks when nothing wakes us: other processes owe messages too
# Between tries to write an answer down while the database refuses; with the time that each waits, well below the lease.
WRITE_AGAIN_S = (0.2, 1.0, 5.0, 15.0)
BREATH_S = 0.005  # what is answered within it is written down, and followed, together


def back_off(tries: int) -> timedelta:
    """How long to wait after that many tries before this one: 5 s, 30 s, 2 min, then every 10 min."""
    return BACK_OFF[min(tries, len(BACK_OFF) - 1)]


def under_way(per_second: float) -> int:
    """How many messages are side by side at that rate: no more than it needs, since each is in doubt if we are killed,
    and an answer waits behind them for its turn.
    """
    return int(max(UNDER_WAY, min(MOST_UNDER_WAY, per_second * LATENCY_S)))


@dataclass
class Courier:
    """Carries messages from the outbox to the sender."""

    store: Store
    sender: Sender
    clock: Clock
    on_refused_token: Callable[[TokenRefused], None]
    woken: asyncio.Event  # set by whoever owes something, so that it does not wait for the next look
    most: int = UNDER_WAY
    write_again_s: tuple[float, ...] = WRITE_AGAIN_S
    traffic: Traffic = field(init=False)
    _tasks: dict[DestinationId, asyncio.Task[Delivered]] = field(default_factory=dict)
    _total: Delivered = field(default_factory=Delivered)
    _seen: datetime | None = None  # the clock, last time

    def __post_init__(self) -> None:
        self.traffic = Traffic(self.most)

    async def drain(self) -> Delivered:
        """Carry everything that may leave now, and come back when nothing is left to try."""
        before = self._total
        while True:
            self.woken.clear()
            started = await self._start_some()
            # What was answered during the claim came too late for it: only a claim with nothing beside it is the last.
            if not started and not self._tasks and not self.woken.is_set():
                return self._total - before
            if self._tasks:
                await asyncio.wait(self._tasks.values(), return_when=asyncio.FIRST_COMPLETED)

    async def run(self, stop: asyncio.Event) -> None:
        """Carry until told to stop; then finish what is under way and take nothing new.

        Cancelled, it cuts off what is under way: that is doubtful at the next start, not lost.
        """
        stopping = asyncio.create_task(self._wake_at(stop))
        try:
            while not stop.is_set():
                self.woken.clear()
                try:
                    await self._start_some()
                except StoreError as exc:
                    log.warning("outbox not readable, tried again shortly: %s", exc)
                await self._rest()
                if self._tasks:
                    await asyncio.sleep(BREATH_S)
            if self._tasks:
                await asyncio.wait(self._tasks.values())
        finally:
            stopping.cancel()
            tasks = tuple(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.woken.set()

    async def _rest(self) -> None:
        """Until a message is done, something new is owed, or it is time to look again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_S):
                await self.woken.wait()

    async def _start_some(self) -> int:
        now = self.clock.now()
        await self._mind_the_clock(now)
        free = self.traffic.places(now) - len(self._tasks)
        if free <= 0:
            return 0
        owed = await self.store.outbox.claim(now, LEASE, free, busy=tuple(self._tasks))
        for one in owed:
            task = self._tasks[one.destination.id] = asyncio.create_task(self._carry(one))
            task.add_done_callback(partial(self._done, one.destination.id))
        return len(owed)

    async def _mind_the_clock(self, now: datetime) -> None:
        """A clock that was set back, also while we were not running, must not keep what is due in its old future."""
        if was_set_back(self._seen, now):
            self.traffic.forget()
        if self._seen is None or was_set_back(self._seen, now):
            moved = await self.store.outbox.bring_forward(now + BACK_OFF[-1])
            if moved:
                log.warning("the clock was set back: %d messages wait no longer than usual", moved)
        self._seen = now

    def _done(self, destination_id: DestinationId, task: asyncio.Task[Delivered]) -> None:
        del self._tasks[destination_id]
        if not task.cancelled():
            self._total += task.result()
        self.woken.set()

    async def _carry(self, owed: Owed) -> Delivered:
        try:
            return await self._send(owed)
        except StoreError as exc:
            # The lease runs out and the row becomes doubtful: it is not lost, and that is said once here.
            log.warning("message %s: the answer could not be written down: %s", owed.id, exc)
            return Delivered(doubtful=1)

    async def _send(self, owed: Owed) -> Delivered:
        now = self.clock.now
        try:
            message_id = await self._try(owed)
        except DeliveryError as exc:
            self._report(exc, now())
            return await self._settle(owed, exc, now())
        except Exception:
            log.exception("message %s: unexpected failure while sending", owed.id)
            return await self._settle(owed, DoubtfulSend(), now())
        self.traffic.answered()
        await self._put(self.store.outbox.mark_sent, owed, message_id, now())
        return Delivered(sent=1)

    async def _put(self, write: Callable[..., Awaitable[bool]], owed: Owed, *answer: object) -> None:
        """Write down what became of a message, again where the database refuses: what has left would leave twice."""
        for pause in self.write_again_s:
            try:
                await write(owed, *answer)
            except StoreError:
                await asyncio.sleep(pause)
            else:
                return
        await write(owed, *answer)

    def _report(self, error: DeliveryError, now: datetime) -> None:
        match error:
            case RetryLater(after=after, everywhere=True):
                self.traffic.hold(now + after)
            case NotSent() | DoubtfulSend():
                if self.traffic.unanswered(now):
                    log.warning("Telegram does not answer: one message at a time until it does")
            case _:
                self.traffic.answered()

    async def _try(self, owed: Owed) -> int:
        """The message as it is, or as much of it as Telegram takes; each refusal leaves less to refuse."""
        message, way, dresses = owed.message, owed.way, iter(Dress)
        dress = next(dresses)
        while True:
            try:
                return await self.sender.send(owed.destination, message, way, dress)
            except TargetGone:
                if way is None or (isinstance(way, Editing) and not way.or_new):
                    raise
                way = None
            except MessageRejected as exc:
                simpler = next(dresses, None) if exc.markup else None
                if exc.attachment and message.attachment is not None:
                    message = replace(message, attachment=None)
                elif simpler is None:
                    raise
                else:
                    dress = simpler
                log.error("message %s of digest %s: %s; sent with less of it", owed.id, owed.digest_id, exc)

    async def _settle(self, owed: Owed, error: DeliveryError, now: datetime) -> Delivered:
        outbox = self.store.outbox
        match error:
            case ChatGone(reason=reason):
                log.info("destination %s: closed, Telegram says: %s", owed.destination.id, reason)
                await self._put(outbox.turn_away, owed, reason, now)
                return Delivered(closed=1)
            case ChatMoved(chat_id=chat_id):
                await self._put(outbox.redirect, owed, ChatId(chat_id), now)
                return Delivered(deferred=1)
            case RetryLater(after=after):
                await self._put(outbox.defer, owed, now + after)
                return Delivered(deferred=1)
            case MessageRejected() | TargetGone():
                log.error("message %s: refused for ever: %s", owed.id, error)
                await self._put(outbox.bury, owed, str(error))
                return Delivered(buried=1)
            case TokenRefused():
                self.on_refused_token(error)
                await self._put(outbox.defer, owed, now + back_off(owed.attempts))
                return Delivered(deferred=1)
            case NotSent():
                await self._put(outbox.defer, owed, now + back_off(owed.attempts))
                return Delivered(deferred=1)
            case _:  # whatever leaves doubt is tried again until there is a definite answer
                await self._put(outbox.doubt, owed, now + back_off(owed.doubts))
                return Delivered(doubtful=1)

"""Telegram's flood limits, kept on our side so that Telegram seldom has to.

The limits are guidance (core.telegram.org/bots/faq, « My bot is hitting limits »): about 30 messages a second in
all, one a second in a chat with short bursts, 20 a minute in a group. What counts is the moment a message really
leaves, not a slot given out before: after a stall nothing catches up beyond what Telegram takes.

A short wait is waited out here; a long one is refused at once with `RetryLater`, so that nobody who sends is held up
by one flooded chat. A 429 pauses its chat; several chats refused within moments mean that the whole bot is meant.
The gap we accept: after a restart the counts begin at nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.errors import RetryLater

OVERALL_PER_S = 25.0  # Telegram names 30: the rest is room for what departs apart and arrives together
OVERALL_BURST = 3  # may leave at once, at the start and after a stall: 25 + 3 in a second is still under 30
LONGEST_WAIT_S = 1.0  # waited out while holding a place in the delivery loop; longer is « come back later »
STORM_CHATS = 3  # that many chats refused …
STORM_S = 5.0  # … within so long: the limit is the bot's, not theirs
TICK_S = 0.001  # added to every wait, so that rounding never wakes us just before the time
FEW_CHATS = 1_000  # kept without looking for idle ones


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `count` messages in any `seconds`."""

    count: int
    seconds: float


PRIVATE = (Pace(3, 3.0),)  # one a second, bursts of three
GROUP = (Pace(3, 3.0), Pace(20, 60.0))  # groups and channels


@dataclass(slots=True)
class _Chat:
    sent: deque[float] = field(default_factory=deque)  # when, oldest first
    in_flight: int = 0
    paused_until: float = 0.0

    def wait_s(self, paces: tuple[Pace, ...], now: float) -> float:
        waits = (self._wait_for(pace, now) for pace in paces)
        return max(0.0, self.paused_until - now, *waits)

    def _wait_for(self, pace: Pace, now: float) -> float:
        free = pace.count - self.in_flight
        if free <= 0:
            return pace.seconds / pace.count
        return self.sent[-free] + pace.seconds - now if len(self.sent) >= free else 0.0

    def forget(self, now: float) -> None:
        while self.sent and self.sent[0] + GROUP[-1].seconds <= now:
            self.sent.popleft()

    @property
    def is_idle(self) -> bool:
        return not (self.sent or self.in_flight)


class Limits:
    """Decides when a message may leave; one for each bot token.

    `per_second` may be infinite. `clock` is any clock of seconds that only goes forward; `sleep` waits by it.
    """

    def __init__(
        self,
        per_second: float = OVERALL_PER_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._interval = 1.0 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next = clock()  # when the next one would leave at an even pace
        self._line = asyncio.Lock()  # first come, first gone; only its holder waits for the overall pace
        self._chats: dict[int, _Chat] = {}
        self._sweep_at = FEW_CHATS
        self._paused_until = 0.0
        self._refused: dict[int, float] = {}

    @asynccontextmanager
    async def turn(self, chat_id: int, *, is_group: bool) -> AsyncIterator[None]:
        """Hold while one message is sent to the chat; entered when it may leave.

        Raises `RetryLater` before anything is sent where the wait would be longer than `LONGEST_WAIT_S`.
        """
        chat = await self._take_place(chat_id, GROUP if is_group else PRIVATE)
        try:
            await self._wait_in_line()
            try:
                yield
            finally:
                chat.sent.append(self._clock())  # Telegram has counted it by now, however slow the way was
        finally:
            chat.in_flight -= 1

    def refused(self, chat_id: int, after: timedelta) -> bool:
        """Telegram answered 429 for the chat: nothing leaves for it, or for anybody, until then.

        Returns whether the whole bot pauses.
        """
        now = self._clock()
        until = now + after.total_seconds()
        chat = self._chat(chat_id)
        chat.paused_until = max(chat.paused_until, until)
        self._refused = {who: at for who, at in self._refused.items() if at > now - STORM_S} | {chat_id: now}
        is_storm = len(self._refused) >= STORM_CHATS
        if is_storm:
            self._paused_until = max(self._paused_until, until)
        return is_storm

    @property
    def known_chats(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    async def _take_place(self, chat_id: int, paces: tuple[Pace, ...]) -> _Chat:
        while True:
            self._check_pause()
            now = self._clock()
            chat = self._chat(chat_id)
            chat.forget(now)
            wait_s = chat.wait_s(paces, now)
            if wait_s > LONGEST_WAIT_S:
                raise RetryLater(timedelta(seconds=wait_s))
            if wait_s <= 0:
                chat.in_flight += 1
                return chat
            await self._sleep(wait_s + TICK_S)

    async def _wait_in_line(self) -> None:
        async with self._line:
            while (wait_s := self._next - (OVERALL_BURST - 1) * self._interval - self._clock()) > 0:
                await self._sleep(wait_s + TICK_S)
            self._check_pause()
            self._next = max(self._next, self._clock()) + self._interval

    def _check_pause(self) -> None:
        wait_s = self._paused_until - self._clock()
        if wait_s > 0:
            raise RetryLater(timedelta(seconds=wait_s), everywhere=True)

    def _chat(self, chat_id: int) -> _Chat:
        if (chat := self._chats.get(chat_id)) is None:
            self._forget_idle()
            chat = self._chats[chat_id] = _Chat()
        return chat

    def _forget_idle(self) -> None:
        if len(self._chats) < self._sweep_at:
            return
        now = self._clock()
        for chat in self._chats.values():
            chat.forget(now)
        self._chats = {
            chat_id: chat
            for chat_id, chat in self._chats.items()
            if not chat.is_idle or chat.paused_until > now
        }
        self._sweep_at = max(FEW_CHATS, 2 * len(self._chats))  # so that looking costs little a message

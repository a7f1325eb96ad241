"""The updates that wait for the bot, and the long poll that hands them out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.demo.bell import Bell
from bot.demo.refusals import POLLED_ELSEWHERE
from bot.demo.wire import Json


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update not confirmed yet."""

    id: int
    kind: str
    body: Json


class Inbox:
    """Updates in order, kept until a poll asks for what comes after them.

    As with Telegram, a second poll ends the first one with 409 Conflict.
    """

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._waiting: deque[Waiting] = deque()
        self._allowed: tuple[str, ...] = ()
        self._last_id = 0
        self._closed = False
        self.polls = 0
        self.confirmed_id = 0

    def push(self, kind: str, body: Json) -> int:
        """Add an update of a kind that the bot asked for; returns its id, 0 if it did not ask for it."""
        if self._allowed and kind not in self._allowed:
            return 0
        self._last_id += 1
        self._waiting.append(Waiting(self._last_id, kind, body))
        self._bell.ring()
        return self._last_id

    def drop(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    def close(self) -> None:
        """End the poll that waits, with nothing."""
        self._closed = True
        self._bell.ring()

    @property
    def pending(self) -> int:
        """How many updates wait."""
        return len(self._waiting)

    async def poll(
        self, offset: int, limit: int, timeout_s: float, allowed: tuple[str, ...] | None
    ) -> list[Json]:
        """The oldest unconfirmed updates, at once if there are any, else after at most `timeout_s`.

        Confirms everything before `offset`; a negative offset keeps only that many of the last ones. `allowed` None
        keeps the last choice, empty means every kind.
        """
        self.polls += 1
        mine = self.polls
        self._allowed = self._allowed if allowed is None else allowed
        self._confirm(offset)
        self._bell.ring()
        await self._bell.until(lambda: bool(self._waiting) or self._closed or self.polls != mine, timeout_s)
        if self.polls != mine:
            raise POLLED_ELSEWHERE
        return [{"update_id": u.id, u.kind: u.body} for u in list(self._waiting)[:limit]]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            offset = self._last_id + 1 + offset
        while self._waiting and self._waiting[0].id < offset:
            self.confirmed_id = self._waiting.popleft().id

"""The order in which updates are handled: those of one chat one after the other, chats side by side.

The library's own bound on concurrency counts whoever waits, so that one chat that sends two hundred messages would
take every place and hold up all others. Here a place is taken only once it is the update's turn in its chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

SIDE_BY_SIDE = 32  # handled at a time: they mostly wait for the database, which is one
MOST_WAITING = 4_096  # updates in memory; Telegram keeps the rest, and hands out a hundred at a time


@dataclass(slots=True)
class _Line:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class ChatByChat(BaseUpdateProcessor):
    """One line for each chat that has an update waiting; lines are forgotten as soon as they are empty."""

    def __init__(self, side_by_side: int = SIDE_BY_SIDE) -> None:
        super().__init__(MOST_WAITING)
        self._places = asyncio.Semaphore(side_by_side)
        self._lines: dict[int, _Line] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run the update's handlers when it is its turn."""
        try:
            async with self._line(_chat_of(update)), self._places:
                await coroutine
        finally:
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # cancelled while waiting, it was never begun

    @property
    def busy_chats(self) -> int:
        """How many chats have an update waiting or under way."""
        return len(self._lines)

    @asynccontextmanager
    async def _line(self, chat_id: int) -> AsyncIterator[None]:
        line = self._lines.setdefault(chat_id, _Line())
        line.people += 1
        try:
            async with line.turn:
                yield
        finally:
            line.people -= 1
            if not line.people:
                del self._lines[chat_id]


def _chat_of(update: object) -> int:
    """The chat's id; the person's where there is no chat; 0 for anything else."""
    if not isinstance(update, Update):
        return 0
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0

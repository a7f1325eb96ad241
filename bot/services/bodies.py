"""How much of what was fetched may wait for the parser: with more, nobody else is asked until some of it is read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

MOST_BYTES = 16_000_000


class Bodies:
    """The documents between web and parser, by size.

    What is under way when the limit is met still comes in, as far as it is small: the fetcher asks for room again
    before it takes more of a large one.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._held_bytes = 0
        self._room = asyncio.Event()
        self._room.set()

    async def room(self) -> None:
        """Wait until less waits than may."""
        while self._held_bytes >= self._most_bytes:
            self._room.clear()
            await self._room.wait()

    @contextmanager
    def held(self, size_bytes: int) -> Iterator[None]:
        """A body in memory, until the end of the block."""
        self._held_bytes += size_bytes
        try:
            yield
        finally:
            self._held_bytes -= size_bytes
            if self._held_bytes < self._most_bytes:
                self._room.set()

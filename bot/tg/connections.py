"""The connections to Telegram: many small pools, each made when it is needed.

The HTTP client looks through its whole pool at each request: with 64 connections in one pool that costs more than
the request itself, in pools of four it does not show. Few messages use one pool, so that connections stay warm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telegram.request import BaseRequest, HTTPXRequest

PER_POOL = 4


class SpreadRequest(BaseRequest):
    """The library's request on as many pools as are busy; `make` makes one of so many connections.

    Beyond `connections` in all, a request waits for a free one as long as its pool lets it.
    """

    def __init__(self, make: Callable[[int], HTTPXRequest], connections: int) -> None:
        self._make = make
        self._most = -(-connections // PER_POOL)
        self._pools = [make(PER_POOL)]
        self._busy = [0]

    @property
    def read_timeout(self) -> float | None:
        """See the library."""
        return self._pools[0].read_timeout

    @property
    def pools(self) -> int:
        """How many were needed so far."""
        return len(self._pools)

    async def initialize(self) -> None:
        """See the library."""
        for pool in self._pools:
            await pool.initialize()

    async def shutdown(self) -> None:
        """See the library."""
        for pool in self._pools:
            await pool.shutdown()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """See the library; in the first pool that has room."""
        place = next((n for n, busy in enumerate(self._busy) if busy < PER_POOL), None)
        if place is None:
            place = self._another()
        self._busy[place] += 1
        try:
            return await self._pools[place].do_request(*args, **kwargs)
        finally:
            self._busy[place] -= 1

    def _another(self) -> int:
        if len(self._pools) >= self._most:
            return min(range(len(self._busy)), key=self._busy.__getitem__)
        self._pools.append(self._make(PER_POOL))
        self._busy.append(0)
        return len(self._pools) - 1

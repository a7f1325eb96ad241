"""Places to connect from: few in all, fewer a host, and none at a host that has just asked for less.

A host is what the address names, whatever the port and whoever redirects there. A place is held for one request, not
for a chain of redirects, so that nobody who holds one waits for another.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.core.links import host_of
from bot.errors import FetchError, FetchProblem

_MANY = 1_000  # pauses remembered before those that are over are looked for


class Places:
    """The places of one fetcher."""

    def __init__(self, concurrency: int, per_host: int) -> None:
        self._per_host = per_host
        self._places = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._waiting: Counter[str] = Counter()
        self._pauses: dict[str, float] = {}  # until when, by the loop's clock

    @asynccontextmanager
    async def at(self, url: str) -> AsyncIterator[None]:
        """A place among the readings of this host first, then among all: a slow host keeps no other waiting.

        Raises `FetchError` (`HOST_PAUSED`) where the host has asked for less, be it while we waited.
        """
        host = host_of(url)
        gate = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        self._waiting[host] += 1
        try:
            async with gate:
                self._check(url, host)
                async with self._places:
                    self._check(url, host)
                    yield
        finally:
            self._waiting[host] -= 1
            if not self._waiting[host]:
                del self._waiting[host], self._hosts[host]

    def pause(self, url: str, span: timedelta) -> None:
        """Ask nothing of that address's host for so long; a longer pause stays."""
        now = asyncio.get_running_loop().time()
        if len(self._pauses) >= _MANY:
            self._pauses = {host: until for host, until in self._pauses.items() if until > now}
        host = host_of(url)
        self._pauses[host] = max(self._pauses.get(host, 0.0), now + span.total_seconds())

    def _check(self, url: str, host: str) -> None:
        until = self._pauses.get(host)
        if until is None:
            return
        left = until - asyncio.get_running_loop().time()
        if left > 0:
            raise FetchError(url, FetchProblem.HOST_PAUSED, retry_after=timedelta(seconds=left))
        del self._pauses[host]

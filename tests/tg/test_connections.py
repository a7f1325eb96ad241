"""Requests over many small pools."""

from __future__ import annotations

import asyncio

import pytest
from telegram.request import HTTPXRequest

from bot.tg.connections import PER_POOL, SpreadRequest


class Pool(HTTPXRequest):
    """Answers when it is told to."""

    def __init__(self, connections: int, line: asyncio.Event) -> None:
        super().__init__(connection_pool_size=connections)
        self.line = line
        self.most = self.now = 0
        self.closed = False

    async def do_request(self, *args: object, **kwargs: object) -> tuple[int, bytes]:
        self.now += 1
        self.most = max(self.most, self.now)
        await self.line.wait()
        self.now -= 1
        if args == ("bad",):
            raise ValueError("bad address")
        return 200, b""

    async def shutdown(self) -> None:
        self.closed = True
        await super().shutdown()


async def ask(request: SpreadRequest, count: int, line: asyncio.Event, url: str = "good") -> None:
    asking = [asyncio.create_task(request.do_request(url, "POST")) for _ in range(count)]
    await asyncio.sleep(0)
    line.set()
    await asyncio.gather(*asking)
    line.clear()


async def test_pools_are_made_as_they_are_needed_and_kept() -> None:
    line, made = asyncio.Event(), list[Pool]()

    def make(connections: int) -> Pool:
        made.append(Pool(connections, line))
        return made[-1]

    request = SpreadRequest(make, 10)
    await request.initialize()
    assert request.read_timeout == made[0].read_timeout
    for count, pools in ((1, 1), (PER_POOL, 1), (PER_POOL + 1, 2), (1, 2), (10, 3), (20, 3)):
        await ask(request, count, line)
        assert request.pools == pools
    # Beyond all connections the pools share what waits.
    assert [pool.most for pool in made] == [7, 7, 6]
    assert [pool.now for pool in made] == [0, 0, 0]
    await request.shutdown()
    assert all(pool.closed for pool in made)


async def test_a_request_that_fails_gives_its_place_back() -> None:
    line = asyncio.Event()
    line.set()
    request = SpreadRequest(lambda connections: Pool(connections, line), 8)
    for _ in range(3 * PER_POOL):
        with pytest.raises(ValueError, match="bad address"):
            await request.do_request("bad")
    assert request.pools == 1

"""Small writes that share a transaction."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from bot.errors import StoreError
from bot.store.connection import Connections
from bot.store.together import Together
from tests.store.making import House


class Work:
    """Notes what it was asked, and fails for what is negative."""

    def __init__(self) -> None:
        self.done: list[int] = []

    def __call__(self, db: sqlite3.Connection, number: int) -> int:
        if number < 0:
            raise sqlite3.OperationalError("disk is full")
        self.done.append(number)
        return number * 2


@pytest.fixture
def work() -> Work:
    return Work()


async def test_each_gets_its_own_result_in_order(store_file: House, work: Work) -> None:
    connections = Connections(store_file.store.path)
    together = Together(connections, work)
    assert await asyncio.gather(*(together.write(n) for n in range(50))) == [2 * n for n in range(50)]
    assert work.done == list(range(50))
    assert await together.write(50) == 100
    await connections.close()


async def test_those_who_share_a_transaction_share_its_failure_and_the_next_go_on(
    store_file: House, work: Work
) -> None:
    connections = Connections(store_file.store.path)
    together = Together(connections, work)
    results = await asyncio.gather(*(together.write(n) for n in (1, -1, 2)), return_exceptions=True)
    assert all(isinstance(result, StoreError) for result in results)
    assert await together.write(3) == 6
    await connections.close()


async def test_a_caller_who_leaves_undoes_nothing(store_file: House, work: Work) -> None:
    connections = Connections(store_file.store.path)
    together = Together(connections, work)
    leaving = asyncio.create_task(together.write(1))
    staying = asyncio.create_task(together.write(2))
    failing = asyncio.create_task(together.write(-1))
    await asyncio.sleep(0)
    leaving.cancel()
    failing.cancel()
    with pytest.raises(StoreError):
        await staying
    leaving = asyncio.create_task(together.write(4))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await together.write(5) == 10
    assert work.done[-2:] == [4, 5]
    await connections.close()
    with pytest.raises(StoreError):
        await together.write(6)

"""A client that is made when it is needed, and not before."""

from __future__ import annotations

from bot.fetch.lazy import LazyFetcher
from tests.fakes import FakeFetcher


class Client(FakeFetcher):
    """Counts its closings."""

    closed = 0

    async def close(self) -> None:
        self.closed += 1


async def test_nothing_is_made_for_nothing() -> None:
    def make() -> Client:
        raise AssertionError

    await LazyFetcher(make).close()


async def test_one_client_serves_all_and_is_closed() -> None:
    made: list[Client] = []

    def make() -> Client:
        made.append(Client({"https://a.example/": b"a"}))
        return made[-1]

    web = LazyFetcher(make)
    for _ in range(2):
        await web.fetch("https://a.example/")
    await web.close()
    (client,) = made
    assert (len(client.asked), client.closed) == (2, 1)

"""The proof that nobody gets in: no socket is connected to a refused address, however one is led there."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Network

import aiohttp
import pytest

from bot.core.parse import parse_feed
from bot.errors import FetchError, FetchProblem, InvalidUrl
from bot.fetch.client import HttpFetcher
from tests.fetch.test_client import FEED, failure, fetched, fetcher_with
from tests.fetch.test_guard import INWARD
from tests.servers import FeedServer, OpenPorts

NAME = "lefanal.example"
INSIDE = "127.0.0.2"
_connected: list[str] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """What the interpreter itself says of each connection; a hook cannot be taken away again."""
    if _watching and event == "socket.connect":
        address = arguments[1]
        _connected.append(str(address[0] if isinstance(address, tuple) else address))


sys.addaudithook(_watch)


@contextmanager
def connections() -> Iterator[list[str]]:
    """The addresses that any socket of this process is connected to in the block."""
    global _watching
    _connected.clear()
    _watching = True
    try:
        yield _connected
    finally:
        _watching = False


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 plays the public web here, 127.0.0.2 the inside, and every port is one of the web's."""
    inner = (IPv4Network("127.0.0.2/32"), IPv4Network("10.0.0.0/8"), IPv4Network("192.168.0.0/16"))
    monkeypatch.setattr("bot.fetch.guard._PRIVATE_V4", inner)
    monkeypatch.setattr("bot.fetch.guard._PORTS", range(1, 65_536))
    monkeypatch.setattr("bot.fetch.client._DNS_TTL_S", 0)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with fetcher_with(allow_private=False, concurrency=50, per_host=50) as running:
        yield running


class Answers(aiohttp.abc.AbstractResolver):
    """A name server that changes its mind: each look-up gets the next answer, the last one for ever."""

    queue: list[tuple[str, ...]]
    asked = 0

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        found = type(self).queue.pop(0) if len(type(self).queue) > 1 else type(self).queue[0]
        type(self).asked += 1
        return [
            {"hostname": host, "host": each, "port": port, "family": socket.AF_INET, "proto": 0, "flags": 0}
            for each in found
        ]

    async def close(self) -> None:
        return None


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> type[Answers]:
    Answers.asked = 0
    monkeypatch.setattr("aiohttp.connector.DefaultResolver", Answers)
    return Answers


async def test_the_watch_sees_connections(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.serve("/rss", FEED)
    with connections() as seen:
        await fetcher.fetch(server.url("/rss"))
    assert seen == ["127.0.0.1"]


async def test_no_spelling_of_an_inner_address_opens_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the world as it is
    async with fetcher_with(allow_private=False) as fetcher:
        with connections() as seen:
            for host in INWARD:
                with pytest.raises((InvalidUrl, FetchError)):
                    await fetcher.fetch(f"http://{host}/rss")
    assert seen == []
    assert len(INWARD) >= 60


async def test_the_socket_is_guarded_even_where_the_address_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("bot.fetch.client.check_url", lambda *_: None)
    async with fetcher_with(allow_private=False, timeout=2) as fetcher:
        with connections() as seen:
            for host in ("127.0.0.1", "2130706433", "0177.1", "localhost", "[::1]", "[::ffff:10.0.0.1]", "0"):
                with pytest.raises(FetchError):
                    await fetcher.fetch(f"http://{host}:8080/rss")
    assert seen == []


@pytest.mark.parametrize("hops", [1, 2, 5])
@pytest.mark.parametrize("host", [INSIDE, "2130706434", "0x7f.2", "①②⑦.0.0.2", "[::ffff:127.0.0.2]"])
async def test_no_redirect_leads_inside(
    server: FeedServer, fetcher: HttpFetcher, hops: int, host: str
) -> None:
    async with OpenPorts(INSIDE) as inside:
        for hop in range(1, hops):
            server.redirect(f"/{hop}", f"/{hop + 1}")
        server.redirect(f"/{hops}", f"http://{host}:{inside.port}/rss")
        with connections() as seen:
            error = await failure(fetcher, server.url("/1"))
        assert error.problem is FetchProblem.REFUSED_ADDRESS
        assert (set(seen), inside.connections) == ({"127.0.0.1"}, 0)


@pytest.mark.parametrize(
    "target",
    [
        "http://moi:secret@lefanal.example/",
        "ftp://lefanal.example/rss",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "//127.0.0.2/rss",
        "http:\\\\127.0.0.2\\rss",
        "http://lefanal.example\\@127.0.0.2/",
        "http://127.0.0.2%00.lefanal.example/",
        "gopher://127.0.0.2:6379/_FLUSHALL",
        "http://127.0.0.2\t/",
    ],
)
async def test_no_redirect_of_another_kind_leads_anywhere(
    server: FeedServer, fetcher: HttpFetcher, target: str
) -> None:
    server.redirect("/1", target)
    with connections() as seen:
        await failure(fetcher, server.url("/1"))
    assert set(seen) == {"127.0.0.1"}


async def test_a_name_that_changes_its_answer_is_judged_each_time(
    server: FeedServer, fetcher: HttpFetcher, answers: type[Answers]
) -> None:
    answers.queue = [("127.0.0.1",), (INSIDE,)]
    server.serve("/rss", FEED, headers={"Connection": "close"})
    async with OpenPorts(INSIDE, server.port) as inside:
        url = server.url("/rss", NAME)
        assert (await fetched(fetcher, url)).body == FEED
        with connections() as seen:
            assert (await failure(fetcher, url)).problem is FetchProblem.REFUSED_ADDRESS
        assert (answers.asked, seen, inside.connections) == (2, [], 0)


async def test_a_name_that_changes_between_two_hops_is_judged_at_both(
    server: FeedServer, fetcher: HttpFetcher, answers: type[Answers]
) -> None:
    answers.queue = [("127.0.0.1",), (INSIDE,)]
    server.answer("/1", 302, headers={"Location": "/2", "Connection": "close"})
    async with OpenPorts(INSIDE, server.port) as inside:
        with connections() as seen:
            error = await failure(fetcher, server.url("/1", NAME))
        assert error.problem is FetchProblem.REFUSED_ADDRESS
        assert (seen, inside.connections) == (["127.0.0.1"], 0)


async def test_of_several_answers_only_public_ones_are_connected_to(
    server: FeedServer, fetcher: HttpFetcher, answers: type[Answers]
) -> None:
    answers.queue = [(INSIDE, "10.0.0.1", "127.0.0.1")]
    server.serve("/rss", FEED)
    async with OpenPorts(INSIDE, server.port) as inside:
        with connections() as seen:
            assert (await fetched(fetcher, server.url("/rss", NAME))).body == FEED
        assert (seen, inside.connections) == (["127.0.0.1"], 0)


async def test_no_proxy_of_the_environment_is_asked(
    server: FeedServer, fetcher: HttpFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.serve("/rss", FEED)
    async with OpenPorts(INSIDE) as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://{INSIDE}:{proxy.port}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "*.example")
        with connections() as seen:
            assert (await fetched(fetcher, server.url("/rss"))).body == FEED
        assert (seen, proxy.connections) == (["127.0.0.1"], 0)


async def test_entities_of_a_document_are_asked_of_nobody() -> None:
    async with OpenPorts() as outside:
        at = f"http://127.0.0.1:{outside.port}"
        document = f"""<?xml version='1.0'?><?xml-stylesheet href='{at}/style.xsl'?>
            <!DOCTYPE rss SYSTEM '{at}/rss.dtd' [<!ENTITY a SYSTEM '{at}/a'><!ENTITY % b SYSTEM '{at}/b'> %b;
            <!ENTITY c SYSTEM 'file:///etc/hostname'>]>
            <rss version='2.0' xmlns:xi='http://www.w3.org/2001/XInclude'><channel><title>t</title>
            <item><title>x&a;y</title><description>&c;</description><xi:include href='{at}/c'/>
            </item></channel></rss>"""
        with connections() as seen:
            feed = parse_feed(
                document.encode(), "", "https://lefanal.example/rss", datetime(2025, 3, 14, tzinfo=UTC)
            )
        assert (seen, outside.connections) == ([], 0)
    assert socket.gethostname() not in "".join(entry.extract + entry.body for entry in feed.entries)

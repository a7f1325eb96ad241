"""Good manners, from the schedule in the database to the sockets of a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import FetchProblem
from bot.fetch.client import HttpFetcher
from bot.model import Feed, FeedHealth
from bot.services.desk import Desk
from bot.services.refresh import refresh_due
from tests.conftest import Room
from tests.fakes import Item, rss
from tests.servers import FeedServer

HOUR = timedelta(hours=1)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def desk(room: Room) -> AsyncIterator[Desk]:
    """The room's desk with a real way to the web."""
    async with HttpFetcher(
        contact="", allow_private=True, per_host=2, concurrency=10, timeout=timedelta(seconds=5),
        max_bytes=100_000, version="1",
    ) as fetcher:  # fmt: skip
        yield replace(room.desk, fetcher=fetcher)


async def follow(desk: Desk, server: FeedServer, *paths: str, host: str = "127.0.0.1") -> None:
    for path in paths:
        server.serve(path, rss([Item(f"Une de {path}")]))
        await desk.store.feeds.add(server.url(path, host), path, "", desk.clock.now())


async def feed(desk: Desk, path: str) -> Feed:
    return next(each for each in await desk.store.feeds.list_feeds() if each.outlet == path)


async def test_one_429_and_the_host_is_left_alone_until_it_said(
    room: Room, desk: Desk, server: FeedServer
) -> None:
    paths = [f"/{n}" for n in range(8)]
    await follow(desk, server, *paths)
    await follow(desk, server, "/ailleurs", host="localhost")
    await refresh_due(desk)
    assert len(server.requests) == 9
    server.answer("/0", 429, headers={"Retry-After": "7200"})
    for path in paths[1:]:
        server.answer(path, 429, headers={"Retry-After": "60"})
    room.clock.move(hours=24)
    report = await refresh_due(desk)
    asked = len(server.requests) - 9
    assert (report.read, report.failed) == (asked, asked - 1)  # those put off neither read nor failing
    assert asked <= 3  # the two places of the host, and the other host
    assert (await feed(desk, "/ailleurs")).fault is None
    faults = [each for each in await desk.store.feeds.list_feeds() if each.fault]
    assert len(faults) <= 2
    assert {each.health for each in faults} == {FeedHealth.OK}
    room.clock.move(minutes=119)
    await desk.store.feeds.make_due(room.clock.now())
    await refresh_due(desk)
    assert all(request.path == "/ailleurs" for request in server.requests[9 + asked :])


async def test_410_ends_a_feed_until_somebody_adds_it_again(
    room: Room, desk: Desk, server: FeedServer
) -> None:
    await follow(desk, server, "/a")
    await refresh_due(desk)
    server.answer("/a", 410)
    room.clock.move(days=1)
    await refresh_due(desk)
    assert (await feed(desk, "/a")).health is FeedHealth.GONE
    server.serve("/a", rss([Item("Une de /a"), Item("Retour")]))
    room.clock.move(days=40)
    assert (await refresh_due(desk)).read == 0
    again = await desk.store.feeds.add(server.url("/a"), "/a", "", room.clock.now())
    assert again.health is FeedHealth.OK
    report = await refresh_due(desk)
    assert (report.read, report.new) == (1, 1)


async def test_what_a_document_asked_is_kept_through_304s(room: Room, desk: Desk, server: FeedServer) -> None:
    body = rss([Item("Une")]).replace(
        b"<channel>", b"<channel><ttl>240</ttl><skipHours><hour>23</hour></skipHours>"
    )
    await follow(desk, server, "/a")
    server.serve("/a", body, etag='"1"')
    await refresh_due(desk)
    for _ in range(3):
        found = await feed(desk, "/a")
        assert (found.ttl, found.timetable.skip_hours) == (4 * HOUR, 1 << 23)
        assert found.next_read_at - room.clock.now() >= 4 * HOUR
        room.clock.move_to(found.next_read_at)
        assert (await refresh_due(desk)).unchanged == 1


async def test_a_redirect_that_repeats_is_the_new_address(room: Room, desk: Desk, server: FeedServer) -> None:
    await follow(desk, server, "/a")
    await refresh_due(desk)
    server.serve("/b", rss([Item("Une de /a")]))
    for status in (301, 302, 301, 308, 301):
        server.redirect("/a", "/b", status=status)
        room.clock.move(days=1)
        await refresh_due(desk)
        adopted = (await feed(desk, "/a")).url == server.url("/b")
        assert adopted is (status == 301 and len(server.asked("/a")) == 6)
    room.clock.move(days=1)
    await refresh_due(desk)
    assert (await feed(desk, "/a")).health is FeedHealth.OK
    assert len(server.asked("/a")) == 6


async def test_a_refusal_is_named_and_probed_each_day(room: Room, desk: Desk, server: FeedServer) -> None:
    await follow(desk, server, "/a")
    await refresh_due(desk)
    server.cloudflare("/a")
    for _ in range(40):
        found = await feed(desk, "/a")
        room.clock.move_to(max(found.next_read_at, room.clock.now()))
        await refresh_due(desk)
        assert (await feed(desk, "/a")).next_read_at - room.clock.now() <= 24 * HOUR
    found = await feed(desk, "/a")
    assert found.health is FeedHealth.BLOCKED
    assert found.fault is not None
    assert (found.fault.problem, found.fault.by) == (FetchProblem.BLOCKED, "cloudflare")
    assert room.clock.now() - found.fault.since > 4 * 24 * HOUR  # seldom, after so many refusals
    server.serve("/a", rss([Item("Une de /a"), Item("Retour")]))
    room.clock.move(days=1)
    assert (await refresh_due(desk)).new == 1
    assert (await feed(desk, "/a")).health is FeedHealth.OK

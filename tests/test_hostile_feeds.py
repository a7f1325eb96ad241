"""Feeds out to hurt, on a real server, read by the real poller: each fails alone, for one reason, within bounds."""

from __future__ import annotations

import gzip
import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.parse import MAX_BODY_CHARS, MAX_ITEMS, MAX_TITLE_CHARS
from bot.errors import FetchProblem as P
from bot.fetch import parser as parsing
from bot.fetch.client import HttpFetcher
from bot.fetch.parser import ParserPool
from bot.model import ParsedFeed
from bot.services.refresh import refresh_due
from tests.conftest import Room
from tests.fakes import Item, rss
from tests.servers import FeedServer, OpenPorts

NEWS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué.")
MAX_BYTES = 3_000_000
OK = b"HTTP/1.1 200 OK\r\n"


def bad_worker(
    body: bytes, content_type: str, url: str, now: datetime, memory: bytes
) -> ParsedFeed | parsing._Refused:
    """Runs in the worker: some documents do to it what a fault in a C library would."""
    if b"KILL" in body:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"SEGFAULT" in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"HANG" in body:
        time.sleep(600)
    return parsing._parse(body, content_type, url, now, memory)


def fetcher(timeout_s: float = 60, *, allow_private: bool = True) -> HttpFetcher:
    return HttpFetcher(
        contact="",
        allow_private=allow_private,
        per_host=100,
        concurrency=100,
        timeout=timedelta(seconds=timeout_s),
        max_bytes=MAX_BYTES,
        version="1",
    )


@pytest.fixture
async def room(room: Room, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    """The room with a real fetcher and real workers, patient ones: this machine may be busy."""
    monkeypatch.setattr(parsing, "_work", bad_worker)
    client, pool = fetcher(), ParserPool(workers=2, timeout=timedelta(seconds=60))
    room.desk = replace(room.desk, fetcher=client, parser=pool)
    yield room
    await pool.close()
    await client.close()


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


def page(inside: str, before: str = "") -> str:
    return (
        f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><title>t</title>{inside}</channel></rss>"
    )


def rude(server: FeedServer) -> dict[str, P]:
    """Paths of a server at its worst, and the one reason that each shall have."""
    server.bomb("/bombe", 50_000_000)
    server.flood("/deluge", 10 * MAX_BYTES)
    server.flood("/annonce", 10 * MAX_BYTES, announce=True)
    server.truncate("/coupe", rss([NEWS]))
    server.garble("/charabia")
    server.hang_up("/raccroche")
    server.pour("/en-tetes", OK, b"X-h: y\r\n" * 1_000)
    server.pour("/en-tete-long", OK + b"X: ", b"y" * 50_000)
    chunked = OK + b"Transfer-Encoding: chunked\r\n\r\n"
    server.pour("/morceaux", chunked, b"1000\r\n" + b"x" * 4_096 + b"\r\n")
    server.pour("/suites", chunked + b"0\r\n", b"X-h: y\r\n" * 1_000)
    twice = gzip.compress(gzip.compress(rss([NEWS])))
    server.serve("/double", twice, headers={"Content-Encoding": "gzip, gzip"})
    server.serve("/brotli", b"\x0b\x02\x80", headers={"Content-Encoding": "br"})
    server.redirect("/boucle", "/boucle")
    server.redirect("/ping", "/pong")
    server.redirect("/pong", "/ping")
    for hop in range(10):
        server.redirect(f"/loin{hop or ''}", f"/loin{hop + 1}")
    server.serve("/elements", page("<item>" + "<a/>" * 550_000 + "</item>"))
    server.serve("/html", "<html><body>Bonjour.</body></html>")
    server.serve("/tue", page("<item><title>KILL</title></item>"))
    server.serve("/faute", page("<item><title>SEGFAULT</title></item>"))
    return {
        **dict.fromkeys(("/bombe", "/deluge", "/annonce", "/morceaux", "/elements"), P.TOO_LARGE),
        **dict.fromkeys(
            ("/coupe", "/charabia", "/raccroche", "/en-tetes", "/en-tete-long", "/suites"), P.CUT_OFF
        ),
        **dict.fromkeys(("/double", "/brotli"), P.BAD_ENCODING),
        **dict.fromkeys(("/boucle", "/ping", "/loin"), P.TOO_MANY_REDIRECTS),
        **dict.fromkeys(("/tue", "/faute"), P.PARSER_FAILED),
        "/html": P.NOT_A_FEED,
    }


async def test_each_hostile_feed_fails_alone_and_for_one_reason(room: Room, server: FeedServer) -> None:
    expected = rude(server)
    good = [f"/bon{number}" for number in range(5)]
    for path in good:
        server.serve(path, rss([Item(f"Nouvelle de {path}", "Le port est bloqué.")]), encoding="gzip")
    paths = [*good[:2], *expected, *good[2:]]
    for path in paths:
        await room.store.feeds.add(server.url(path), path, "", room.clock.now())
    report = await refresh_due(room.desk)
    feeds = {feed.outlet: feed for feed in await room.store.feeds.list_feeds()}
    faults = {path: feeds[path].fault for path in expected}
    assert {path: fault and fault.problem for path, fault in faults.items()} == expected
    assert [feeds[path].fault for path in good] == [None] * 5
    assert (report.read, report.failed, report.new) == (len(paths), len(expected), 5)
    assert all(feeds[path].next_read_at > room.clock.now() for path in paths)


async def test_whoever_answers_too_slowly_is_given_up(room: Room, server: FeedServer) -> None:
    server.hang("/muet")
    server.drip("/goutte", rss([NEWS]))
    server.pour("/en-tete-goutte", OK, b"X", pause_s=0.02)
    server.pour("/patience", b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 10, pause_s=0.02)
    for path in ("/muet", "/goutte", "/en-tete-goutte", "/patience"):
        await room.store.feeds.add(server.url(path), path, "", room.clock.now())
    async with fetcher(0.3) as hurried:
        assert (await refresh_due(replace(room.desk, fetcher=hurried))).failed == 4
    feeds = await room.store.feeds.list_feeds()
    assert {feed.fault and feed.fault.problem for feed in feeds} == {P.TIMEOUT}


async def test_a_document_that_hangs_its_reader_costs_its_feed_only(room: Room, server: FeedServer) -> None:
    server.serve("/sans-fin", page("<item><title>HANG</title></item>"))
    stuck = await room.store.feeds.add(server.url("/sans-fin"), "Sans fin", "", room.clock.now())
    pool = ParserPool(timeout=timedelta(seconds=0.3))
    try:
        desk = replace(room.desk, parser=pool)
        await refresh_due(desk)
        fault = (await room.store.feeds.get(stuck.id)).fault
        assert fault
        assert fault.problem is P.PARSER_FAILED
        pool._timeout_s = 60
        server.serve("/bon", rss([NEWS]))
        await room.store.feeds.add(server.url("/bon"), "Bon", "", room.clock.now())
        assert (await refresh_due(desk)).new == 1
    finally:
        await pool.close()


async def test_what_a_hostile_document_leaves_behind_is_bounded(room: Room, server: FeedServer) -> None:
    bomb = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    async with OpenPorts() as outside:
        at = f"http://127.0.0.1:{outside.port}"
        documents = {
            "/entites": page(
                "<item><title>Un &e11;</title></item>", f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{bomb}]>"
            ),
            "/dehors": page(
                "<item><title>Un &a; &b;</title></item>",
                f"<!DOCTYPE rss SYSTEM '{at}/d' [<!ENTITY a SYSTEM '{at}/a'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
            ),
            "/archive": page("<item><title>Un</title><link>https://a.example/{}</link></item>" * 10_000),
            "/titre": page(f"<item><title>{'mot ' * 250_000}</title></item>"),
            "/profond": page(f"<item><title>Un</title>{'<a>' * 100_000}</item>"),
            "/attributs": page(
                "<item " + " ".join(f"a{n}='1'" for n in range(100_000)) + "><title>Un</title></item>"
            ),
            "/cdata": page(f"<item><title>Un</title><description><![CDATA[{'x' * 2_000_000}"),
            "/zeros": page("<item><title>U\0n &#0; &#xd800;</title></item>"),
            "/avenir": page("<item><title>Un</title><pubDate>9999-12-31T23:59:59-14:00</pubDate></item>"),
        }
        for path, document in documents.items():
            server.serve(path, document)
            await room.store.feeds.add(server.url(path), path, "", room.clock.now())
        await refresh_due(room.desk)
        assert outside.connections == 0
    feeds = await room.store.feeds.list_feeds()
    assert [feed.outlet for feed in feeds if feed.fault] == []
    entries = await room.store.entries.list_unanalysed(10_000)
    assert {entry.outlet for entry in entries} == set(documents)
    assert max(sum(entry.outlet == path for entry in entries) for path in documents) <= MAX_ITEMS
    for entry in entries:
        assert len(entry.title) <= MAX_TITLE_CHARS
        assert len(entry.extract) + len(entry.body) <= MAX_BODY_CHARS
        assert "root:" not in entry.title + entry.extract
        assert "haha" not in entry.title
        assert entry.published_at <= room.clock.now()


async def test_a_feed_with_an_inner_address_is_never_asked(room: Room) -> None:
    async with OpenPorts() as inside:
        for url in (f"http://127.0.0.1:{inside.port}/", f"http://2130706433:{inside.port}/", "http://[::1]/"):
            await room.store.feeds.add(url, url, "", room.clock.now())  # as an OPML list or the catalogue may
        async with fetcher(allow_private=False) as guarded:
            report = await refresh_due(replace(room.desk, fetcher=guarded))
        assert (report.failed, inside.connections) == (3, 0)
    faults = [feed.fault for feed in await room.store.feeds.list_feeds()]
    assert {fault and fault.problem for fault in faults} == {P.REFUSED_ADDRESS}

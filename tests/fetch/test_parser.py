from __future__ import annotations

import asyncio
import mmap
import multiprocessing
import os
import signal
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FetchProblem, ParseError
from bot.fetch import parser as module
from bot.fetch.parser import InlineParser, ParserPool
from bot.model import Fetched, ParsedFeed, Validators

NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
FEED = b"<rss version='2.0'><channel><title>Le Fanal</title><item><title>a</title></item></channel></rss>"


def document(body: bytes, url: str = "https://lefanal.example/rss") -> Fetched:
    return Fetched(url, body, "application/rss+xml", Validators(), b"")


def misbehaving(
    body: bytes, content_type: str, url: str, now: datetime, memory: bytes
) -> ParsedFeed | module._Refused:
    """Runs in the worker in place of the real work."""
    if body == b"crash":
        os._exit(3)
    if body == b"hang":
        time.sleep(600)
    return module._parse(FEED, content_type, url, now)


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    running = ParserPool()
    yield running
    await running.close()


async def test_both_parsers_agree(pool: ParserPool) -> None:
    inline = InlineParser()
    parsed = await pool.parse(document(FEED), NOW)
    assert parsed.title == "Le Fanal"
    assert parsed == await inline.parse(document(FEED), NOW)
    await inline.close()


async def test_what_is_no_feed_is_refused_by_both_alike(pool: ParserPool) -> None:
    for parser in (pool, InlineParser()):
        with pytest.raises(ParseError) as caught:
            await parser.parse(document(b"<html></html>"), NOW)
        assert caught.value.problem is FetchProblem.NOT_A_FEED
        assert str(caught.value) == "https://lefanal.example/rss: no feed in it"


async def test_a_mistake_of_ours_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise KeyError("oubli")

    monkeypatch.setattr("bot.core.parse.parse_feed", mistaken)
    with pytest.raises(ParseError) as caught:
        await InlineParser().parse(document(FEED), NOW)
    assert caught.value.problem is FetchProblem.PARSER_FAILED


async def test_a_document_that_breaks_the_worker_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", misbehaving)
    pool = ParserPool(timeout=timedelta(seconds=15))
    try:
        bodies = [b"crash", FEED, b"crash", FEED]
        results = await asyncio.gather(
            *(pool.parse(document(body), NOW) for body in bodies), return_exceptions=True
        )
        assert [isinstance(result, ParsedFeed) for result in results] == [False, True, False, True]
        for failed in (results[0], results[2]):
            assert isinstance(failed, ParseError)
            assert failed.problem is FetchProblem.PARSER_FAILED
    finally:
        await pool.close()


async def test_a_document_that_hangs_the_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", misbehaving)
    pool = ParserPool(timeout=timedelta(seconds=0.2))
    try:
        with pytest.raises(ParseError) as caught:
            await pool.parse(document(b"hang"), NOW)
        assert caught.value.problem is FetchProblem.PARSER_FAILED
    finally:
        await pool.close()


async def test_a_reading_that_is_cancelled_leaves_no_busy_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", misbehaving)
    pool = ParserPool()
    try:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pool.parse(document(b"hang"), NOW)
        assert (await pool.parse(document(FEED), NOW)).title == "Le Fanal"
    finally:
        await pool.close()


async def test_a_worker_is_replaced_before_it_grows_old(
    pool: ParserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_DOCUMENTS_A_WORKER", 1)
    for _ in range(2):
        assert (await pool.parse(document(FEED), NOW)).title == "Le Fanal"


async def test_a_document_that_takes_long_in_place_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> ParsedFeed:
        while True:
            try:
                os.getpid()
            except Exception:
                continue  # as libraries do that mean well

    monkeypatch.setattr("bot.core.parse.parse_feed", endless)
    with pytest.raises(ParseError) as caught:
        await InlineParser(timedelta(milliseconds=50)).parse(document(FEED), NOW)
    assert (caught.value.problem, str(caught.value)) == (
        FetchProblem.PARSER_FAILED,
        "https://lefanal.example/rss: took too long",
    )
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


async def test_outside_of_the_main_thread_documents_are_read_without_alarm() -> None:
    parsed = await asyncio.to_thread(lambda: asyncio.run(InlineParser().parse(document(FEED), NOW)))
    assert parsed.title == "Le Fanal"


def hungry(
    body: bytes, content_type: str, url: str, now: datetime, memory: bytes
) -> ParsedFeed | module._Refused:
    """Runs in the worker: takes two gigabytes of addresses where asked to."""
    if body == b"hungry":
        try:
            mmap.mmap(-1, 2_000_000_000).close()
        except OSError:
            os._exit(3)
    return module._parse(FEED, content_type, url, now)


async def test_a_document_cannot_take_the_machines_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", hungry)
    pool = ParserPool()
    try:
        with pytest.raises(ParseError):
            await pool.parse(document(b"hungry"), NOW)
        assert (await pool.parse(document(FEED), NOW)).title == "Le Fanal"
    finally:
        await pool.close()


def killed(
    body: bytes, content_type: str, url: str, now: datetime, memory: bytes
) -> ParsedFeed | module._Refused:
    """Runs in the worker: dies as documents make it die."""
    if body == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if body == b"segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    return module._parse(FEED, content_type, url, now)


async def test_a_worker_that_is_killed_costs_its_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", killed)
    pool = ParserPool()
    try:
        for body in (b"kill", b"segfault"):
            with pytest.raises(ParseError) as caught:
                await pool.parse(document(body), NOW)
            assert caught.value.problem is FetchProblem.PARSER_FAILED
            assert (await pool.parse(document(FEED), NOW)).title == "Le Fanal"
    finally:
        await pool.close()


async def test_closing_a_pool_that_never_worked_is_nothing() -> None:
    await ParserPool(workers=2).close()


async def test_the_first_documents_are_parsed_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", misbehaving)
    others = set(multiprocessing.active_children())
    pool = ParserPool(in_place=2)
    try:
        for place in ("here", "here", "in a worker"):
            parsed = await pool.parse(document(FEED), NOW)
            assert parsed.title == "Le Fanal"
            assert bool(set(multiprocessing.active_children()) - others) == (place == "in a worker")
    finally:
        await pool.close()


async def test_a_large_document_is_never_parsed_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_work", misbehaving)
    monkeypatch.setattr(module, "_SMALL_BYTES", 4)
    pool = ParserPool(in_place=2)
    try:
        with pytest.raises(ParseError):
            await pool.parse(document(b"crash"), NOW)
    finally:
        await pool.close()

"""Parsing off the loop: it is CPU work, and a document may crash or hang whoever reads it.

A worker process that dies or does not answer is replaced; the feed that did it has failed, the others are read
again by its successor. For short runs in a terminal, where starting a process costs more than it saves, the same is
done in place, under an alarm clock.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import FetchProblem, ParseError
from bot.fetch.limits import TookTooLong, alarm, cap_memory
from bot.model import Fetched, ParsedFeed

PARSE_TIMEOUT = timedelta(seconds=20)  # a thousand times a usual feed
_MEMORY_BYTES = 1_500_000_000  # addresses, not pages: four times what the largest body allowed takes
_SMALL_BYTES = 1_000_000  # what larger documents do to a process, a worker shall bear
_DOCUMENTS_A_WORKER = 2_000  # then it is replaced: hostile documents leave memory behind


@dataclass(frozen=True, slots=True)
class _Refused:
    """A `ParseError` on its way between processes: exceptions with several arguments do not survive pickling."""

    detail: str
    problem: FetchProblem


class InlineParser:
    """`Parser` in the calling thread; what takes too long is given up there, what crashes ends the program."""

    def __init__(self, timeout: timedelta = PARSE_TIMEOUT) -> None:
        self._timeout = timeout

    async def parse(self, fetched: Fetched, now: datetime, memory: bytes = b"") -> ParsedFeed:
        """See `Parser.parse`; without limit of time outside of the main thread, where no alarm can be set."""
        try:
            with alarm(self._timeout):
                parsed = _parse(fetched.body, fetched.content_type, fetched.url, now, memory)
        except TookTooLong as exc:
            raise ParseError(fetched.url, "took too long", FetchProblem.PARSER_FAILED) from exc
        return _result(fetched.url, parsed)

    async def close(self) -> None:
        """Nothing to let go."""


class ParserPool:
    """`Parser` in worker processes, each started when all before it are at work.

    The first `in_place` documents, unless they are large, are parsed in the calling thread, as `InlineParser` does: to
    start a process costs as much as some thirty documents, and a short command has no more.
    """

    def __init__(self, workers: int = 1, timeout: timedelta = PARSE_TIMEOUT, in_place: int = 0) -> None:
        self._timeout_s = timeout.total_seconds()
        self._in_place = in_place
        self._workers = tuple(_Worker() for _ in range(workers))
        self._idle: asyncio.LifoQueue[_Worker] = (
            asyncio.LifoQueue()
        )  # so that a second one starts only if needed
        for worker in self._workers:
            self._idle.put_nowait(worker)

    async def parse(self, fetched: Fetched, now: datetime, memory: bytes = b"") -> ParsedFeed:
        """See `Parser.parse`; the time spent waiting for a worker does not count towards the timeout."""
        if self._in_place > 0 and len(fetched.body) <= _SMALL_BYTES:
            self._in_place -= 1
            return await InlineParser(timedelta(seconds=self._timeout_s)).parse(fetched, now, memory)
        worker = await self._idle.get()
        try:
            async with asyncio.timeout(self._timeout_s):
                parsed = await worker.parse(fetched, now, memory)
        except (TimeoutError, BrokenProcessPool) as exc:
            worker.end()
            detail = "took too long" if isinstance(exc, TimeoutError) else "crashed the parser"
            raise ParseError(fetched.url, detail, FetchProblem.PARSER_FAILED) from exc
        except asyncio.CancelledError:
            worker.end()  # it is still at it, and the next document would wait behind
            raise
        finally:
            self._idle.put_nowait(worker)
        return _result(fetched.url, parsed)

    async def close(self) -> None:
        """End the workers, whatever they are at."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """One process, that reads one document at a time: what breaks it is the document it had."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._documents = 0

    async def parse(self, fetched: Fetched, now: datetime, memory: bytes) -> ParsedFeed | _Refused:
        if self._documents >= _DOCUMENTS_A_WORKER:
            self.end()
        if self._pool is None:
            # Spawned, not forked: the parent has threads and open connections.
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_prepare_worker)
        self._documents += 1
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._pool, _work, fetched.body, fetched.content_type, fetched.url, now, memory
        )

    def end(self) -> None:
        pool, self._pool, self._documents = self._pool, None, 0
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):  # the executor itself cannot end a busy worker
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)


def _prepare_worker() -> None:
    """Runs in the worker: leave Ctrl-C to the parent, do not outlive it when it is killed, and take no more memory
    than a hostile document may cost."""
    cap_memory(_MEMORY_BYTES)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _parse(
    body: bytes, content_type: str, url: str, now: datetime, memory: bytes = b""
) -> ParsedFeed | _Refused:
    """Runs in the worker; imports the parser there, so that the parent never loads it."""
    from bot.core.parse import parse_feed

    try:
        return parse_feed(body, content_type, url, now, memory)
    except ParseError as exc:
        return _Refused(str(exc), exc.problem)
    except Exception as exc:  # a mistake of ours that one document brings to light costs that document only
        return _Refused(type(exc).__name__, FetchProblem.PARSER_FAILED)


def _result(url: str, parsed: ParsedFeed | _Refused) -> ParsedFeed:
    if isinstance(parsed, _Refused):
        raise ParseError(url, parsed.detail.removeprefix(f"{url}: "), parsed.problem)
    return parsed


_work = (
    _parse  # what workers do, by a name of its own: a test puts documents in its place that crash and hang
)

"""Reading a thousand feeds, beside `reader` (lemon24) and newsboat in the same run.

The same publishers on loopback (`publishers`, a process for each program) answer each program in turn, which keeps
its database on disk: a first reading, then rounds in which nothing changed (200), nothing changed (304), every feed
has one or two new items, a realistic mix, 304s that take 50 to 300 ms, and faults. Start-up and subscription are left
out. newsboat is a new process each round, of which the time it takes to load its own cache is taken off. Ratios are
how many times less CPU (or wall time) Vigie takes; they are printed round by round. Then Vigie alone is weighed with
5,000 feeds, and chooses what is due among 100,000. All of it takes some ten minutes on two quiet cores.

`reader` is not a dependency: `python -m venv R && R/bin/pip install reader sgmllib3k`, then `--reader-python
R/bin/python` (sgmllib3k: reader's own copy of feedparser needs it beside feedparser 6.0.14).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from bot.core.links import host_of
from bot.services.refresh import LEASE, UNDER_WAY
from bot.store import SqliteStore
from bot.store.instants import to_micros
from tests.bench.measure import peak_memory, row

HOUSE = Path(__file__).parents[2]
# What each round is called, the publishers' mood, rounds read but not measured, rounds measured.
ROUNDS = (
    ("cold", "same", 0, 1),
    ("same", "same", 0, 2),
    ("etag", "etag", 2, 3),
    ("etag+lat", "etag+lat", 0, 2),
    ("delta", "delta", 1, 1),
    ("mix", "mix", 2, 2),
    ("faults", "faults", 0, 1),
)
# Ratio to reach against reader, and by what.
BOUNDS = {
    "cold": (3.5, "wall_s"),
    "same": (70.0, "cpu_s"),
    "etag": (8.0, "cpu_s"),
    "etag+lat": (1.8, "wall_s"),
    "delta": (6.0, "cpu_s"),
    "mix": (12.0, "cpu_s"),
}
COLD_BESIDE_NEWSBOAT = 1.3


@dataclass(frozen=True)
class Round:
    """What one round took."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    note: str = ""


class Poller(Protocol):
    """A program that reads all feeds at each call."""

    def read(self) -> Round: ...

    def close(self) -> None: ...


class Process:
    """One of `pollers`, in an interpreter of its own."""

    def __init__(self, python: str, name: str, base: str, feeds: int, folder: Path) -> None:
        script = str(HOUSE / "tests" / "bench" / "pollers.py")
        path = str(HOUSE) if name == "vigie" else ""
        self._process = subprocess.Popen(
            [python, script, name, base, str(feeds), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._answer()

    def read(self) -> Round:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        with peak_memory(self._process.pid) as peak:
            self._process.stdin.flush()
            answer = self._answer()
        return Round(**answer, peak_mb=peak.mb)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a poller ended before its work was done")
        found: dict[str, Any] = json.loads(line)
        return found


class Newsboat:
    """A reload as a process of its own, less what loading its cache takes."""

    def __init__(self, base: str, feeds: int, folder: Path) -> None:
        urls, config = folder / "urls", folder / "config"
        urls.write_text("".join(f"{base}/{number}.xml\n" for number in range(feeds)), encoding="utf-8")
        config.write_text("reload-threads 50\ndownload-timeout 20\n", encoding="utf-8")
        self._command = [
            "newsboat",
            "-q",
            "-u",
            str(urls),
            "-c",
            str(folder / "cache.db"),
            "-C",
            str(config),
            "-x",
        ]

    def read(self) -> Round:
        start = self._run("print-unread")
        whole = self._run("reload")
        return Round(whole.cpu_s - start.cpu_s, whole.wall_s - start.wall_s, whole.peak_mb)

    def close(self) -> None:
        """Each round was a process of its own."""

    def _run(self, what: str) -> Round:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [*self._command, what],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        return Round(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=5_000, help="feeds to weigh Vigie with; 0: not at all")
    parser.add_argument("--reader-python", help="the interpreter of an environment that has `reader`")
    parser.add_argument("--rounds", help="only these, by name, separated by commas; cold always comes first")
    parser.add_argument("--vigie-only", action="store_true")
    asked = parser.parse_args()
    wanted = set(asked.rounds.split(",")) if asked.rounds else {name for name, *_ in ROUNDS}
    _beside(asked, wanted | {"cold"})
    if asked.many:
        _weigh(asked.many)
    asyncio.run(_claim())


def _beside(asked: argparse.Namespace, wanted: set[str]) -> None:
    """Every round with each program in turn, and how they compare, which is printed before the next round begins."""
    with ExitStack() as stack:
        programs = {
            name: stack.enter_context(_program(name, asked.feeds, asked.reader_python))
            for name in _present(asked)
        }
        for label, mood, unmeasured, measured in ROUNDS:
            if label not in wanted:
                continue
            costs: dict[str, Round] = {}
            for name, program in programs.items():
                costs[name] = program.round(mood, unmeasured, measured)
                _print_round(f"{name} {label}", costs[name], asked.feeds)
            for peer in list(costs)[1:]:
                _compare(label, peer, costs["vigie"], costs[peer])


def _present(asked: argparse.Namespace) -> list[str]:
    present = ["vigie"]
    for peer in () if asked.vigie_only else ("reader", "newsboat"):
        if asked.reader_python if peer == "reader" else shutil.which(peer):
            present.append(peer)
        else:
            print(f"{peer}: absent, not measured")
    return present


@dataclass
class Program:
    """One that reads, with publishers of its own: what they publish depends on what they were asked."""

    base: str
    poller: Poller

    def round(self, mood: str, unmeasured: int, measured: int) -> Round:
        """The middle one by CPU, with the middle of all wall times and the highest peak."""
        urllib.request.urlopen(f"{self.base}/_mood?{mood}").read()
        for _ in range(unmeasured):
            self.poller.read()
        rounds = [self.poller.read() for _ in range(measured)]
        middle = sorted(rounds, key=lambda one: one.cpu_s)[len(rounds) // 2]
        wall = statistics.median(one.wall_s for one in rounds)
        return Round(middle.cpu_s, wall, max(one.peak_mb for one in rounds), middle.note)


@contextmanager
def _program(name: str, feeds: int, reader_python: str | None) -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.bench.publishers", "--feeds", str(feeds)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HOUSE)
    try:
        assert server.stdout is not None
        base = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        with tempfile.TemporaryDirectory() as folder:
            poller = _poller(name, base, feeds, Path(folder), reader_python)
            try:
                yield Program(base, poller)
            finally:
                poller.close()
    finally:
        server.kill()
        server.wait()


def _poller(name: str, base: str, feeds: int, folder: Path, reader_python: str | None) -> Poller:
    if name == "newsboat":
        return Newsboat(base, feeds, folder)
    python = reader_python if name == "reader" and reader_python else sys.executable
    return Process(python, name, base, feeds, folder)


def _print_round(what: str, cost: Round, feeds: int) -> None:
    row(f"{what}: CPU a thousand feeds", cost.cpu_s * 1_000 / feeds, "s", cost.note)
    row(f"{what}: feeds a second", feeds / cost.wall_s, "", f"{cost.wall_s:.2f} s of wall time")
    row(f"{what}: peak memory of all processes", cost.peak_mb, "MB")
    sys.stdout.flush()


def _compare(label: str, peer: str, own: Round, other: Round) -> None:
    bound, by = BOUNDS.get(label, (0.0, "")) if peer == "reader" else (0.0, "")
    if peer == "newsboat" and label == "cold":
        bound, by = COLD_BESIDE_NEWSBOAT, "wall_s"
    for name, measure in (("CPU", "cpu_s"), ("wall", "wall_s")):
        ratio = getattr(other, measure) / getattr(own, measure)
        row(f"{peer} / vigie, {label}: {name}", ratio, "times", f"≥ {bound}" if by == measure else "")
    sys.stdout.flush()


def _weigh(feeds: int) -> None:
    """Vigie alone with many feeds: a first reading of all of them, and one in which each has something new."""
    with _program("vigie", feeds, None) as program:
        rounds = [program.round(mood, 0, 1) for mood in ("same", "delta")]
    row(f"vigie, {feeds:,} feeds: peak memory (PSS)", max(one.peak_mb for one in rounds), "MB", "< 250 MB")
    row(f"vigie, {feeds:,} feeds: first reading", rounds[0].wall_s, "s")
    sys.stdout.flush()


async def _claim(feeds: int = 100_000) -> None:
    """Choosing what is due among so many."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(f"sqlite:///{folder}/many.db")
        urls = [f"https://journal-{number}.example/rss" for number in range(feeds)]
        with sqlite3.connect(f"{folder}/many.db") as db:
            db.executemany(
                """
                INSERT INTO feeds (url, same_key, host, outlet, added_at, next_read_at, health)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    (url, url, host_of(url), "Journal", 0, at, "gone" if number % 10 == 0 else "ok")
                    for number, url in enumerate(urls)
                    for at in [to_micros(now) + (number % 997 - 500) * 1_000_000]
                ],
            )
        db.close()
        took = []
        for _ in range(20):
            begun = time.perf_counter()
            claims = await store.feeds.claim_due(now, LEASE, UNDER_WAY)
            took.append((time.perf_counter() - begun) * 1_000)
            assert len(claims) == UNDER_WAY
        row(
            f"claim_due, {UNDER_WAY} of {feeds:,} feeds, half of them due",
            statistics.median(took),
            "ms",
            "< 10 ms",
        )
        row("claim_due, the slowest of twenty", max(took), "ms")
        await store.close()


if __name__ == "__main__":
    main()

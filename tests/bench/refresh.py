"""Reading a thousand feeds, beside `reader` (lemon24) and newsboat in the same run.

The same publishers on loopback (`publishers`) answer each program in turn, which keeps its database on disk: a first
reading, then rounds in which nothing changed (200), nothing changed (304), every feed has one or two new items, a
realistic mix, 304s that take 50 to 300 ms, and faults. Start-up and subscription are left out. newsboat is a new
process each round, of which the time it takes to load its own cache is taken off. Ratios are how many times less CPU
(or wall time) Vigie takes.

`reader` is not a dependency: `python -m venv R && R/bin/pip install reader sgmllib3k`, then `--reader-python
R/bin/python` (sgmllib3k: reader's own copy of feedparser needs it beside feedparser 6.0.14).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.bench.measure import row

HOUSE = Path(__file__).parents[2]
# What each round is called, the publishers' mood, rounds read but not measured, rounds measured.
ROUNDS = (
    ("cold", "same", 0, 1),
    ("same", "same", 0, 3),
    ("etag", "etag", 2, 3),
    ("etag+lat", "etag+lat", 0, 2),
    ("delta", "delta", 1, 2),
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
        here = {"PYTHONPATH": str(HOUSE)} if name == "vigie" else {}
        self._process = subprocess.Popen(
            [python, script, name, base, str(feeds), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **here},
        )
        self._answer()

    def read(self) -> Round:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Round(**self._answer())

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
    parser.add_argument("--reader-python", help="the interpreter of an environment that has `reader`")
    parser.add_argument("--rounds", help="only these, by name, separated by commas; cold always comes first")
    parser.add_argument("--vigie-only", action="store_true")
    asked = parser.parse_args()
    wanted = set(asked.rounds.split(",")) if asked.rounds else {name for name, *_ in ROUNDS}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.publishers", "--feeds", str(asked.feeds)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=HOUSE,
    )
    try:
        assert server.stdout is not None
        base = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        costs = {"vigie": _measure("vigie", asked, base, wanted)}
        for peer in () if asked.vigie_only else ("reader", "newsboat"):
            if (peer == "reader" and not asked.reader_python) or (
                peer == "newsboat" and not shutil.which(peer)
            ):
                print(f"{peer}: absent, not measured")
                continue
            costs[peer] = _measure(peer, asked, base, wanted)
        _compare(costs)
    finally:
        server.kill()
        server.wait()
    _claiming()


def _measure(name: str, asked: argparse.Namespace, base: str, wanted: set[str]) -> dict[str, Round]:
    found: dict[str, Round] = {}
    urllib.request.urlopen(f"{base}/_again").read()
    with tempfile.TemporaryDirectory() as folder:
        poller = _poller(name, asked, base, Path(folder))
        for label, mood, unmeasured, measured in ROUNDS:
            if label not in wanted | {"cold"}:
                continue
            urllib.request.urlopen(f"{base}/_mood?{mood}").read()
            for _ in range(unmeasured):
                poller.read()
            rounds = [poller.read() for _ in range(measured)]
            middle = found[label] = sorted(rounds, key=lambda one: one.cpu_s)[len(rounds) // 2]
            wall = statistics.median(one.wall_s for one in rounds)
            found[label] = Round(middle.cpu_s, wall, middle.peak_mb, middle.note)
            row(f"{name} {label}: CPU a thousand feeds", middle.cpu_s * 1_000 / asked.feeds, "s", middle.note)
            row(f"{name} {label}: feeds a second", asked.feeds / wall, "", f"{wall:.2f} s of wall time")
            row(f"{name} {label}: peak memory of all processes", middle.peak_mb, "MB")
            sys.stdout.flush()
        poller.close()
    return found


def _poller(name: str, asked: argparse.Namespace, base: str, folder: Path) -> Poller:
    if name == "newsboat":
        return Newsboat(base, asked.feeds, folder)
    python = sys.executable if name == "vigie" else asked.reader_python
    return Process(python, name, base, asked.feeds, folder)


def _compare(costs: dict[str, dict[str, Round]]) -> None:
    for peer, rounds in costs.items():
        if peer == "vigie":
            continue
        for label, own in costs["vigie"].items():
            cpu, wall = rounds[label].cpu_s / own.cpu_s, rounds[label].wall_s / own.wall_s
            bound, by = BOUNDS.get(label, (0.0, "")) if peer == "reader" else (0.0, "")
            if peer == "newsboat" and label == "cold":
                bound, by = COLD_BESIDE_NEWSBOAT, "wall_s"
            row(f"{peer} / vigie, {label}: CPU", cpu, "times", f"≥ {bound}" if by == "cpu_s" else "")
            row(f"{peer} / vigie, {label}: wall", wall, "times", f"≥ {bound}" if by == "wall_s" else "")


def _claiming() -> None:
    """Choosing what is due among a hundred thousand feeds."""
    import asyncio

    asyncio.run(_claim())


async def _claim(feeds: int = 100_000) -> None:
    import sqlite3
    from datetime import UTC, datetime

    from bot.core.links import host_of
    from bot.store import SqliteStore
    from bot.store.instants import to_micros

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
        from bot.services.refresh import LEASE, UNDER_WAY

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

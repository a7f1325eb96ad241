"""Whole processes, measured from outside by the operating system's own accounting."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What one process and its children took."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    status: int
    output: str


def run_vigie(arguments: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run one command of the terminal to its end."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            stdout=out,
            stderr=out,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **(env or {})},
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read().decode()
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, process.returncode, output)


def tree_rss_mb(pid: int) -> float:
    """Resident memory of a process and all its descendants, shared pages counted once each process (PSS)."""
    return sum(_pss(member) for member in _tree(pid)) / 1024


@dataclass
class Peak:
    """The most that was seen."""

    mb: float = 0.0


@contextmanager
def peak_memory(pid: int, every_s: float = 0.25) -> Iterator[Peak]:
    """Weigh a process and its descendants (PSS) again and again during the block, and at its end."""
    peak, is_over = Peak(), threading.Event()

    def weigh() -> None:
        last = False
        while not last:
            last = is_over.wait(every_s)
            peak.mb = max(peak.mb, tree_rss_mb(pid))

    thread = threading.Thread(target=weigh, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        is_over.set()
        thread.join()


def _tree(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                found += _tree(int(child))
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        pass
    return found


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def row(what: str, value: float, unit: str, bound: str = "") -> None:
    """One figure, with what it is held against."""
    print(f"{what:<58} {value:>10.2f} {unit:<10} {bound}")

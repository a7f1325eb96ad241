"""One program that polls, as a process of its own: reads a round at each line of its standard input.

`python -m tests.bench.pollers vigie|reader BASE FEEDS FOLDER`; each round is answered by one line of JSON. Only the
standard library is needed to run `reader`, which lives in a virtual environment that knows nothing of this house.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def cpu_s() -> float:
    """Of this process and of all its descendants, living or not."""
    mine = resource.getrusage(resource.RUSAGE_SELF)
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = mine.ru_utime + mine.ru_stime + gone.ru_utime + gone.ru_stime
    return own + sum(map(_tree_cpu_s, children(os.getpid())))


def children(pid: int) -> list[int]:
    """Processes started by any thread of that one."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found


def _tree_cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICK + sum(map(_tree_cpu_s, children(pid)))
    except FileNotFoundError:
        return 0.0


def rounds(read: Callable[[], str]) -> None:
    """Answer every line of the standard input with a round."""
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        cpu, wall = cpu_s(), time.perf_counter()
        note = read()
        cost = {"cpu_s": cpu_s() - cpu, "wall_s": time.perf_counter() - wall}
        print(json.dumps({**cost, "note": note}), flush=True)


def reader(base: str, feeds: int, folder: Path) -> None:
    """lemon24's `reader`, as it is shipped."""
    from reader import make_reader  # type: ignore[import-not-found]

    library = make_reader(str(folder / "reader.sqlite"))
    for number in range(feeds):
        library.add_feed(f"{base}/{number}.xml")

    def read() -> str:
        workers = int(os.environ.get("READER_WORKERS", "20"))
        new = failed = 0
        for result in library.update_feeds_iter(scheduled=False, workers=workers):
            if isinstance(result.value, Exception):
                failed += 1
            elif result.value:
                new += result.value.new
        return f"new {new}, failed {failed}"

    rounds(read)


def vigie(base: str, feeds: int, folder: Path) -> None:
    """As `vigie refresh --all` reads, less the analysis of what is new, which no other does."""
    from bot.app import open_desk
    from bot.cli.reading import spared_collector
    from bot.config import settings_of
    from bot.services.desk import Desk
    from bot.services.refresh import refresh_due

    async def read(desk: Desk) -> str:
        await desk.store.feeds.make_due(desk.clock.now())
        report = await refresh_due(desk)
        return f"new {report.new}, failed {report.failed}"

    fetch = {"allow_private_networks": True, "per_host": 200, "contact": "bench@vigie.example"}
    settings = settings_of(fetch=fetch, store={"url": f"sqlite:///{folder / 'vigie.db'}"})
    with asyncio.Runner() as runner, spared_collector():
        opened = open_desk(settings)
        desk = runner.run(opened.__aenter__())
        for number in range(feeds):
            runner.run(
                desk.store.feeds.add(f"{base}/{number}.xml", f"Journal {number}", "", desk.clock.now())
            )
        rounds(lambda: runner.run(read(desk)))
        runner.run(opened.__aexit__(None, None, None))


if __name__ == "__main__":
    {"vigie": vigie, "reader": reader}[sys.argv[1]](sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))

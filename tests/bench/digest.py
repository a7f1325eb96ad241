"""`vigie digest` on local feeds, as whole processes: cold (a new database), then again with nothing changed."""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.corpus import feed
from tests.bench.measure import row, run_vigie


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=50)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        now = datetime.now(UTC)
        flags = []
        for number in range(asked.feeds):
            (here / f"{number}.xml").write_bytes(feed(number, asked.items, now))
            flags += ["--feed", f"{number}.xml"]
        costs = {name: [] for name in ("help", "cold", "followed", "warm")}  # type: ignore[var-annotated]
        for _ in range(asked.runs):
            costs["help"].append(run_vigie(["--help"], here))
            costs["cold"].append(
                run_vigie(["digest", "Otan tramway", "cessez-le-feu Bretagne", *flags], here)
            )
        _follow(here, asked.feeds)
        costs["followed"].append(run_vigie(["digest", "Otan tramway", "cessez-le-feu Bretagne"], here))
        for _ in range(asked.runs):
            run_vigie(["refresh", "--all"], here)
            costs["warm"].append(run_vigie(["digest", "Otan tramway", "cessez-le-feu Bretagne"], here))
        bounds = {
            "help": "< 0.4 s of wall time",
            "cold": "< 3 s",
            "followed": "(first reading of the configured feeds)",
            "warm": "< 1 s",
        }
        for name, found in costs.items():
            middle = sorted(found, key=lambda cost: cost.cpu_s)[len(found) // 2]
            row(f"{name}: CPU", middle.cpu_s, "s", bounds[name])
            row(f"{name}: wall", middle.wall_s, "s")
            row(f"{name}: peak memory", middle.peak_mb, "MB")
            if middle.status not in (0, 1):
                print(middle.output)


def _follow(here: Path, feeds: int) -> None:
    """Follow the same files from a database of their own."""
    import asyncio

    from bot.app import open_desk
    from bot.config import load_settings
    from bot.fetch.files import file_url

    async def inside() -> None:
        async with open_desk(load_settings(), url=f"sqlite:///{here / 'vigie.db'}") as desk:
            for number in range(feeds):
                await desk.store.feeds.add(
                    file_url(here / f"{number}.xml"), f"Journal {number}", "", desk.clock.now()
                )

    asyncio.run(inside())


if __name__ == "__main__":
    main()

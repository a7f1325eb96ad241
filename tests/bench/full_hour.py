"""How late digests are when many chats are due at the same minute.

Composing is done for real, in batches; sending is reckoned: each message leaves when it is owed and the one before it
has left long enough ago for the rate. What composing adds to that, and how long the line stood empty meanwhile, is what
the house can be blamed for; the rest is the rate.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import open_desk
from bot.config import settings_of
from bot.services.desk import Desk
from bot.services.digests import BATCH, prepare_due
from tests.bench.measure import row
from tests.bench.stock import fill, people
from tests.fakes import FakeClock

RATE = 25.0  # messages a second, as configured by default
ALLOWED_S = 60.0  # late, for 1,200 due


async def measure(feeds: int, entries: int, chats: int) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    clock = FakeClock()
    clock.move_to(now)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'vigie.db'}"
        owed_at: list[float] = []
        async with open_desk(settings_of(), url=url, clock=clock) as desk:
            topics = await fill(desk, feeds, entries, now, timedelta(days=2))
            await people(desk, chats, topics, now - timedelta(days=1))
            await _back_to_yesterday(desk, chats)
            clock.move_to(now + timedelta(minutes=1))
            begun, seen = time.perf_counter(), 0

            def owed() -> None:
                owed_at.append(time.perf_counter() - begun)

            cpu = time.process_time()
            await prepare_due(replace(desk, wake=owed))
            cpu = time.process_time() - cpu
            seen = await desk.store.outbox.backlog()
    _report(owed_at, seen, cpu)


async def _back_to_yesterday(desk: Desk, chats: int) -> None:
    """Let every chat be due now, and owe it what came since yesterday."""
    import sqlite3
    from contextlib import closing

    due = int(desk.clock.now().timestamp() * 1_000_000)
    path = desk.store.path  # type: ignore[attr-defined]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE destinations SET next_due_at = ?, cursor = 0 WHERE chat_id >= 1000", (due,))
        db.execute("UPDATE subscriptions SET since_seq = 0")


def _report(owed_at: list[float], messages: int, cpu: float) -> None:
    batches = len(owed_at)
    left, idle, latest = 0.0, 0.0, 0.0
    for number in range(messages):
        owed = owed_at[min(batches - 1, number // BATCH)]
        idle += max(0.0, owed - left - 1 / RATE)
        left = max(left + 1 / RATE, owed)
        latest = left
    row("messages due at one minute", messages, "")
    row("composed and owed: CPU", cpu, "s")
    row("first message owed after", owed_at[0], "s")
    row("last message owed after", owed_at[-1], "s", f"< {messages / RATE:.0f} s, which sending takes")
    row("the line stood empty for", idle, "s")
    row("the last one leaves after", latest, "s", f"< {ALLOWED_S * messages / 1200:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--entries", type=int, default=4_000)
    parser.add_argument("--chats", type=int, default=1_200)
    asked = parser.parse_args()
    asyncio.run(measure(asked.feeds, asked.entries, asked.chats))


if __name__ == "__main__":
    main()

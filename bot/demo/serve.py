"""The Bot API server in a process of its own, for whoever must outlive the bot's process."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from bot.demo.bot_api import DEMO_TOKEN, BotApiServer
from bot.demo.faults import FloodRules

DEFAULT_LIFE_S = 900.0  # nobody should find a forgotten server the next day


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until `--max-seconds` have passed; prints `ready PORT` once it listens."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo.bot_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=DEMO_TOKEN)
    parser.add_argument("--max-seconds", type=float, default=DEFAULT_LIFE_S)
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--flood-limits", action="store_true", help="429 beyond Telegram's documented limits")
    parser.add_argument("--seed", type=int, default=0, help="for faults that hit a share of the calls")
    asked = parser.parse_args(arguments)
    asyncio.run(_serve(asked))
    return 0


async def _serve(asked: argparse.Namespace) -> None:
    flood = FloodRules() if asked.flood_limits else None
    server = BotApiServer(
        token=asked.token, port=asked.port, latency_s=asked.latency_ms / 1000, flood=flood, seed=asked.seed
    )
    async with server:
        sys.stdout.write(f"ready {server.port}\n")
        sys.stdout.flush()
        await asyncio.sleep(asked.max_seconds)

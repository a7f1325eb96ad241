"""`vigie run`: the bot, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio


def run(args: argparse.Namespace) -> int:
    """Run until told to stop; 2 for what the configuration lacks, 3 when another program polls with our token."""
    from bot.app import serve
    from bot.config import load_settings

    asyncio.run(serve(load_settings(args.config)))
    return 0

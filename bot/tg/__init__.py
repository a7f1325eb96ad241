"""Telegram, through python-telegram-bot: commands in, messages out."""

from __future__ import annotations

import os

# The library's own switch to timedelta for periods; without it every 429 warns of a deprecation.
os.environ.setdefault("PTB_TIMEDELTA", "1")

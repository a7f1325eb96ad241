"""What a `UserError` says in a terminal: the reader's own sentence, without markup, in the language of the locale."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.errors import UserError
from bot.views.errors import explain
from bot.views.html import plain_text
from bot.views.voice import Voice


def terminal_voice(zone: str = "Europe/Paris") -> Voice:
    """French, unless the environment asks for English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Voice("en" if named.lower().startswith("en") else "fr", ZoneInfo(zone), datetime.now(UTC))


def in_words(error: UserError) -> str:
    """One or two sentences, plain."""
    return plain_text(explain(error, terminal_voice()).html)

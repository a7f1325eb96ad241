"""`/journal`: what admins changed. The use case that changes something notes it, once it is done."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Feed, Reader
from bot.results import Journal
from bot.services.administration import demand_admin
from bot.services.desk import Desk

PAGE = 12


async def show_journal(desk: Desk, reader: Reader, text: str) -> Journal:
    """`/journal`: the latest changes."""
    return await open_journal(desk, reader, 0)


async def open_journal(desk: Desk, reader: Reader, before_id: int) -> Journal:
    """The changes noted before that one; 0 for the latest."""
    await demand_admin(desk, reader)
    lines = await desk.store.audit.latest(PAGE + 1, before_id or None)
    shown = lines[:PAGE]
    return Journal(shown, reader.user_id, not before_id, shown[-1].id if len(lines) > PAGE else None)


def names_of(feeds: Iterable[Feed]) -> str:
    """What feeds are called in the journal: their outlets, each once."""
    return ", ".join(dict.fromkeys(feed.outlet for feed in feeds))

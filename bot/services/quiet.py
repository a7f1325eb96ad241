"""When alerts keep quiet: `/silence`, and *Plus d’alerte avant demain*."""

from __future__ import annotations

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.quiet import next_midnight
from bot.errors import NotFound
from bot.french.silence import parse_quiet
from bot.model import Destination, Preferences, QuietHours, QuietMode, Reader
from bot.results import AlertsMuted, QuietSet, Wanted
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.subscriptions import wait_for

UNDO = "undo_quiet"


async def set_quiet(desk: Desk, reader: Reader, text: str) -> QuietSet:
    """`/silence 22h-7h`, `/silence non`; with no word shows them, and the next message may change them.

    Raises `QuietError`, and then nothing has changed.
    """
    destination = await destination_of(desk, reader)
    if not text.strip():
        await wait_for(desk, reader, destination, Wanted.QUIET)
        return _shown(desk, destination.preferences, asks=True)
    hours, mode = parse_quiet(text)
    return await _change(desk, reader, destination, hours, mode)


async def set_mode(desk: Desk, reader: Reader, mode: QuietMode) -> QuietSet:
    """*Sans son* or *Retenir*: the hours stay as they are."""
    return await _change(desk, reader, await destination_of(desk, reader), None, mode)


async def undo_quiet(desk: Desk, reader: Reader, ask_id: int) -> QuietSet:
    """Bring the former quiet hours back. Raises `NotFound` when they are not remembered."""
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != UNDO or asked.destination_id != destination.id:
        raise NotFound(UNDO)
    hours, mode = json.loads(asked.text)
    quiet = None if hours is None else QuietHours(*hours)
    return _shown(
        desk,
        await desk.store.destinations.change_preferences(
            destination.id, lambda had: replace(had, quiet=quiet, quiet_mode=QuietMode(mode))
        ),
    )


async def mute_alerts(desk: Desk, reader: Reader) -> AlertsMuted:
    """*Plus d’alerte avant demain*: until midnight where the chat lives."""
    destination = await destination_of(desk, reader)
    until = next_midnight(ZoneInfo(destination.zone), desk.clock.now())
    await desk.store.destinations.mute_alerts(destination.id, until)
    return AlertsMuted(muted=True)


async def unmute_alerts(desk: Desk, reader: Reader) -> AlertsMuted:
    """Alerts again, from now on: what appeared meanwhile is left to the digest."""
    destination = await destination_of(desk, reader)
    await desk.store.destinations.mute_alerts(destination.id, None)
    return AlertsMuted(muted=False)


async def _change(
    desk: Desk, reader: Reader, destination: Destination, hours: QuietHours | None, mode: QuietMode | None
) -> QuietSet:
    had = destination.preferences
    former = json.dumps(
        [None if had.quiet is None else [had.quiet.start, had.quiet.end], had.quiet_mode.value]
    )
    undo = await desk.store.asks.put(
        destination.id, reader.user_id, UNDO, former, desk.clock.now(), waits=False
    )

    def change(now: Preferences) -> Preferences:
        return replace(now, quiet=hours or now.quiet, quiet_mode=mode or now.quiet_mode)

    chosen = await desk.store.destinations.change_preferences(destination.id, change)
    return replace(_shown(desk, chosen), undo_id=undo)


def _shown(desk: Desk, chosen: Preferences, *, asks: bool = False) -> QuietSet:
    quiet = chosen.quiet or QuietHours(desk.rules.quiet_from, desk.rules.quiet_to)
    return QuietSet(quiet, chosen.quiet_mode, asks=asks)

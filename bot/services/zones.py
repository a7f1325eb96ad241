"""Whose time a chat follows: `/fuseau`; and its times anew when the rules of zones have changed."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.calendar import next_due
from bot.errors import NotFound, ZoneError
from bot.french.zones import find_zones
from bot.model import Destination, Reader
from bot.results import Question, Times, Wanted, ZoneChoice, ZoneSet
from bot.services.desk import Desk
from bot.services.people import destination_of, times_now
from bot.services.subscriptions import ask_for

UNDO = "undo_zone"
PICK = "pick_zone"


async def set_zone(desk: Desk, reader: Reader, text: str) -> ZoneSet | ZoneChoice | Question:
    """`/fuseau Montréal`: at once where the name is one place's, else those it may mean, to pick from.

    Raises `ZoneError` for a place that is not known.
    """
    typed = text.strip()
    if not typed:
        return await ask_for(desk, reader, Wanted.ZONE)
    destination = await destination_of(desk, reader)
    found = find_zones(typed)
    zones = tuple(zone for zone in found.zones if is_zone(zone))
    if not zones:
        raise ZoneError(typed)
    if found.sure:
        return await _move(desk, reader, destination, zones[0])
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, PICK, json.dumps(zones), desk.clock.now(), waits=False
    )
    return ZoneChoice(typed, ask_id, zones)


async def pick_zone(desk: Desk, reader: Reader, ask_id: int, index: int) -> ZoneSet:
    """One of those that were offered. Raises `NotFound` when they are not remembered."""
    destination, text = await _asked(desk, reader, ask_id, PICK)
    zones = json.loads(text)
    if not 0 <= index < len(zones):
        raise NotFound(PICK)
    return await _move(desk, reader, destination, zones[index])


async def undo_zone(desk: Desk, reader: Reader, ask_id: int) -> ZoneSet:
    """Bring the former zone back. Raises `NotFound` when it is not remembered."""
    destination, zone = await _asked(desk, reader, ask_id, UNDO)
    return ZoneSet(await _apply(desk, destination, zone), None, restored=True)


async def renew_times(desk: Desk) -> int:
    """Set every coming digest by the rules of zones as they are known now; how many moved.

    Countries change their clocks at short notice, and the data come with an update of the system or of `tzdata`: for
    the start of a `run`. Digests that are due already stay due.
    """
    now, moved = desk.clock.now(), 0
    for slots, zone in await desk.store.destinations.timetables():
        due = next_due(slots, ZoneInfo(zone), now) if is_zone(zone) else None
        if due is not None:
            moved += await desk.store.destinations.renew_due(slots, zone, due, now)
    return moved


def is_zone(name: str) -> bool:
    """Whether this machine knows the zone: a system may ship fewer names than the CLDR."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


async def _asked(desk: Desk, reader: Reader, ask_id: int, kind: str) -> tuple[Destination, str]:
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != kind or asked.destination_id != destination.id:
        raise NotFound(kind)
    return destination, asked.text


async def _move(desk: Desk, reader: Reader, destination: Destination, zone: str) -> ZoneSet:
    undo = await desk.store.asks.put(
        destination.id, reader.user_id, UNDO, destination.zone, desk.clock.now(), waits=False
    )
    return ZoneSet(await _apply(desk, destination, zone), undo)


async def _apply(desk: Desk, destination: Destination, zone: str) -> Times:
    due: datetime | None = next_due(destination.slots, ZoneInfo(zone), desk.clock.now())
    await desk.store.destinations.set_schedule(destination.id, destination.slots, zone, due)
    return await times_now(desk, destination.id)

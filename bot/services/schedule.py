"""When a chat is told: `/horaire`, `/pause`, `/reprendre`, `/stop`."""

from __future__ import annotations

import json
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core.calendar import next_due
from bot.errors import NotFound
from bot.french.hours import parse_schedule
from bot.french.until import parse_until
from bot.model import Destination, Reader, Slot
from bot.results import Paused, Question, Resumed, ScheduleSet, Stopped, Times, Wanted
from bot.services.absence import end_pause, return_at
from bot.services.desk import Desk
from bot.services.people import destination_of, times_now
from bot.services.subscriptions import ask_for

UNDO = "undo_schedule"


async def set_schedule(desk: Desk, reader: Reader, text: str) -> ScheduleSet | Question:
    """`/horaire 7:30 18:00 lun-ven`. Raises `ScheduleError`, and then nothing has changed."""
    if not text.strip():
        return await ask_for(desk, reader, Wanted.SCHEDULE)
    destination = await destination_of(desk, reader)
    slots = parse_schedule(text, tuple(dict.fromkeys(slot.at for slot in destination.slots)))
    former = _slots_to_text(destination.slots)
    undo = await desk.store.asks.put(
        destination.id, reader.user_id, UNDO, former, desk.clock.now(), waits=False
    )
    return ScheduleSet(await _apply(desk, destination, slots), undo)


async def undo_schedule(desk: Desk, reader: Reader, ask_id: int) -> ScheduleSet:
    """Bring the former times back. Raises `NotFound` when they are not remembered."""
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != UNDO or asked.destination_id != destination.id:
        raise NotFound(UNDO)
    return ScheduleSet(await _apply(desk, destination, _slots_from_text(asked.text)), None, restored=True)


async def pause(desk: Desk, reader: Reader, text: str) -> Paused:
    """`/pause [25 août]`: nothing is sent until that day, when the word of return comes, or until `/reprendre`.

    Raises `PauseError`, and then nothing has changed.
    """
    destination = await destination_of(desk, reader)
    zone = ZoneInfo(destination.zone)
    until = parse_until(text, desk.clock.now().astimezone(zone).date()) if text.strip() else None
    # The pause ends at midnight, so that the word of return comes at the first usual time of that day.
    ends = (
        None if until is None else datetime.combine(until, time(), zone).astimezone(desk.clock.now().tzinfo)
    )
    await desk.store.destinations.pause(destination.id, ends, desk.clock.now())
    return Paused(ends, None if ends is None else return_at(destination, ends))


async def resume(desk: Desk, reader: Reader, text: str) -> Resumed:
    """`/reprendre`: after a long pause the word of return comes at once, else the next digest at its time."""
    destination = await destination_of(desk, reader)
    if not destination.paused:
        return Resumed(await times_now(desk, destination.id), was_paused=False)
    catches_up = await end_pause(desk, destination)
    return Resumed(await times_now(desk, destination.id), was_paused=True, catches_up=catches_up)


async def stop(desk: Desk, reader: Reader, text: str) -> Stopped:
    """`/stop`: a pause without end; the topics are kept for a return with `/start`."""
    destination = await destination_of(desk, reader)
    await desk.store.destinations.pause(destination.id, None, desk.clock.now())
    return Stopped(len(await desk.store.destinations.subscriptions(destination.id)))


async def _apply(desk: Desk, destination: Destination, slots: tuple[Slot, ...]) -> Times:
    due = next_due(slots, ZoneInfo(destination.zone), desk.clock.now())
    await desk.store.destinations.set_schedule(destination.id, slots, destination.zone, due)
    return await times_now(desk, destination.id)


def _slots_to_text(slots: tuple[Slot, ...]) -> str:
    return json.dumps([[slot.at.isoformat("minutes"), sorted(slot.days)] for slot in slots])


def _slots_from_text(text: str) -> tuple[Slot, ...]:
    return tuple(Slot(time.fromisoformat(at), frozenset(days)) for at, days in json.loads(text))

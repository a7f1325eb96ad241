"""`/etat` and `vigie status`: how the bot does, from the database alone, so that both say the same.

The running process writes how it does into a note at each heartbeat; whoever asks may be another process.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.model import Reader, Trouble, Vitals
from bot.ports import BACKED_UP, HEARTBEAT
from bot.results import HouseState, Status
from bot.services.administration import demand_admin
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.views.day_chart import draw_day
from bot.views.status import chart_of
from bot.views.voice import Voice

VITALS = "vitals"
STOPPED = "stopped"  # the heartbeat after which the process ended as it was told to
LATE = timedelta(minutes=3)  # a heartbeat is written every 30 seconds


async def beat(desk: Desk, vitals: Callable[[], Vitals] | None) -> None:
    """Tell everybody who asks that this process lives, and how."""
    if vitals is not None:
        await desk.store.house.put_note(VITALS, _dump(vitals()))
    await desk.store.house.put_note(HEARTBEAT, desk.clock.now().isoformat())


async def rest(desk: Desk) -> None:
    """Tell whoever asks that this process has ended, without waiting until its heartbeat is missed."""
    last = await _last_beat(desk)
    if last is not None:
        await desk.store.house.put_note(STOPPED, last)


async def _last_beat(desk: Desk) -> str | None:
    return await desk.store.house.get_note(HEARTBEAT)


async def house_state(desk: Desk) -> HouseState:
    """How the bot does now."""
    now = desk.clock.now()
    counters = await desk.store.house.counters(now)
    last = counters.last_tick_at
    vitals = _load(await desk.store.house.get_note(VITALS))
    # A clock that was put back leaves a heartbeat in the future.
    is_fresh = last is not None and abs(now - last) < LATE
    has_stopped = await _last_beat(desk) == await desk.store.house.get_note(STOPPED)
    return HouseState(counters, is_fresh and not has_stopped, vitals)


async def show_status(desk: Desk, reader: Reader, text: str) -> Status:
    """`/etat`."""
    await demand_admin(desk, reader)
    destination, now = await destination_of(desk, reader), desk.clock.now()
    found = Status(await house_state(desk), await desk.store.house.activity(now))
    day = found.day
    if not any((*day.readings, *day.articles, *day.messages)):
        return found
    chart = chart_of(day, Voice(destination.language, ZoneInfo(destination.zone), now))
    # Drawing is work for the processor, and its library is loaded by the first who asks.
    return replace(found, picture=await asyncio.to_thread(draw_day, chart))


async def back_up(desk: Desk, target: Path) -> None:
    """Copy the database to a file, and remember when."""
    await desk.store.house.backup(target)
    await desk.store.house.put_note(BACKED_UP, desk.clock.now().isoformat())


def _dump(vitals: Vitals) -> str:
    return json.dumps(asdict(vitals), default=datetime.isoformat)


def _load(note: str | None) -> Vitals | None:
    """None also for what another release wrote."""
    try:
        said = json.loads(note or "")
        troubles = tuple(
            Trouble(datetime.fromisoformat(t["at"]), t["place"], t["kind"], t["times"])
            for t in said["troubles"]
        )
        started_at = datetime.fromisoformat(said["started_at"])
        return Vitals(started_at, said["version"], said["memory_bytes"], troubles)
    except (ValueError, TypeError, KeyError):
        return None

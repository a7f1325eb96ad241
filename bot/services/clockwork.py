"""After a clock that was wrong: what it planned into its own future is planned anew.

A machine may start days ahead, until it hears the time. Without this its feeds and digests would rest for those days.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.services.desk import Desk
from bot.services.zones import renew_times

log = logging.getLogger(__name__)

SET_BACK = timedelta(minutes=1)  # more than a clock is corrected by in passing


def was_set_back(seen: datetime | None, now: datetime) -> bool:
    """Whether the clock shows clearly less than it did."""
    return seen is not None and now < seen - SET_BACK


async def plan_anew(desk: Desk) -> None:
    """At the start of a `run`, and whenever the clock was set back meanwhile."""
    if moved := await renew_times(desk):
        log.info("clocks change otherwise than was known: %d digests come at another time", moved)
    if feeds := await desk.store.feeds.bring_forward(desk.clock.now()):
        log.warning("the clock was ahead when %d feeds were last read: they are read now", feeds)

"""Hosts that asked for less (429): none of their feeds is read for a while, by whatever process.

The unit is the host as the address writes it, without its port: a publisher's other hosts are not blamed.
"""

from __future__ import annotations

import sqlite3

from bot.core.links import host_of
from bot.model import HostPause
from bot.store.instants import to_micros

_LATEST_SHARE = 10  # feeds come back spread over a tenth of the pause
_STEPS = 1_009  # a prime: ids that follow each other land apart
_STRIDE = 383


def pause_host(db: sqlite3.Connection, pause: HostPause, read_at: int) -> None:
    """Put off every feed of the host; they do not come back all at once."""
    until = to_micros(pause.until)
    db.execute("DELETE FROM host_pauses WHERE until <= ?", (read_at,))
    db.execute(
        """
        INSERT INTO host_pauses (host, until) VALUES (?, ?)
        ON CONFLICT (host) DO UPDATE SET until = max(until, excluded.until)
        """,
        (pause.host, until),
    )
    spread = max(0, until - read_at) // _LATEST_SHARE
    db.execute(
        """
        UPDATE feeds SET next_read_at = max(next_read_at, ? + ? * (id * ? % ?) / ?)
        WHERE host = ? AND removed_at IS NULL AND next_read_at < ?
        """,
        (until, spread, _STRIDE, _STEPS, _STEPS, pause.host, until),
    )


def paused_until(db: sqlite3.Connection, url: str, now: int) -> int:
    """When feeds of that address's host may be read: `now`, or the end of a pause."""
    row = db.execute("SELECT max(until, ?) FROM host_pauses WHERE host = ?", (now, host_of(url))).fetchone()
    return now if row is None else int(row[0])

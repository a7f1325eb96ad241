"""What each chat chose for itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from bot.errors import NotFound
from bot.model import DestinationId, Preferences
from bot.store import rows
from bot.store.absences import FREE


def change(
    db: sqlite3.Connection, destination_id: DestinationId, make: Callable[[Preferences], Preferences]
) -> Preferences:
    """See `Destinations.change_preferences`."""
    row = db.execute("SELECT * FROM destinations WHERE id = ?", (destination_id,)).fetchone()
    if row is None:
        raise NotFound(str(destination_id))
    chosen = make(rows.preferences(row))
    quiet = chosen.quiet
    db.execute(
        f"""
        UPDATE destinations SET quiet_from = ?, quiet_to = ?, quiet_mode = ?, max_alerts = ?, length = ?,
            previews = ?, left_out = ?, {FREE}
        WHERE id = ?
        """,  # noqa: S608 - a constant
        (
            *((None, None) if quiet is None else (quiet.start, quiet.end)),
            *(
                chosen.quiet_mode.value,
                chosen.max_alerts,
                chosen.length.value,
                chosen.previews,
                json.dumps(sorted(chosen.left_out), ensure_ascii=False),
                destination_id,
            ),
        ),
    )
    # What waits for the end of its quiet hours is decided again at the next tick.
    db.execute("UPDATE held_alerts SET until = 0 WHERE destination_id = ?", (destination_id,))
    return chosen


def mute_alerts(db: sqlite3.Connection, destination_id: DestinationId, until: int | None) -> None:
    """See `Destinations.mute_alerts`."""
    db.execute("UPDATE destinations SET no_alert_until = ? WHERE id = ?", (until, destination_id))

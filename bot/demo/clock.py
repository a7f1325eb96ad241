"""The demo's clock: it stands still until somebody moves it, so that tomorrow's digest can be read today."""

from __future__ import annotations

from datetime import datetime, timedelta


class DemoClock:
    """A clock moved by hand, and never backwards."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The time it was last moved to."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move forward; a negative step is a mistake of the caller."""
        assert by >= timedelta(0)
        self._now += by

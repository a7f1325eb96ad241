"""How many messages may be under way now: as usual, none while Telegram asked the whole bot to wait, or a single one
to find out whether Telegram can be reached again.

Without it a night without a line would try every message that is owed, over and over, and leave each in doubt; and
each would then come late by its own long wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

OUTAGE = 8  # tries on end without any answer: more than chance, at least three chats of the usual sixteen
PROBES = (
    timedelta(seconds=5),
    timedelta(seconds=10),
    timedelta(seconds=30),
)  # between two tries while it lasts


@dataclass
class Traffic:
    """Made for `usual` places; every outcome of a try is reported here."""

    usual: int
    _unanswered: int = 0
    _probes: int = 0
    _closed_until: datetime | None = None

    def places(self, now: datetime) -> int:
        """How many may be under way at the same time."""
        if self._closed_until is not None and now < self._closed_until:
            return 0
        return self.usual if self._unanswered < OUTAGE else 1

    def wait(self, now: datetime) -> timedelta | None:
        """How long nothing may start, None if something may now."""
        return (
            self._closed_until - now if self._closed_until is not None and now < self._closed_until else None
        )

    def answered(self) -> None:
        """Telegram said something, whatever it was."""
        self._unanswered = self._probes = 0

    def unanswered(self, now: datetime) -> bool:
        """No connection, or no definite answer; True where an outage begins with it."""
        self._unanswered += 1
        if self._unanswered < OUTAGE or self.wait(now) is not None:
            return False
        self._closed_until = now + PROBES[min(self._probes, len(PROBES) - 1)]
        self._probes += 1
        return self._probes == 1

    def forget(self) -> None:
        """The clock was set back: until when nothing may start was said by the one that was wrong."""
        self._closed_until = None

    def hold(self, until: datetime) -> None:
        """Telegram asks the whole bot to wait."""
        self._closed_until = max(until, self._closed_until or until)

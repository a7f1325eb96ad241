"""Who waits for what, asked of the store now and then rather than for each feed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model import Awaited, Demand, FeedId
from bot.services.desk import Desk

ASKED_EVERY = timedelta(minutes=5)
REPORTS = timedelta(
    days=14
)  # a feed that brought something for an alert in these days is one that alerts wait for


@dataclass
class Demands:
    """What is awaited, as of the last `refresh`."""

    desk: Desk
    _awaited: Awaited = field(default_factory=Awaited)
    _asked_at: datetime | None = None

    async def refresh(self) -> None:
        """Ask again, if the last answer is old or the digest that it named has left."""
        now = self.desk.clock.now()
        due_at = self._awaited.digest_at
        is_fresh = self._asked_at is not None and timedelta(0) <= now - self._asked_at < ASKED_EVERY
        if is_fresh and (due_at is None or due_at > now):
            return
        self._awaited = await self.desk.store.watch.awaited(now - REPORTS, now)
        self._asked_at = now

    def of(self, feed_id: FeedId) -> Demand:
        """Who waits for that feed; every feed may hold something for the next digest."""
        return Demand(feed_id in self._awaited.urgent, self._awaited.digest_at)

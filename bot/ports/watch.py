"""The health of feeds, as admins and readers were told of it, and who waits for what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import (
    Awaited,
    DestinationId,
    Draft,
    FeedHealth,
    FeedId,
    Follower,
    HealthChange,
    Reach,
    TopicId,
    Weather,
)


@dataclass(frozen=True, slots=True)
class FeedReach:
    """Followed topics that a feed brought something to, and those of them that no other followed feed did."""

    topics: int
    alone: int


class Watch(Protocol):
    """The health of feeds, as admins and readers were told of it, and who waits for what."""

    async def health_changes(self) -> tuple[HealthChange, ...]:
        """Feeds whose health is another than was told, by outlet; not those never read nor removed."""
        ...

    async def tell_health(
        self, told: Sequence[tuple[FeedId, FeedHealth]], drafts: Sequence[Draft], now: datetime
    ) -> None:
        """Owe these messages and remember what they say of each feed: one transaction."""
        ...

    async def weather(self, now: datetime) -> Weather:
        """How reading goes in general."""
        ...

    async def retry_failing(self, since: datetime, now: datetime, spread_s: int) -> int:
        """Have feeds whose network failure began then or later read within `spread_s` seconds; how many."""
        ...

    async def lost_outlets(self, before: datetime) -> Mapping[str, datetime]:
        """Outlets of which no feed could be read since `before` or longer, with the time since when."""
        ...

    async def reach(self, topics: Collection[TopicId], since: datetime) -> tuple[Reach, ...]:
        """Which outlets brought what those topics match, published since then; by topic."""
        ...

    async def topics_of(self, outlets: Collection[str], since: datetime) -> tuple[TopicId, ...]:
        """Topics that somebody follows and that entries of these outlets match, published since then."""
        ...

    async def reach_of(self, feed_id: FeedId, since: datetime) -> FeedReach:
        """What one feed has brought to topics that somebody follows, published since then."""
        ...

    async def followers(self, topics: Collection[TopicId], now: datetime) -> tuple[Follower, ...]:
        """Open, unpaused destinations that follow one of these topics, by destination and in their order."""
        ...

    async def losses(self) -> Mapping[TopicId, datetime]:
        """Topics of which somebody was told that nobody reports on them any more, with the earliest such time."""
        ...

    async def tell_losses(
        self,
        lost: Sequence[tuple[DestinationId, TopicId]],
        back: Collection[TopicId],
        drafts: Sequence[Draft],
        now: datetime,
    ) -> None:
        """Owe these messages and remember who knows of what; what is back is forgotten: one transaction."""
        ...

    async def awaited(self, since: datetime, now: datetime) -> Awaited:
        """The next digest due after `now`, and the feeds that topics with alerts matched since `since`."""
        ...

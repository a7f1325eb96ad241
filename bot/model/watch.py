"""What is watched over: feeds whose health changed, the weather on the web, topics that nobody reports on any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.destinations import Destination
from bot.model.feeds import Feed, FeedHealth
from bot.model.ids import FeedId
from bot.model.topics import Topic


@dataclass(frozen=True, slots=True)
class HealthChange:
    """A feed whose health is another than the admins were last told."""

    feed: Feed
    told: FeedHealth


@dataclass(frozen=True, slots=True)
class Weather:
    """How reading goes in general, counted in hosts; only failures of the network count, not refusals or errors."""

    hosts: int  # that were read at some time
    failing: int  # whose failure began in the last day
    failing_since: int  # whose failure began after anything at all was last read
    last_success_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reach:
    """The outlets that brought matches of a topic, and how many."""

    topic: Topic
    matches: tuple[tuple[str, int], ...]  # by outlet, most first


@dataclass(frozen=True, slots=True)
class TopicLoss:
    """A topic on which nobody reports any more that can be read, and who did."""

    topic: Topic
    outlets: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class Follower:
    """Who follows a topic; `lost_at` once told that nobody reports on it any more."""

    destination: Destination
    topic: Topic
    lost_at: datetime | None


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody waits for: the next digest, and the feeds of topics with alerts."""

    digest_at: datetime | None = None
    urgent: frozenset[FeedId] = frozenset()

"""What is told to destinations: what is claimed, decided and written at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model import (
    Destination,
    DestinationId,
    Draft,
    SentAlert,
    Seq,
    StoryId,
    Subscription,
    Token,
    Told,
    TopicId,
)

# How the keys of words of return begin: one that never arrived is said again as such, not as a digest of two days.
RETURN_KEY = "return:"


@dataclass(frozen=True, slots=True)
class ClaimedDestination:
    """A destination whose digest is due and which is leased to us, with what it follows.

    `due_at` is the time it was due, not the time of claiming.
    """

    destination: Destination
    token: Token
    due_at: datetime
    subscriptions: tuple[Subscription, ...]


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """What must be found again when a button of a digest is tapped: stories in the order shown."""

    at: datetime
    shown: tuple[StoryId, ...]
    others: tuple[StoryId, ...]
    topics: tuple[TopicId, ...]
    query: str = ""  # where it was typed and not followed


@dataclass(frozen=True, slots=True)
class Prepared:
    """One destination's digest, ready to be owed: all of it is written, or nothing.

    `record` None: nothing to say this time; the cursor moves all the same.
    """

    claim: ClaimedDestination
    cursor: Seq
    next_due_at: datetime | None
    record: DigestRecord | None
    drafts: tuple[Draft, ...]
    told: tuple[Told, ...]
    spoke: bool  # something was said: silence is counted anew
    watch_said: bool
    returned: bool = False  # it is the word of return, which is not to be said again


@dataclass(frozen=True, slots=True)
class AlertTarget:
    """A destination that wants to be told of a topic at once."""

    destination: Destination
    subscription: Subscription
    alerts_today: int  # since local midnight is not the store's affair: in the 24 hours before `now`


@dataclass(frozen=True, slots=True)
class HeldAlert:
    """A story that a destination is told once its quiet hours are over, and by which topic."""

    destination_id: DestinationId
    story_id: StoryId
    topic_id: TopicId
    until: datetime


@dataclass(frozen=True, slots=True)
class AlertsDecided:
    """What one tick of alerts comes to; all of it is written, or nothing.

    `cursor`: alerts have been decided up to there. `settled` are kept no longer, `held` are from now on;
    `sent` is what may have to be corrected.
    """

    drafts: tuple[Draft, ...]
    told: tuple[tuple[DestinationId, Told], ...]
    cursor: Seq
    settled: tuple[tuple[DestinationId, StoryId], ...] = ()
    held: tuple[HeldAlert, ...] = ()
    sent: tuple[SentAlert, ...] = ()

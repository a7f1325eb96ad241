"""Stories that a chat has asked to be told more of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.destinations import Destination
from bot.model.ids import StoryId


@dataclass(frozen=True, slots=True)
class Follow:
    """A story that a destination follows `until` then, with what it knows of it.

    Articles that arrived after `told_at` are news of the story, and a revision above `revision` calls for them.
    """

    story_id: StoryId
    revision: int
    followed_at: datetime
    told_at: datetime
    next_at: datetime  # no follow-up before then: what comes in between is one
    until: datetime
    message_id: int | None = None  # the card that was tapped, which follow-ups answer
    alert_at: datetime | None = None  # when an alert told it, where it was an alert


@dataclass(frozen=True, slots=True)
class Grown:
    """A followed story that has news for a destination, and the revision it has come to."""

    destination: Destination
    follow: Follow
    revision: int

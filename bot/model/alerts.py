"""What alerts said, for as long as they may be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.ids import DestinationId, EntryId, StoryId, TopicId


@dataclass(frozen=True, slots=True)
class AlertNotes:
    """What an alert says of itself, below what the press says."""

    last_of: int | None = None  # it is the last of so many in 24 hours
    was_kept: bool = False  # it waited for the end of the quiet hours
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What an alert said of a story: the words shown, those that state its facts, and what they were made from."""

    lead: EntryId  # the article whose headline it bore
    headline: str
    shown: str  # headline and summary
    facts: str  # headline and first sentence of that article
    last_entry: EntryId  # the latest article of the story at the time
    revisions: int  # of its articles at the time, added up


@dataclass(frozen=True, slots=True)
class SentAlert:
    """One story of an alert; the stories of one message share its `key`, `at` and notes, in order of `place`."""

    destination_id: DestinationId
    story_id: StoryId
    topic_id: TopicId
    key: str  # of the outbox row
    place: int
    at: datetime
    said: Said
    notes: AlertNotes
    corrections: int = 0  # so far

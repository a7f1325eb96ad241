"""Articles as stored, what is remembered of them, and the decision after one reading of a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.feeds import FeedFault, FeedHealth, ParsedEntry, Validators
from bot.model.ids import EntryId, FeedId, Seq, StoryId, Token
from bot.model.schedule import NO_TIMETABLE, HostPause, Pulse, Timetable


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What the store remembers of an item; `is_tombstone` when the text has been let go."""

    entry_id: EntryId | None
    key: str
    link: str
    title: str
    published_at: datetime | None
    content_hash: str
    revision: int
    is_tombstone: bool
    text: str = ""  # extract, then "\n", then body, as stored; "" for a tombstone


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as stored. `seq` is None until it is analysed, and for a baseline (first reading) entry."""

    id: EntryId
    feed_id: FeedId
    outlet: str
    key: str
    link: str
    title: str
    extract: str
    body: str
    published_at: datetime  # never after seen_at; seen_at where the feed gives none
    seen_at: datetime
    revision: int  # 1, then one more for each material edit
    baseline: bool
    seq: Seq | None = None
    story_id: StoryId | None = None
    paywalled: bool = False


@dataclass(frozen=True, slots=True)
class EditedEntry:
    """A known item whose text changed; `material` when a reader would call it another text."""

    entry_id: EntryId
    parsed: ParsedEntry
    material: bool


@dataclass(frozen=True, slots=True)
class FormerText:
    """What an entry said at one of its revisions, until a material edit replaced it; the body only begins here."""

    entry_id: EntryId
    revision: int  # the one that said this; the edit made the next
    replaced_at: datetime  # when the edit was read
    title: str
    extract: str
    body: str


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """The decision after one reading of one feed; applying it is all that is left to do."""

    feed_id: FeedId
    token: Token
    read_at: datetime
    next_read_at: datetime
    health: FeedHealth
    validators: Validators
    body_hash: bytes
    new: tuple[ParsedEntry, ...] = ()  # oldest first
    edited: tuple[EditedEntry, ...] = ()
    still_there: tuple[str, ...] = ()  # keys of known items seen again, edited ones included
    baseline: bool = False  # the new ones are a first reading
    title: str | None = None  # the feed's own title where it was read
    gap: timedelta | None = None
    fault: FeedFault | None = None
    moved_to: str = ""
    moved_seen: int = 0
    adopt_url: str | None = None
    ttl: timedelta | None = None
    timetable: Timetable = NO_TIMETABLE
    pulse: Pulse | None = None
    pace: timedelta | None = None
    health_since: datetime | None = None
    host_pause: HostPause | None = None
    memory: bytes | None = None  # of the document's items, see `core.itemmemory`; None: as it was

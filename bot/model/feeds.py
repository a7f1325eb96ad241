"""An address that is read, what was fetched from it, and what its document held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import FetchProblem
from bot.model.ids import FeedId, Token
from bot.model.schedule import NO_HINTS, NO_TIMETABLE, CacheHints, Pulse, Timetable


class FeedHealth(StrEnum):
    """How reading a feed goes, seen over several readings."""

    NEW = "new"  # never read yet
    OK = "ok"
    SLOW = "slow"  # answers, but hardly in time
    SILENT = "silent"  # answers, but has brought nothing for three times its usual gap
    FAILING = "failing"  # no success for hours
    BLOCKED = "blocked"  # the publisher refuses us: 401, 403, 451
    GONE = "gone"  # 410: not read again


@dataclass(frozen=True, slots=True)
class Validators:
    """What a publisher gave to ask for changes only, kept verbatim."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class FeedFault:
    """The last failure of a feed: why, since when without a success between, and how many in a row."""

    problem: FetchProblem
    status: int | None
    since: datetime
    count: int
    by: str = ""  # the protection service that refuses in the publisher's place


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that we poll, of one outlet."""

    id: FeedId
    url: str
    outlet: str  # who publishes, as readers see it: « Le Fanal »
    title: str  # the feed's own title, or ""
    added_at: datetime
    health: FeedHealth
    next_read_at: datetime
    first_read_at: datetime | None  # None until the baseline has been taken
    last_success_at: datetime | None
    validators: Validators = Validators()
    body_hash: bytes = b""
    gap: timedelta | None = None  # usual time between two entries, as observed
    fault: FeedFault | None = None
    moved_to: str = ""  # permanent redirect seen, not yet adopted
    moved_seen: int = 0  # how often in a row
    ttl: timedelta | None = None  # as the document last said
    timetable: Timetable = NO_TIMETABLE
    pulse: Pulse | None = None  # None until something was read
    pace: timedelta | None = None  # how long answers take of late
    health_since: datetime | None = None  # None for what was so before this was kept
    paused_at: datetime | None = None  # by an admin: not read until it is resumed


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body. `url` is where it was found after redirects; `moved_to` only after permanent ones throughout."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    body_hash: bytes
    hints: CacheHints = NO_HINTS
    moved_to: str = ""
    took: timedelta | None = field(
        default=None, compare=False
    )  # for the answer, waiting for a place left out
    link_header: str = ""  # as sent: a page may announce its feeds there (RFC 8288)


@dataclass(frozen=True, slots=True)
class NotModified:
    """304, or a body whose hash we have already."""

    validators: Validators
    hints: CacheHints = NO_HINTS
    moved_to: str = ""
    took: timedelta | None = field(
        default=None, compare=False
    )  # for the answer, waiting for a place left out


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One item of a feed, normalised: plain text, canonical link, aware dates or None, never a future one."""

    key: str  # identity within its feed, hex
    guid: str
    link: str  # canonical, or ""
    title: str
    extract: str  # the standfirst as published, plain text, or ""
    body: str  # more text where the feed carries it, plain, paragraphs on lines of their own, or ""
    published_at: datetime | None
    updated_at: datetime | None
    content_hash: str  # of title, extract and body: what tells an edit
    paywalled: bool | None = None  # the feed's own mark, None where it says nothing
    author: str = ""
    mark: bytes = b""  # digest of the item as published, by which it may be known again unparsed; or b""


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item that the last document held already: the digest of its bytes, and the key of the entry it gave."""

    mark: bytes
    key: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document in our own types; entries in document order, keys unique.

    Items known from the document before, byte for byte, are not parsed again: of them only `unchanged` tells. `frame`
    is what such items depend on beside their own bytes; b"" where a document's items must not be remembered.
    """

    title: str
    link: str
    language: str
    version: str  # "rss20", "atom10", …
    ttl: timedelta | None
    entries: tuple[ParsedEntry, ...]
    ill_formed: bool = False
    timetable: Timetable = NO_TIMETABLE
    unchanged: tuple[SeenItem, ...] = ()
    frame: bytes = b""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A feed leased to us, with the token that proves it."""

    feed: Feed
    token: Token

"""The nouns of the house: frozen, slotted, without behaviour that could fail.

They stand in the order of the road: an outlet's feed is fetched, its items become entries, entries match topics
and join stories, stories fill digests, digests become messages, messages leave for destinations.

Everywhere: `..._at` is an aware UTC datetime; tuples keep the order they are documented with; ids are the
store's own and never shown to readers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType

from bot.errors import FetchProblem, GoneReason

FeedId = NewType("FeedId", int)
EntryId = NewType("EntryId", int)
TopicId = NewType("TopicId", int)
StoryId = NewType("StoryId", int)  # the id of its first entry, for ever
DestinationId = NewType("DestinationId", int)
DigestId = NewType("DigestId", int)
OutboxId = NewType("OutboxId", int)
ChatId = NewType("ChatId", int)  # Telegram's: positive for people, negative for groups and channels
UserId = NewType("UserId", int)
Seq = NewType("Seq", int)  # order of analysis; what is new is decided by it, never by a clock
Token = NewType("Token", str)  # fencing token of a lease


# --- feeds ------------------------------------------------------------------------------------------------------


class FeedHealth(StrEnum):
    """How reading a feed goes, seen over several readings."""

    NEW = "new"  # never read yet
    OK = "ok"
    FAILING = "failing"
    BLOCKED = "blocked"  # the publisher refuses us: 401, 403, 451
    GONE = "gone"  # 410: not read again
    PAUSED = "paused"  # by an admin


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


@dataclass(frozen=True, slots=True)
class CacheHints:
    """What the answer says about coming back."""

    max_age: timedelta | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body. `url` is where it was found after redirects; `moved_to` only after permanent ones throughout."""

    url: str
    body: bytes
    content_type: str
    validators: Validators
    body_hash: bytes
    hints: CacheHints = CacheHints()
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class NotModified:
    """304, or a body whose hash we have already."""

    validators: Validators
    hints: CacheHints = CacheHints()
    moved_to: str = ""


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


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document in our own types; entries in document order, keys unique."""

    title: str
    link: str
    language: str
    version: str  # "rss20", "atom10", …
    ttl: timedelta | None
    entries: tuple[ParsedEntry, ...]
    ill_formed: bool = False


# --- entries ----------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class FeedOffer:
    """A feed found behind an address, not followed yet."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A feed leased to us, with the token that proves it."""

    feed: Feed
    token: Token


# --- topics and matches -----------------------------------------------------------------------------------------


class Field(StrEnum):
    """Where a word was found."""

    TITLE = "title"
    TEXT = "text"  # extract, then "\n", then body, as one string
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that made an entry match: character offsets in the field as stored.

    `term` is the query's own word or phrase; `alias` the synonym that was found in its stead, or "".
    """

    field: Field
    start: int
    end: int
    term: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One canonical query, shared by all who typed an equivalent one."""

    id: TopicId
    query: str  # canonical form; parses back to the same query


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic that an entry matches, and why; hits in order of place.

    `seq` is when it became news for that topic: None before it is stored, and for what is never pushed (baseline).
    """

    topic_id: TopicId
    hits: tuple[Hit, ...]
    seq: Seq | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the lane found in one entry; stored in one transaction with the next `seq`.

    `story_id` None starts a story that bears the entry's own id. `raises_story`: it brings new facts to a story
    that already exists. `keys` are the analyser's keys for the index; `features` the story features, opaque here.
    """

    entry_id: EntryId
    revision: int
    story_id: StoryId | None
    raises_story: bool
    features: bytes
    keys: tuple[str, ...]
    matches: tuple[TopicMatch, ...]


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An analysed entry as the story window needs it again after a restart, in order of analysis."""

    entry_id: EntryId
    story_id: StoryId
    outlet: str
    link: str
    title: str
    published_at: datetime
    features: bytes
    arrived_at: datetime  # `seen_at` of the entry: the clock that closes stories


# --- destinations -----------------------------------------------------------------------------------------------


class ChatKind(StrEnum):
    """What Telegram says the chat is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of day on some days of the week (0 Monday … 6 Sunday), in the destination's own zone."""

    at: time
    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class Destination:
    """A chat, or a forum topic of a chat, that is owed digests and alerts."""

    id: DestinationId
    chat_id: ChatId
    thread_id: int | None
    kind: ChatKind
    title: str
    language: str  # "fr" or "en"
    zone: str  # IANA
    slots: tuple[Slot, ...]
    cursor: Seq
    created_at: datetime
    next_due_at: datetime | None
    last_digest_at: datetime | None = None
    last_word_at: datetime | None = None  # last digest or word from us; silence is counted from it
    watch_said: bool = False  # « la veille continue » was said in this silence
    paused: bool = False
    paused_until: datetime | None = None
    closed: GoneReason | None = None
    max_topics: int | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic that a destination follows; counts from `since_seq`.

    `alert_at` is the number of newsrooms at which it is told at once, None for digests only.
    """

    destination_id: DestinationId
    topic: Topic
    typed: str  # as the reader wrote it
    since_seq: Seq
    created_at: datetime
    alert_at: int | None = None


class How(StrEnum):
    """By what a story was told."""

    DIGEST = "digest"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Told:
    """A story that a destination has been told, at which revision."""

    story_id: StoryId
    revision: int
    how: How
    told_at: datetime


# --- stories and digests ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MatchedEntry:
    """An entry of a story with the topics that it matches, and why."""

    entry: Entry
    matches: tuple[TopicMatch, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The entries that tell one event, oldest arrival first, with what they match among the topics asked about."""

    id: StoryId
    revision: int
    entries: tuple[MatchedEntry, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the press: verbatim, with who wrote them and where. `cut` when « … » closes it."""

    text: str
    outlet: str
    url: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet's own telling of a story."""

    outlet: str
    title: str
    url: str
    published_at: datetime
    paywalled: bool = False
    agency: str = ""  # "AFP", "Reuters", … where it reprints one


@dataclass(frozen=True, slots=True)
class Card:
    """One story as a reader meets it. Sources in order of publication, one an outlet; the lead's own first."""

    story_id: StoryId
    revision: int
    headline: str
    url: str
    outlet: str
    published_at: datetime
    paywalled: bool
    summary: tuple[Quote, ...]
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    follow_up: bool = False  # « suite »: told before, grown since
    newsrooms: int = 1  # independent ones: agency copy counted once


@dataclass(frozen=True, slots=True)
class SilentFeed:
    """A feed that could not be read, for the coverage line."""

    outlet: str
    url: str
    problem: FetchProblem
    status: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which outlets were read, and which were not: counted by outlet, not by feed, and named by outlet.

    `outlets` and `feeds` count those that were read; those in `silent` come on top of them.
    """

    outlets: int
    silent: tuple[SilentFeed, ...] = ()
    feeds: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time; `start` None means since the beginning."""

    start: datetime | None
    end: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What one destination is told at one time. `recalled`: stories told by an alert, in one short line.

    `others` are the stories that the maximum left out, best first. `gap_from` when downtime was longer than the
    48 hours that a digest reaches back.
    """

    window: Window
    topics: tuple[Topic, ...]
    cards: tuple[Card, ...]
    recalled: tuple[Card, ...]
    others: tuple[StoryId, ...]
    coverage: Coverage
    gap_from: datetime | None = None


# --- messages ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `action` (callback data, at most 64 bytes) or `url`, one of them."""

    label: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document sent with a message."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered part: escaped HTML of at most 4,096 UTF-16 units after entity parsing, and its rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    ask: bool = False  # opens the reader's keyboard on an answer (groups)
    document: Attachment | None = None


class Kind(StrEnum):
    """What a message in the outbox is; the order is the order in which they pass."""

    ANSWER = "answer"
    ALERT = "alert"
    DIGEST = "digest"
    BROADCAST = "broadcast"


class State(StrEnum):
    """Where a message in the outbox stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"  # Telegram asked to wait, or it is known not to have left
    DOUBTFUL = "doubtful"  # may have arrived; tried again until there is a definite answer
    DEAD = "dead"  # refused for ever, or its destination is gone


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be owed. `dedupe_key` makes it unique for ever: the same key is never enqueued twice."""

    destination_id: DestinationId
    kind: Kind
    dedupe_key: str
    message: Message
    stories: tuple[StoryId, ...] = ()  # whose `told` row gets the message id once it is sent


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed message on its way out."""

    id: OutboxId
    token: Token
    destination: Destination
    kind: Kind
    message: Message
    attempts: int  # before this one
    doubts: int  # earlier attempts that may have arrived
    created_at: datetime
    digest_id: DigestId | None = None


# --- what people ask --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reader:
    """Who writes, where: the chat, its forum topic, the person, and the language Telegram says they use."""

    chat_id: ChatId
    thread_id: int | None
    kind: ChatKind
    title: str
    user_id: UserId | None
    language: str
    update_id: int


@dataclass(frozen=True, slots=True)
class Counters:
    """What `vigie status` and `/etat` count."""

    feeds: int
    feeds_failing: int
    entries: int
    unanalysed: int
    topics: int
    destinations: int
    subscriptions: int
    owed: int
    doubtful: int
    last_entry_at: datetime | None
    last_tick_at: datetime | None
    size_bytes: int = 0
    schema: str = ""
    problems: tuple[str, ...] = field(default_factory=tuple)

"""Protocols of all that is impure, one for each aggregate, and the outside: clock, fetcher, parser, sender.

Services receive these as arguments and import nothing else of the outside. Each docstring is the contract that the
shared store tests check. Unless a method says otherwise: a write is one transaction; a method raises `StoreError`
when the database refuses, and then has written nothing; unknown ids are ignored by writes and absent from reads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.errors import GoneReason
from bot.model import (
    Analysis,
    ChatId,
    Claimed,
    Counters,
    Coverage,
    Destination,
    DestinationId,
    Draft,
    Entry,
    EntryId,
    Feed,
    FeedId,
    FeedOffer,
    FeedUpdate,
    Fetched,
    KnownEntry,
    Message,
    NotModified,
    OutboxId,
    Owed,
    ParsedFeed,
    Reader,
    Seq,
    Slot,
    Story,
    StoryId,
    StoryMember,
    Subscription,
    Token,
    Told,
    Topic,
    TopicId,
    TopicMatch,
    UserId,
    Validators,
)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class Fetcher(Protocol):
    """Reads one address of the web, with manners and behind the address guard."""

    async def fetch(
        self, url: str, validators: Validators = ..., body_hash: bytes = b""
    ) -> Fetched | NotModified:
        """Bytes, or word that nothing changed (304, or the same hash). Raises `FetchError` or `InvalidUrl`."""
        ...


class ClosableFetcher(Fetcher, Protocol):
    """A fetcher that holds connections."""

    async def close(self) -> None:
        """Let go of them."""
        ...


class Parser(Protocol):
    """Turns fetched bytes into entries, off the loop where that matters."""

    async def parse(self, fetched: Fetched, now: datetime) -> ParsedFeed:
        """Raises `ParseError`; a document that crashes or hangs the parser is one too."""
        ...


class Finder(Protocol):
    """Finds the feeds behind an address that a person typed."""

    async def find(self, url: str) -> tuple[FeedOffer, ...]:
        """The address itself if it is a feed, else those its page names; never empty.

        Raises `NoFeedFound` with the reason, or `InvalidUrl`.
        """
        ...


class Sender(Protocol):
    """Hands one message to Telegram, within its limits."""

    async def send(self, destination: Destination, message: Message, *, plain: bool = False) -> int:
        """The id that Telegram gave it. Raises a `DeliveryError`. `plain`: without markup."""
        ...


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch of feed updates brought; `lost` are feeds whose lease had gone to somebody else."""

    new: int = 0
    edited: int = 0
    lost: tuple[FeedId, ...] = ()


class Feeds(Protocol):
    """The feeds, their schedule, and what is remembered of their items."""

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> tuple[Claimed, ...]:
        """Lease feeds with `next_read_at <= now`, longest due first; never one that is leased, removed or gone."""
        ...

    async def claim_one(self, feed_id: FeedId, now: datetime, lease: timedelta) -> Claimed | None:
        """Lease this feed, due or not; None while somebody else holds it, or when it is removed."""
        ...

    async def release(self, claims: Sequence[Claimed]) -> None:
        """Give leases back unused: these feeds are due as they were."""
        ...

    async def make_due(self, now: datetime, feed_id: FeedId | None = None) -> int:
        """Have one feed, or every feed not removed (gone and paused ones too), read at the next claim; how many."""
        ...

    async def known(
        self, feed_id: FeedId, keys: Collection[str], links: Collection[str], titles: Collection[str]
    ) -> tuple[KnownEntry, ...]:
        """What is remembered of that feed's items that share a key, a non-empty link or a title with these."""
        ...

    async def apply(self, updates: Sequence[FeedUpdate]) -> Applied:
        """Store a batch: entries, edits, tombstones' last sight, validators, next reading; frees the leases.

        An update whose token no longer holds the lease is left out whole and named in `lost`. A known key is never
        stored twice, whatever the update says. Edited entries become unanalysed again (their `seq` stays).
        """
        ...

    async def add(self, url: str, outlet: str, title: str, now: datetime) -> Feed:
        """A new feed, due at once. Raises `AlreadyFollowed` for an address whose `same_feed_key` is followed.

        A feed that had been removed comes back with its memory: its old items are not news again.
        """
        ...

    async def list_feeds(self) -> tuple[Feed, ...]:
        """All that are not removed, by outlet then address."""
        ...

    async def get(self, feed_id: FeedId) -> Feed:
        """Raises `NotFound`."""
        ...

    async def rename(self, feed_id: FeedId, outlet: str) -> None:
        """Give the feed another outlet's name; its stored entries follow."""
        ...

    async def remove(self, feed_id: FeedId, now: datetime) -> None:
        """Softly: it is read no more; stories, told and tombstones stay."""
        ...

    async def coverage(self) -> Coverage:
        """Outlets of which at least one feed was read at its last try, and those of which none was."""
        ...


@dataclass(frozen=True, slots=True)
class News:
    """A match past a cursor: which topic, which story, and its place in the order."""

    topic_id: TopicId
    entry_id: EntryId
    story_id: StoryId
    seq: Seq


@dataclass(frozen=True, slots=True)
class BackMatch:
    """A match found in what is stored already, with the revision it was made from."""

    entry_id: EntryId
    revision: int
    match: TopicMatch


class Entries(Protocol):
    """Articles, their matches, and the stories that they tell."""

    async def list_unanalysed(self, limit: int) -> tuple[Entry, ...]:
        """Entries never analysed, or edited since: live ones in order of arrival, then first readings."""
        ...

    async def record(self, analyses: Sequence[Analysis], topics_revision: int) -> Seq:
        """Store a batch of analyses and number what is news; the highest `seq` in use afterwards.

        A live entry analysed for the first time takes the next `seq`, and so do its matches. An edited entry keeps
        its `seq`, story, features and the `seq` of matches it had; a topic that it newly matches gets the next `seq`
        for that match; matches it lost disappear. Baseline entries and their first matches have none. A story's
        revision starts at 1 and rises by one for each analysis with `raises_story` of an entry that is not baseline.
        An analysis of an outdated revision of its entry is left out.
        Raises `StaleTopics`, with nothing written, when `topics_revision` is not the present one.
        """
        ...

    async def page(self, after: EntryId, limit: int) -> tuple[Entry, ...]:
        """Analysed entries with a higher id, by id."""
        ...

    async def reindex(self, keys: Sequence[tuple[EntryId, int, Sequence[str]]]) -> None:
        """Replace the keys of entries in the index: id, the revision they were made from, keys.

        Those made from another revision than the present one are left out.
        """
        ...

    async def latest_seq(self) -> Seq:
        """The highest `seq` in use, 0 at first."""
        ...

    async def seq_at(self, when: datetime) -> Seq:
        """The highest `seq` of an entry that had arrived by then, 0 when none had."""
        ...

    async def members(self, arrived_since: datetime) -> tuple[StoryMember, ...]:
        """Analysed entries that arrived since, in order of analysis: what a restart rebuilds stories from."""
        ...

    async def candidates(
        self, keys: Sequence[Sequence[str]], start: datetime | None, end: datetime | None, limit: int
    ) -> tuple[Entry, ...]:
        """Analysed entries published in [start, end] that hold a key of every group, newest first.

        With no group, all entries of that span. A superset of what matches: verify with the matcher.
        """
        ...

    async def news(self, topics: Collection[TopicId], after: Seq, upto: Seq) -> tuple[News, ...]:
        """Matches of these topics with `after < seq <= upto`, in order of `seq`."""
        ...

    async def published(
        self, topics: Collection[TopicId], start: datetime | None, end: datetime
    ) -> tuple[StoryId, ...]:
        """Stories of which an entry published in [start, end] matches one of these topics; newest first, unique."""
        ...

    async def stories(self, ids: Collection[StoryId], topics: Collection[TopicId]) -> tuple[Story, ...]:
        """Those stories with all their entries, and the matches of each among these topics; in order of id."""
        ...

    async def touched(self, after: Seq, upto: Seq) -> tuple[tuple[StoryId, Seq], ...]:
        """Stories that an entry with `after < seq <= upto` belongs to, with the highest such `seq`; in its order."""
        ...

    async def reported(self, since: datetime, limit: int) -> tuple[Story, ...]:
        """Stories most reported (by number of outlets, then newest) with an entry published since; no matches."""
        ...


class Topics(Protocol):
    """Canonical queries, shared by all who typed an equivalent one."""

    async def all(self) -> tuple[int, tuple[Topic, ...]]:
        """The revision of the set, which rises with each change of it, and the topics somebody follows, by id."""
        ...

    async def find(self, query: str) -> Topic | None:
        """The topic with that canonical query, followed or not."""
        ...

    async def get(self, topic_id: TopicId) -> Topic:
        """Raises `NotFound`."""
        ...

    async def ensure(self, query: str) -> tuple[Topic, bool]:
        """The topic of that canonical query, made if need be; whether it needs back-matching.

        True for a new topic and for one that nobody followed any more (its matches have gaps).
        """
        ...

    async def back_match(self, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
        """Add matches found in what is stored; each takes its entry's own `seq`, so it is never news by itself.

        Idempotent; a match that exists stays as it is; one made from an outdated revision is left out.
        """
        ...

    async def replace(self, topic_id: TopicId, found: Sequence[BackMatch]) -> None:
        """As `back_match`, and matches not found any more disappear; those that stay keep their `seq`."""
        ...


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
    query: str = ""  # canonical, where it was typed and not followed


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


@dataclass(frozen=True, slots=True)
class AlertTarget:
    """A destination that wants to be told of a topic at once."""

    destination: Destination
    subscription: Subscription
    alerts_today: int  # since local midnight is not the store's affair: in the 24 hours before `now`


class Destinations(Protocol):
    """Chats and forum topics: what they follow, when they are due, what they were told."""

    async def open(
        self, reader: Reader, zone: str, slots: tuple[Slot, ...], now: datetime
    ) -> tuple[Destination, bool]:
        """The reader's destination, made with these defaults if it is new, reopened if it was closed.

        The flag says whether it was new or closed until now. A reopened one keeps its subscriptions and cursor. Its
        title, kind and (for a new one) language are the reader's. A new one's cursor is the latest `seq`.
        """
        ...

    async def find(self, chat_id: ChatId, thread_id: int | None) -> Destination | None:
        """Also closed ones."""
        ...

    async def get(self, destination_id: DestinationId) -> Destination:
        """Raises `NotFound`."""
        ...

    async def subscriptions(self, destination_id: DestinationId) -> tuple[Subscription, ...]:
        """In the order they were made."""
        ...

    async def subscribe(
        self, destination_id: DestinationId, topic_id: TopicId, typed: str, limit: int, now: datetime
    ) -> Subscription:
        """Counts from the latest `seq`. Raises `AlreadySubscribed`, or `LimitReached` at `limit` topics."""
        ...

    async def unsubscribe(self, destination_id: DestinationId, topic_id: TopicId) -> None:
        """Raises `NotFound` when it does not follow that topic."""
        ...

    async def set_alert(
        self, destination_id: DestinationId, topic_id: TopicId, newsrooms: int | None
    ) -> None:
        """At how many newsrooms the topic is told at once; None: in digests only. Raises `NotFound`."""
        ...

    async def set_schedule(
        self, destination_id: DestinationId, slots: tuple[Slot, ...], zone: str, next_due_at: datetime | None
    ) -> None:
        """Replace the times."""
        ...

    async def set_language(self, destination_id: DestinationId, language: str) -> None:
        """ "fr" or "en"."""
        ...

    async def pause(self, destination_id: DestinationId, until: datetime | None) -> None:
        """Nothing is due until then, or until resumed."""
        ...

    async def resume(self, destination_id: DestinationId, next_due_at: datetime | None) -> None:
        """End a pause; the cursor stays where it was."""
        ...

    async def close(self, destination_id: DestinationId, reason: GoneReason, now: datetime) -> None:
        """Nothing is due or sent any more; what it is owed dies; subscriptions stay."""
        ...

    async def move(self, destination_id: DestinationId, chat_id: ChatId) -> None:
        """The group has another id now. All destinations of the old chat move; what is owed stays owed."""
        ...

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> tuple[ClaimedDestination, ...]:
        """Lease open destinations with `next_due_at <= now`, longest due first.

        A pause whose end has passed ends here; a paused destination is not due.
        """
        ...

    async def commit(self, prepared: Sequence[Prepared], now: datetime) -> frozenset[DestinationId]:
        """Write digests, outbox rows, told and moved cursors, and free the leases: one transaction.

        Destinations whose lease was lost, or that closed meanwhile, are left out; those written are returned.
        """
        ...

    async def save_record(self, destination_id: DestinationId, record: DigestRecord) -> None:
        """Remember a digest made on demand, for its buttons; told and cursor stay as they are."""
        ...

    async def find_record(self, destination_id: DestinationId, at: datetime) -> DigestRecord | None:
        """The digest of that instant (to the second), while it is remembered."""
        ...

    async def told(self, destination_id: DestinationId, ids: Collection[StoryId]) -> Mapping[StoryId, Told]:
        """What it was told of those stories: for each the row of the highest revision, alerts only if nothing else."""
        ...

    async def told_many(
        self, pairs: Collection[tuple[DestinationId, StoryId]]
    ) -> Mapping[tuple[DestinationId, StoryId], Told]:
        """`told` for many destinations at once."""
        ...

    async def alert_targets(self, topics: Collection[TopicId], now: datetime) -> tuple[AlertTarget, ...]:
        """Open, unpaused destinations that follow one of these topics with an alert, by destination."""
        ...

    async def commit_alerts(
        self, drafts: Sequence[Draft], told: Sequence[tuple[DestinationId, Told]], cursor: Seq, now: datetime
    ) -> None:
        """Write alerts, told and the lane's alert cursor: one transaction."""
        ...

    async def alert_cursor(self) -> Seq:
        """Up to where alerts have been decided."""
        ...


class Outbox(Protocol):
    """What is owed until Telegram has taken it."""

    async def enqueue(self, drafts: Sequence[Draft], now: datetime) -> tuple[OutboxId, ...]:
        """Owe these; ids of the rows written. A known `dedupe_key` is skipped: nothing is owed twice."""
        ...

    async def claim(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[DestinationId] = ()
    ) -> tuple[Owed, ...]:
        """Lease what may be tried now, at most one a destination, answers first, then alerts, digests, broadcasts.

        Within a destination and a kind in order of enqueueing, and a kind waits for none but itself, except behind
        doubt: a destination with a doubtful row gets nothing else until that row has its answer. Rows become
        `sending`; a `sending` row whose lease has expired is doubtful. Closed destinations and those in `busy` get
        nothing.
        """
        ...

    async def mark_sent(self, owed: Owed, message_id: int, now: datetime) -> bool:
        """Telegram took it; its stories' told rows get the message id. False when the lease was lost meanwhile."""
        ...

    async def defer(self, owed: Owed, until: datetime) -> bool:
        """Known not to have been taken: due again at `until`."""
        ...

    async def doubt(self, owed: Owed, until: datetime) -> bool:
        """It may have been taken: due again at `until`, counted."""
        ...

    async def bury(self, owed: Owed, detail: str) -> bool:
        """Refused for ever: never tried again."""
        ...

    async def next_at(self) -> datetime | None:
        """When the earliest owed row is due, None when nothing is owed."""
        ...

    async def backlog(self) -> int:
        """How many rows are owed."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that stands: what was asked (`kind`), about what (`text`), of whom."""

    id: int
    destination_id: DestinationId
    user_id: UserId | None
    kind: str
    text: str
    asked_at: datetime


class Asks(Protocol):
    """Questions that the bot put to somebody, and that a button or the next message answers."""

    async def put(
        self,
        destination_id: DestinationId,
        user_id: UserId | None,
        kind: str,
        text: str,
        now: datetime,
        waits: bool,
    ) -> int:
        """Remember a question; its id. `waits`: the person's next message answers it (replaces an earlier one)."""
        ...

    async def get(self, ask_id: int) -> Asked | None:
        """The question, while it is remembered (30 days)."""
        ...

    async def take_waiting(
        self, destination_id: DestinationId, user_id: UserId | None, now: datetime
    ) -> Asked | None:
        """The question that this person's next message answers, if asked in the last hour; it waits no more."""
        ...


class Admins(Protocol):
    """Who may change the feeds."""

    async def is_admin(self, user_id: UserId) -> bool:
        """Those who claimed an invitation; the configuration's own list is not the store's affair."""
        ...

    async def list_admins(self) -> tuple[UserId, ...]:
        """In the order they came."""
        ...

    async def invite(self, code_hash: bytes, now: datetime) -> None:
        """A one-time invitation, by the hash of its code; earlier unused ones are void."""
        ...

    async def claim(self, code_hash: bytes, user_id: UserId, now: datetime) -> bool:
        """Make that person an admin if the invitation stands (seven days) and is unused."""
        ...


class House(Protocol):
    """The database as a whole."""

    async def take_lease(self, name: str, now: datetime, lease: timedelta) -> Token | None:
        """A named lease (the analysis lane, a nightly job), or None while somebody else holds it."""
        ...

    async def renew_lease(self, name: str, token: Token, now: datetime, lease: timedelta) -> bool:
        """False when it was lost."""
        ...

    async def free_lease(self, name: str, token: Token) -> None:
        """Give it back."""
        ...

    async def recover(self, now: datetime) -> None:
        """Void every lease of a process that died: for the one `run` of a database, at its start.

        Messages that were being sent are doubtful, and due. Whoever else holds a lease loses its turn, no more.
        """
        ...

    async def revision(self) -> int:
        """Rises with each change of feeds, topics, aliases or admins by any process."""
        ...

    async def get_note(self, name: str) -> str | None:
        """A small named fact (analyser version, heartbeat)."""
        ...

    async def put_note(self, name: str, value: str) -> None:
        """Remember it."""
        ...

    async def counters(self, now: datetime) -> Counters:
        """What `status` shows."""
        ...

    async def prune(self, now: datetime, retention: timedelta) -> int:
        """Let go of what is past retention: entries with their index, matches and features (keys stay as tombstones
        for `retention` after they were last seen in their feed), empty stories, sent and dead outbox rows after 30
        days, answered questions, digests' records; in short transactions. How many entries went."""
        ...

    async def backup(self, target: Path) -> None:
        """A consistent copy while others write; replaces `target` only when it is whole."""
        ...


class Store(Protocol):
    """All aggregates of one database."""

    @property
    def feeds(self) -> Feeds:
        """See `Feeds`."""
        ...

    @property
    def entries(self) -> Entries:
        """See `Entries`."""
        ...

    @property
    def topics(self) -> Topics:
        """See `Topics`."""
        ...

    @property
    def destinations(self) -> Destinations:
        """See `Destinations`."""
        ...

    @property
    def outbox(self) -> Outbox:
        """See `Outbox`."""
        ...

    @property
    def asks(self) -> Asks:
        """See `Asks`."""
        ...

    @property
    def admins(self) -> Admins:
        """See `Admins`."""
        ...

    @property
    def house(self) -> House:
        """See `House`."""
        ...

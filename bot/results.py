"""What the use cases answer: one frozen result each, made by a service and turned into words by a view.

They stand below both, since neither may import the other's neighbours. Refusals are not results: they are
`UserError`s, and `views.errors.explain` has a sentence for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import FetchProblem
from bot.model import Card, Coverage, Digest, Feed, FeedOffer, Hit, MatchedEntry, Slot, Subscription, Topic


@dataclass(frozen=True, slots=True)
class Times:
    """When a destination gets its digest; `next_at` None when nothing is due (paused, or no time set)."""

    slots: tuple[Slot, ...]
    zone: str
    next_at: datetime | None


# --- the first minute -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word to follow, behind a button; `ask_id` names the proposal that the button confirms."""

    query: str
    ask_id: int


@dataclass(frozen=True, slots=True)
class Welcome:
    """`/start`. `returning`: the chat had left or been closed, and finds its topics again."""

    times: Times
    suggestions: tuple[Suggestion, ...]
    returning: bool
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class AdminWelcomed:
    """The one-time link was good: this person may change the feeds now."""

    feeds: int


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One line of `/aide`: the command in both languages, and the locale key of its description."""

    name: str
    aliases: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Help:
    """`/aide`: readers' commands, and the admin's where an admin asks."""

    commands: tuple[CommandHelp, ...]
    admin_commands: tuple[CommandHelp, ...]


class Courtesy(StrEnum):
    """What a person says that is not a topic."""

    THANKS = "thanks"
    HELLO = "hello"
    STOP = "stop"  # offers /pause and /stop
    UNREADABLE = "unreadable"  # a sticker, a photo, only emoji


class Wanted(StrEnum):
    """What the bot waits for in the next message."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    ALERT = "alert"
    SCHEDULE = "schedule"
    ADD_FEED = "add_feed"
    REMOVE_FEED = "remove_feed"


@dataclass(frozen=True, slots=True)
class Question:
    """A command came without its word: the next message is taken for it. Times are shown for SCHEDULE."""

    wanted: Wanted
    times: Times | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bare word: asked about before anything is done. Two choices when a comma stands between two subjects."""

    choices: tuple[Suggestion, ...]  # each would subscribe to its query


@dataclass(frozen=True, slots=True)
class Declined:
    """*Non* to a proposal."""


# --- subscriptions --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subscribed:
    """`/abonner`. `synonyms` are the other names it will be found under; `week` the stories of the last 7 days."""

    topic: Topic
    synonyms: tuple[str, ...]
    week: int
    times: Times
    alert_at: int | None = None


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """`/desabonner`; `left` are the topics still followed."""

    topic: Topic
    left: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class WhichTopic:
    """`/desabonner` with no word, or one that names none: pick one."""

    topics: tuple[Topic, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """`/abonnements`."""

    subscriptions: tuple[Subscription, ...]
    times: Times
    paused: bool
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class AlertSet:
    """`/alerte`. `new`: it was not followed before."""

    topic: Topic
    newsrooms: int
    new: bool
    times: Times


# --- schedule -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScheduleSet:
    """`/horaire`; `undo_id` names the former times, for *Annuler*. `restored`: this is that undoing."""

    times: Times
    undo_id: int | None
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Paused:
    """`/pause`; `until` None: until `/reprendre`."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Resumed:
    """`/reprendre`; `was_paused` False when there was nothing to resume."""

    times: Times
    was_paused: bool


@dataclass(frozen=True, slots=True)
class Stopped:
    """`/stop`: nothing more is sent; topics are kept for a return."""

    topics: int


# --- reading --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DigestOnDemand:
    """`/digest`. With no card: nothing in that window. `at` names the record its buttons look up."""

    digest: Digest
    at: datetime
    asked: timedelta
    next_at: datetime | None
    followed: bool  # the topics are those of the chat, not a query typed with the command


@dataclass(frozen=True, slots=True)
class NothingFollowed:
    """`/digest` or `/abonnements` of a chat that follows nothing yet."""


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story opened from a digest: its card with more sentences, and all its sources."""

    card: Card
    at: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """An entry of the story and the words in it that matched one topic."""

    entry: MatchedEntry
    topic: Topic
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """*Pourquoi ?*: best reasons first; `articles` counts the entries that match at all."""

    topics: tuple[Topic, ...]
    articles: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """The stories that the digest's maximum left out."""

    cards: tuple[Card, ...]
    at: datetime


# --- feeds (admins) -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """`/ajouterflux`; the latest titles show that it is the right one."""

    feed: Feed
    entries: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedChoice:
    """A page names several feeds: pick one."""

    url: str
    ask_id: int
    offers: tuple[FeedOffer, ...]


@dataclass(frozen=True, slots=True)
class FeedList:
    """`/flux`, one page of it; pages count from 0."""

    feeds: tuple[Feed, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class WhichFeed:
    """`/retirerflux` with no name, or one that names several or none: pick one."""

    feeds: tuple[Feed, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class FeedRemoved:
    """`/retirerflux`."""

    feed: Feed


@dataclass(frozen=True, slots=True)
class FeedCheck:
    """`vigie feeds check`: one feed read once; `problem` and `status` say why it could not be."""

    feed: Feed
    entries: int = 0
    newest_at: datetime | None = None
    version: str = ""
    problem: FetchProblem | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an OPML document, by address."""

    added: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]  # address, reason


# --- ticks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One polling of what was due."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    new: int = 0
    edited: int = 0

    def __add__(self, other: Refreshed) -> Refreshed:
        return Refreshed(
            self.read + other.read,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
            self.new + other.new,
            self.edited + other.edited,
        )


@dataclass(frozen=True, slots=True)
class Delivered:
    """One pass over the outbox."""

    sent: int = 0
    deferred: int = 0
    doubtful: int = 0
    buried: int = 0
    closed: int = 0

    def __add__(self, other: Delivered) -> Delivered:
        return Delivered(
            self.sent + other.sent,
            self.deferred + other.deferred,
            self.doubtful + other.doubtful,
            self.buried + other.buried,
            self.closed + other.closed,
        )


@dataclass(frozen=True, slots=True)
class TerminalDigest:
    """`vigie digest`: the digest, with the canonical queries in the order typed."""

    digest: Digest
    queries: tuple[str, ...]
    coverage: Coverage


Result = (
    Welcome
    | AdminWelcomed
    | Help
    | Courtesy
    | Question
    | Proposal
    | Declined
    | Subscribed
    | Unsubscribed
    | WhichTopic
    | Subscriptions
    | AlertSet
    | ScheduleSet
    | Paused
    | Resumed
    | Stopped
    | DigestOnDemand
    | NothingFollowed
    | StoryCard
    | Why
    | Others
    | FeedAdded
    | FeedChoice
    | FeedList
    | WhichFeed
    | FeedRemoved
    | Imported
)  # what a use case of the conversation may answer; `views.show` has a view for each

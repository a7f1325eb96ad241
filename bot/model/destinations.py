"""Chats and forum topics: their times, what they follow, what they were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from bot.errors import GoneReason
from bot.model.ids import ChatId, DestinationId, Seq, StoryId
from bot.model.topics import Topic


class ChatKind(StrEnum):
    """What Telegram says the chat is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


GROUPS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})  # Telegram makes the one into the other


@dataclass(frozen=True, slots=True)
class Slot:
    """One time of day on some days of the week (0 Monday … 6 Sunday), in the destination's own zone."""

    at: time
    days: frozenset[int]


class QuietMode(StrEnum):
    """What becomes of an alert in quiet hours."""

    SILENT = "silent"  # it comes without a sound
    HOLD = "hold"  # it waits until they end


class Length(StrEnum):
    """How much of a story a digest shows."""

    TITLES = "titles"
    BRIEF = "brief"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Minutes after local midnight, `start` included and `end` not; may cross midnight. None at all when equal."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a chat chose for itself; None where the rules of the house hold."""

    quiet: QuietHours | None = None
    quiet_mode: QuietMode = QuietMode.SILENT
    max_alerts: int | None = None  # in 24 hours
    length: Length = Length.BRIEF
    previews: bool = False  # under a digest or an alert, of the first article
    left_out: frozenset[str] = frozenset()  # outlets whose articles the chat does not want


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
    paused_at: datetime | None = None  # when the pause began, or the last one that a word of return ended
    back_at: datetime | None = None  # the pause is over since then, and its word of return still to be said
    closed: GoneReason | None = None
    max_topics: int | None = None
    preferences: Preferences = Preferences()
    no_alert_until: datetime | None = None  # « plus d’alerte avant demain »
    alert_cap: int | None = None  # alerts in 24 hours that an admin allows, whatever the chat chose
    leaving: int | None = None  # erased by that update: bare, and here for one last message alone


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic that a destination follows; counts from `since_seq`.

    `alert_at` is the number of newsrooms at which it is told at once, None for digests only.
    """

    destination_id: DestinationId
    topic: Topic
    typed: str  # the query in the capitals of whoever typed it
    since_seq: Seq
    created_at: datetime
    alert_at: int | None = None
    spikes: bool = False  # wants a word when it is suddenly written about far more than usual


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

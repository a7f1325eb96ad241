"""The first minute, questions and courtesies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model import Topic
from bot.results.schedule import Times
from bot.results.subscriptions import Meant


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
    catches_up: bool = False  # a digest was due while it was away: it comes at once
    after_pause: bool = False  # a long one: its word of return comes at once
    in_group: bool = False  # where only commands are heard


@dataclass(frozen=True, slots=True)
class AdminWelcomed:
    """The one-time link was good: this person may change the feeds now."""

    feeds: int


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """One line of `/aide`: the command in both languages, and the locale key of its description.

    `name` is the French one; `aliases` are all others, the English one among them.
    """

    name: str
    english: str
    aliases: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Help:
    """`/aide`: readers' commands, and the admin's where an admin asks."""

    commands: tuple[CommandHelp, ...]
    admin_commands: tuple[CommandHelp, ...]
    spare: str = ""  # « @name » of the bot that would go on in this one's place


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that does not exist; `near` is the one that it may be, "" where none is near."""

    typed: str
    near: str
    argument: str  # what stood behind it


class Courtesy(StrEnum):
    """What a person says that is not a topic."""

    THANKS = "thanks"
    HELLO = "hello"
    STOP = "stop"  # offers /pause and /stop
    HELP = "help"
    ANSWER = "answer"  # yes or no, where nothing was asked that words answer
    UNREADABLE = "unreadable"  # a sticker, a photo, only emoji
    FORWARDED = "forwarded"  # a command that somebody else wrote
    TOO_MANY = "too_many"  # messages in a few seconds


class Wanted(StrEnum):
    """What the bot waits for in the next message."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    ALERT = "alert"
    SCHEDULE = "schedule"
    QUIET = "quiet"
    ZONE = "zone"
    ADD_FEED = "add_feed"
    REMOVE_FEED = "remove_feed"
    FEED_NAME = "feed_name"
    NOMINATE = "nominate"
    WISH_NOTE = "wish_note"
    SEARCH = "search_for"
    TREND = "trend"
    ADMIT = "admit"
    BLOCK = "block"
    BROADCAST = "broadcast"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Question:
    """A command came without its word: the next message is taken for it. Times are shown for SCHEDULE.

    `about`: the name of what is asked about, where it is one of many.
    """

    wanted: Wanted
    times: Times | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bare word: asked about before anything is done. Two choices when a comma stands between two subjects."""

    choices: tuple[Suggestion, ...]  # each would subscribe to its query
    meant: tuple[Meant, ...] = ()  # what else may be meant, where a word looks misspelt


@dataclass(frozen=True, slots=True)
class Declined:
    """*Non* to a proposal."""

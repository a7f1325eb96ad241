"""What a chat follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model import QuietHours, QuietMode, Subscription, Topic
from bot.results.schedule import Times


@dataclass(frozen=True, slots=True)
class Meant:
    """A word of the press that may have been meant by one that it never uses, and the whole query with it."""

    typed: str
    word: str  # as the press writes it
    articles: int
    query: str  # canonical
    ask_id: int = 0  # remembers the query for a button


@dataclass(frozen=True, slots=True)
class Subscribed:
    """`/abonner`. `synonyms` are the other names it will be found under; `week` the stories of the last 7 days.

    Not `week_is_exact`: about so many, judged by those of them that have been looked at.
    """

    topic: Topic
    synonyms: tuple[str, ...]
    week: int
    times: Times
    alert_at: int | None = None
    meant: tuple[Meant, ...] = ()  # what to follow rather, where a word looks misspelt
    instead: bool = False  # it took another topic's place
    week_is_exact: bool = True


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic that is followed, opened from the list. `share` is the payload of its deep link."""

    topic: Topic
    synonyms: tuple[str, ...]
    week: int
    times: Times
    share: str
    bot: str  # user name, "" while Telegram has not said it
    alert_at: int | None = None
    week_is_exact: bool = True


class Way(StrEnum):
    """How a variant differs from its topic."""

    EXACT = "exact"  # the very form, as quoted
    LITERAL = "literal"  # without synonyms
    SYNONYMS = "synonyms"  # with them again
    TITLE = "title"  # in titles only
    LESS = "less"  # without one of its words
    MORE = "more"  # with one word more


@dataclass(frozen=True, slots=True)
class Choice:
    """A variant of a topic with the stories of seven days that it finds, and what its button confirms."""

    way: Way
    word: str  # left out or added
    stories: int
    ask_id: int


@dataclass(frozen=True, slots=True)
class Choices:
    """*Préciser*: what the topic finds in seven days, and what others near it would.

    Not `week_is_exact`: about so many; not `is_exact`: the counts of the others are judged by a part.
    """

    topic: Topic
    week: int
    choices: tuple[Choice, ...]
    week_is_exact: bool = True
    is_exact: bool = True


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
class QuietSet:
    """`/silence`: the quiet hours as they are now, both ends equal for none, and what becomes of alerts in them.

    `undo_id` names what was before; `asks`: nothing was changed, the next message may say what to change.
    """

    quiet: QuietHours
    mode: QuietMode
    undo_id: int | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class AlertsMuted:
    """*Plus d’alerte avant demain*; `muted` False where alerts are back."""

    muted: bool


@dataclass(frozen=True, slots=True)
class AlertSet:
    """`/alerte`: from how many newsrooms on a topic is told at once, None for digests only, and whether spikes are.

    `new`: it was not followed before.
    """

    topic: Topic
    newsrooms: int | None
    new: bool
    times: Times
    spikes: bool = False

"""What a person typed and cannot be done; each is told with a sentence."""

from __future__ import annotations

from enum import StrEnum

from bot.errors.feeds import FetchProblem
from bot.errors.root import BotError


class UserError(BotError):
    """Something a person typed that cannot be done; answered with a sentence.

    `asks_again`: the next message is taken for another try.
    """

    asks_again = False


class QueryProblem(StrEnum):
    """Why a query cannot be used."""

    EMPTY = "empty"
    ONLY_STOP_WORDS = "only_stop_words"
    ONLY_EXCLUSIONS = "only_exclusions"
    UNBALANCED_QUOTE = "unbalanced_quote"
    UNBALANCED_PARENTHESIS = "unbalanced_parenthesis"
    DANGLING_OPERATOR = "dangling_operator"
    EMPTY_FIELD = "empty_field"
    TOO_LONG = "too_long"
    TOO_MANY_TERMS = "too_many_terms"
    NO_WORD = "no_word"
    ADDRESS = "address"  # of the web: what stands behind it is no subject


class QueryError(UserError):
    """A query that cannot be parsed.

    `start` and `end` are character offsets of the offending place in `text` (`0 <= start <= end <= len(text)`);
    `example` is a corrected query that parses, or "" where none can be guessed.
    """

    def __init__(
        self, problem: QueryProblem, text: str, start: int = 0, end: int = 0, example: str = ""
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.text = text
        self.start = start
        self.end = end
        self.example = example


class ScheduleError(UserError):
    """Times that cannot be understood; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class QuietError(ScheduleError):
    """Quiet hours that cannot be understood."""


class ZoneError(UserError):
    """A place that no time zone is known by; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class WindowError(UserError):
    """A span of time (`24h`, `7j`) that cannot be understood; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class PauseProblem(StrEnum):
    """Why a pause cannot end when somebody said."""

    NOT_UNDERSTOOD = "not_understood"
    PAST = "past"  # or today
    TOO_FAR = "too_far"


class PauseError(UserError):
    """A day until which nothing can be paused; `text` is what was typed."""

    def __init__(self, text: str, problem: PauseProblem) -> None:
        super().__init__(problem.value)
        self.text = text
        self.problem = problem


class NotFound(UserError):
    """Nothing by that name; `what` is what was asked for."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class AlreadySubscribed(UserError):
    """The chat already follows this topic; `query` is what it means, as the chat once typed it."""

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.query = query


class LimitReached(UserError):
    """The chat has as many topics as it may; `limit` is that number, `contact` who may allow more, where known."""

    def __init__(self, limit: int, contact: str = "") -> None:
        super().__init__(str(limit))
        self.limit = limit
        self.contact = contact


class InvalidUrl(UserError):
    """An address that will not be read, decided before any connection."""

    def __init__(self, url: str, problem: FetchProblem = FetchProblem.BAD_URL) -> None:
        super().__init__(f"{problem.value}: {url}")
        self.url = url
        self.problem = problem


class NoFeedFound(UserError):
    """An address that was read, or tried, and gives no feed; `status` is the HTTP status where there was one."""

    def __init__(self, url: str, problem: FetchProblem, status: int | None = None) -> None:
        super().__init__(f"{problem.value}: {url}")
        self.url = url
        self.problem = problem
        self.status = status


class AlreadyFollowed(UserError):
    """The feed is followed already, under the name `outlet`."""

    def __init__(self, outlet: str) -> None:
        super().__init__(outlet)
        self.outlet = outlet


class ChannelProblem(StrEnum):
    """Why a channel cannot be set up."""

    UNKNOWN = "unknown"  # no such channel, or we are not in it
    NOT_YOURS = "not_yours"
    NO_RIGHT = "no_right"  # we may not post there
    LOST = "lost"  # it could until now
    IN_PRIVATE = "in_private"  # not from here


class ChannelError(UserError):
    """A channel that cannot be set up; `title` is "" where it is not known."""

    def __init__(self, problem: ChannelProblem, title: str = "") -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.title = title


class NotAllowed(UserError):
    """Only an admin may do this; nothing more is said."""


class LinkSpent(NotAllowed):
    """A link that makes an admin serves once, and for a while."""


class NotInCharge(NotAllowed):
    """Only those may who administer the group that it would change."""


class NobodyNamed(UserError):
    """Neither a number, nor a @name, nor a message whose author Telegram tells; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class AdminsStay(UserError):
    """An admin of the bot cannot be blocked."""


class LimitsUnclear(UserError):
    """Limits of a chat that cannot be understood; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class ChatUnknown(UserError):
    """No such chat has ever written; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class AccessUnclear(UserError):
    """What was asked of who may use the bot cannot be understood; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class PrivateOnly(UserError):
    """Not before the eyes of a group: links and lists are an admin's own."""


class NothingKept(UserError):
    """Somebody without access asks for what is kept of them, and nothing is."""

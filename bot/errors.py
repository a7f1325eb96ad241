"""Everything that can go wrong, as one tree.

BotError
├─ ConfigError(key, problem)          start-up only; exit status 2
├─ UserError                          normal life: told to the reader in words, never logged as an error
│   ├─ QueryError(problem, text, start, end)
│   ├─ ScheduleError(text) (QuietError) · ZoneError(text) · WindowError(text) · PauseError(text, problem)
│   ├─ NotFound(what) · AlreadySubscribed(query) · LimitReached(limit)
│   ├─ InvalidUrl(url, problem) · NoFeedFound(url, problem, status) · AlreadyFollowed(outlet)
│   ├─ NobodyNamed(text) · ChatUnknown(text) · AdminsStay · AccessUnclear(text) · LimitsUnclear(text)
│   ├─ PrivateOnly · NothingKept
│   ├─ ChannelError(problem, title)
│   └─ NotAllowed
├─ FeedError(url)                     weather: recorded on the feed, which backs off
│   ├─ FetchError(problem, status, retry_after)
│   └─ ParseError(detail)
├─ StoreError                         the database refused; the tick ends, the next one tries again
│   ├─ StoreUnusable(path, problem)   newer schema, not writable, already running: exit status 2
│   └─ StaleTopics · LeaseLost · LaneBusy   somebody else went first: read again
└─ DeliveryError                      what Telegram answered about one message
    ├─ ChatGone(reason) · ChatMoved(chat_id)
    ├─ RetryLater(after, everywhere) · NotSent(after) · DoubtfulSend
    ├─ MessageRejected(markup, attachment) · TargetGone
    └─ TokenRefused · PolledElsewhere  the bot itself cannot work: exit status 2, 3

Errors carry data; `views` chooses the sentence.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class BotError(Exception):
    """Root of every error this package raises on purpose."""


class ConfigError(BotError):
    """A setting that cannot be used; `key` is its dotted name, or the variable or file it stands in."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


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


class FetchProblem(StrEnum):
    """Why an address could not be read."""

    REFUSED_ADDRESS = "refused_address"
    BAD_URL = "bad_url"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    CUT_OFF = "cut_off"
    HTTP_STATUS = "http_status"
    BLOCKED = "blocked"  # 401, 403, 451: the publisher says no
    GONE = "gone"  # 410
    BAD_ENCODING = "bad_encoding"
    HOST_PAUSED = "host_paused"  # not asked: its host answered 429 a moment ago
    NOT_A_FEED = "not_a_feed"
    PARSER_FAILED = "parser_failed"
    UNWANTED = "unwanted"  # the publisher has asked not to be read: nobody was asked


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


class FeedError(BotError):
    """A feed that could not be read this time."""

    def __init__(self, url: str, detail: str) -> None:
        super().__init__(f"{url}: {detail}")
        self.url = url


class FetchError(FeedError):
    """The bytes could not be had. `retry_after` is what the publisher asked for, if it did.

    `by` names the protection service that refused in its place ("cloudflare"), if one did.
    """

    def __init__(
        self,
        url: str,
        problem: FetchProblem,
        status: int | None = None,
        retry_after: timedelta | None = None,
        detail: str = "",
        by: str = "",
    ) -> None:
        super().__init__(url, " ".join(filter(None, [problem.value, str(status or ""), by, detail])))
        self.problem = problem
        self.status = status
        self.retry_after = retry_after
        self.by = by


class ParseError(FeedError):
    """The bytes are not a feed."""

    def __init__(self, url: str, detail: str, problem: FetchProblem = FetchProblem.NOT_A_FEED) -> None:
        super().__init__(url, detail)
        self.problem = problem


class StoreError(BotError):
    """The database refused: locked for long, disk full, damaged."""


class StoreUnusable(StoreError):
    """The database cannot be opened for this work; `problem` is one clear clause."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class StaleTopics(StoreError):
    """Topics changed while entries were being matched: match them again with the new set."""


class LaneBusy(StoreError):
    """Another process is analysing: what was asked for must wait until it is done."""


class LeaseLost(StoreError):
    """The row was claimed by somebody else meanwhile, or changed under us: nothing was written."""


class DeliveryError(BotError):
    """What came of sending one message."""


class GoneReason(StrEnum):
    """Why a destination can no longer be written to."""

    BLOCKED = "blocked"
    KICKED = "kicked"
    DEACTIVATED = "deactivated"
    NOT_FOUND = "not_found"
    NO_RIGHT = "no_right"
    TOPIC_CLOSED = "topic_closed"
    SHUT_OUT = "shut_out"  # has no access (any more); opened again when let in
    BARRED = "barred"  # blocked by an admin
    WAITING = "waiting"  # « bot can't initiate conversation »: never wrote to us, not a refusal


class ChatGone(DeliveryError):
    """The destination refuses us, for good or until it comes back."""

    def __init__(self, reason: GoneReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class ChatMoved(DeliveryError):
    """The group became a supergroup with another id. The message was not sent."""

    def __init__(self, chat_id: int) -> None:
        super().__init__(str(chat_id))
        self.chat_id = chat_id


class RetryLater(DeliveryError):
    """Telegram asks to wait; the message was not sent. `everywhere`: the whole bot must wait."""

    def __init__(self, after: timedelta, everywhere: bool = False) -> None:
        super().__init__(f"{after.total_seconds():.0f} s")
        self.after = after
        self.everywhere = everywhere


class NotSent(DeliveryError):
    """Known not to have reached Telegram (no connection could be had): safe to send again."""


class DoubtfulSend(DeliveryError):
    """Telegram may or may not have taken it: timeout after sending, 5xx, connection cut."""


class MessageRejected(DeliveryError):
    """Telegram refuses this very message for ever.

    `markup`: less of it would pass, as plain text cut to its limit. `attachment`: the words alone would.
    """

    def __init__(self, detail: str, markup: bool = False, attachment: bool = False) -> None:
        super().__init__(detail)
        self.markup = markup
        self.attachment = attachment


class TargetGone(DeliveryError):
    """The message to edit or to answer is not there any more, or may not be edited; nothing was done."""


class TokenRefused(DeliveryError):
    """Telegram does not know the token."""


class PolledElsewhere(DeliveryError):
    """Another program asks Telegram for updates with the same token (409)."""

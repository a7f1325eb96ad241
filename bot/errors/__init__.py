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
│   └─ NotAllowed (LinkSpent, NotInCharge)
├─ FeedError(url)                     weather: recorded on the feed, which backs off
│   ├─ FetchError(problem, status, retry_after)
│   └─ ParseError(detail)
├─ StoreError                         the database refused; the tick ends, the next one tries again
│   ├─ StoreUnusable(path, problem)   newer schema, not writable, already running: exit status 2
│   └─ StaleTopics · LaneBusy   somebody else went first: read again
└─ DeliveryError                      what Telegram answered about one message
    ├─ ChatGone(reason) · ChatMoved(chat_id)
    ├─ RetryLater(after, everywhere) · NotSent(after) · DoubtfulSend
    ├─ MessageRejected(markup, attachment) · TargetGone
    └─ TokenRefused · PolledElsewhere  the bot itself cannot work: exit status 2, 3

Errors carry data; `views` chooses the sentence.
"""

from __future__ import annotations

from bot.errors.delivery import (
    ChatGone,
    ChatMoved,
    DeliveryError,
    DoubtfulSend,
    GoneReason,
    MessageRejected,
    NotSent,
    PolledElsewhere,
    RetryLater,
    TargetGone,
    TokenRefused,
)
from bot.errors.feeds import FeedError, FetchError, FetchProblem, ParseError
from bot.errors.people import (
    AccessUnclear,
    AdminsStay,
    AlreadyFollowed,
    AlreadySubscribed,
    ChannelError,
    ChannelProblem,
    ChatUnknown,
    InvalidUrl,
    LimitReached,
    LimitsUnclear,
    LinkSpent,
    NobodyNamed,
    NoFeedFound,
    NotAllowed,
    NotFound,
    NothingKept,
    NotInCharge,
    PauseError,
    PauseProblem,
    PrivateOnly,
    QueryError,
    QueryProblem,
    QuietError,
    ScheduleError,
    UserError,
    WindowError,
    ZoneError,
)
from bot.errors.root import BotError, ConfigError
from bot.errors.store import LaneBusy, StaleTopics, StoreError, StoreUnusable

__all__ = [
    "AccessUnclear",
    "AdminsStay",
    "AlreadyFollowed",
    "AlreadySubscribed",
    "BotError",
    "ChannelError",
    "ChannelProblem",
    "ChatGone",
    "ChatMoved",
    "ChatUnknown",
    "ConfigError",
    "DeliveryError",
    "DoubtfulSend",
    "FeedError",
    "FetchError",
    "FetchProblem",
    "GoneReason",
    "InvalidUrl",
    "LaneBusy",
    "LimitReached",
    "LimitsUnclear",
    "LinkSpent",
    "MessageRejected",
    "NoFeedFound",
    "NobodyNamed",
    "NotAllowed",
    "NotFound",
    "NotInCharge",
    "NotSent",
    "NothingKept",
    "ParseError",
    "PauseError",
    "PauseProblem",
    "PolledElsewhere",
    "PrivateOnly",
    "QueryError",
    "QueryProblem",
    "QuietError",
    "RetryLater",
    "ScheduleError",
    "StaleTopics",
    "StoreError",
    "StoreUnusable",
    "TargetGone",
    "TokenRefused",
    "UserError",
    "WindowError",
    "ZoneError",
]

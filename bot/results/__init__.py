"""What the use cases answer: one frozen result each, made by a service and turned into words by a view.

They stand below both, since neither may import the other's neighbours. Refusals are not results: they are
`UserError`s, and `views.errors.explain` has a sentence for each.
"""

from __future__ import annotations

from bot.results.absence import FreshStart, WordOfReturn
from bot.results.access import AccessShown, LimitsShown, LinkMade, LinksShown, RollChanged, RollShown
from bot.results.archive import FrontPage, SearchPage, Wider
from bot.results.brake import Abandoned, Held, Released
from bot.results.chat import Result
from bot.results.feeds import Advice, FeedCheck, FeedList, FeedRead, FeedRemoved, Imported, WhichFeed
from bot.results.journal import Journal
from bot.results.privacy import Erased, EraseQuestion, MyData, Privacy
from bot.results.publishers import FeedPurged, WishLifted, WishNoted
from bot.results.reading import (
    DigestOnDemand,
    NothingFollowed,
    Others,
    Reason,
    StoryCard,
    TerminalDigest,
    Why,
)
from bot.results.schedule import Paused, Resumed, ScheduleSet, Stopped, Times, ZoneChoice, ZoneSet
from bot.results.settings import SettingsShown
from bot.results.sources import (
    BundleCount,
    Catalogue,
    FeedAdded,
    FeedChoice,
    FeedOption,
    FeedRepeats,
    FirstReadings,
    MediaAdded,
    MediaFound,
    MediaRemoved,
    MediumChoice,
)
from bot.results.status import HouseState, Status
from bot.results.stories import CardChanged, Exclusion, Exclusions, FollowEnded, TopicSwapped
from bot.results.subscriptions import (
    AlertSet,
    AlertsMuted,
    Choice,
    Choices,
    Meant,
    QuietSet,
    Subscribed,
    Subscriptions,
    TopicPage,
    Unsubscribed,
    Way,
    WhichTopic,
)
from bot.results.talk import (
    AdminWelcomed,
    CommandHelp,
    Courtesy,
    Declined,
    Help,
    Proposal,
    Question,
    Suggestion,
    UnknownCommand,
    Wanted,
    Welcome,
)
from bot.results.ticks import Delivered, Refreshed
from bot.results.trend import Peak, Trend, TrendLine

__all__ = [
    "Abandoned",
    "AccessShown",
    "AdminWelcomed",
    "Advice",
    "AlertSet",
    "AlertsMuted",
    "BundleCount",
    "CardChanged",
    "Catalogue",
    "Choice",
    "Choices",
    "CommandHelp",
    "Courtesy",
    "Declined",
    "Delivered",
    "DigestOnDemand",
    "EraseQuestion",
    "Erased",
    "Exclusion",
    "Exclusions",
    "FeedAdded",
    "FeedCheck",
    "FeedChoice",
    "FeedList",
    "FeedOption",
    "FeedPurged",
    "FeedRead",
    "FeedRemoved",
    "FeedRepeats",
    "FirstReadings",
    "FollowEnded",
    "FreshStart",
    "FrontPage",
    "Held",
    "Help",
    "HouseState",
    "Imported",
    "Journal",
    "LimitsShown",
    "LinkMade",
    "LinksShown",
    "Meant",
    "MediaAdded",
    "MediaFound",
    "MediaRemoved",
    "MediumChoice",
    "MyData",
    "NothingFollowed",
    "Others",
    "Paused",
    "Peak",
    "Privacy",
    "Proposal",
    "Question",
    "QuietSet",
    "Reason",
    "Refreshed",
    "Released",
    "Result",
    "Resumed",
    "RollChanged",
    "RollShown",
    "ScheduleSet",
    "SearchPage",
    "SettingsShown",
    "Status",
    "Stopped",
    "StoryCard",
    "Subscribed",
    "Subscriptions",
    "Suggestion",
    "TerminalDigest",
    "Times",
    "TopicPage",
    "TopicSwapped",
    "Trend",
    "TrendLine",
    "UnknownCommand",
    "Unsubscribed",
    "Wanted",
    "Way",
    "Welcome",
    "WhichFeed",
    "WhichTopic",
    "Why",
    "Wider",
    "WishLifted",
    "WishNoted",
    "WordOfReturn",
    "ZoneChoice",
    "ZoneSet",
]

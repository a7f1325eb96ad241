"""Everything that a use case of the conversation may answer."""

from __future__ import annotations

from bot.results.absence import FreshStart
from bot.results.access import AccessShown, LimitsShown, LinkMade, LinksShown, RollChanged, RollShown
from bot.results.archive import FrontPage, SearchPage
from bot.results.brake import Abandoned, Held, Released
from bot.results.broadcast import BroadcastDropped, BroadcastPreview, BroadcastProgress
from bot.results.channels import ChannelEnded, ChannelGone, ChannelList, ChannelOpened, ChannelReady
from bot.results.feeds import (
    FeedCard,
    FeedList,
    FeedRead,
    FeedRemoval,
    FeedRemoved,
    FeedsExported,
    Imported,
    WhichFeed,
)
from bot.results.journal import Journal
from bot.results.nominations import Nominated, NominationChoice, NominationList, NotNominated
from bot.results.privacy import Erased, EraseQuestion, MyData, Privacy
from bot.results.publishers import FeedPurged, WishLifted, WishList, WishNoted, WishPage, WishQuestion
from bot.results.reading import DigestOnDemand, NothingFollowed, Others, StoryCard, Why
from bot.results.schedule import Paused, Resumed, ScheduleSet, Stopped, ZoneChoice, ZoneSet
from bot.results.settings import SettingsShown
from bot.results.sources import (
    Catalogue,
    FeedAdded,
    FeedChoice,
    FeedRepeats,
    MediaAdded,
    MediaFound,
    MediaRemoved,
)
from bot.results.status import Status
from bot.results.stories import CardChanged, Exclusions, FollowEnded, TopicSwapped
from bot.results.subscriptions import (
    AlertSet,
    AlertsMuted,
    Choices,
    QuietSet,
    Subscribed,
    Subscriptions,
    TopicPage,
    Unsubscribed,
    WhichTopic,
)
from bot.results.talk import (
    AdminWelcomed,
    Courtesy,
    Declined,
    Help,
    Proposal,
    Question,
    UnknownCommand,
    Welcome,
)
from bot.results.trend import Trend

Result = (
    Welcome
    | AdminWelcomed
    | Help
    | UnknownCommand
    | Courtesy
    | Question
    | Proposal
    | Declined
    | Subscribed
    | Unsubscribed
    | TopicPage
    | Choices
    | WhichTopic
    | Subscriptions
    | AlertSet
    | AlertsMuted
    | QuietSet
    | ScheduleSet
    | ZoneSet
    | ZoneChoice
    | Paused
    | Resumed
    | FreshStart
    | Stopped
    | DigestOnDemand
    | NothingFollowed
    | StoryCard
    | Why
    | Others
    | FrontPage
    | SearchPage
    | Trend
    | CardChanged
    | Exclusions
    | FollowEnded
    | TopicSwapped
    | FeedAdded
    | FeedChoice
    | FeedRepeats
    | Catalogue
    | MediaFound
    | MediaAdded
    | MediaRemoved
    | FeedList
    | FeedRead
    | WhichFeed
    | FeedRemoved
    | FeedCard
    | NominationChoice
    | NominationList
    | Nominated
    | NotNominated
    | FeedRemoval
    | FeedPurged
    | FeedsExported
    | WishPage
    | WishQuestion
    | WishNoted
    | WishLifted
    | WishList
    | Imported
    | AccessShown
    | LimitsShown
    | LinkMade
    | LinksShown
    | RollChanged
    | RollShown
    | Held
    | Released
    | Abandoned
    | SettingsShown
    | Privacy
    | MyData
    | EraseQuestion
    | Erased
    | ChannelList
    | ChannelOpened
    | ChannelEnded
    | ChannelReady
    | ChannelGone
    | Journal
    | BroadcastPreview
    | BroadcastProgress
    | BroadcastDropped
    | Status
)  # what a use case of the conversation may answer; `views.show` has a view for each

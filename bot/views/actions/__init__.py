"""What a button does, as data short enough for Telegram: `v1:verb:argument…`, at most 64 bytes.

Buttons outlive releases: a verb's name and arguments never change their meaning; a new meaning is a new verb, and
what cannot be read any more is None, which is answered like any button that is too old.

Each module holds the actions of one part of the house with their verbs: `topics`, `stories`, `chat`, `house`, `feeds`,
`access`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from itertools import chain

from bot.model import DestinationId
from bot.views.actions import access, channels, chat, feeds, house, stories, topics
from bot.views.actions.access import (
    AddToRoll,
    ChooseAccess,
    MakeLink,
    RevokeLink,
    ShowAccess,
    ShowLinks,
    ShowRoll,
    TakeOffRoll,
)
from bot.views.actions.channels import EndChannel, OpenChannel, OtherChannel
from bot.views.actions.chat import (
    ChangeTime,
    ChooseSetting,
    ChooseTime,
    EraseChat,
    HoldAlerts,
    MuteAlerts,
    OpenSettings,
    OpenTimes,
    PickZone,
    Settings,
    SilenceAlerts,
    StartAfresh,
    UndoQuiet,
    UndoSchedule,
    UndoZone,
    UnmuteAlerts,
    WriteSetting,
)
from bot.views.actions.feeds import (
    AcceptNomination,
    AskRemoval,
    AskWish,
    BringBackFeed,
    DeclineNomination,
    DescribeWish,
    ExportFeeds,
    FeedsTo,
    LiftWish,
    ListNominations,
    ListWishes,
    MakeWish,
    OpenFeed,
    OpenWish,
    PauseFeed,
    PickNomination,
    PurgeFeed,
    RenameFeed,
    RereadFeed,
    ResumeFeed,
)
from bot.views.actions.house import (
    AbandonHeld,
    AddBundle,
    AddMedia,
    DropBroadcast,
    FeedPage,
    MediaPage,
    OpenJournal,
    PickFeed,
    ReadFeed,
    RemoveFeed,
    SendBroadcast,
    SendHeld,
    ShowCatalogue,
    StopBroadcast,
    UndoAddition,
)
from bot.views.actions.stories import (
    DropSynonym,
    EndFollow,
    FollowStory,
    MoreStories,
    OpenCard,
    ProposeExclusion,
    ReadAsked,
    ReadDay,
    SearchTo,
    UnfollowStory,
    Why,
)
from bot.views.actions.topics import (
    ConfirmAsk,
    DeclineAsk,
    Exclude,
    ListTopics,
    NoAlert,
    NoSpikes,
    OpenTopic,
    Refine,
    RestoreTopic,
    Swap,
    Unsubscribe,
    WantSpikes,
)

__all__ = [
    "MAX_BYTES",
    "VERBS",
    "AbandonHeld",
    "AcceptNomination",
    "Action",
    "AddBundle",
    "AddMedia",
    "AddToRoll",
    "AskRemoval",
    "AskWish",
    "BringBackFeed",
    "ChangeTime",
    "ChooseAccess",
    "ChooseSetting",
    "ChooseTime",
    "ConfirmAsk",
    "DeclineAsk",
    "DeclineNomination",
    "DescribeWish",
    "DropBroadcast",
    "DropSynonym",
    "EndChannel",
    "EndFollow",
    "EraseChat",
    "Exclude",
    "ExportFeeds",
    "FeedPage",
    "FeedsTo",
    "FollowStory",
    "HoldAlerts",
    "LiftWish",
    "ListNominations",
    "ListTopics",
    "ListWishes",
    "MakeLink",
    "MakeWish",
    "MediaPage",
    "MoreStories",
    "MuteAlerts",
    "NoAlert",
    "NoSpikes",
    "OfAccess",
    "OfFeeds",
    "OpenCard",
    "OpenChannel",
    "OpenFeed",
    "OpenJournal",
    "OpenSettings",
    "OpenTimes",
    "OpenTopic",
    "OpenWish",
    "OtherChannel",
    "PauseFeed",
    "PickFeed",
    "PickNomination",
    "PickZone",
    "ProposeExclusion",
    "PurgeFeed",
    "ReadAsked",
    "ReadDay",
    "ReadFeed",
    "Refine",
    "RemoveFeed",
    "RenameFeed",
    "RereadFeed",
    "RestoreTopic",
    "ResumeFeed",
    "RevokeLink",
    "SearchTo",
    "SendBroadcast",
    "SendHeld",
    "Settings",
    "ShowAccess",
    "ShowCatalogue",
    "ShowLinks",
    "ShowRoll",
    "SilenceAlerts",
    "StartAfresh",
    "StopBroadcast",
    "Swap",
    "TakeOffRoll",
    "UndoAddition",
    "UndoQuiet",
    "UndoSchedule",
    "UndoZone",
    "UnfollowStory",
    "UnmuteAlerts",
    "Unsubscribe",
    "WantSpikes",
    "Why",
    "WriteSetting",
    "address",
    "addressed",
    "decode",
    "encode",
]

MAX_BYTES = 64  # Telegram's, for callback data
OfAccess = access.Action
OfFeeds = feeds.Action
_VERSION = "v1"

Action = (
    topics.Action
    | stories.Action
    | chat.Action
    | channels.Action
    | house.Action
    | access.Action
    | feeds.Action
)

VERBS: Mapping[type[Action], str] = dict(
    chain(
        topics.VERBS.items(),
        stories.VERBS.items(),
        chat.VERBS.items(),
        channels.VERBS.items(),
        house.VERBS.items(),
        access.VERBS.items(),
        feeds.VERBS.items(),
    )
)
_ADDRESSED = re.compile(r"([0-9]{1,18})@(.*)", re.ASCII | re.DOTALL)
_MOST = 2**63 - 1
_BY_VERB = {verb: kind for kind, verb in VERBS.items()}


def encode(action: Action) -> str:
    """The callback data of a button."""
    arguments = (getattr(action, field.name) for field in fields(action))
    numbers = (int(a.timestamp()) if isinstance(a, datetime) else a for a in arguments)
    return ":".join((_VERSION, VERBS[type(action)], *map(str, numbers)))


def address(data: str, place: DestinationId) -> str:
    """The callback data of a button that is for a channel, not for the chat that it stands in."""
    return f"{place}@{data}"


def addressed(data: str) -> tuple[DestinationId | None, str]:
    """The channel that callback data is for, if it is for one, and the action's own data."""
    found = _ADDRESSED.fullmatch(data)
    return (None, data) if found is None else (DestinationId(int(found[1])), found[2])


def decode(data: str) -> Action | None:
    """The action of callback data, None for what is not ours or no longer known."""
    version, _, rest = data.partition(":")
    verb, *arguments = rest.split(":")
    kind = _BY_VERB.get(verb)
    if version != _VERSION or kind is None or len(data.encode()) > MAX_BYTES:
        return None
    try:
        numbers = [int(argument) for argument in arguments]
        if any(abs(number) > _MOST for number in numbers):  # no id is so large: the store would choke on it
            return None
        return _build(kind, numbers)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _build(kind: type[Action], numbers: list[int]) -> Action:
    if "at" in kind.__annotations__:
        *before, at = numbers
        return kind(*before, datetime.fromtimestamp(at, UTC))  # type: ignore[arg-type, call-arg]
    return kind(*numbers)  # type: ignore[arg-type]

"""What a button does, as data short enough for Telegram: `v1:verb:argument…`, at most 64 bytes.

Buttons outlive releases: a verb's name and arguments never change their meaning; a new meaning is a new verb, and
what cannot be read any more is None, which is answered like any button that is too old.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from bot.model import FeedId, StoryId, TopicId

MAX_BYTES = 64  # Telegram's, for callback data
_VERSION = "v1"


@dataclass(frozen=True, slots=True)
class ConfirmAsk:
    """Do what was proposed."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class DeclineAsk:
    """Do not."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Drop a topic, also to undo having subscribed to it."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class ReadDay:
    """Read the last 24 hours of a topic."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class ChangeTime:
    """Be asked for other times."""


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Open one story of the digest of that instant (to the second)."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class Why:
    """Show why that story is in the digest of that instant."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class MoreStories:
    """Show what the maximum left out of the digest of that instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class UndoSchedule:
    """Bring the former times back."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class PickFeed:
    """Follow the feed of that place (from 0) among those that a page names."""

    ask_id: int
    index: int


@dataclass(frozen=True, slots=True)
class RemoveFeed:
    """Stop reading a feed, also to undo having added it."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """Read a feed now, also one that had ended."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Show a page of the feeds, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class AddBundle:
    """Follow a bundle of the catalogue, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class AddMedia:
    """Follow one of the choices of a search in the catalogue: 0 for all, else its place from 1."""

    ask_id: int
    place: int


@dataclass(frozen=True, slots=True)
class MediaPage:
    """Show a page of a search in the catalogue, from 0."""

    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class UndoAddition:
    """Stop reading what was added together."""

    addition_id: int


@dataclass(frozen=True, slots=True)
class ShowCatalogue:
    """Show the bundles of the catalogue."""


@dataclass(frozen=True, slots=True)
class SendHeld:
    """Let go what has been held since that instant (to the second)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AbandonHeld:
    """Give up what has been held since that instant (to the second)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ListTopics:
    """Show everything that is followed."""


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Show one topic that is followed."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class Refine:
    """Show variants of a topic, with what each finds."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class Swap:
    """Follow what was proposed in the place of a topic."""

    topic_id: TopicId
    ask_id: int


@dataclass(frozen=True, slots=True)
class ReadAsked:
    """Read what was proposed, as `/digest` does."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class FollowStory:
    """Follow that story of the digest of that instant for some days."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class UnfollowStory:
    """Follow it no more, and show its card so."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class EndFollow:
    """Follow it no more; the message below which that is tapped stays as it is."""

    story_id: StoryId


@dataclass(frozen=True, slots=True)
class ProposeExclusion:
    """Show what would have kept that story of the digest of that instant away."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class Exclude:
    """Leave out of a topic what was proposed."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class DropSynonym:
    """Look for a topic no more by the synonym that found that story of the digest of that instant."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class RestoreTopic:
    """Bring back the topic that another took the place of."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class MuteAlerts:
    """No alert before tomorrow."""


@dataclass(frozen=True, slots=True)
class UnmuteAlerts:
    """Alerts again, before tomorrow."""


@dataclass(frozen=True, slots=True)
class WantSpikes:
    """Be told when a topic is suddenly written about far more than usual."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class NoSpikes:
    """Not any more."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class NoAlert:
    """Be told of a topic in digests only."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class HoldAlerts:
    """Keep alerts until quiet hours end."""


@dataclass(frozen=True, slots=True)
class SilenceAlerts:
    """Let alerts come without a sound in quiet hours."""


@dataclass(frozen=True, slots=True)
class PickZone:
    """Follow the time of that place (from 0) among those that a name may mean."""

    ask_id: int
    index: int


@dataclass(frozen=True, slots=True)
class UndoZone:
    """Bring the former time zone back."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class UndoQuiet:
    """Bring the former quiet hours back."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Show the settings, in a message of their own."""


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Turn the settings to a page; `part` as `services.settings.open_page` has it."""

    page: int
    part: int


@dataclass(frozen=True, slots=True)
class ChooseSetting:
    """Make a setting that value; `part`: the screen to stay on."""

    setting: int
    value: int
    part: int


@dataclass(frozen=True, slots=True)
class WriteSetting:
    """Let the next message say it."""

    setting: int


@dataclass(frozen=True, slots=True)
class SearchTo:
    """Show that page (from 0) of a search that was remembered."""

    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class EraseChat:
    """Erase everything about the chat, as was asked."""

    ask_id: int


Action = (
    Settings
    | OpenSettings
    | ChooseSetting
    | WriteSetting
    | ListTopics
    | OpenTopic
    | Refine
    | Swap
    | ReadAsked
    | ConfirmAsk
    | DeclineAsk
    | Unsubscribe
    | ReadDay
    | ChangeTime
    | OpenCard
    | Why
    | MoreStories
    | UndoSchedule
    | PickFeed
    | RemoveFeed
    | ReadFeed
    | FeedPage
    | AddBundle
    | AddMedia
    | MediaPage
    | UndoAddition
    | ShowCatalogue
    | SendHeld
    | AbandonHeld
    | FollowStory
    | UnfollowStory
    | EndFollow
    | ProposeExclusion
    | Exclude
    | DropSynonym
    | RestoreTopic
    | EraseChat
    | MuteAlerts
    | UnmuteAlerts
    | WantSpikes
    | NoSpikes
    | NoAlert
    | HoldAlerts
    | SilenceAlerts
    | PickZone
    | UndoZone
    | UndoQuiet
    | SearchTo
)

_VERBS: Mapping[type[Action], str] = {
    Settings: "settings",
    OpenSettings: "page",
    ChooseSetting: "set",
    WriteSetting: "write",
    ListTopics: "topics",
    OpenTopic: "topic",
    Refine: "refine",
    Swap: "swap",
    ReadAsked: "read",
    ConfirmAsk: "yes",
    DeclineAsk: "no",
    Unsubscribe: "drop",
    ReadDay: "day",
    ChangeTime: "time",
    OpenCard: "card",
    Why: "why",
    MoreStories: "more",
    UndoSchedule: "undo",
    PickFeed: "pick",
    RemoveFeed: "rm",
    ReadFeed: "again",
    FeedPage: "feeds",
    AddBundle: "bundle",
    AddMedia: "media",
    MediaPage: "found",
    UndoAddition: "unadd",
    ShowCatalogue: "shelf",
    SendHeld: "send",
    AbandonHeld: "abandon",
    FollowStory: "follow",
    UnfollowStory: "unfollow",
    EndFollow: "unstory",
    ProposeExclusion: "narrow",
    Exclude: "exclude",
    DropSynonym: "nosyn",
    RestoreTopic: "restore",
    EraseChat: "erase",
    MuteAlerts: "mute",
    WantSpikes: "surge",
    NoSpikes: "calm",
    NoAlert: "noalert",
    UnmuteAlerts: "unmute",
    HoldAlerts: "hold",
    SilenceAlerts: "hush",
    UndoQuiet: "unquiet",
    PickZone: "zone",
    UndoZone: "unzone",
    SearchTo: "hunt",
}
_MOST = 2**63 - 1
_BY_VERB = {verb: kind for kind, verb in _VERBS.items()}


def encode(action: Action) -> str:
    """The callback data of a button."""
    arguments = (getattr(action, field.name) for field in fields(action))
    numbers = (int(a.timestamp()) if isinstance(a, datetime) else a for a in arguments)
    return ":".join((_VERSION, _VERBS[type(action)], *map(str, numbers)))


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

"""What a chat chooses for itself: its times, its quiet, its settings, and to be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model import TopicId


@dataclass(frozen=True, slots=True)
class ChangeTime:
    """Choose other times, in a message of its own."""


@dataclass(frozen=True, slots=True)
class UndoSchedule:
    """Bring the former times back."""

    ask_id: int


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
class MuteAlerts:
    """No alert before tomorrow."""


@dataclass(frozen=True, slots=True)
class UnmuteAlerts:
    """Alerts again, before tomorrow."""


@dataclass(frozen=True, slots=True)
class HoldAlerts:
    """Keep alerts until quiet hours end."""


@dataclass(frozen=True, slots=True)
class SilenceAlerts:
    """Let alerts come without a sound in quiet hours."""


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
class OpenTimes:
    """Turn a topic's message (0: the list of all) to a page of times."""

    page: int
    part: int
    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class ChooseTime:
    """As `ChooseSetting`, for times that were opened under a topic."""

    setting: int
    value: int
    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class WriteSetting:
    """Let the next message say it."""

    setting: int


@dataclass(frozen=True, slots=True)
class StartAfresh:
    """Tell nothing of what came until now, after the word of return of that instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class EraseChat:
    """Erase everything about the chat, as was asked."""

    ask_id: int


Action = (
    ChangeTime
    | UndoSchedule
    | PickZone
    | UndoZone
    | MuteAlerts
    | UnmuteAlerts
    | HoldAlerts
    | SilenceAlerts
    | UndoQuiet
    | Settings
    | OpenSettings
    | ChooseSetting
    | OpenTimes
    | ChooseTime
    | WriteSetting
    | StartAfresh
    | EraseChat
)

VERBS: Mapping[type[Action], str] = {
    ChangeTime: "time",
    UndoSchedule: "undo",
    PickZone: "zone",
    UndoZone: "unzone",
    MuteAlerts: "mute",
    UnmuteAlerts: "unmute",
    HoldAlerts: "hold",
    SilenceAlerts: "hush",
    UndoQuiet: "unquiet",
    Settings: "settings",
    OpenSettings: "page",
    ChooseSetting: "set",
    OpenTimes: "hours",
    ChooseTime: "hour",
    WriteSetting: "write",
    StartAfresh: "afresh",
    EraseChat: "erase",
}

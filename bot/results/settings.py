"""`/reglages`: one message whose pages are opened and changed in place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.model import FeedId, Preferences, QuietHours, TopicId
from bot.results.schedule import Times


class Page(IntEnum):
    """A page of the settings; the numbers are in buttons of old messages: none is ever given another meaning."""

    MAIN = 0
    TIMES = 1
    WEEKDAYS = 2
    WEEKEND = 3
    ZONE = 4
    QUIET = 5
    QUIET_FROM = 6
    QUIET_TO = 7
    ALERTS = 8
    LENGTH = 9
    OUTLETS = 10
    LANGUAGE = 11


class Setting(IntEnum):
    """What a button changes, with what its value is; as for pages, numbers are for ever."""

    WEEKDAYS = 0  # minutes after midnight, `NONE` for no digest on these days
    WEEKEND = 1  # the same
    ZONE = 2  # place in `LIKELY_ZONES`
    QUIET_FROM = 3  # minutes after midnight
    QUIET_TO = 4  # the same
    NO_QUIET = 5  # nothing
    QUIET_MODE = 6  # place in `QuietMode`
    ALERTS = 7  # at most so many in 24 hours
    LENGTH = 8  # place in `Length`
    PREVIEWS = 9  # 0 or 1
    LANGUAGE = 10  # place in `LANGUAGES`
    LEAVE_OUT = 11  # a feed of the outlet
    TAKE_BACK = 12  # the same


NONE = 1440  # minutes: no time of the day
MOST_ALERTS = 50  # as many newsrooms as `/alerte` takes


@dataclass(frozen=True, slots=True)
class OutletChoice:
    """A medium that may be left out; one of its feeds stands for it in buttons."""

    feed_id: FeedId
    outlet: str
    left_out: bool


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """A page of the settings, with all that is chosen now; what the chat did not choose is as the house has it.

    `hour`: the times to pick from are those of this hour. `outlets` are those of one screen, `part` of `parts`.
    `fresh`: a message of its own, whatever was tapped. `language_set`: menus follow. `back_to`: times that were opened
    under that topic, 0 for the list of all, and lead back there.
    """

    page: Page
    times: Times
    language: str
    chosen: Preferences
    quiet: QuietHours
    max_alerts: int
    hour: int | None = None
    zones: tuple[tuple[int, str], ...] = ()
    outlets: tuple[OutletChoice, ...] = ()
    part: int = 0
    parts: int = 1
    fresh: bool = False
    language_set: bool = False
    back_to: TopicId | None = None
    alert_cap: int | None = None  # alerts in 24 hours that an admin of the bot allows
    contact: str = ""  # who may allow more

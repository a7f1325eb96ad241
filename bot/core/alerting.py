"""What becomes of the alerts that one chat is due at one moment: sent together, kept for the morning, or left.

What is left untold is not lost: the next digest holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.quiet import is_quiet, quiet_end
from bot.model import Destination, QuietHours, QuietMode, StoryId

MOST_TOGETHER = 7  # headlines in one message: as many as a digest shows, and one row of numbers


@dataclass(frozen=True, slots=True)
class Alerting:
    """Stories to tell now in one message, and those to keep until `hold_until`; the others wait for the digest.

    `is_last`: after this message the chat has had as many as it may get in 24 hours.
    """

    send: tuple[StoryId, ...] = ()
    hold: tuple[StoryId, ...] = ()
    hold_until: datetime | None = None
    silent: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class AlertRules:
    """What holds for a chat that chose nothing."""

    quiet: QuietHours
    max_alerts: int  # messages in 24 hours


def plan_alerts(
    stories: Sequence[StoryId],
    destination: Destination,
    rules: AlertRules,
    sent_today: int,
    now: datetime,
) -> Alerting:
    """What to do with these stories, oldest first; `sent_today` messages went in the 24 hours before `now`."""
    if destination.no_alert_until is not None and now < destination.no_alert_until:
        return Alerting()
    chosen, zone = destination.preferences, ZoneInfo(destination.zone)
    quiet = chosen.quiet or rules.quiet
    silent = is_quiet(quiet, now.astimezone(zone))
    if silent and chosen.quiet_mode is QuietMode.HOLD:
        return Alerting(hold=tuple(stories), hold_until=quiet_end(quiet, zone, now))
    left = most_alerts(destination, rules.max_alerts) - sent_today
    if left <= 0:
        return Alerting()
    return Alerting(send=tuple(stories[:MOST_TOGETHER]), silent=silent, is_last=left == 1)


def most_alerts(destination: Destination, usual: int) -> int:
    """How many alerts the chat may get in 24 hours: what it chose, or what is usual, up to what an admin allows it.

    Who chose nothing and is allowed more has more.
    """
    chosen, cap = destination.preferences.max_alerts, destination.alert_cap
    if cap is None:
        return usual if chosen is None else chosen
    return cap if chosen is None else min(chosen, cap)

# ruff: noqa: D102 -- the sentences say what they are; see `fr_alerts` for each
"""What every language must be able to say of alerts, quiet hours and time zones."""

from __future__ import annotations

from typing import Protocol

from bot.locale import en_alerts, fr_alerts


class Alerts(Protocol):
    """What readers are told of alerts, quiet hours and time zones."""

    NO_MORE_TODAY: str
    ALERTS_AGAIN: str
    MUTED: str
    NOT_MUTED: str
    WAS_KEPT: str
    NO_SOUND: str
    NEVER_QUIET: str
    TO_CHANGE_QUIET: str

    def alerts_line(self, topics: str) -> str: ...

    SPIKES_TOO: str
    NO_SPIKES: str
    NO_ALERT: str
    WITH_SPIKES: str

    def spike(self, topic: str, articles: int) -> str: ...

    def usually(self, articles: int) -> str: ...

    def spikes_set(self, topic: str) -> str: ...

    def alert_ended(self, topic: str) -> str: ...

    def corrected(self, clock: str) -> str: ...

    def rectification(self, headline: str) -> str: ...

    def was_said(self, outlet: str, headline: str) -> str: ...

    def now_says(self, outlet: str, clock: str) -> str: ...

    def last_alert(self, count: int) -> str: ...

    BAD_QUIET: str
    ASK_ZONE: str
    UNKNOWN_PLACE: str

    def zone_is(self, place: str, clock: str) -> str: ...

    def zone_set(self, place: str, clock: str) -> str: ...

    def zone_restored(self, place: str, clock: str) -> str: ...

    def which_zone(self, typed: str) -> str: ...

    def quiet_hours(self, start: str, end: str, held: bool) -> str: ...

    def hold_until(self, end: str) -> str: ...


def alerts(language: str) -> Alerts:
    """French for « fr », English for everything else."""
    return fr_alerts if language == "fr" else en_alerts

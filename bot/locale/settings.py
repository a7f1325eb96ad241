# ruff: noqa: D102 -- the sentences say what they are; see `fr_settings` for each
"""What every language must be able to say of a chat’s settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.locale import en_settings, fr_settings


class Settings(Protocol):
    """Labels and lines of `/reglages`."""

    SETTINGS: str
    TITLE: str
    TIMES: str
    ZONE: str
    QUIET: str
    ALERTS: str
    LENGTH: str
    OUTLETS: str
    LANGUAGE: str
    BACK: str
    WEEKDAYS: str
    WEEKEND: str
    NOT_ON_WEEKDAYS: str
    NOT_ON_WEEKENDS: str
    WRITE_TIMES: str
    WRITE_PLACE: str
    WRITE_HOURS: str
    CHOOSE_QUIET: str
    NO_QUIET: str
    QUIET_IS_NONE: str
    NO_SOUND: str
    HOLD: str
    NO_ALERTS: str
    ALERTS_ARE_OFF: str
    TITLES: str
    BRIEF: str
    FULL: str
    LENGTH_TITLES: str
    LENGTH_BRIEF: str
    LENGTH_FULL: str
    SHOW_PREVIEWS: str
    HIDE_PREVIEWS: str
    PREVIEWS_ON: str
    PREVIEWS_OFF: str
    FRENCH: str
    ENGLISH: str
    ASK_WEEKDAYS: str
    ASK_WEEKEND: str
    ASK_QUIET_FROM: str
    ASK_QUIET_TO: str
    ASK_LENGTH: str
    ASK_OUTLETS: str
    NO_OUTLETS: str

    def language_is(self, language: str) -> str: ...

    def times(self, said: str, place: str) -> str: ...

    def quiet(self, start: str, end: str, held: bool) -> str: ...

    def quiet_from(self, at: str) -> str: ...

    def quiet_to(self, at: str) -> str: ...

    def alerts(self, most: int) -> str: ...

    def left_out(self, outlets: Sequence[str], more: int) -> str: ...

    def chosen(self, label: str) -> str: ...

    def leave_out(self, outlet: str) -> str: ...

    def take_back(self, outlet: str) -> str: ...


def settings(language: str) -> Settings:
    """French for « fr », English for everything else."""
    return fr_settings if language == "fr" else en_settings

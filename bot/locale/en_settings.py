# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of a chat’s settings. Arguments are escaped already."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.en_moments import listing, number

SETTINGS = "Settings"
TITLE = "<b>Settings</b>"
TIMES = "Times"
ZONE = "Time zone"
QUIET = "Quiet hours"
ALERTS = "Alerts"
LENGTH = "Length"
OUTLETS = "Media left out"
LANGUAGE = "Language"
BACK = "‹ Back"
WEEKDAYS = "Weekdays"
WEEKEND = "Weekends"
NOT_ON_WEEKDAYS = "No digest on weekdays"
NOT_ON_WEEKENDS = "No digest at weekends"
WRITE_TIMES = "Write the times"
WRITE_PLACE = "Write another city"
WRITE_HOURS = "Write the hours"
CHOOSE_QUIET = "Choose hours"
NO_QUIET = "No quiet hours"
QUIET_IS_NONE = "Quiet hours: none"
NO_SOUND = "No sound"
HOLD = "Hold back"
NO_ALERTS = "No alerts"
ALERTS_ARE_OFF = "Alerts: none"
TITLES = "Titles"
BRIEF = "Briefs"
FULL = "Full"
LENGTH_TITLES = "Length: titles only"
LENGTH_BRIEF = "Length: briefs, a sentence or two a story"
LENGTH_FULL = "Length: full, a few sentences a story"
SHOW_PREVIEWS = "Show previews"
HIDE_PREVIEWS = "Hide previews"
PREVIEWS_ON = "Preview of the first article: yes"
PREVIEWS_OFF = "Preview of the first article: no"
FRENCH = "Français"
ENGLISH = "English"
ASK_WEEKDAYS = "When would you like the digest, <b>Monday to Friday</b>?"
ASK_WEEKEND = "When would you like the digest, <b>at weekends</b>?"
ASK_QUIET_FROM = "When do your quiet hours begin?"
ASK_QUIET_TO = "When do they end?"
ASK_LENGTH = "How much of each story would you like to read in your digests?"
ASK_OUTLETS = "Tap a name to leave it out of your digests and alerts, or to have it back."
NO_OUTLETS = "No media are read yet."


def language_is(language: str) -> str:
    return f"Language: {'French' if language == 'fr' else 'English'}"


def times(said: str, place: str) -> str:
    return f"Digests: {said}, {place} time"


def quiet(start: str, end: str, held: bool) -> str:
    return f"Quiet hours: {start} to {end}, alerts {'held back' if held else 'without a sound'}"


def quiet_from(at: str) -> str:
    return f"From {at}"


def quiet_to(at: str) -> str:
    return f"To {at}"


def alerts(most: int) -> str:
    return f"Alerts: at most {number(most)} in 24 hours"


def left_out(outlets: Sequence[str], more: int) -> str:
    if not outlets:
        return "Media left out: none"
    names = [*outlets, *([f"{number(more)} other{'s' if more > 1 else ''}"] if more else [])]
    return f"Media left out: {listing(names)}"


def chosen(label: str) -> str:
    return f"✓ {label}"


def leave_out(outlet: str) -> str:
    return f"Leave out {outlet}"


def take_back(outlet: str) -> str:
    return f"Have {outlet} back"

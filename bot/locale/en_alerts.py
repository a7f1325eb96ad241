# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of alerts, quiet hours and time zones. Arguments are escaped already."""

from __future__ import annotations

from bot.locale.en_moments import number

NO_MORE_TODAY = "No more alerts until tomorrow"
ALERTS_AGAIN = "Bring alerts back"
MUTED = "Understood, no more alerts until tomorrow; what appears meanwhile waits for you in the digest."
NOT_MUTED = "Alerts are back."
WAS_KEPT = "Kept during your quiet hours."

NO_SOUND = "Without a sound"
NEVER_QUIET = "No quiet hours: alerts ring at any time."
TO_CHANGE_QUIET = "To change them, type for example <b>22:00-7:00</b>, or <b>no</b> for none."


BAD_QUIET = (
    "I did not understand these hours, so nothing changes. Type for example <b>10pm-7am</b>, <b>10pm-7am hold</b> "
    "or <b>no</b>."
)
ASK_ZONE = "Which city’s time would you like? For example: <b>Montreal</b>, or <b>Brussels</b>."
UNKNOWN_PLACE = (
    "I do not know this place. Type a large city in the same zone, for example <b>Montreal</b>, "
    "or a country, for example <b>Belgium</b>."
)


def zone_is(place: str, clock: str) -> str:
    return f"Your digests and alerts follow the time in <b>{place}</b>, where it is {clock}."


def zone_set(place: str, clock: str) -> str:
    return f"Noted: everything follows the time in <b>{place}</b>, where it is {clock}."


def zone_restored(place: str, clock: str) -> str:
    return f"You are back to the time in <b>{place}</b>, where it is {clock}."


def which_zone(typed: str) -> str:
    return f"The time of which city, for “{typed}”?"


def alerts_line(topics: str) -> str:
    return f"Alerts: {topics}"


SPIKES_TOO = "Tell me of surges too"
NO_SPIKES = "No more word of surges"
WITH_SPIKES = "surges told"
NO_ALERT = "No more alerts on this topic"


def spike(topic: str, articles: int) -> str:
    return f"<b>{topic}: {number(articles)} articles in one hour</b>"


def usually(articles: int) -> str:
    if not articles:
        return "Usually hardly anything at this hour. Most reported:"
    return f"Usually {number(articles)} at this hour. Most reported:"


def spikes_set(topic: str) -> str:
    return f"<b>{topic}</b>: I will tell you when the press suddenly writes far more about it than usual."


def alert_ended(topic: str) -> str:
    return f"<b>{topic}</b>: no more alerts, the topic stays in your digests."


def corrected(clock: str) -> str:
    return f"Updated, {clock}."


def rectification(headline: str) -> str:
    return f"Correction: {headline}"


def was_said(outlet: str, headline: str) -> str:
    return f"{outlet} had written before: “{headline}”."


def now_says(outlet: str, clock: str) -> str:
    return f"{outlet} has corrected its text, {clock}."


def last_alert(count: int) -> str:
    if count == 1:
        return "This is the one alert allowed in 24 hours: the rest waits for you in the digest."
    return f"This is the last of the {number(count)} alerts allowed in 24 hours: the rest waits for you in the digest."


def quiet_hours(start: str, end: str, held: bool) -> str:
    what = f"alerts are kept until {end}" if held else "alerts come without a sound"
    return f"Quiet hours, from {start} to {end}: {what}."


def hold_until(end: str) -> str:
    return f"Keep until {end}"

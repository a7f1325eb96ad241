# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English of a pause and of coming back. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import PauseProblem
from bot.locale.en_moments import number

PROBLEMS: Mapping[PauseProblem, str] = {
    PauseProblem.NOT_UNDERSTOOD: "I did not understand until when, nothing changes.",
    PauseProblem.PAST: "That day has passed, so nothing changes.",
    PauseProblem.TOO_FAR: "That is more than a year away, so nothing changes; /stop ends all, and keeps your topics.",
}
EXAMPLES = "Type for example <b>/pause 25 August</b>, <b>/pause two weeks</b> or <b>/pause Monday</b>."
COMING = "The stories most reported while you were away come in a moment."
WELCOME_BACK = "<b>Welcome back.</b>"
START_AFRESH = "Start afresh"


def paused(until: str, back_at: str) -> str:
    return (
        f"Understood, no digest {until}. The next one: {back_at}, with the stories most reported while you are away. "
        "/resume brings the digests back earlier."
    )


def heading(since: str, stories: int, shown: int, public: bool) -> str:
    counted = f"{number(stories)} {'story' if stories == 1 else 'stories'} on {_topics(public)}"
    if stories <= shown:
        return f"{_greeting(public)}Since {since}, {counted}."
    return f"{_greeting(public)}Since {since}, {counted}; here are {number(shown)} of the most reported."


def nothing(since: str, public: bool) -> str:
    return f"{_greeting(public)}Nothing new on {_topics(public)} since {since}."


def _greeting(public: bool) -> str:
    return "" if public else f"{WELCOME_BACK} "


def _topics(public: bool) -> str:
    return "this channel’s topics" if public else "your topics"


def frame(date: str, clock: str) -> str:
    return f"Digest of your return, {date}, {clock}."


def rest(next_at: str, since: str, public: bool) -> str:
    unless = "" if public else ", unless you start afresh"
    return f"The next one ({next_at}) tells what is left since {since}{unless}."


def afresh(next_at: str) -> str:
    when = f"the next digest ({next_at}) tells" if next_at else "your digests tell"
    return f"Understood: {when} only what appears from now on."

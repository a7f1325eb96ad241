"""The feeds, for those who may change them."""

from __future__ import annotations

from bot.model import Message
from bot.results import Imported, WhichFeed
from bot.views.actions import RemoveFeed, UndoAddition
from bot.views.html import escape, shorten
from bot.views.parts import MAX_QUERY_CHARS, MAX_URL_CHARS, button
from bot.views.voice import Voice

MAX_CHOICES = 20  # buttons in a row each: more is no choice but a search
MAX_REFUSED = 10  # addresses that an import's report names


def which_feed(result: WhichFeed, voice: Voice) -> Message:
    """Pick one to remove."""
    asked = voice.house.WHICH_FEED
    if result.typed:
        asked = voice.house.no_such_feed(escape(shorten(result.typed, MAX_QUERY_CHARS)))
    rows = tuple((button(feed.outlet, RemoveFeed(feed.id)),) for feed in result.feeds[:MAX_CHOICES])
    return Message(html=asked if rows else voice.house.NO_FEEDS, buttons=rows)


def imported(result: Imported, voice: Voice) -> Message:
    """What was added, known, and refused why."""
    lines = [voice.house.imported(len(result.added), len(result.known), len(result.refused))]
    lines += [
        f"• {escape(shorten(url, MAX_URL_CHARS))} ({voice.house.problem(problem, None)})"
        for url, problem in result.refused[:MAX_REFUSED]
    ]
    undo = ((button(voice.say.CANCEL, UndoAddition(result.addition_id)),),) if result.addition_id else ()
    return Message(html="\n".join(lines), buttons=undo)

"""The feeds, for those who may change them."""

from __future__ import annotations

from bot.model import Button, Feed, Message
from bot.results import FeedList, FeedRemoved, Imported, WhichFeed
from bot.views.actions import FeedPage, RemoveFeed, UndoAddition
from bot.views.health import health
from bot.views.html import MAX_UNITS, escape, fit, link, shorten
from bot.views.parts import MAX_QUERY_CHARS, button, outlet_name
from bot.views.voice import Voice

MAX_CHOICES = 20  # buttons in a row each: more is no choice but a search
MAX_REFUSED = 10  # addresses that an import's report names
MAX_URL_CHARS = 200


def feed_list(result: FeedList, voice: Voice) -> Message:
    """One page of the feeds with their health."""
    if not result.feeds:
        return Message(html=voice.house.NO_FEEDS)
    lines = [voice.house.feed_page(result.total, result.page + 1, result.pages)]
    lines += [_feed_line(feed, voice) for feed in result.feeds]
    turns: list[Button] = []
    if result.page > 0:
        turns.append(button(voice.house.PREVIOUS, FeedPage(result.page - 1)))
    if result.page + 1 < result.pages:
        turns.append(button(voice.house.NEXT, FeedPage(result.page + 1)))
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(tuple(turns),) if turns else ())


def _feed_line(feed: Feed, voice: Voice) -> str:
    line = f"{link(outlet_name(feed.outlet), feed.url)}, {health(feed, voice)}"
    return f"• {line}"


def which_feed(result: WhichFeed, voice: Voice) -> Message:
    """Pick one to remove."""
    asked = voice.house.WHICH_FEED
    if result.typed:
        asked = voice.house.no_such_feed(escape(shorten(result.typed, MAX_QUERY_CHARS)))
    rows = tuple((button(feed.outlet, RemoveFeed(feed.id)),) for feed in result.feeds[:MAX_CHOICES])
    return Message(html=asked if rows else voice.house.NO_FEEDS, buttons=rows)


def feed_removed(result: FeedRemoved, voice: Voice) -> Message:
    """It is read no more."""
    return Message(html=voice.house.feed_removed(outlet_name(result.feed.outlet)))


def imported(result: Imported, voice: Voice) -> Message:
    """What was added, known, and refused why."""
    lines = [voice.house.imported(len(result.added), len(result.known), len(result.refused))]
    lines += [
        f"• {escape(shorten(url, MAX_URL_CHARS))} ({voice.house.problem(problem, None)})"
        for url, problem in result.refused[:MAX_REFUSED]
    ]
    undo = ((button(voice.say.CANCEL, UndoAddition(result.addition_id)),),) if result.addition_id else ()
    return Message(html="\n".join(lines), buttons=undo)

"""The feeds, one page or one feed at a time, for those who look after them."""

from __future__ import annotations

from bot.model import Attachment, Button, Feed, FeedHealth, Message
from bot.results import FeedCard, FeedList, FeedPlace, FeedPurged, FeedRemoval, FeedRemoved, FeedsExported
from bot.views.actions import (
    AskRemoval,
    BringBackFeed,
    ExportFeeds,
    FeedsTo,
    ListNominations,
    ListWishes,
    OpenFeed,
    OpenWish,
    PauseFeed,
    PurgeFeed,
    RemoveFeed,
    RenameFeed,
    RereadFeed,
    ResumeFeed,
)
from bot.views.health import health
from bot.views.html import MAX_UNITS, escape, fit, link, shorten
from bot.views.pages import Rows, in_rows
from bot.views.parts import MAX_QUERY_CHARS, address, button, outlet_name
from bot.views.publishers import purged_said
from bot.views.voice import Voice

NUMBERS = 5  # a row: ten feeds are two rows
_WEEK, _MONTH = 7, 30
_WELL = (FeedHealth.OK, FeedHealth.SLOW)


def feed_list(result: FeedList, voice: Voice) -> Message:
    """One page of the feeds with their health; a number opens one."""
    words, typed = voice.feeds, escape(shorten(result.typed, MAX_QUERY_CHARS))
    if not result.feeds:
        if not result.typed:
            return Message(html=voice.house.NO_FEEDS)
        return Message(html=words.found_none(typed), buttons=((button(words.ALL_FEEDS, FeedsTo(0, 0)),),))
    page, place = result.page + 1, FeedPlace(result.ask_id, result.page)
    head = (
        words.found(result.total, typed, page, result.pages)
        if result.typed
        else voice.house.feed_page(result.total, page, result.pages)
    )
    numbered = tuple(enumerate(result.feeds, result.first))
    lines = [head, *(_line(number, feed, voice) for number, feed in numbered)]
    opens = [button(str(number), OpenFeed(feed.id, place.ask_id, place.page)) for number, feed in numbered]
    rows = (*in_rows(opens, NUMBERS), *_turns(result, voice), *_beside(result, voice))
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=rows)


def _line(number: int, feed: Feed, voice: Voice) -> str:
    return f"{number} · {link(outlet_name(feed.outlet), feed.url)}, {health(feed, voice)}"


def _turns(result: FeedList, voice: Voice) -> Rows:
    turns: list[Button] = []
    if result.page > 0:
        turns.append(button(voice.house.PREVIOUS, FeedsTo(result.ask_id, result.page - 1)))
    if result.page + 1 < result.pages:
        turns.append(button(voice.house.NEXT, FeedsTo(result.ask_id, result.page + 1)))
    return (tuple(turns),) if turns else ()


def _beside(result: FeedList, voice: Voice) -> Rows:
    words = voice.feeds
    if result.typed:
        return ((button(words.ALL_FEEDS, FeedsTo(0, 0)),),)
    wishes = (button(words.wishes_button(result.wishes), ListWishes()),) if result.wishes else ()
    export = (button(words.EXPORT, ExportFeeds()), *wishes)
    if not result.nominations:
        return (export,)
    return ((button(voice.nominations.waiting_button(result.nominations), ListNominations()),), export)


def feed_card(result: FeedCard, voice: Voice) -> Message:
    """One feed: how it does, what it brings, and what can be done."""
    words, feed, place = voice.feeds, result.feed, result.place
    lines = [
        f"<b>{outlet_name(feed.outlet)}</b>",
        address(feed.url),
        words.health_line(_health(feed, voice)),
        *_bringing(result, voice),
        words.read_line(
            "" if feed.last_success_at is None else voice.moment(feed.last_success_at),
            "" if feed.paused_at else voice.moment(feed.next_read_at),
        ),
    ]
    if feed.fault is not None:
        problem = voice.house.problem(feed.fault.problem, feed.fault.status)
        lines.append(words.error_line(problem, feed.fault.count))
    if feed.moved_to:
        lines.append(words.moving_line(address(feed.moved_to)))
    if result.wish is not None:
        lines.append(words.wish_now(words.WISHES[result.wish.kind], voice.day(result.wish.noted_at)))
    if result.was_read is False:
        lines.append(words.NOT_READ_NOW)
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=_buttons(feed, place, voice))


def _health(feed: Feed, voice: Voice) -> str:
    """With since when, which `health` itself says only of what is amiss."""
    said = health(feed, voice)
    if feed.health_since is None or feed.paused_at or feed.fault or feed.health not in _WELL:
        return said
    return f"{said} {voice.house.since(voice.moment(feed.health_since))}"


def _bringing(result: FeedCard, voice: Voice) -> list[str]:
    if result.feed.first_read_at is None:
        return []
    lines = [voice.feeds.articles_line(rhythm(result.a_day, voice), result.kept)]
    if result.feed.gap is not None:
        lines.append(voice.feeds.gap_line(max(1, round(result.feed.gap.total_seconds() / 60))))
    return lines


def rhythm(a_day: float | None, voice: Voice) -> str:
    """By the shortest span that holds one article: « 12 par jour », « 3 par semaine », « 1 par mois »; or ""."""
    if not a_day:
        return ""
    if a_day >= 1:
        return voice.sources.a_day(round(a_day))
    if a_day * _WEEK >= 1:
        return voice.sources.a_week(round(a_day * _WEEK))
    return voice.sources.a_month(max(1, round(a_day * _MONTH)))


def _buttons(feed: Feed, place: FeedPlace, voice: Voice) -> Rows:
    words, at = voice.feeds, (feed.id, place.ask_id, place.page)
    if feed.paused_at is not None:
        first: tuple[Button, ...] = (button(words.RESUME, ResumeFeed(*at)),)
    else:
        first = (button(words.READ_NOW, RereadFeed(*at)), button(words.PAUSE, PauseFeed(*at)))
    return (
        first,
        (button(words.RENAME, RenameFeed(*at)), button(words.REMOVE, AskRemoval(*at))),
        (button(words.PUBLISHER, OpenWish(*at)),),
        (_back(place, voice),),
    )


def _back(place: FeedPlace, voice: Voice) -> Button:
    return button(voice.feeds.BACK, FeedsTo(place.ask_id, place.page))


def feed_removal(result: FeedRemoval, voice: Voice) -> Message:
    """What would be lost with it; the first button confirms."""
    words, feed, place = voice.feeds, result.feed, result.place
    said = words.removal_question(outlet_name(feed.outlet), result.topics, result.alone, result.kept)
    erase = ((button(words.REMOVE_ALL, PurgeFeed(feed.id)),),) if result.kept else ()
    keep = (button(words.KEEP, OpenFeed(feed.id, place.ask_id, place.page)),)
    return Message(html=said, buttons=((button(words.REMOVE, RemoveFeed(feed.id)),), *erase, keep))


def feed_removed(result: FeedRemoved, voice: Voice) -> Message:
    """It is read no more, unless that is taken back."""
    undo = button(voice.say.CANCEL, BringBackFeed(result.feed.id))
    return Message(
        html=voice.house.feed_removed(outlet_name(result.feed.outlet)),
        buttons=((undo, _back(FeedPlace(), voice)),),
    )


def feed_purged(result: FeedPurged, voice: Voice) -> Message:
    """It is gone with all that it brought."""
    return Message(html=purged_said(result, voice), buttons=((_back(FeedPlace(), voice),),))


def feeds_exported(result: FeedsExported, voice: Voice) -> Message:
    """The list as a document."""
    file = Attachment(voice.feeds.EXPORTED_NAME, result.content, "text/x-opml+xml")
    return Message(html=voice.feeds.exported(result.feeds), attachment=file)

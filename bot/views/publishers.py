"""What publishers ask, for those who see to it."""

from __future__ import annotations

from bot.model import Message, Wish, WishKind
from bot.results import FeedPurged, WishLifted, WishList, WishNoted, WishPage, WishQuestion
from bot.views.actions import AskWish, DescribeWish, FeedsTo, LiftWish, MakeWish, OpenFeed
from bot.views.html import MAX_UNITS, escape, fit, shorten
from bot.views.pages import in_rows
from bot.views.parts import button, outlet_name
from bot.views.voice import Voice

NAMED = 5  # outlets that an answer names; their number is small, but a name may be shared by mistake
MAX_PLACE, MAX_NOTE = 80, 200
MAX_LIFTED, LIFTS = 12, 3  # buttons of a list, and of a row


def wish_said(result: WishNoted, voice: Voice) -> str:
    """What is done now that was not before."""
    words, places = voice.feeds, [_place(place) for place in result.places]
    if result.kind is WishKind.TITLES:
        said = words.titles_only(places, result.entries)
    else:
        said = words.refused(places, [outlet_name(name) for name in result.outlets[:NAMED]], result.entries)
    return f"{said} {words.recalled(result.recalled)}" if result.recalled else said


def lifted_said(result: WishLifted, voice: Voice) -> str:
    """It is forgotten."""
    return voice.feeds.lifted(escape(shorten(result.place, MAX_UNITS // 4)))


def purged_said(result: FeedPurged, voice: Voice) -> str:
    """What went with a feed."""
    said = voice.feeds.purged(outlet_name(result.feed.outlet), result.entries)
    return f"{said} {voice.feeds.recalled(result.recalled)}" if result.recalled else said


def wish_page(result: WishPage, voice: Voice) -> Message:
    """What the publisher of a feed asks, and what may be noted for it."""
    words, feed, where = voice.feeds, result.feed, result.where
    lines = [words.wish_page(outlet_name(feed.outlet), [_place(place) for place in result.places])]
    if result.wish is not None:
        lines.append(_line(result.wish, voice))
    kinds = ((words.TITLES_ONLY, 0), (words.REFUSE, 1))
    asks = tuple(
        (button(label, AskWish(feed.id, number)),)
        for label, number in kinds
        if result.wish is None or result.wish.kind is not (WishKind.TITLES, WishKind.REFUSED)[number]
    )
    lift = ((button(words.LIFT, LiftWish(result.ask_id, 0)),),) if result.wish is not None else ()
    back = (button(words.BACK, FeedsTo(where.ask_id, where.page)),)
    return Message(html="\n".join(lines), buttons=(*asks, *lift, back))


def wish_question(result: WishQuestion, voice: Voice) -> Message:
    """What it would do, for good; the first button confirms."""
    words, places = voice.feeds, [_place(place) for place in result.places]
    outlets = [outlet_name(name) for name in result.outlets[:NAMED]]
    is_titles = result.kind is WishKind.TITLES
    ask = words.titles_question if is_titles else words.refuse_question
    number, label = (0, words.DO_TITLES) if is_titles else (1, words.DO_REFUSE)
    return Message(
        html=ask(places, outlets, result.kept),
        buttons=(
            (button(label, MakeWish(result.feed.id, number)),),
            (button(words.KEEP, OpenFeed(result.feed.id, 0, 0)),),
        ),
    )


def wish_noted(result: WishNoted, voice: Voice) -> Message:
    """What is done, and what may be said or taken back."""
    words = voice.feeds
    return Message(
        html=wish_said(result, voice),
        buttons=(
            (button(words.WHO_ASKED, DescribeWish(result.ask_id)),),
            (button(words.LIFT, LiftWish(result.ask_id, 0)), button(words.BACK, FeedsTo(0, 0))),
        ),
    )


def wish_list(result: WishList, voice: Voice) -> Message:
    """What all publishers have asked, the latest first; each may be lifted."""
    words = voice.feeds
    back = (button(words.BACK, FeedsTo(0, 0)),)
    if not result.wishes:
        return Message(html=words.NO_WISHES, buttons=(back,))
    lines = [words.WISH_LIST, *(f"{n} · {_line(wish, voice)}" for n, wish in enumerate(result.wishes, 1))]
    shown = min(len(result.wishes), MAX_LIFTED)
    lifts = [button(f"{words.LIFT_ALL} {n}", LiftWish(result.ask_id, n)) for n in range(1, shown + 1)]
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(*in_rows(lifts, LIFTS), back))


def wish_lifted(result: WishLifted, voice: Voice) -> Message:
    """It is forgotten."""
    return Message(html=lifted_said(result, voice), buttons=((button(voice.feeds.BACK, FeedsTo(0, 0)),),))


def _line(wish: Wish, voice: Voice) -> str:
    kind, day = voice.feeds.WISHES[wish.kind], voice.day(wish.noted_at)
    who, why = escape(shorten(wish.requester, MAX_NOTE)), escape(shorten(wish.reason, MAX_NOTE))
    return voice.feeds.wish_line(_place(wish.place), kind, day, outlet_name(wish.outlet), who, why)


def _place(place: str) -> str:
    return escape(shorten(place, MAX_PLACE))

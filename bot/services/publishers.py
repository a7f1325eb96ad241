"""What publishers ask of us: to show their headlines alone, or not to be read.

A wish is noted by an admin, in Telegram or in a terminal, and obeyed at once and from then on (`ports.Wishes`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.wishes import named_place, place_of, refuses
from bot.errors import InvalidUrl, NotFound
from bot.model import Deed, Feed, UserId, Wish, WishKind
from bot.ports import Store
from bot.results import FeedPurged, WishLifted, WishNoted
from bot.services.administration import named_wholly
from bot.services.desk import Desk

MAX_NOTE_CHARS = 200  # of who asked, and of why


async def is_refused(store: Store, url: str) -> bool:
    """Whether the publisher of that address has asked not to be read."""
    return refuses(await store.wishes.list_wishes(), url)


async def note_wish(
    desk: Desk,
    kind: WishKind,
    places: Sequence[str],
    outlet: str,
    by: UserId | None,
    requester: str = "",
    reason: str = "",
    ask_id: int = 0,
) -> WishNoted:
    """Remember what a publisher asks for these places, and obey it at once; `by` is the admin, None in a terminal."""
    now = desk.clock.now()
    who, why = requester.strip()[:MAX_NOTE_CHARS], reason.strip()[:MAX_NOTE_CHARS]
    wishes = tuple(Wish(place, kind, now, outlet, who, why) for place in places)
    obeyed = await desk.store.wishes.note(wishes)
    deed = Deed.PUBLISHER_WISH if kind is WishKind.TITLES else Deed.PUBLISHER_REFUSAL
    await desk.store.audit.note(deed, by, ", ".join(places), now)
    outlets = tuple(dict.fromkeys(feed.outlet for feed in obeyed.removed))
    return WishNoted(kind, tuple(places), outlets, obeyed.entries, obeyed.recalled, ask_id)


async def lift_wish(desk: Desk, named: str, by: UserId | None) -> WishLifted:
    """Forget a wish, by its place as it is listed or by an address that gives it. Raises `NotFound`."""
    for place in dict.fromkeys((named.strip(), named_place(named))):
        if place and await desk.store.wishes.lift(place) is not None:
            await desk.store.audit.note(Deed.WISH_LIFTED, by, place, desk.clock.now())
            return WishLifted(place)
    raise NotFound(named)


async def purge_feed(desk: Desk, feed: Feed, by: UserId | None) -> FeedPurged:
    """Stop reading a feed and erase what it brought, though nobody asked for it."""
    obeyed = await desk.store.wishes.purge(feed, desk.clock.now())
    await desk.store.audit.note(Deed.FEED_PURGED, by, feed.outlet, desk.clock.now())
    return FeedPurged(feed, obeyed.entries, obeyed.recalled)


async def places_named(desk: Desk, text: str) -> tuple[tuple[str, ...], str]:
    """What an admin's words are about, and its name: a host, an address, or an outlet (wholly named) with its feeds.

    Raises `InvalidUrl` for what is neither.
    """
    feeds = await desk.store.feeds.list_feeds()
    place = named_place(text)
    if place:
        return (place,), next((feed.outlet for feed in feeds if place_of(feed.url) == place), "")
    named = named_wholly(feeds, text)
    outlets = {feed.outlet for feed in named}
    if len(outlets) != 1:
        raise InvalidUrl(text.strip())
    return places_of(feeds, named[0]), named[0].outlet


def places_of(feeds: Sequence[Feed], feed: Feed) -> tuple[str, ...]:
    """The places of a feed and of every other feed of its outlet."""
    sisters = (feed, *(each for each in feeds if each.outlet == feed.outlet))
    return tuple(dict.fromkeys(filter(None, (place_of(each.url) for each in sisters))))

"""What publishers ask, seen to in Telegram: from the page of a feed, for all feeds of its outlet."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.wishes import covers, wish_for
from bot.errors import NotFound
from bot.model import FeedId, Reader, WishKind
from bot.results import FeedPlace, Question, Wanted, WishLifted, WishList, WishNoted, WishPage, WishQuestion
from bot.services.administration import demand_admin
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.publishers import MAX_NOTE_CHARS, lift_wish, note_wish, places_of
from bot.services.subscriptions import wait_for

LISTED = "wishes"
KINDS = (WishKind.TITLES, WishKind.REFUSED)  # by the number that buttons carry
MOST_LISTED = 30  # the latest; a terminal prints them all


async def open_wish(desk: Desk, reader: Reader, feed_id: FeedId, where: FeedPlace) -> WishPage:
    """What the publisher of a feed asks now, and what a wish would go for. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feeds, feed = await desk.store.feeds.list_feeds(), await desk.store.feeds.get(feed_id)
    wish = wish_for(await desk.store.wishes.list_wishes(), feed.url)
    ask_id = await _remember(desk, reader, [wish.place]) if wish else 0
    return WishPage(feed, places_of(feeds, feed), wish, ask_id, where)


async def ask_wish(desk: Desk, reader: Reader, feed_id: FeedId, number: int) -> WishQuestion:
    """Asked before it is done, since texts and articles do not come back. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feeds, feed = await desk.store.feeds.list_feeds(), await desk.store.feeds.get(feed_id)
    places = places_of(feeds, feed)
    concerned = [each for each in feeds if any(covers(place, each.url) for place in places)]
    now = desk.clock.now()
    kept = sum([(await desk.store.feeds.activity(each.id, now)).kept for each in concerned])
    outlets = tuple(dict.fromkeys(each.outlet for each in concerned))
    return WishQuestion(feed, _kind(number), places, outlets, kept)


async def make_wish(desk: Desk, reader: Reader, feed_id: FeedId, number: int) -> WishNoted:
    """As was asked. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feeds, feed = await desk.store.feeds.list_feeds(), await desk.store.feeds.get(feed_id)
    places = places_of(feeds, feed)
    ask_id = await _remember(desk, reader, places)
    return await note_wish(desk, _kind(number), places, feed.outlet, reader.user_id, ask_id=ask_id)


async def list_wishes(desk: Desk, reader: Reader) -> WishList:
    """What all publishers have asked, the latest first."""
    await demand_admin(desk, reader)
    wishes = (await desk.store.wishes.list_wishes())[::-1][:MOST_LISTED]
    ask_id = await _remember(desk, reader, [wish.place for wish in wishes]) if wishes else 0
    return WishList(wishes, ask_id)


async def lift(desk: Desk, reader: Reader, ask_id: int, place: int) -> WishLifted:
    """Forget one of the wishes that were listed (from 1), or all (0). Raises `NotFound` when that is forgotten."""
    await demand_admin(desk, reader)
    places = await _remembered(desk, reader, ask_id)
    if not 0 <= place <= len(places):
        raise NotFound(LISTED)
    wanted = places if place == 0 else places[place - 1 : place]
    kept = {wish.place for wish in await desk.store.wishes.list_wishes()}
    standing = [each for each in wanted if each in kept]
    if not standing:
        raise NotFound(LISTED)
    for each in standing:
        await lift_wish(desk, each, reader.user_id)
    return WishLifted(", ".join(standing))


async def ask_who(desk: Desk, reader: Reader, ask_id: int) -> Question:
    """*Noter qui l’a demandé*: the next message says it. Raises `NotFound` when the wish is forgotten."""
    await demand_admin(desk, reader)
    places = await _remembered(desk, reader, ask_id)
    destination = await destination_of(desk, reader)
    await wait_for(desk, reader, destination, Wanted.WISH_NOTE, json.dumps(places))
    return Question(Wanted.WISH_NOTE, about=", ".join(places))


async def note_who(desk: Desk, reader: Reader, about: str, text: str) -> WishList:
    """« Who: why », or who alone. Raises `NotFound` once nothing is asked there any more."""
    await demand_admin(desk, reader)
    who, _, why = (part.strip()[:MAX_NOTE_CHARS] for part in text.partition(":"))
    described = [await desk.store.wishes.describe(place, who, why) for place in json.loads(about)]
    if not any(described):
        raise NotFound(LISTED)
    return await list_wishes(desk, reader)


def _kind(number: int) -> WishKind:
    if not 0 <= number < len(KINDS):
        raise NotFound(LISTED)
    return KINDS[number]


async def _remember(desk: Desk, reader: Reader, places: Sequence[str]) -> int:
    destination = await destination_of(desk, reader)
    return await desk.store.asks.put(
        destination.id, reader.user_id, LISTED, json.dumps(list(places)), desk.clock.now(), waits=False
    )


async def _remembered(desk: Desk, reader: Reader, ask_id: int) -> list[str]:
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != LISTED or asked.destination_id != destination.id:
        raise NotFound(LISTED)
    places: list[str] = json.loads(asked.text)
    return places

"""Adding a feed: from what an admin typed to one that is followed, or to a choice.

An address that leads to one feed is acted upon at once, and its latest titles show whether it was meant; several are
offered. What is followed already is recognised by its address, by the address it has moved to, and by its articles.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.addresses import is_address, split_name
from bot.core.catalogue import load_catalogue
from bot.core.feed_family import family_key
from bot.core.glimpse import glimpse_of
from bot.core.links import same_feed_key
from bot.core.outlets import outlet_of
from bot.core.same_items import holds
from bot.core.wishes import refuses
from bot.errors import AlreadyFollowed, FetchError, FetchProblem, InvalidUrl, NotFound
from bot.model import Deed, Feed, FeedHealth, FeedOffer, Reader, UserId
from bot.results import FeedAdded, FeedChoice, FeedOption, FeedRepeats, MediaFound, Question, Wanted
from bot.services import catalogue
from bot.services.administration import check_address, demand_admin
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.refresh import Reading, refresh_one
from bot.services.subscriptions import ask_for

PICK = "pick_feed"
MOST_OPTIONS = 10  # buttons of a choice; a page that announces more has its sections listed elsewhere


async def add_feed(
    desk: Desk, reader: Reader, text: str
) -> FeedAdded | FeedChoice | FeedRepeats | MediaFound | Question:
    """`/ajouterflux ADDRESS [NAME]`; what is no address is looked up in the catalogue.

    Raises `NoFeedFound`, `InvalidUrl`, `AlreadyFollowed`.
    """
    await demand_admin(desk, reader)
    if not text.strip():
        return await ask_for(desk, reader, Wanted.ADD_FEED)
    address, name = split_name(text)
    if not is_address(address):
        found = await catalogue.find_media(desk, reader, text)
        if not found.choices:
            raise InvalidUrl(text.strip())
        return found
    options = (await find_options(desk, address, name))[:MOST_OPTIONS]
    only = the_only_one(options)
    if only is not None and only.known is None:
        return await follow_option(desk, only, reader.user_id)
    ask_id = await _remember(desk, reader, (only,) if only else options)
    if only is not None and only.known is not None:
        return FeedRepeats(ask_id, only, only.known)
    return FeedChoice(address, ask_id, options)


async def pick_feed(desk: Desk, reader: Reader, ask_id: int, index: int) -> FeedAdded:
    """One of the feeds that were offered. Raises `NotFound` when the offer is forgotten, `AlreadyFollowed`."""
    await demand_admin(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != PICK:
        raise NotFound(PICK)
    offers = json.loads(asked.text)
    if not 0 <= index < len(offers):
        raise NotFound(PICK)
    url, outlet, title = offers[index]
    return await follow(desk, url, outlet, title, reader.user_id)


async def find_options(desk: Desk, address: str, name: str = "") -> tuple[FeedOption, ...]:
    """The feeds behind an address, each with the name it would get and the followed feed it repeats; comments last.

    Raises `AlreadyFollowed` where it is one feed, and that very address is followed; `NoFeedFound`, `InvalidUrl`,
    with `UNWANTED` where the publisher has asked not to be read.
    """
    found = await desk.finder.find(address)
    wishes = await desk.store.wishes.list_wishes()
    offers = [offer for offer in found if not refuses(wishes, offer.url)]
    if not offers:
        raise InvalidUrl(address, FetchProblem.UNWANTED)
    followed = [feed for feed in await desk.store.feeds.list_feeds() if feed.health is not FeedHealth.GONE]
    options = tuple(
        [
            FeedOption(
                offer,
                name or outlet_of(offer, followed, load_catalogue()),
                await _known(desk, offer, followed),
            )
            for offer in offers
        ]
    )
    only = the_only_one(options)
    if only is not None and only.known is not None and _is_same_address(only.offer, only.known):
        raise AlreadyFollowed(only.known.outlet)
    return options


def the_only_one(options: Sequence[FeedOption]) -> FeedOption | None:
    """What is meant where only one feed is no feed of comments, else None."""
    news = [option for option in options if not option.offer.is_comments]
    candidates = news or list(options)
    return candidates[0] if len(candidates) == 1 else None


async def follow_option(desk: Desk, option: FeedOption, by: UserId | None = None) -> FeedAdded:
    """Follow what was found."""
    return await follow(desk, option.offer.url, option.name, option.offer.title, by)


async def follow(desk: Desk, url: str, outlet: str, title: str, by: UserId | None = None) -> FeedAdded:
    """Follow one feed and read it at once: its items are the baseline, found by search and never pushed.

    A feed that cannot be read now is followed all the same, and the answer says why it could not. `by` is the admin,
    None in a terminal.
    """
    check_address(url)
    feed = await desk.store.feeds.add(url, outlet or title or url, title, desk.clock.now())
    await desk.store.audit.note(Deed.FEED_ADDED, by, feed.outlet, desk.clock.now())
    reading = await refresh_one(desk, feed)
    if reading is None:
        return FeedAdded(feed, 0, ())
    if reading.parsed is None:
        return _unread(feed, reading)
    if not (outlet or title):
        named = outlet_of(FeedOffer(url, reading.parsed.title), (), load_catalogue())
        await desk.store.feeds.rename(feed.id, named)
    seen = glimpse_of(reading.parsed)
    return FeedAdded(await desk.store.feeds.get(feed.id), seen.entries, seen.latest)


def _unread(feed: Feed, reading: Reading) -> FeedAdded:
    failure = reading.outcome
    status = failure.status if isinstance(failure, FetchError) else None
    return FeedAdded(feed, 0, (), getattr(failure, "problem", None), status)


async def _known(desk: Desk, offer: FeedOffer, followed: Sequence[Feed]) -> Feed | None:
    """The followed feed that this one is, or whose articles it repeats."""
    for feed in followed:
        if _is_same_address(offer, feed):
            return feed
    for feed in followed:
        if family_key(feed.url) == family_key(offer.url):
            return feed
    seen = offer.glimpse
    if seen is None or not seen.entries:
        return None
    shared = await desk.store.feeds.sharing(sorted(seen.keys), sorted(seen.links))
    return next((one.feed for one in shared if holds(one.items, seen)), None)


def _is_same_address(offer: FeedOffer, feed: Feed) -> bool:
    key = same_feed_key(offer.url)
    return key == same_feed_key(feed.url) or (bool(feed.moved_to) and key == same_feed_key(feed.moved_to))


async def _remember(desk: Desk, reader: Reader, options: Sequence[FeedOption]) -> int:
    destination = await destination_of(desk, reader)
    remembered = json.dumps([[option.offer.url, option.name, option.offer.title] for option in options])
    return await desk.store.asks.put(
        destination.id, reader.user_id, PICK, remembered, desk.clock.now(), waits=False
    )

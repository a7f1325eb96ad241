"""Looking after the feeds: `/flux` lists them, and each opens in the place of the list.

Whatever is done there leads back to the list from which the feed was opened. What cannot be undone is asked about once,
with what would be lost by it.
"""

from __future__ import annotations

from datetime import timedelta

from bot.core.opml import render_opml
from bot.core.paging import page_of
from bot.core.text import cut_text
from bot.core.wishes import wish_for
from bot.errors import NotFound
from bot.model import Deed, Feed, FeedId, Reader
from bot.results import (
    FeedCard,
    FeedList,
    FeedPlace,
    FeedPurged,
    FeedRemoval,
    FeedsExported,
    Question,
    Wanted,
)
from bot.services import publishers
from bot.services.administration import demand_admin, search_feeds
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.refresh import refresh_one
from bot.services.subscriptions import wait_for

PAGE = 10
FIND = "find_feeds"
MONTH = timedelta(days=30)  # over which articles are counted, and over which a topic lives by a feed
A_DAY = timedelta(days=1)
MAX_NAME_CHARS = 80  # as names that are made here (`core.outlets`)


async def list_feeds(desk: Desk, reader: Reader, text: str) -> FeedList | FeedCard:
    """`/flux [page]`, or `/flux WORDS`: those that the words name; one that they name alone is shown at once."""
    await demand_admin(desk, reader)
    typed = text.strip()
    if not typed or typed.isdecimal():
        return await _page(desk, "", 0, int(typed or 1) - 1)
    found = search_feeds(await desk.store.feeds.list_feeds(), typed)
    if len(found) == 1:
        return await _card(desk, found[0], FeedPlace())
    destination = await destination_of(desk, reader)
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, FIND, typed, desk.clock.now(), waits=False
    )
    return await _page(desk, typed, ask_id, 0)


async def turn_page(desk: Desk, reader: Reader, place: FeedPlace) -> FeedList:
    """Another page, or the same again; of all feeds where the search is forgotten."""
    await demand_admin(desk, reader)
    asked = await desk.store.asks.get(place.ask_id) if place.ask_id else None
    if asked is None or asked.kind != FIND:
        return await _page(desk, "", 0, 0 if place.ask_id else place.page)
    return await _page(desk, asked.text, place.ask_id, place.page)


async def open_feed(desk: Desk, reader: Reader, feed_id: FeedId, place: FeedPlace) -> FeedCard:
    """One feed. Raises `NotFound` once it is removed."""
    await demand_admin(desk, reader)
    return await _card(desk, await desk.store.feeds.get(feed_id), place)


async def pause_feed(desk: Desk, reader: Reader, feed_id: FeedId, place: FeedPlace) -> FeedCard:
    """Read it no more until it is resumed, also after a restart. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feed, now = await desk.store.feeds.get(feed_id), desk.clock.now()
    if feed.paused_at is None:
        await desk.store.feeds.pause(feed_id, now)
        await desk.store.audit.note(Deed.FEED_PAUSED, reader.user_id, feed.outlet, now)
    return await open_feed(desk, reader, feed_id, place)


async def resume_feed(desk: Desk, reader: Reader, feed_id: FeedId, place: FeedPlace) -> FeedCard:
    """Read it again, at the next tick. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feed, now = await desk.store.feeds.get(feed_id), desk.clock.now()
    if feed.paused_at is not None:
        await desk.store.feeds.resume(feed_id, now)
        await desk.store.audit.note(Deed.FEED_RESUMED, reader.user_id, feed.outlet, now)
    return await open_feed(desk, reader, feed_id, place)


async def reread(desk: Desk, reader: Reader, feed_id: FeedId, place: FeedPlace) -> FeedCard:
    """Read it now, and show how it does. Raises `NotFound`."""
    await demand_admin(desk, reader)
    reading = await refresh_one(desk, await desk.store.feeds.get(feed_id))
    feed = await desk.store.feeds.get(feed_id)
    if reading is not None:  # whoever looks knows: it is not told once more
        await desk.store.watch.tell_health([(feed_id, feed.health)], (), desk.clock.now())
    return await _card(desk, feed, place, was_read=reading is not None)


async def ask_name(desk: Desk, reader: Reader, feed_id: FeedId) -> Question:
    """*Renommer*: the next message is the name. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feed = await desk.store.feeds.get(feed_id)
    destination = await destination_of(desk, reader)
    await wait_for(desk, reader, destination, Wanted.FEED_NAME, str(feed_id))
    return Question(Wanted.FEED_NAME, about=feed.outlet)


async def rename_feed(desk: Desk, reader: Reader, about: str, text: str) -> FeedCard:
    """The name that was asked for: who publishes, as readers see it. Raises `NotFound` once the feed is removed."""
    await demand_admin(desk, reader)
    feed = await desk.store.feeds.get(FeedId(int(about)) if about.isdecimal() else FeedId(0))
    name = cut_text(" ".join(text.split()), MAX_NAME_CHARS)
    if name and name != feed.outlet:
        await desk.store.feeds.rename(feed.id, name)
        subject = f"{feed.outlet} → {name}"
        await desk.store.audit.note(Deed.FEED_RENAMED, reader.user_id, subject, desk.clock.now())
    return await _card(desk, await desk.store.feeds.get(feed.id), FeedPlace())


async def ask_removal(desk: Desk, reader: Reader, feed_id: FeedId, place: FeedPlace) -> FeedRemoval:
    """*Retirer*: asked about, with the topics that lose by it. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feed, since = await desk.store.feeds.get(feed_id), desk.clock.now() - MONTH
    reach = await desk.store.watch.reach_of(feed_id, since)
    kept = (await desk.store.feeds.activity(feed_id, since)).kept
    return FeedRemoval(feed, reach.topics, reach.alone, kept, place)


async def purge(desk: Desk, reader: Reader, feed_id: FeedId) -> FeedPurged:
    """Remove it with all that it brought, as was asked. Raises `NotFound`."""
    await demand_admin(desk, reader)
    return await publishers.purge_feed(desk, await desk.store.feeds.get(feed_id), reader.user_id)


async def bring_back(desk: Desk, reader: Reader, feed_id: FeedId) -> FeedCard:
    """*Annuler* after a removal. Raises `NotFound`, `AlreadyFollowed`, and `InvalidUrl` where it is refused since."""
    await demand_admin(desk, reader)
    now = desk.clock.now()
    feed = await desk.store.feeds.bring_back(feed_id, now)
    await desk.store.audit.note(Deed.FEED_ADDED, reader.user_id, feed.outlet, now)
    return await _card(desk, feed, FeedPlace())


async def export_feeds(desk: Desk, reader: Reader) -> FeedsExported:
    """The list as OPML 2.0, which every reader imports. Raises `NotFound` where there is nothing to list."""
    await demand_admin(desk, reader)
    feeds = await desk.store.feeds.list_feeds()
    if not feeds:
        raise NotFound(FIND)
    return FeedsExported(render_opml(feeds, "Vigie"), len(feeds))


async def _page(desk: Desk, typed: str, ask_id: int, page: int) -> FeedList:
    feeds = search_feeds(await desk.store.feeds.list_feeds(), typed)
    at = page_of(len(feeds), page, PAGE)
    shown = feeds[at.start : at.end]
    wishes = len(await desk.store.wishes.list_wishes())
    waiting = len(await desk.store.nominations.waiting())
    return FeedList(shown, at.number, at.count, len(feeds), at.start + 1, typed, ask_id, wishes, waiting)


async def _card(desk: Desk, feed: Feed, place: FeedPlace, was_read: bool | None = None) -> FeedCard:
    now = desk.clock.now()
    activity = await desk.store.feeds.activity(feed.id, now - MONTH)
    a_day = None
    if activity.oldest_at is not None:
        a_day = activity.recent / max(1.0, (now - activity.oldest_at) / A_DAY)
    return FeedCard(
        feed,
        a_day,
        activity.kept,
        wish_for(await desk.store.wishes.list_wishes(), feed.url),
        place,
        was_read,
    )

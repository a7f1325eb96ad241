"""What only admins do: add, remove and list feeds, and OPML in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress

from bot.core.catalogue import Medium
from bot.core.opml import parse_opml
from bot.errors import AlreadyFollowed, FetchError, InvalidUrl, NotAllowed, NotFound, ParseError
from bot.french.normalise import fold
from bot.model import Feed, FeedId, FeedOffer, Fetched, Reader, UserId
from bot.results import (
    FeedAdded,
    FeedCheck,
    FeedChoice,
    FeedList,
    FeedRemoved,
    Imported,
    Question,
    Wanted,
    WhichFeed,
)
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.refresh import refresh_one
from bot.services.subscriptions import ask_for

PAGE = 10
PICK = "pick_feed"
SHOWN_TITLES = 3
MOST_OFFERS = 8
WEB = ("http://", "https://")


async def is_admin(desk: Desk, user_id: UserId | None) -> bool:
    """Named in the configuration, or claimed an invitation."""
    return user_id is not None and (user_id in desk.rules.admins or await desk.store.admins.is_admin(user_id))


async def add_feed(desk: Desk, reader: Reader, text: str) -> FeedAdded | FeedChoice | Question:
    """`/ajouterflux URL`: a feed, or a page that names some. Raises `NoFeedFound`, `InvalidUrl`, `AlreadyFollowed`."""
    await _demand_admin(desk, reader)
    if not text.strip():
        return await ask_for(desk, reader, Wanted.ADD_FEED)
    offers = (await desk.finder.find(full_address(text)))[:MOST_OFFERS]
    if len(offers) == 1:
        return await follow(desk, offers[0].url, "", offers[0].title)
    destination = await destination_of(desk, reader)
    remembered = json.dumps([[offer.url, offer.title] for offer in offers])
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, PICK, remembered, desk.clock.now(), waits=False
    )
    return FeedChoice(text.strip(), ask_id, offers)


async def pick_feed(desk: Desk, reader: Reader, ask_id: int, index: int) -> FeedAdded:
    """One of the feeds that were offered. Raises `NotFound` when the offer is forgotten."""
    await _demand_admin(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != PICK:
        raise NotFound(PICK)
    offers = [FeedOffer(url, title) for url, title in json.loads(asked.text)]
    if not 0 <= index < len(offers):
        raise NotFound(PICK)
    return await follow(desk, offers[index].url, "", offers[index].title)


async def follow(desk: Desk, url: str, outlet: str, title: str) -> FeedAdded:
    """Follow one feed and read it at once: its items are the baseline, found by search and never pushed."""
    check_address(url)
    feed = await desk.store.feeds.add(url, outlet or title or url, title, desk.clock.now())
    reading = await refresh_one(desk, feed)
    parsed = reading.parsed if reading else None
    if parsed is None:
        return FeedAdded(feed, 0, ())
    if parsed.title and not (outlet or title):
        await desk.store.feeds.rename(feed.id, parsed.title)
    titles = tuple(entry.title for entry in parsed.entries[:SHOWN_TITLES])
    return FeedAdded(await desk.store.feeds.get(feed.id), len(parsed.entries), titles)


async def follow_all(desk: Desk, media: Sequence[Medium]) -> int:
    """Follow media of the catalogue, to be read at the next tick; how many were not followed yet."""
    added = 0
    for medium in media:
        with suppress(AlreadyFollowed):
            await desk.store.feeds.add(medium.url, medium.name, medium.section, desk.clock.now())
            added += 1
    return added


async def check_feed(desk: Desk, feed: Feed) -> FeedCheck:
    """Read one feed now, whole, and say what came of it; nothing is stored, and its schedule stays."""
    try:
        fetched = await desk.fetcher.fetch(feed.url)
        assert isinstance(fetched, Fetched)  # nothing was asked that « not modified » could answer
        parsed = await desk.parser.parse(fetched, desk.clock.now())
    except (FetchError, ParseError, InvalidUrl) as exc:
        return FeedCheck(
            feed, problem=exc.problem, status=exc.status if isinstance(exc, FetchError) else None
        )
    dates = [entry.published_at for entry in parsed.entries if entry.published_at]
    return FeedCheck(feed, len(parsed.entries), max(dates, default=None), parsed.version)


async def remove_feed(desk: Desk, reader: Reader, text: str) -> FeedRemoved | WhichFeed:
    """`/retirerflux NAME`: by name, address or number; otherwise those that it may mean, to pick from."""
    await _demand_admin(desk, reader)
    named = find_feeds(await desk.store.feeds.list_feeds(), text)
    if len(named) != 1:
        return WhichFeed(named or await desk.store.feeds.list_feeds(), text.strip())
    return await drop_feed(desk, reader, named[0].id)


async def drop_feed(desk: Desk, reader: Reader, feed_id: FeedId) -> FeedRemoved:
    """Stop reading a feed; what it brought stays. Raises `NotFound`."""
    await _demand_admin(desk, reader)
    feed = await desk.store.feeds.get(feed_id)
    await desk.store.feeds.remove(feed_id, desk.clock.now())
    return FeedRemoved(feed)


async def list_feeds(desk: Desk, reader: Reader, text: str) -> FeedList:
    """`/flux [page]`."""
    await _demand_admin(desk, reader)
    feeds = await desk.store.feeds.list_feeds()
    pages = max(1, -(-len(feeds) // PAGE))
    wanted = int(text) - 1 if text.strip().isdecimal() else 0
    page = min(max(wanted, 0), pages - 1)
    return FeedList(feeds[page * PAGE : (page + 1) * PAGE], page, pages, len(feeds))


async def import_feeds(desk: Desk, reader: Reader, document: bytes) -> Imported:
    """An OPML document in the chat. Raises `UserError` when it is none."""
    await _demand_admin(desk, reader)
    return await import_opml(desk, document)


async def import_opml(desk: Desk, document: bytes) -> Imported:
    """Follow every feed that an OPML document names; they are read at the next tick."""
    added, known, refused = [], [], []
    for outline in parse_opml(document):
        try:
            check_address(outline.url)
            await desk.store.feeds.add(
                outline.url, outline.title or outline.url, outline.title, desk.clock.now()
            )
            added.append(outline.url)
        except AlreadyFollowed:
            known.append(outline.url)
        except InvalidUrl as exc:
            refused.append((outline.url, exc.problem.value))
    return Imported(tuple(added), tuple(known), tuple(refused))


def find_feeds(feeds: Sequence[Feed], text: str) -> tuple[Feed, ...]:
    """The feeds that a person may mean: by number, address or name, else by part of a name."""
    wanted = fold(text.strip())
    if not wanted:
        return ()
    exact = tuple(f for f in feeds if wanted in (str(f.id), fold(f.url), fold(f.outlet), fold(f.title)))
    return exact or tuple(f for f in feeds if wanted in fold(f.outlet))


def check_address(url: str) -> None:
    """Only the web is followed, whoever names the address: never this machine's files. Raises `InvalidUrl`."""
    if not url.lower().startswith(WEB):
        raise InvalidUrl(url)


def full_address(text: str) -> str:
    """What a person types for an address: the scheme may be left out."""
    typed = text.strip().strip("<>")
    return typed if "://" in typed else f"https://{typed}"


async def _demand_admin(desk: Desk, reader: Reader) -> None:
    if not await is_admin(desk, reader.user_id):
        raise NotAllowed

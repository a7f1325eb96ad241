"""What only admins do: remove and check feeds, and who is one. How feeds are looked after: `feed_care`; how they are
added: `sources`, `catalogue`, `opml`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.advice import a_day, advise, advise_failure, dates_of
from bot.errors import FetchError, InvalidUrl, NotAllowed, ParseError, PrivateOnly
from bot.french.normalise import fold
from bot.model import ChatKind, Deed, Feed, FeedId, Fetched, Reader, UserId
from bot.results import FeedCheck, FeedRemoved, Wanted, WhichFeed
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.subscriptions import wait_for

WEB = ("http://", "https://")


async def is_admin(desk: Desk, user_id: UserId | None) -> bool:
    """Named in the configuration, or claimed an invitation."""
    return user_id is not None and (user_id in desk.rules.admins or await desk.store.admins.is_admin(user_id))


async def check_feed(desk: Desk, feed: Feed) -> FeedCheck:
    """Read one feed now, whole, and say what came of it; nothing is stored, and its schedule stays."""
    try:
        fetched = await desk.fetcher.fetch(feed.url)
        assert isinstance(fetched, Fetched)  # nothing was asked that « not modified » could answer
        parsed = await desk.parser.parse(fetched, desk.clock.now())
    except (FetchError, ParseError, InvalidUrl) as exc:
        status = exc.status if isinstance(exc, FetchError) else None
        return FeedCheck(feed, problem=exc.problem, status=status, advice=advise_failure(exc.problem, status))
    dates = dates_of(parsed)
    return FeedCheck(
        feed,
        len(parsed.entries),
        dates[-1] if dates else None,
        parsed.version,
        a_day=a_day(dates),
        validators=fetched.validators,
        advice=advise(fetched, parsed, desk.clock.now()),
        moved_to=fetched.moved_to,
    )


async def remove_feed(desk: Desk, reader: Reader, text: str) -> FeedRemoved | WhichFeed:
    """`/retirerflux NAME`: by name, address or number; otherwise those that it may mean, to pick from."""
    await demand_admin(desk, reader)
    named = find_feeds(await desk.store.feeds.list_feeds(), text)
    if len(named) != 1:
        if not text.strip():
            await wait_for(desk, reader, await destination_of(desk, reader), Wanted.REMOVE_FEED)
        return WhichFeed(named or await desk.store.feeds.list_feeds(), text.strip())
    return await drop_feed(desk, reader, named[0].id)


async def drop_feed(desk: Desk, reader: Reader, feed_id: FeedId) -> FeedRemoved:
    """Stop reading a feed; what it brought stays. Raises `NotFound`."""
    await demand_admin(desk, reader)
    feed = await desk.store.feeds.get(feed_id)
    await take_away(desk, feed, reader.user_id)
    return FeedRemoved(feed)


async def take_away(desk: Desk, feed: Feed, by: UserId | None) -> None:
    """Stop reading a feed; `by` is the admin, None in a terminal."""
    now = desk.clock.now()
    await desk.store.feeds.remove(feed.id, now)
    await desk.store.audit.note(Deed.FEED_REMOVED, by, feed.outlet, now)


def find_feeds(feeds: Sequence[Feed], text: str) -> tuple[Feed, ...]:
    """The feeds that a person may mean: by number, address or name, else by part of a name."""
    wanted = fold(text.strip())
    if not wanted:
        return ()
    return named_wholly(feeds, text) or tuple(f for f in feeds if wanted in fold(f.outlet))


def named_wholly(feeds: Sequence[Feed], text: str) -> tuple[Feed, ...]:
    """The feeds of that very number, address or name: for what cannot be undone."""
    wanted = fold(text.strip())
    return tuple(
        f for f in feeds if wanted in (str(f.id), fold(f.url), fold(f.outlet), fold(f.title)) and wanted
    )


def search_feeds(feeds: Sequence[Feed], text: str) -> tuple[Feed, ...]:
    """The feeds of which every word stands somewhere in name, title or address; all for no word."""
    words = fold(text).split()
    return tuple(f for f in feeds if all(word in fold(f"{f.outlet} {f.title} {f.url}") for word in words))


def check_address(url: str) -> None:
    """Only the web is followed, whoever names the address: never this machine's files. Raises `InvalidUrl`."""
    if not url.lower().startswith(WEB):
        raise InvalidUrl(url)


async def demand_admin(desk: Desk, reader: Reader) -> None:
    """Raises `NotAllowed` for anybody else."""
    if not await is_admin(desk, reader.user_id):
        raise NotAllowed


async def demand_admin_alone(desk: Desk, reader: Reader) -> None:
    """Links and lists are not for a group's eyes. Raises `NotAllowed`, `PrivateOnly`."""
    await demand_admin(desk, reader)
    if reader.kind is not ChatKind.PRIVATE:
        raise PrivateOnly

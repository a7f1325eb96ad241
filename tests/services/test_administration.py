"""What only admins do: add, remove and list feeds, and OPML in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.errors import (
    FetchProblem,
    NoFeedFound,
    NotAllowed,
    NotFound,
)
from bot.model import FeedId, FeedOffer, Reader, UserId
from bot.results import FeedRemoved, WhichFeed
from bot.services import administration as admin
from bot.services import catalogue, feed_care, opml, sources
from bot.services.desk import Desk
from tests.conftest import RULES, Room
from tests.fakes import Item, reader, rss

URL = "https://fanal.example/rss"
NEWS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué.")
WHO = reader(42)


@pytest.fixture
def desk(room: Room) -> Desk:
    """A desk whose configuration names one admin."""
    room.desk = replace(room.desk, rules=replace(RULES, admins=frozenset({UserId(42)})))
    room.finder.offers[URL] = (FeedOffer(URL, "Le Fanal"),)
    room.fetcher.pages[URL] = rss([NEWS])
    return room.desk


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, who: sources.add_feed(desk, who, URL),
        lambda desk, who: sources.add_feed(desk, who, ""),
        lambda desk, who: sources.pick_feed(desk, who, 1, 0),
        lambda desk, who: admin.remove_feed(desk, who, "Le Fanal"),
        lambda desk, who: admin.drop_feed(desk, who, FeedId(1)),
        lambda desk, who: feed_care.list_feeds(desk, who, ""),
        lambda desk, who: opml.import_feeds(desk, who, b"<opml/>"),
        lambda desk, who: catalogue.show_catalogue(desk, who, ""),
        lambda desk, who: catalogue.show_catalogue(desk, who, "suisse"),
        lambda desk, who: catalogue.add_bundle(desk, who, 6),
        lambda desk, who: catalogue.add_media(desk, who, 1, 0),
        lambda desk, who: catalogue.turn_page(desk, who, 1, 0),
        lambda desk, who: catalogue.undo(desk, who, 1),
    ],
    ids=[
        *("add", "ask", "pick", "remove", "drop", "list", "import"),
        *("catalogue", "search", "bundle", "medium", "page", "undo"),
    ],
)
async def test_only_admins_touch_the_feeds(
    room: Room, desk: Desk, act: Callable[[Desk, Reader], Awaitable[object]]
) -> None:
    for who in (reader(1), reader(1, user_id=None)):
        with pytest.raises(NotAllowed):
            await act(desk, who)
    assert room.fetcher.asked == []


# --- removing and listing ------------------------------------------------------------------------------------


async def follow(room: Room, *names: str) -> None:
    for name in names:
        await room.store.feeds.add(f"https://{name.lower()}.example/rss", name, "", room.clock.now())


@pytest.mark.parametrize("named", ["Fanal", "fanal", "https://fanal.example/rss", "1", "FANAL ", "fan"])
async def test_a_feed_is_removed_by_name_address_number_or_part(room: Room, desk: Desk, named: str) -> None:
    await follow(room, "Fanal", "Estuaire")
    removed = await admin.remove_feed(desk, WHO, named)
    assert isinstance(removed, FeedRemoved)
    assert removed.feed.outlet == "Fanal"
    assert [feed.outlet for feed in await room.store.feeds.list_feeds()] == ["Estuaire"]


@pytest.mark.parametrize(
    ("named", "offered"),
    [("", 3), ("Canal", 3), ("so", 2)],
    ids=["nothing", "nobody", "several"],
)
async def test_where_no_single_feed_is_meant_they_are_offered(
    room: Room, desk: Desk, named: str, offered: int
) -> None:
    await follow(room, "Sorgue", "Soir", "Estuaire")
    result = await admin.remove_feed(desk, WHO, named)
    assert isinstance(result, WhichFeed)
    assert (len(result.feeds), result.typed) == (offered, named)
    assert len(await room.store.feeds.list_feeds()) == 3


async def test_a_feed_that_is_none_cannot_be_dropped(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await admin.drop_feed(desk, WHO, FeedId(999))


# --- many at once --------------------------------------------------------------------------------------------


async def test_a_list_of_feeds_is_reported_by_address(room: Room, desk: Desk) -> None:
    await follow(room, "Estuaire")
    document = b"""<?xml version="1.0"?><opml version="2.0"><body>
      <outline text="Le Fanal" xmlUrl="https://fanal.example/rss"/>
      <outline xmlUrl="https://canal.example/rss"/>
      <outline text="Estuaire" xmlUrl="https://estuaire.example/rss"/>
      <outline text="Passwords" xmlUrl="file:///etc/passwd"/>
    </body></opml>"""
    report = await opml.import_feeds(desk, WHO, document)
    assert report.added == ("https://fanal.example/rss", "https://canal.example/rss")
    assert report.known == ("https://estuaire.example/rss",)
    assert report.refused == (("file:///etc/passwd", FetchProblem.BAD_URL),)
    outlets = {feed.outlet for feed in await room.store.feeds.list_feeds()}
    assert outlets == {"Le Fanal", "https://canal.example/rss", "Estuaire"}
    assert room.fetcher.asked == []
    await catalogue.undo(desk, WHO, report.addition_id)
    assert {feed.outlet for feed in await room.store.feeds.list_feeds()} == {"Estuaire"}


async def test_a_list_that_adds_nothing_has_nothing_to_undo(room: Room, desk: Desk) -> None:
    await follow(room, "Estuaire")
    document = b'<opml version="2.0"><body><outline xmlUrl="http://estuaire.example/rss/"/></body></opml>'
    assert (await opml.import_feeds(desk, WHO, document)).addition_id == 0


async def test_a_document_that_is_no_list_of_feeds_is_refused(desk: Desk) -> None:
    with pytest.raises(NoFeedFound):
        await opml.import_feeds(desk, WHO, b"%PDF-1.4")


async def test_a_check_says_what_came_of_one_reading(room: Room, desk: Desk) -> None:
    feed = await room.store.feeds.add(URL, "Le Fanal", "", room.clock.now())
    room.fetcher.pages[URL] = rss([replace(NEWS, at=None, guid="2"), NEWS])
    check = await admin.check_feed(desk, feed)
    assert (check.entries, check.newest_at, check.version, check.problem) == (2, NEWS.at, "rss20", None)
    assert await admin.check_feed(desk, check.feed) == check
    assert (await room.store.house.counters(room.clock.now())).entries == 0


async def test_a_check_names_the_problem(room: Room, desk: Desk) -> None:
    feed = await room.store.feeds.add("https://canal.example/", "Canal", "", room.clock.now())
    check = await admin.check_feed(desk, feed)
    assert (check.problem, check.status) == (FetchProblem.HTTP_STATUS, 404)
    room.fetcher.pages[feed.url] = b"<html>une page</html>"
    assert (await admin.check_feed(desk, feed)).problem is FetchProblem.NOT_A_FEED

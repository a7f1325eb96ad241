"""What only admins do: add, remove and list feeds, and OPML in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.catalogue import Medium
from bot.errors import (
    AlreadyFollowed,
    FetchError,
    FetchProblem,
    InvalidUrl,
    NoFeedFound,
    NotAllowed,
    NotFound,
)
from bot.model import FeedHealth, FeedId, FeedOffer, Reader, UserId
from bot.results import FeedAdded, FeedChoice, FeedRemoved, Question, Wanted, WhichFeed
from bot.services import administration as admin
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
        lambda desk, who: admin.add_feed(desk, who, URL),
        lambda desk, who: admin.add_feed(desk, who, ""),
        lambda desk, who: admin.pick_feed(desk, who, 1, 0),
        lambda desk, who: admin.remove_feed(desk, who, "Le Fanal"),
        lambda desk, who: admin.drop_feed(desk, who, FeedId(1)),
        lambda desk, who: admin.list_feeds(desk, who, ""),
        lambda desk, who: admin.import_feeds(desk, who, b"<opml/>"),
    ],
    ids=["add", "ask", "pick", "remove", "drop", "list", "import"],
)
async def test_only_admins_touch_the_feeds(
    room: Room, desk: Desk, act: Callable[[Desk, Reader], Awaitable[object]]
) -> None:
    for who in (reader(1), reader(1, user_id=None)):
        with pytest.raises(NotAllowed):
            await act(desk, who)
    assert room.fetcher.asked == []


async def test_a_feed_is_read_at_once_and_shows_its_titles(room: Room, desk: Desk) -> None:
    added = await admin.add_feed(desk, WHO, " <https://fanal.example/rss> ")
    assert isinstance(added, FeedAdded)
    assert (added.entries, added.titles) == (1, (NEWS.title,))
    assert (added.feed.outlet, added.feed.health) == ("Le Fanal", FeedHealth.OK)
    with pytest.raises(AlreadyFollowed):
        await admin.add_feed(desk, WHO, "fanal.example/rss")


async def test_the_scheme_of_an_address_may_be_left_out(room: Room, desk: Desk) -> None:
    assert isinstance(await admin.add_feed(desk, WHO, "fanal.example/rss"), FeedAdded)


async def test_a_feed_without_a_name_takes_its_own(room: Room, desk: Desk) -> None:
    room.fetcher.pages[URL] = rss([NEWS], "Le Fanal du soir")
    assert (await admin.follow(desk, URL, "", "")).feed.outlet == "Le Fanal du soir"


async def test_a_name_given_by_the_admin_stands(room: Room, desk: Desk) -> None:
    assert (await admin.follow(desk, URL, "Fanal", "")).feed.outlet == "Fanal"


async def test_a_feed_that_cannot_be_read_yet_is_followed_all_the_same(room: Room, desk: Desk) -> None:
    room.fetcher.pages[URL] = FetchError(URL, FetchProblem.TIMEOUT)
    added = await admin.follow(desk, URL, "", "")
    assert (added.entries, added.titles) == (0, ())
    assert len(await room.store.feeds.list_feeds()) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://fanal.example/", "javascript:alert(1)"])
async def test_only_addresses_of_the_web_are_followed(room: Room, desk: Desk, url: str) -> None:
    with pytest.raises(InvalidUrl):
        await admin.follow(desk, url, "", "")
    assert await room.store.feeds.list_feeds() == ()


async def test_an_address_without_a_feed_is_refused(desk: Desk) -> None:
    with pytest.raises(NoFeedFound):
        await admin.add_feed(desk, WHO, "https://nothing.example/")


async def test_without_an_address_it_is_asked_for(desk: Desk) -> None:
    assert await admin.add_feed(desk, WHO, "") == Question(Wanted.ADD_FEED)


async def test_a_page_with_several_feeds_offers_them_to_choose_from(room: Room, desk: Desk) -> None:
    site = "https://fanal.example"
    room.finder.offers[site] = tuple(FeedOffer(f"{site}/{n}", f"Page {n}") for n in range(20))
    room.fetcher.pages[f"{site}/1"] = rss([NEWS])
    choice = await admin.add_feed(desk, WHO, site)
    assert isinstance(choice, FeedChoice)
    assert len(choice.offers) == admin.MOST_OFFERS
    added = await admin.pick_feed(desk, WHO, choice.ask_id, 1)
    assert (added.feed.url, added.feed.outlet) == (f"{site}/1", "Page 1")
    for ask_id, index in ((choice.ask_id, 99), (choice.ask_id, -1), (999, 0)):
        with pytest.raises(NotFound):
            await admin.pick_feed(desk, WHO, ask_id, index)


async def test_the_answer_to_another_question_picks_no_feed(room: Room, desk: Desk) -> None:
    from bot.services.conversation import propose

    proposal = await propose(desk, WHO, "Otan")
    with pytest.raises(NotFound):
        await admin.pick_feed(desk, WHO, proposal.choices[0].ask_id, 0)


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


@pytest.mark.parametrize(
    ("text", "page", "shown"),
    [("", 0, 10), ("2", 1, 3), ("99", 1, 3), ("0", 0, 10), ("demain", 0, 10)],
)
async def test_feeds_are_listed_by_page(room: Room, desk: Desk, text: str, page: int, shown: int) -> None:
    await follow(room, *(f"Journal{n}" for n in range(13)))
    listed = await admin.list_feeds(desk, WHO, text)
    assert (listed.page, len(listed.feeds), listed.pages, listed.total) == (page, shown, 2, 13)


async def test_no_feeds_are_one_empty_page(desk: Desk) -> None:
    listed = await admin.list_feeds(desk, WHO, "")
    assert (listed.feeds, listed.pages) == ((), 1)


# --- many at once --------------------------------------------------------------------------------------------


async def test_a_list_of_feeds_is_reported_by_address(room: Room, desk: Desk) -> None:
    await follow(room, "Estuaire")
    document = b"""<?xml version="1.0"?><opml version="2.0"><body>
      <outline text="Le Fanal" xmlUrl="https://fanal.example/rss"/>
      <outline xmlUrl="https://canal.example/rss"/>
      <outline text="Estuaire" xmlUrl="https://estuaire.example/rss"/>
      <outline text="Passwords" xmlUrl="file:///etc/passwd"/>
    </body></opml>"""
    report = await admin.import_feeds(desk, WHO, document)
    assert report.added == ("https://fanal.example/rss", "https://canal.example/rss")
    assert report.known == ("https://estuaire.example/rss",)
    assert report.refused == (("file:///etc/passwd", FetchProblem.BAD_URL.value),)
    outlets = {feed.outlet for feed in await room.store.feeds.list_feeds()}
    assert outlets == {"Le Fanal", "https://canal.example/rss", "Estuaire"}
    assert room.fetcher.asked == []


async def test_a_document_that_is_no_list_of_feeds_is_refused(desk: Desk) -> None:
    with pytest.raises(NoFeedFound):
        await admin.import_feeds(desk, WHO, b"%PDF-1.4")


async def test_media_of_the_catalogue_are_added_once(room: Room, desk: Desk) -> None:
    media = [Medium(name, f"https://{name}.example/rss", "", "FR") for name in ("fanal", "estuaire")]
    assert await admin.follow_all(desk, media[:1]) == 1
    assert await admin.follow_all(desk, media) == 1
    assert len(await room.store.feeds.list_feeds()) == 2


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

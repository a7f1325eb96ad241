"""Adding a feed: at once where one is meant, offered where there are several, and never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.glimpse import glimpse_of
from bot.core.parse import parse_feed
from bot.errors import AlreadyFollowed, FetchError, FetchProblem, InvalidUrl, NoFeedFound, NotFound
from bot.model import FeedHealth, FeedOffer, UserId
from bot.results import FeedAdded, FeedChoice, FeedRepeats, MediaFound, Question, Wanted
from bot.services import sources
from bot.services.desk import Desk
from tests.conftest import RULES, Room
from tests.fakes import THURSDAY, Item, reader, rss

SITE = "https://fanal.example"
URL = f"{SITE}/rss"
NEWS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué.")
PAPER = [Item(f"Titre {n}", at=THURSDAY - timedelta(hours=n)) for n in range(5)]
WHO = reader(42)


@pytest.fixture
def desk(room: Room) -> Desk:
    """A desk whose configuration names one admin, and a paper with one feed."""
    room.desk = replace(room.desk, rules=replace(RULES, admins=frozenset({UserId(42)})))
    publish(room, URL, [NEWS])
    return room.desk


def publish(room: Room, url: str, items: list[Item], title: str = "Le Fanal", **offer: object) -> FeedOffer:
    """A feed at an address, which the finder finds there."""
    room.fetcher.pages[url] = document = rss(items, title)
    seen = glimpse_of(parse_feed(document, "", url, room.clock.now()))
    found = replace(FeedOffer(url, title, glimpse=seen), **offer)  # type: ignore[arg-type]
    room.finder.offers[url] = (found,)
    return found


async def test_one_feed_is_followed_at_once_and_shows_its_latest_titles(room: Room, desk: Desk) -> None:
    publish(room, URL, PAPER[::-1])
    added = await sources.add_feed(desk, WHO, " <https://fanal.example/rss> ")
    assert isinstance(added, FeedAdded)
    assert (added.entries, [one.title for one in added.latest]) == (5, ["Titre 0", "Titre 1", "Titre 2"])
    assert added.latest[1].published_at == THURSDAY - timedelta(hours=1)
    assert (added.feed.outlet, added.feed.health) == ("Le Fanal", FeedHealth.OK)


@pytest.mark.parametrize(
    "typed",
    [
        "fanal.example/rss",
        "http://www.fanal.example/rss/",
        "feed://fanal.example/rss",
        "https://fanal.example:443/rss?utm_source=x",
    ],
)
async def test_an_address_that_is_followed_is_not_followed_twice(room: Room, desk: Desk, typed: str) -> None:
    await sources.add_feed(desk, WHO, URL)
    for url in (typed, f"https://{typed}", typed.replace("feed:", "https:")):
        room.finder.offers[url] = (replace(room.finder.offers[URL][0], url=url.replace("feed:", "https:")),)
    with pytest.raises(AlreadyFollowed) as caught:
        await sources.add_feed(desk, WHO, typed)
    assert caught.value.outlet == "Le Fanal"
    assert len(await room.store.feeds.list_feeds()) == 1


async def test_a_name_may_stand_behind_the_address(room: Room, desk: Desk) -> None:
    added = await sources.add_feed(desk, WHO, f"{URL} Le Fanal  du soir")
    assert isinstance(added, FeedAdded)
    assert added.feed.outlet == "Le Fanal du soir"


async def test_a_feed_of_an_outlet_that_is_known_takes_its_name(room: Room, desk: Desk) -> None:
    await sources.follow(desk, URL, "Fanal", "")
    publish(room, f"{SITE}/sport", PAPER, "Toute l’actualité du sport")
    added = await sources.add_feed(desk, WHO, f"{SITE}/sport")
    assert isinstance(added, FeedAdded)
    assert added.feed.outlet == "Fanal"


async def test_a_feed_without_a_name_takes_its_own(room: Room, desk: Desk) -> None:
    room.fetcher.pages[URL] = rss([NEWS], "RSS Le Fanal du soir - Toute l’actualité")
    assert (await sources.follow(desk, URL, "", "")).feed.outlet == "Le Fanal du soir"


async def test_a_feed_that_cannot_be_read_yet_is_followed_and_says_why(room: Room, desk: Desk) -> None:
    room.fetcher.pages[URL] = FetchError(URL, FetchProblem.HTTP_STATUS, 503)
    added = await sources.follow(desk, URL, "", "")
    assert (added.entries, added.latest) == (0, ())
    assert (added.problem, added.status) == (FetchProblem.HTTP_STATUS, 503)
    assert len(await room.store.feeds.list_feeds()) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://fanal.example/", "javascript:alert(1)"])
async def test_only_addresses_of_the_web_are_followed(room: Room, desk: Desk, url: str) -> None:
    for work in (sources.follow(desk, url, "", ""), sources.add_feed(desk, WHO, url)):
        with pytest.raises(InvalidUrl):
            await work
    assert await room.store.feeds.list_feeds() == ()


async def test_an_address_without_a_feed_is_refused(desk: Desk) -> None:
    with pytest.raises(NoFeedFound):
        await sources.add_feed(desk, WHO, "https://nothing.example/")


async def test_without_an_address_it_is_asked_for(desk: Desk) -> None:
    assert await sources.add_feed(desk, WHO, "") == Question(Wanted.ADD_FEED)


async def test_a_name_is_looked_up_in_the_catalogue(desk: Desk) -> None:
    found = await sources.add_feed(desk, WHO, "Le Temps")
    assert isinstance(found, MediaFound)
    assert {choice.name for choice in found.choices} == {"Le Temps"}
    with pytest.raises(InvalidUrl):
        await sources.add_feed(desk, WHO, "La Gazette de l’Atlantide")


# --- several ---------------------------------------------------------------------------------------------------


async def test_several_feeds_are_offered_to_choose_from(room: Room, desk: Desk) -> None:
    offers = [publish(room, f"{SITE}/{n}", [Item(f"{n}")], f"Page {n}") for n in range(20)]
    room.finder.offers[SITE] = tuple(offers)
    choice = await sources.add_feed(desk, WHO, SITE)
    assert isinstance(choice, FeedChoice)
    assert len(choice.options) == sources.MOST_OPTIONS
    added = await sources.pick_feed(desk, WHO, choice.ask_id, 1)
    assert (added.feed.url, added.feed.outlet, added.feed.title) == (f"{SITE}/1", "Page 1", "Page 1")
    for ask_id, index in ((choice.ask_id, 99), (choice.ask_id, -1), (999, 0)):
        with pytest.raises(NotFound):
            await sources.pick_feed(desk, WHO, ask_id, index)


async def test_a_feed_and_its_comments_are_no_choice(room: Room, desk: Desk) -> None:
    comments = publish(room, f"{SITE}/comments/feed", [Item("Bravo")], is_comments=True)
    room.finder.offers[SITE] = (*room.finder.offers[URL], comments)
    added = await sources.add_feed(desk, WHO, SITE)
    assert isinstance(added, FeedAdded)
    assert added.feed.url == URL


async def test_comments_alone_are_followed_if_they_are_asked_for(room: Room, desk: Desk) -> None:
    publish(room, f"{SITE}/comments/feed", [Item("Bravo")], is_comments=True)
    assert isinstance(await sources.add_feed(desk, WHO, f"{SITE}/comments/feed"), FeedAdded)


async def test_what_is_followed_is_marked_in_a_choice(room: Room, desk: Desk) -> None:
    await sources.follow(desk, URL, "Fanal", "")
    monde = publish(room, f"{SITE}/monde", PAPER, "Monde")
    room.finder.offers[SITE] = (*room.finder.offers[URL], monde)
    choice = await sources.add_feed(desk, WHO, SITE)
    assert isinstance(choice, FeedChoice)
    assert [option.known and option.known.outlet for option in choice.options] == ["Fanal", None]


async def test_the_answer_to_another_question_picks_no_feed(room: Room, desk: Desk) -> None:
    from bot.services.subscriptions import propose

    proposal = await propose(desk, WHO, "Otan")
    with pytest.raises(NotFound):
        await sources.pick_feed(desk, WHO, proposal.choices[0].ask_id, 0)


# --- the same feed under another address ------------------------------------------------------------------------


async def test_the_same_articles_at_another_address_are_named_and_not_added(room: Room, desk: Desk) -> None:
    publish(room, URL, PAPER)
    await sources.add_feed(desk, WHO, URL)
    publish(room, "https://feeds.feedburner.com/lefanal", PAPER)
    repeats = await sources.add_feed(desk, WHO, "https://feeds.feedburner.com/lefanal")
    assert isinstance(repeats, FeedRepeats)
    assert repeats.known.url == URL
    assert len(await room.store.feeds.list_feeds()) == 1
    added = await sources.pick_feed(desk, WHO, repeats.ask_id, 0)
    assert added.feed.url == "https://feeds.feedburner.com/lefanal"


async def test_other_articles_of_the_same_paper_are_added(room: Room, desk: Desk) -> None:
    publish(room, URL, PAPER)
    await sources.add_feed(desk, WHO, URL)
    publish(room, f"{SITE}/sport", [*PAPER[:2], *(Item(f"Sport {n}") for n in range(3))])
    assert isinstance(await sources.add_feed(desk, WHO, f"{SITE}/sport"), FeedAdded)


@pytest.mark.parametrize(
    ("followed", "other"),
    [
        ("/feed/", "/feed/atom/"),
        ("/feed", "/?feed=rss2"),
        ("/feeds/posts/default", "/feeds/posts/default?alt=rss"),
    ],
)
async def test_another_format_of_a_followed_feed_is_recognised_before_it_was_read(
    room: Room, desk: Desk, followed: str, other: str
) -> None:
    await room.store.feeds.add(f"{SITE}{followed}", "Fanal", "", room.clock.now())
    publish(room, f"{SITE}{other}", PAPER)
    assert isinstance(await sources.add_feed(desk, WHO, f"{SITE}{other}"), FeedRepeats)


async def test_an_address_that_moved_to_a_followed_one_is_that_one(room: Room, desk: Desk) -> None:
    await sources.add_feed(desk, WHO, URL)
    room.finder.offers["https://ancien.example/rss"] = room.finder.offers[URL]  # the finder follows a 301
    with pytest.raises(AlreadyFollowed):
        await sources.add_feed(desk, WHO, "https://ancien.example/rss")

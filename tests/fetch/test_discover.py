from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FetchProblem, InvalidUrl, NoFeedFound
from bot.fetch.client import HttpFetcher
from bot.fetch.discover import FeedFinder
from bot.fetch.parser import InlineParser
from bot.model import FeedOffer
from tests.servers import FeedServer

FEED = "<rss version='2.0'><channel><title>Le Fanal</title><item><title>a</title></item></channel></rss>"
PAGE = "<html><head><title>Le Fanal</title>{}</head><body>{}</body></html>"


@dataclass(frozen=True)
class FixedClock:
    at: datetime = datetime(2025, 3, 14, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def finder() -> AsyncIterator[FeedFinder]:
    async with HttpFetcher(
        contact="",
        allow_private=True,
        per_host=2,
        concurrency=4,
        timeout=timedelta(seconds=0.5),
        max_bytes=100_000,
        version="1",
    ) as fetcher:
        yield FeedFinder(fetcher, InlineParser(), FixedClock())


async def failure(finder: FeedFinder, url: str) -> NoFeedFound:
    with pytest.raises(NoFeedFound) as caught:
        await finder.find(url)
    return caught.value


async def test_the_address_of_a_feed_is_its_own_offer(server: FeedServer, finder: FeedFinder) -> None:
    server.serve("/rss", FEED)
    assert await finder.find(server.url("/rss")) == (FeedOffer(server.url("/rss"), "Le Fanal"),)
    assert len(server.requests) == 1


async def test_a_feed_that_moved_for_good_is_offered_where_it_is(
    server: FeedServer, finder: FeedFinder
) -> None:
    server.redirect("/ancien", "/rss", status=301)
    server.redirect("/detour", "/rss", status=302)
    server.serve("/rss", FEED)
    assert (await finder.find(server.url("/ancien")))[0].url == server.url("/rss")
    assert (await finder.find(server.url("/detour")))[0].url == server.url("/detour")


async def test_a_page_offers_all_the_feeds_it_announces(server: FeedServer, finder: FeedFinder) -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" title="Une" href="/une.xml">'
        '<link rel="alternate" type="application/rss+xml" title="Monde" href="monde.xml">'
    )
    server.redirect("/", "/accueil/")
    server.serve("/accueil/", PAGE.format(head, ""), content_type="text/html")
    assert await finder.find(server.url("/")) == (
        FeedOffer(server.url("/une.xml"), "Une"),
        FeedOffer(server.url("/accueil/monde.xml"), "Monde"),
    )


async def test_a_linked_feed_is_read_before_it_is_offered(server: FeedServer, finder: FeedFinder) -> None:
    links = '<a href="/nos-flux/rss.html">Nos flux</a> <a href="ftp://x.example/rss">x</a>'
    links += '<a href="/flux/une.xml">Une</a>'
    server.serve("/", PAGE.format("", links), content_type="text/html")
    server.serve("/nos-flux/rss.html", PAGE.format("", ""), content_type="text/html")
    server.serve("/flux/une.xml", FEED)
    assert await finder.find(server.url("/")) == (FeedOffer(server.url("/flux/une.xml"), "Le Fanal"),)


@pytest.mark.parametrize("path", ["/blog/feed", "/rss.xml", "/spip.php?page=backend"])
async def test_the_usual_places_are_tried(server: FeedServer, finder: FeedFinder, path: str) -> None:
    server.serve("/blog/", PAGE.format("", ""), content_type="text/html")
    server.serve(path, FEED)
    assert await finder.find(server.url("/blog/")) == (FeedOffer(server.url(path), "Le Fanal"),)


async def test_a_site_without_feed_costs_few_requests(server: FeedServer, finder: FeedFinder) -> None:
    links = "".join(f'<a href="/rss/{n}">x</a>' for n in range(50))
    server.serve("/", PAGE.format("", links), content_type="text/html")
    error = await failure(finder, server.url("/"))
    assert (error.problem, error.status, error.url) == (FetchProblem.NOT_A_FEED, None, server.url("/"))
    assert len(server.requests) <= 10


async def test_guessing_ends_at_a_host_that_does_not_answer(server: FeedServer, finder: FeedFinder) -> None:
    server.serve("/", PAGE.format("", '<a href="/rss/1">x</a>'), content_type="text/html")
    server.hang("/rss/1")
    assert (await failure(finder, server.url("/"))).problem is FetchProblem.NOT_A_FEED
    assert len(server.requests) == 2


async def test_a_guess_at_a_refused_address_is_passed_over(server: FeedServer, finder: FeedFinder) -> None:
    link = '<a href="http://moi@lefanal.example/rss">x</a><a href="/flux.xml">x</a>'
    server.serve("/", PAGE.format("", link), content_type="text/html")
    server.serve("/flux.xml", FEED)
    assert (await finder.find(server.url("/")))[0].url == server.url("/flux.xml")


@pytest.mark.parametrize(
    ("status", "problem"),
    [(404, FetchProblem.HTTP_STATUS), (403, FetchProblem.BLOCKED), (410, FetchProblem.GONE)],
)
async def test_the_reason_is_told(
    server: FeedServer, finder: FeedFinder, status: int, problem: FetchProblem
) -> None:
    server.answer("/", status)
    error = await failure(finder, server.url("/"))
    assert (error.problem, error.status) == (problem, status)


async def test_a_refused_address_is_refused_as_such(finder: FeedFinder) -> None:
    with pytest.raises(InvalidUrl):
        await finder.find("ftp://lefanal.example/")

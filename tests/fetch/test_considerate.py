"""Publishers who do not want to be read are not asked, whoever leads to them."""

from __future__ import annotations

import pytest

from bot.core.links import host_of
from bot.errors import FetchError, FetchProblem, InvalidUrl, NoFeedFound
from bot.fetch.considerate import Considerate, nobody_refuses
from bot.fetch.discover import FeedFinder
from bot.fetch.parser import InlineParser
from bot.model import Fetched
from tests.fakes import FakeClock, FakeFetcher, Item, rss
from tests.fetch.test_client import fetcher_with
from tests.servers import FeedServer

FEED = rss([Item("Grève des dockers au Havre")])


async def localhost_refuses(url: str) -> bool:
    return host_of(url) == "localhost"


async def test_a_redirect_to_who_refuses_is_not_followed() -> None:
    async with (
        FeedServer() as server,
        FeedServer() as other,
        fetcher_with(refuses=localhost_refuses) as fetcher,
    ):
        other.serve("/rss", FEED)
        server.redirect("/a", other.url("/rss", "localhost"), status=301)
        server.redirect("/b", other.url("/rss", "127.0.0.1"))
        with pytest.raises(FetchError) as refused:
            await fetcher.fetch(server.url("/a", "127.0.0.1"))
        assert refused.value.problem is FetchProblem.UNWANTED
        assert other.requests == []
        assert isinstance(await fetcher.fetch(server.url("/b", "127.0.0.1")), Fetched)


async def test_an_address_that_is_named_is_not_asked() -> None:
    web = FakeFetcher({"https://fanal.example/rss": FEED})
    assert isinstance(await Considerate(web, nobody_refuses).fetch("https://fanal.example/rss"), Fetched)
    with pytest.raises(InvalidUrl) as refused:
        await Considerate(web, localhost_refuses).fetch("http://localhost/rss")
    assert refused.value.problem is FetchProblem.UNWANTED
    assert web.asked == ["https://fanal.example/rss"]


async def test_the_finder_offers_nothing_of_who_refuses() -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="http://localhost/rss"></head></html>'
    web = FakeFetcher({"https://fanal.example/": page, "http://localhost/rss": FEED})
    finder = FeedFinder(Considerate(web, localhost_refuses), InlineParser(), FakeClock())
    with pytest.raises(NoFeedFound):
        await finder.find("https://fanal.example/")
    with pytest.raises(InvalidUrl):
        await finder.find("http://localhost/rss")
    assert "http://localhost/rss" not in web.asked

"""The feed server over real HTTP, and its documents as our own parser reads them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.core.parse import parse_feed
from bot.demo.clock import DemoClock
from bot.demo.documents import MAX_ITEMS, MIME, Edition, render_article, render_feed
from bot.demo.feeds import FeedServer
from bot.demo.press import DEMO_START, Outlet, load_press

PRESS = {outlet.slug: outlet for outlet in load_press()}


@pytest.fixture
def clock() -> DemoClock:
    return DemoClock(DEMO_START)


@pytest.fixture
async def feeds(clock: DemoClock) -> AsyncIterator[FeedServer]:
    async with FeedServer(clock) as server:
        yield server


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def get(
    http: aiohttp.ClientSession, url: str, **headers: str
) -> tuple[int, bytes, aiohttp.ClientResponse]:
    async with http.get(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    ) as answer:
        return answer.status, await answer.read(), answer


@pytest.mark.parametrize("outlet", PRESS.values(), ids=PRESS)
@pytest.mark.parametrize("hours", [0, 24, 72])
def test_every_feed_reads_as_it_was_written(outlet: Outlet, hours: int) -> None:
    elapsed = timedelta(hours=hours)
    edition = Edition(outlet, f"https://{outlet.slug}.example/", DEMO_START, elapsed)
    now = DEMO_START + elapsed
    parsed = parse_feed(render_feed(edition), MIME[outlet.format], f"{edition.home}feed.xml", now)
    items = edition.items()
    assert parsed.title == outlet.name
    assert [entry.title for entry in parsed.entries] == [item.title_at(elapsed) for item in items]
    assert [entry.published_at for entry in parsed.entries] == [DEMO_START + item.offset for item in items]
    assert [entry.link for entry in parsed.entries] == [edition.link(item) for item in items]
    assert [entry.paywalled is True for entry in parsed.entries] == [item.paywalled for item in items]
    assert all(
        entry.extract == item.extract_at(elapsed) for entry, item in zip(parsed.entries, items, strict=True)
    )


async def test_moving_the_clock_brings_news(
    feeds: FeedServer, clock: DemoClock, http: aiohttp.ClientSession
) -> None:
    url = feeds.feed_url(PRESS["fanal"])
    _, first, _ = await get(http, url)
    clock.advance(timedelta(days=1))
    _, second, _ = await get(http, url)
    assert "Poutine dit oui" not in first.decode()
    assert "Poutine dit oui" in second.decode()
    assert second.count(b"<item>") <= MAX_ITEMS


async def test_what_the_client_has_is_not_sent_again(
    feeds: FeedServer, clock: DemoClock, http: aiohttp.ClientSession
) -> None:
    url = feeds.feed_urls[0]
    _, _, answer = await get(http, url)
    etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert (await get(http, url, If_None_Match=etag))[0] == 304
    assert (await get(http, url, If_None_Match=f'"x", W/{etag}'))[0] == 304
    assert (await get(http, url, If_Modified_Since=modified))[0] == 304
    assert (await get(http, url, If_None_Match='"x"', If_Modified_Since=modified))[0] == 200
    assert (await get(http, url, If_Modified_Since="whenever"))[0] == 200
    clock.advance(timedelta(days=1))
    assert (await get(http, url, If_None_Match=etag, If_Modified_Since=modified))[0] == 200
    assert [status for _, status in feeds.requests] == [200, 304, 304, 304, 200, 200, 200]


async def test_one_outlet_falls_silent_and_comes_back(
    feeds: FeedServer, clock: DemoClock, http: aiohttp.ClientSession
) -> None:
    statuses = []
    for hours in (0, 12, 12):
        clock.advance(timedelta(hours=hours))
        statuses.append((await get(http, feeds.feed_url(PRESS["tribune"])))[0])
    assert statuses == [200, 503, 200]


async def test_a_feed_can_be_discovered_from_the_front_page(
    feeds: FeedServer, http: aiohttp.ClientSession
) -> None:
    for outlet in feeds.outlets:
        status, page, _ = await get(http, feeds.page_url(outlet))
        assert status == 200
        assert f'rel="alternate" type="{MIME[outlet.format]}"' in page.decode()
        assert f'href="{feeds.feed_url(outlet)}"' in page.decode()


async def test_an_article_has_a_page_once_it_is_published(
    feeds: FeedServer, clock: DemoClock, http: aiohttp.ClientSession
) -> None:
    outlet = PRESS["fanal"]
    first, last = outlet.items[0], outlet.items[-1]
    status, page, _ = await get(http, feeds.page_url(outlet) + first.path)
    assert status == 200
    assert first.extract in page.decode()
    assert '"isAccessibleForFree": false' in page.decode()
    assert (await get(http, feeds.page_url(outlet) + last.path))[0] == 404
    clock.advance(timedelta(hours=72))
    assert (await get(http, feeds.page_url(outlet) + last.path))[0] == 200


@pytest.mark.parametrize("path", ["/nobody.xml", "/nobody/", "/nobody/x.html"])
async def test_what_does_not_exist_is_not_found(
    feeds: FeedServer, http: aiohttp.ClientSession, path: str
) -> None:
    assert (await get(http, feeds.origin + path))[0] == 404


async def test_public_links_are_the_same_at_every_run(clock: DemoClock, http: aiohttp.ClientSession) -> None:
    async with FeedServer(clock, public_links=True) as feeds:
        _, body, _ = await get(http, feeds.feed_url(PRESS["gazette"]))
    assert "https://gazette.example/" in body.decode()
    assert feeds.origin not in body.decode()


def test_an_outlet_without_news_yet_has_an_empty_feed() -> None:
    edition = Edition(PRESS["estuaire"], "https://estuaire.example/", DEMO_START, timedelta(days=-3))
    assert edition.items() == ()
    assert DEMO_START.isoformat() in render_feed(edition).decode()


def test_an_article_with_a_long_text_shows_all_of_it() -> None:
    edition = Edition(PRESS["fanal"], "https://fanal.example/", DEMO_START, timedelta(0))
    item = next(item for item in edition.items() if item.body)
    assert item.body in render_article(edition, item)

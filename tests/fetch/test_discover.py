from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FetchProblem, InvalidUrl, NoFeedFound
from bot.fetch.client import HttpFetcher
from bot.fetch.discover import FeedFinder
from bot.fetch.parser import InlineParser
from tests.servers import FeedServer

HTML = "text/html; charset=utf-8"
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


async def urls(finder: FeedFinder, typed: str) -> list[str]:
    return [offer.url for offer in await finder.find(typed)]


def feed(name: str, items: int = 3) -> str:
    """A feed of that name whose articles are its own."""
    entries = "".join(
        f"<item><title>{name} {n}</title><link>https://fanal.example/{name}/{n}</link></item>"
        for n in range(items)
    )
    return f"<rss version='2.0'><channel><title>{name}</title>{entries}</channel></rss>"


def announce(*paths: str, title: str = "") -> str:
    return "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{p}">' for p in paths
    )


def page(server: FeedServer, path: str, head: str = "", body: str = "") -> None:
    server.serve(path, PAGE.format(head, body), content_type=HTML)


# --- the address itself ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        FEED,
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Le Fanal</title><entry><title>a</title></entry></feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
        "<channel><title>Le Fanal</title></channel><item><title>a</title></item></rdf:RDF>",
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Le Fanal", "items": [{"id": "1", "title": "a"}]}',
    ],
    ids=["RSS", "Atom", "RDF", "JSON"],
)
async def test_the_address_of_a_feed_is_its_own_offer(
    server: FeedServer, finder: FeedFinder, document: str
) -> None:
    server.serve("/rss", document, content_type="text/plain")
    (offer,) = await finder.find(server.url("/rss"))
    assert (offer.url, offer.title) == (server.url("/rss"), "Le Fanal")
    assert offer.glimpse is not None
    assert [one.title for one in offer.glimpse.latest] == ["a"]
    assert len(server.requests) == 1


async def test_the_scheme_may_be_missing_and_the_site_speak_http_only(
    server: FeedServer, finder: FeedFinder
) -> None:
    server.serve("/rss", FEED)
    assert await urls(finder, server.url("/rss").removeprefix("http://")) == [server.url("/rss")]
    assert await urls(finder, server.url("/rss").replace("http:", "feed:")) == [server.url("/rss")]


async def test_what_is_wrong_with_https_is_told_where_http_is_no_better(finder: FeedFinder) -> None:
    error = await failure(finder, "127.0.0.1:9/rss")
    assert (error.url, error.problem) == ("127.0.0.1:9/rss", FetchProblem.CONNECT)


async def test_what_a_site_without_https_answers_is_the_reason(
    server: FeedServer, finder: FeedFinder
) -> None:
    error = await failure(finder, server.url("/none").removeprefix("http://"))
    assert (error.problem, error.status) == (FetchProblem.HTTP_STATUS, 404)


async def test_a_feed_that_moved_for_good_is_offered_where_it_is(
    server: FeedServer, finder: FeedFinder
) -> None:
    server.redirect("/ancien", "/rss", status=301)
    server.redirect("/detour", "/rss", status=302)
    server.serve("/rss", FEED)
    page(server, "/", announce("/ancien"))
    assert await urls(finder, server.url("/ancien")) == [server.url("/rss")]
    assert await urls(finder, server.url("/detour")) == [server.url("/detour")]
    assert await urls(finder, server.url("/")) == [server.url("/rss")]


# --- what a page announces ---------------------------------------------------------------------------------------


async def test_a_page_offers_all_the_feeds_it_announces(server: FeedServer, finder: FeedFinder) -> None:
    server.redirect("/", "/accueil/")
    page(
        server,
        "/accueil/",
        '<meta property="og:site_name" content="Le Fanal">' + announce("/une.xml", "monde.xml"),
    )
    server.serve("/une.xml", feed("Une", 5))
    server.serve("/accueil/monde.xml", feed("Monde"))
    une, monde = await finder.find(server.url("/"))
    assert (une.url, une.title, une.site) == (server.url("/une.xml"), "Une", "Le Fanal")
    assert (monde.url, monde.title) == (server.url("/accueil/monde.xml"), "Monde")
    assert une.glimpse is not None
    assert une.glimpse.entries == 5


async def test_the_link_header_announces_too(server: FeedServer, finder: FeedFinder) -> None:
    header = '</une.xml>; rel="alternate"; type="application/rss+xml"; title="Une"'
    server.serve("/", PAGE.format("", ""), content_type=HTML, headers={"Link": header})
    server.serve("/une.xml", FEED)
    assert await urls(finder, server.url("/")) == [server.url("/une.xml")]


async def test_announced_feeds_that_are_none_are_left_out(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/", announce("/gone.xml", "/page.xml", "http://user:pass@fanal.example/rss", "/une.xml"))
    page(server, "/page.xml")
    server.serve("/une.xml", FEED)
    assert await urls(finder, server.url("/")) == [server.url("/une.xml")]


async def test_what_an_announced_feed_answers_is_the_reason(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/", announce("/rss.xml"))
    server.cloudflare("/rss.xml")
    error = await failure(finder, server.url("/"))
    assert (error.url, error.problem, error.status) == (server.url("/rss.xml"), FetchProblem.BLOCKED, 403)


async def test_one_content_at_several_addresses_is_offered_once(
    server: FeedServer, finder: FeedFinder
) -> None:
    page(server, "/", announce("/feed", "/rss.xml", "/monde"))
    for path, name in (("/feed", "Une"), ("/rss.xml", "Une"), ("/monde", "Monde")):
        server.serve(path, feed(name))
    assert await urls(finder, server.url("/")) == [server.url("/feed"), server.url("/monde")]


async def test_comments_stand_last_and_do_not_end_the_search(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/2025/une-greve/", announce("/2025/une-greve/comments/feed"))
    server.serve("/2025/une-greve/comments/feed", feed("Commentaires"))
    page(server, "/", announce("/feed"))
    server.serve("/feed", feed("Une"))
    found = await finder.find(server.url("/2025/une-greve/"))
    assert [(offer.title, offer.is_comments) for offer in found] == [("Une", False), ("Commentaires", True)]


async def test_french_stands_before_other_languages(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/", announce("/en", "/fr"))
    server.serve("/en", feed("News").replace("<title>", "<language>en-us</language><title>", 1))
    server.serve("/fr", feed("Nouvelles").replace("<title>", "<language>fr-FR</language><title>", 1))
    assert await urls(finder, server.url("/")) == [server.url("/fr"), server.url("/en")]


async def test_of_very_many_announced_feeds_some_are_offered_unread(
    server: FeedServer, finder: FeedFinder
) -> None:
    page(server, "/", announce(*(f"/rss/{n}" for n in range(30))))
    for n in range(30):
        server.serve(f"/rss/{n}", feed(f"F{n}"))
    found = await finder.find(server.url("/"))
    assert len(found) == 30
    assert [offer.glimpse is not None for offer in found] == [True] * 8 + [False] * 22
    assert len(server.requests) == 9
    assert server.most_active <= 2


async def test_feeds_that_do_not_answer_in_time_are_offered_as_announced(
    server: FeedServer, finder: FeedFinder
) -> None:
    page(server, "/", announce("/une.xml", "/lent.xml", "/tard.xml"))
    server.serve("/une.xml", feed("Une"))
    for path in ("/lent.xml", "/tard.xml"):
        server.hang(path)
    hurried = FeedFinder(finder._fetcher, InlineParser(), FixedClock(), patience_s=0.3)
    found = await hurried.find(server.url("/"))
    assert [(offer.url, offer.glimpse is None) for offer in found] == [
        (server.url("/une.xml"), False),
        (server.url("/lent.xml"), True),
        (server.url("/tard.xml"), True),
    ]
    server.hang("/muet")
    hurried = FeedFinder(finder._fetcher, InlineParser(), FixedClock(), patience_s=0.1)
    assert (await failure(hurried, server.url("/muet"))).problem is FetchProblem.TIMEOUT


# --- what it does not --------------------------------------------------------------------------------------------


async def test_a_linked_feed_is_read_before_it_is_offered(server: FeedServer, finder: FeedFinder) -> None:
    links = '<a href="/nos-flux/rss.html">Nos flux</a> <a href="ftp://x.example/rss">x</a>'
    page(server, "/", "", links + '<a href="/flux/une.xml">Une</a>')
    page(server, "/nos-flux/rss.html")
    server.serve("/flux/une.xml", FEED)
    assert await urls(finder, server.url("/")) == [server.url("/flux/une.xml")]


@pytest.mark.parametrize("is_announced", [True, False])
async def test_a_page_of_feeds_has_them_all(
    server: FeedServer, finder: FeedFinder, is_announced: bool
) -> None:
    page(server, "/", "", '<a href="/rss">Nos flux RSS</a>')
    paths = [f"/flux/{name}.xml" for name in ("une", "monde", "sport")]
    links = "".join(f'<a href="{path}">RSS</a>' for path in paths)
    page(server, "/rss", announce(*paths) if is_announced else "", "" if is_announced else links)
    for path in paths:
        server.serve(path, feed(path))
    assert await urls(finder, server.url("/")) == [server.url(path) for path in paths]


@pytest.mark.parametrize(
    ("path", "generator"),
    [
        ("/blog/feed", ""),
        ("/rss.xml", ""),
        ("/spip.php?page=backend", "SPIP 4.3"),
        ("/feeds/posts/default?alt=rss", "blogger"),
        ("/index.xml", "Hugo 0.120"),
        ("/rss/", "Ghost 5"),
    ],
)
async def test_the_usual_places_are_tried(
    server: FeedServer, finder: FeedFinder, path: str, generator: str
) -> None:
    page(server, "/blog/", f'<meta name="generator" content="{generator}">')
    server.serve(path, FEED)
    assert await urls(finder, server.url("/blog/")) == [server.url(path)]


async def test_an_article_leads_to_the_feeds_of_its_home(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/2025/03/14/une-greve-au-havre_6123.html")
    page(server, "/", announce("/une.xml"))
    server.serve("/une.xml", FEED)
    assert await urls(finder, server.url("/2025/03/14/une-greve-au-havre_6123.html")) == [
        server.url("/une.xml")
    ]
    assert len(server.requests) == 3


async def test_a_site_without_feed_costs_few_requests(server: FeedServer, finder: FeedFinder) -> None:
    links = "".join(f'<a href="/rss/{n}">x</a>' for n in range(50))
    page(server, "/", "", links)
    error = await failure(finder, server.url("/"))
    assert (error.problem, error.status, error.url) == (FetchProblem.NOT_A_FEED, None, server.url("/"))
    assert len(server.requests) <= 10


async def test_a_site_of_pages_that_link_to_pages_costs_few_requests(
    server: FeedServer, finder: FeedFinder
) -> None:
    links = "".join(f'<a href="/rss/{n}">x</a>' for n in range(50))
    for path in ("/a/b/c", "/", *(f"/rss/{n}" for n in range(50))):
        page(server, path, announce(*(f"/none/{path}/{n}" for n in range(5))), links)
    found = await finder.find(server.url("/a/b/c"))
    assert all(offer.glimpse is None for offer in found)  # promised by some page, and not asked for any more
    assert len(server.requests) == 10


async def test_guessing_ends_at_a_host_that_does_not_answer(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/", "", '<a href="/rss/1">x</a>')
    server.hang("/rss/1")
    assert (await failure(finder, server.url("/"))).problem is FetchProblem.NOT_A_FEED
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [429, 503])
async def test_guessing_ends_at_a_host_that_asks_for_peace(
    server: FeedServer, finder: FeedFinder, status: int
) -> None:
    page(server, "/", "", '<a href="/rss/1">x</a>')
    server.answer("/rss/1", status, headers={"Retry-After": "60"})
    await failure(finder, server.url("/"))
    assert len(server.requests) == 2


async def test_a_guess_at_a_refused_address_is_passed_over(server: FeedServer, finder: FeedFinder) -> None:
    page(server, "/", "", '<a href="http://moi@lefanal.example/rss">x</a><a href="/flux.xml">x</a>')
    server.serve("/flux.xml", FEED)
    assert await urls(finder, server.url("/")) == [server.url("/flux.xml")]


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
    assert len(server.requests) == 1


async def test_a_refused_address_is_refused_as_such(finder: FeedFinder) -> None:
    with pytest.raises(InvalidUrl):
        await finder.find("ftp://lefanal.example/")

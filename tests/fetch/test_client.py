from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from urllib.parse import urljoin

import aiohttp
import pytest

from bot.errors import FetchError, FetchProblem, InvalidUrl
from bot.fetch.client import HttpFetcher, Room, _readable, always
from bot.fetch.considerate import Refuses, nobody_refuses
from bot.fetch.places import Places
from bot.model import CacheHints, Fetched, NotModified, Validators
from tests.servers import HTTP_DATE, FeedServer, OpenPorts

FEED = "<rss version='2.0'><channel><title>Été à l’Élysée</title></channel></rss>".encode()
ETAG = 'W/"a-1"'


def fetcher_with(
    *,
    allow_private: bool = True,
    per_host: int = 2,
    concurrency: int = 10,
    timeout: float = 5.0,
    max_bytes: int = 100_000,
    contact: str = "https://vigie.example/contact",
    refuses: Refuses = nobody_refuses,
    room: Room = always,
) -> HttpFetcher:
    return HttpFetcher(
        contact=contact,
        allow_private=allow_private,
        per_host=per_host,
        concurrency=concurrency,
        timeout=timedelta(seconds=timeout),
        max_bytes=max_bytes,
        version="1.2",
        refuses=refuses,
        room=room,
    )


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[HttpFetcher]:
    async with fetcher_with() as running:
        yield running


async def fetched(fetcher: HttpFetcher, url: str) -> Fetched:
    result = await fetcher.fetch(url)
    assert isinstance(result, Fetched)
    return result


async def failure(fetcher: HttpFetcher, url: str, validators: Validators | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url, validators or Validators())
    return caught.value


async def test_a_body_comes_with_all_that_helps_to_ask_again(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.serve("/a", FEED, etag=ETAG, last_modified=HTTP_DATE, headers={"Cache-Control": "max-age=600"})
    result = await fetched(fetcher, server.url("/a#suite"))
    assert result == Fetched(
        url=server.url("/a"),
        body=FEED,
        content_type="application/rss+xml; charset=utf-8",
        validators=Validators(ETAG, HTTP_DATE),
        body_hash=blake2b(FEED, digest_size=16).digest(),
        hints=CacheHints(max_age=timedelta(minutes=10)),
    )


async def test_the_bot_says_who_it_is(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.serve("/a", FEED)
    await fetcher.fetch(server.url("/a"))
    assert server.requests[0].headers["User-Agent"] == "Vigie/1.2 (+https://vigie.example/contact)"
    assert server.requests[0].headers["Accept-Encoding"] == "gzip, deflate"
    assert "Cookie" not in server.requests[0].headers


@pytest.mark.parametrize(
    ("contact", "agent"),
    [("", "Vigie/1.2"), ("à vous\r\nX: y", "Vigie/1.2 (+vous X: y)")],
    ids=["no contact", "a contact that would break the header"],
)
async def test_the_contact_is_made_safe(server: FeedServer, contact: str, agent: str) -> None:
    server.serve("/a", FEED)
    async with fetcher_with(contact=contact) as fetcher:
        await fetcher.fetch(server.url("/a"))
    assert server.requests[0].headers["User-Agent"] == agent


async def test_validators_are_sent_back_verbatim_and_304_is_not_a_body(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.serve("/a", FEED, etag=ETAG, last_modified=HTTP_DATE, headers={"Cache-Control": "max-age=60"})
    result = await fetcher.fetch(server.url("/a"), Validators(ETAG, HTTP_DATE))
    assert result == NotModified(Validators(ETAG, HTTP_DATE), CacheHints(max_age=timedelta(minutes=1)))
    sent = server.requests[0].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == (ETAG, HTTP_DATE)


async def test_a_304_that_names_no_validator_keeps_ours(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.answer("/a", 304)
    assert await fetcher.fetch(server.url("/a"), Validators(ETAG)) == NotModified(Validators(ETAG))


async def test_a_304_to_an_unconditional_request_is_an_error(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.answer("/a", 304)
    assert (await failure(fetcher, server.url("/a"))).status == 304


async def test_a_body_that_we_have_already_is_not_modified(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.serve("/a", FEED, etag='"2"')
    first = await fetched(fetcher, server.url("/a"))
    again = await fetcher.fetch(server.url("/a"), Validators('"1"'), first.body_hash)
    assert again == NotModified(Validators('"2"'))


@pytest.mark.parametrize("encoding", ["", "identity", "gzip", "deflate", "raw deflate"])
async def test_compressed_bodies_are_unpacked(
    server: FeedServer, fetcher: HttpFetcher, encoding: str
) -> None:
    server.serve("/a", FEED * 500, encoding=encoding)
    assert (await fetched(fetcher, server.url("/a"))).body == FEED * 500


@pytest.mark.parametrize(
    ("status", "headers", "problem", "detail"),
    [
        (401, {}, FetchProblem.BLOCKED, ""),
        (403, {}, FetchProblem.BLOCKED, ""),
        (
            403,
            {"Server": "cloudflare", "CF-Ray": "92-CDG"},
            FetchProblem.BLOCKED,
            "403",
        ),  # the publisher's own
        (403, {"X-DataDome": "protected"}, FetchProblem.BLOCKED, "datadome"),
        (403, {"Server": "AkamaiGHost"}, FetchProblem.BLOCKED, "akamai"),
        (503, {"CF-Mitigated": "challenge"}, FetchProblem.BLOCKED, "cloudflare"),
        (451, {}, FetchProblem.BLOCKED, ""),
        (410, {}, FetchProblem.GONE, ""),
        (404, {}, FetchProblem.HTTP_STATUS, ""),
        (500, {}, FetchProblem.HTTP_STATUS, ""),
        (204, {}, FetchProblem.HTTP_STATUS, ""),
        (302, {}, FetchProblem.HTTP_STATUS, ""),
    ],
)
async def test_a_refusal_is_named_for_what_it_is(
    server: FeedServer,
    fetcher: HttpFetcher,
    status: int,
    headers: dict[str, str],
    problem: FetchProblem,
    detail: str,
) -> None:
    server.answer("/a", status, headers=headers)
    error = await failure(fetcher, server.url("/a"))
    assert (error.problem, error.status, error.retry_after) == (problem, status, None)
    assert str(error).endswith(detail)


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
async def test_a_service_is_known_by_the_page_of_its_refusal(
    server: FeedServer, fetcher: HttpFetcher, encoding: str
) -> None:
    page = b"<html><title>Attention Required! | Cloudflare</title>" + b"<p>Pardon" * 20_000
    raw = gzip.compress(page) if encoding == "gzip" else page
    server.answer("/a", 403, headers={"Content-Encoding": encoding} if encoding else {}, body=raw)
    assert (await failure(fetcher, server.url("/a"))).by == ("" if encoding == "br" else "cloudflare")
    server.answer("/a", 403, headers={"Content-Encoding": "gzip"}, body=b"\x1f\x8bpardon")
    assert (await failure(fetcher, server.url("/a"))).by == ""


@pytest.mark.parametrize("status", [429, 503])
async def test_a_request_to_stay_away_is_passed_on(
    server: FeedServer, fetcher: HttpFetcher, status: int
) -> None:
    server.answer("/a", status, headers={"Retry-After": "120"})
    assert (await failure(fetcher, server.url("/a"))).retry_after == timedelta(minutes=2)


async def test_a_time_to_come_back_is_passed_on(server: FeedServer, fetcher: HttpFetcher) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    server.answer("/a", 503, headers={"Retry-After": until})
    waits = (await failure(fetcher, server.url("/a"))).retry_after
    assert waits is not None
    assert timedelta(minutes=59) < waits <= timedelta(hours=1)


async def test_permanent_redirects_throughout_say_that_the_feed_has_moved(
    server: FeedServer, fetcher: HttpFetcher
) -> None:
    server.redirect("/a", "/b", status=301)
    server.redirect("/b", server.url("/c"), status=308)
    server.serve("/c", FEED, etag=ETAG)
    result = await fetched(fetcher, server.url("/a"))
    assert (result.url, result.moved_to) == (server.url("/c"), server.url("/c"))
    again = await fetcher.fetch(server.url("/a"), Validators(ETAG))
    assert again == NotModified(Validators(ETAG), moved_to=server.url("/c"))


@pytest.mark.parametrize("statuses", [(302, 301), (301, 307), (303,)])
async def test_one_passing_redirect_and_the_feed_has_not_moved(
    server: FeedServer, fetcher: HttpFetcher, statuses: tuple[int, ...]
) -> None:
    for number, status in enumerate(statuses):
        server.redirect(f"/{number}", f"/{number + 1}", status=status)
    server.serve(f"/{len(statuses)}", FEED)
    result = await fetched(fetcher, server.url("/0"))
    assert (result.url, result.moved_to) == (server.url(f"/{len(statuses)}"), "")


async def test_a_chain_ends_after_five_redirects(server: FeedServer, fetcher: HttpFetcher) -> None:
    for number in range(6):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.serve("/6", FEED)
    assert (await fetched(fetcher, server.url("/1"))).url == server.url("/6")
    assert (await failure(fetcher, server.url("/0"))).problem is FetchProblem.TOO_MANY_REDIRECTS


async def test_a_loop_of_redirects_ends(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert (await failure(fetcher, server.url("/a"))).problem is FetchProblem.TOO_MANY_REDIRECTS
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("http://169.254.169.254/latest/meta-data/", FetchProblem.REFUSED_ADDRESS),
        ("http://moi:secret@127.0.0.1/", FetchProblem.REFUSED_ADDRESS),
        ("file:///etc/passwd", FetchProblem.BAD_URL),
        ("ftp://lefanal.example/", FetchProblem.BAD_URL),
        ("http://[", FetchProblem.BAD_URL),
    ],
)
async def test_a_redirect_to_a_refused_address_is_not_followed(
    server: FeedServer, fetcher: HttpFetcher, target: str, problem: FetchProblem
) -> None:
    server.redirect("/a", target)
    assert (await failure(fetcher, server.url("/a"))).problem is problem


async def test_accents_in_a_redirect_are_followed(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.redirect("/a", "/été d'été.xml")
    server.serve("/%C3%A9t%C3%A9%20d'%C3%A9t%C3%A9.xml", FEED)
    assert (await fetched(fetcher, server.url("/a"))).body == FEED


async def test_an_address_is_sent_as_it_is_written(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.serve("/a", FEED)
    await fetcher.fetch(server.url("/a?signature=%2Fx%7e+y&é=1"))
    await fetcher.fetch(server.url("/a?signature=%2Fx%7e+y"))
    assert server.requests[1].path == "/a?signature=%2Fx%7e+y"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1"])
async def test_nobody_connects_inwards_however_the_address_is_spelt(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.guard._PORTS", range(1, 65_536))
    async with OpenPorts() as inside, fetcher_with(allow_private=False) as fetcher:
        with pytest.raises((FetchError, InvalidUrl)):
            await fetcher.fetch(f"http://{host}:{inside.port}/rss")
        assert inside.connections == 0


class Rebinding(aiohttp.abc.AbstractResolver):
    """A name that answers with an inner address at the moment of connecting."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
        ]

    async def close(self) -> None:
        return None


async def test_a_name_that_resolves_inwards_is_refused_at_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiohttp.connector.DefaultResolver", Rebinding)
    monkeypatch.setattr("bot.fetch.guard._PORTS", range(1, 65_536))
    async with OpenPorts() as inside, fetcher_with(allow_private=False) as fetcher:
        error = await failure(fetcher, f"http://lefanal.example:{inside.port}/rss")
        assert (error.problem, inside.connections) == (FetchProblem.REFUSED_ADDRESS, 0)


async def test_a_proxy_of_the_environment_is_not_used(
    server: FeedServer, fetcher: HttpFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.serve("/a", FEED)
    async with OpenPorts() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert (await fetched(fetcher, server.url("/a"))).body == FEED
        assert proxy.connections == 0


async def test_an_address_refused_as_written_is_the_persons_mistake(fetcher: HttpFetcher) -> None:
    with pytest.raises(InvalidUrl):
        await fetcher.fetch("ftp://lefanal.example/rss")


async def test_an_answer_has_a_total_time(server: FeedServer) -> None:
    server.hang("/muet")
    server.drip("/goutte", FEED)
    async with fetcher_with(timeout=0.3) as fetcher:
        for path in ("/muet", "/goutte"):
            assert (await failure(fetcher, server.url(path))).problem is FetchProblem.TIMEOUT


async def test_bodies_have_a_size_on_the_wire_and_unpacked(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.flood("/annonce", 1_000_000, announce=True)
    server.flood("/silence", 1_000_000)
    server.bomb("/bombe", 50_000_000)
    for path in ("/annonce", "/silence", "/bombe"):
        assert (await failure(fetcher, server.url(path))).problem is FetchProblem.TOO_LARGE


async def test_large_bodies_wait_until_what_came_before_is_read(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.client.LARGE_BYTES", 1_000)
    monkeypatch.setattr("bot.fetch.client.MOST_LARGE", 2)
    asking, read = asyncio.Queue[str](), asyncio.Event()

    async def room() -> None:
        asking.put_nowait("large")
        await read.wait()

    server.serve("/petit", b"x" * 1_000)
    server.serve("/grand", b"x" * 90_000)
    server.serve("/bombe", gzip.compress(b"x" * 90_000), headers={"Content-Encoding": "gzip"})
    async with fetcher_with(per_host=9, room=room) as fetcher:
        large = [asyncio.create_task(fetched(fetcher, server.url(p))) for p in ("/grand", "/bombe", "/grand")]
        async with asyncio.timeout(5):
            for _ in range(2):
                await asking.get()
        assert len((await fetched(fetcher, server.url("/petit"))).body) == 1_000  # nobody small waits
        assert asking.empty()  # the third of those that are large has no place yet
        assert not any(task.done() for task in large)
        read.set()
        assert [len(each.body) for each in await asyncio.gather(*large)] == [90_000] * 3
        assert asking.qsize() == 1


async def test_a_large_body_that_finds_no_room_in_time_is_given_up(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetch.client.LARGE_BYTES", 1_000)
    monkeypatch.setattr("bot.fetch.client.MOST_LARGE", 1)
    server.serve("/grand", b"x" * 90_000)
    async with fetcher_with(timeout=0.05, room=_never) as fetcher:
        assert (await failure(fetcher, server.url("/grand"))).problem is FetchProblem.TIMEOUT
        assert not fetcher._large.locked()


async def _never() -> None:
    await asyncio.Event().wait()


async def test_a_cut_body_is_no_body(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.truncate("/coupe", FEED * 100)
    server.hang_up("/adieu")
    server.garble("/charabia")
    for path in ("/coupe", "/adieu", "/charabia"):
        assert (await failure(fetcher, server.url(path))).problem is FetchProblem.CUT_OFF


async def test_a_cut_gzip_stream_is_no_body(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.serve("/a", b"\x1f\x8b\x08\x00\x00\x00\x00\x00", headers={"Content-Encoding": "gzip"})
    assert (await failure(fetcher, server.url("/a"))).problem is FetchProblem.CUT_OFF


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip"])
async def test_codings_that_were_not_asked_for_are_refused(
    server: FeedServer, fetcher: HttpFetcher, coding: str
) -> None:
    server.serve("/a", FEED, headers={"Content-Encoding": coding})
    assert (await failure(fetcher, server.url("/a"))).problem is FetchProblem.BAD_ENCODING


async def test_nobody_there_is_said_so(fetcher: HttpFetcher) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/rss"
        assert (await failure(fetcher, url)).problem is FetchProblem.CONNECT


async def test_a_name_that_does_not_exist_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unknown(Rebinding):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[aiohttp.abc.ResolveResult]:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr("aiohttp.connector.DefaultResolver", Unknown)
    async with fetcher_with() as fetcher:
        assert (await failure(fetcher, "http://nulle.part.example/rss")).problem is FetchProblem.DNS


async def test_a_server_that_speaks_no_tls_is_said_so(server: FeedServer, fetcher: HttpFetcher) -> None:
    url = server.url("/a").replace("http:", "https:")
    assert (await failure(fetcher, url)).problem is FetchProblem.TLS


async def test_a_name_that_cannot_be_one_is_a_bad_address(fetcher: HttpFetcher) -> None:
    error = await failure(fetcher, f"http://{'a' * 64}.{'é' * 64}.example/rss")
    assert error.problem is FetchProblem.BAD_URL


async def test_few_connections_a_host_and_a_slow_host_delays_no_other(server: FeedServer) -> None:
    async with FeedServer() as other, fetcher_with(per_host=2, concurrency=3) as fetcher:
        other.serve("/a", FEED)
        server.hang("/lent")
        slow = [asyncio.create_task(fetcher.fetch(server.url("/lent"))) for _ in range(6)]
        assert (await fetched(fetcher, other.url("/a", "localhost"))).body == FEED
        server.release()
        await asyncio.gather(*slow)
        assert server.most_active == 2


async def test_whoever_redirects_to_a_host_waits_for_a_place_there(server: FeedServer) -> None:
    async with FeedServer() as other, fetcher_with(per_host=2) as fetcher:
        for path in ("/a", "/b"):
            other.redirect(path, server.url("/lent", "localhost"))
        other.serve("/vite", FEED)
        server.hang("/lent")
        asked = [server.url("/lent", "localhost")] * 2 + [other.url("/a"), other.url("/b")]
        slow = [asyncio.create_task(fetcher.fetch(url)) for url in asked]
        async with asyncio.timeout(10):
            while len(server.asked("/lent")) < 2 or len(other.requests) < 2:  # noqa: ASYNC110 - what is awaited is theirs
                await asyncio.sleep(0.001)
        await fetcher.fetch(other.url("/vite"))  # behind the two redirects
        server.release()
        await asyncio.gather(*slow)
        assert (server.most_active, len(server.asked("/lent"))) == (2, 4)


async def test_a_host_is_one_whatever_its_port() -> None:
    places, held = Places(10, 1), asyncio.Event()
    entered: list[str] = []

    async def hold(url: str) -> None:
        async with places.at(url):
            entered.append(url)
            await held.wait()

    urls = ["https://fanal.example/a", "http://FANAL.example.:8080/b", "https://www.fanal.example/c"]
    async with asyncio.TaskGroup() as tasks:
        for url in urls:
            tasks.create_task(hold(url))
        for _ in urls:
            await asyncio.sleep(0)
        assert entered == [urls[0], urls[2]]
        held.set()
    assert entered == [urls[0], urls[2], urls[1]]


async def test_a_host_that_asks_for_less_is_left_alone_by_all_who_wait(server: FeedServer) -> None:
    server.answer("/trop", 429, headers={"Retry-After": "3600"})
    server.serve("/a", FEED)
    async with FeedServer() as other, fetcher_with(per_host=1) as fetcher:
        other.redirect("/vers", server.url("/a"))
        urls = [server.url("/trop"), server.url("/a"), server.url("/b")]
        answers = await asyncio.gather(*(failure(fetcher, url) for url in urls))
        assert [answer.problem for answer in answers] == [
            FetchProblem.HTTP_STATUS,
            FetchProblem.HOST_PAUSED,
            FetchProblem.HOST_PAUSED,
        ]
        assert all(answer.retry_after and answer.retry_after > timedelta(minutes=59) for answer in answers)
        assert len(server.requests) == 1
        assert (await failure(fetcher, other.url("/vers", "localhost"))).problem is FetchProblem.HOST_PAUSED
        assert (
            await fetched(fetcher, server.url("/a", "localhost"))
        ).body == FEED  # another host by its name


async def test_a_pause_ends(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.answer("/trop", 429, headers={"Retry-After": "0"})
    for _ in range(2):
        assert (await failure(fetcher, server.url("/trop"))).problem is FetchProblem.HTTP_STATUS


async def test_pauses_that_are_over_are_forgotten() -> None:
    places = Places(1, 1)
    for n in range(3_000):
        places.pause(f"https://h{n}.example/", timedelta(0))
    assert len(places._pauses) <= 1_000


async def test_an_answer_says_how_long_it_took(server: FeedServer, fetcher: HttpFetcher) -> None:
    server.redirect("/vers", "/a")
    server.serve("/a", FEED, etag=ETAG)
    for answer in (
        await fetcher.fetch(server.url("/vers")),
        await fetcher.fetch(server.url("/a"), Validators(ETAG)),
    ):
        assert answer.took is not None
        assert timedelta(0) < answer.took < timedelta(seconds=5)


async def test_the_total_time_counts_for_a_whole_chain(server: FeedServer) -> None:
    server.redirect("/a", "/b")
    server.hang("/b")
    async with fetcher_with(timeout=0.2) as fetcher:
        assert (await failure(fetcher, server.url("/a"))).problem is FetchProblem.TIMEOUT


async def test_connections_are_used_again_and_closed_at_the_end(server: FeedServer) -> None:
    server.serve("/a", FEED)
    async with fetcher_with() as fetcher:
        await fetcher.fetch(server.url("/a"))
        await fetcher.fetch(server.url("/a"))
    await fetcher.close()
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("//été.example/à b?c=é#d", "http://été.example/%C3%A0%20b?c=%C3%A9#d"),
        ("HTTP://ÉTÉ.example", "http://ÉTÉ.example"),
        ("/à/http://é", "http://lefanal.example/%C3%A0/http://%C3%A9"),
        ("é.xml", "http://lefanal.example/%C3%A9.xml"),
        ("http://\udce9t\udce9.example/\udce9", "http://\ufffdt\ufffd.example/%E9"),
    ],
)
def test_what_is_not_ascii_in_a_redirect_is_encoded_but_for_the_host(location: str, target: str) -> None:
    assert urljoin("http://lefanal.example/", _readable(location)) == target

"""Reads feeds over HTTP, with manners.

One client session, few connections a host, conditional requests with the publisher's own validators, and a
User-Agent that says who asks. Nothing that an answer does can cost more than the timeout and the size cap.
Redirects are followed by hand, because each hop is judged anew (`bot.fetch.guard`) and only an unbroken chain of
permanent ones says that the feed has moved.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from types import TracebackType
from urllib.parse import quote, urldefrag, urljoin

import aiohttp
from yarl import URL

from bot.errors import FetchError, FetchProblem, InvalidUrl
from bot.fetch.blockers import PAGE_BYTES, blocker_of, is_challenge
from bot.fetch.considerate import Refuses, nobody_refuses
from bot.fetch.guard import RefusedAddress, check_url, guarded_socket
from bot.fetch.headers import hints_of, retry_after_of, validators_of
from bot.fetch.inflate import BadEncoding, Body, TooMuch, Truncated
from bot.fetch.places import Places
from bot.model import Fetched, NotModified, Validators

MAX_REDIRECTS = 5
LARGE_BYTES = 256_000  # of a body unpacked: nine feeds of ten are smaller
MOST_LARGE = 4  # bodies that may grow beyond that at once; others wait, as long as their timeout lets them
_NO_VALIDATORS = Validators()
_HASH_BYTES = 16
_MAX_LINK_HEADER_CHARS = 8_000
_CONNECT_TIMEOUT_S = 10.0  # a host that answers later than this is down
_KEEP_ALIVE_S = 15.0  # for the other feeds of a host in the same tick; they come back minutes later
_DNS_TTL_S = 300
_LONGEST_PAUSE = timedelta(hours=24)
_PAGE_STEP, _UNPACKED_TIMES = 4_096, 8  # it is read in small pieces, up to so many times its size unpacked
_PAGE_S = 2.0  # for the page of a refusal, which only says who refuses
_AUTHORITY = re.compile(rb"(?:https?:)?//[^/?#]*", re.IGNORECASE)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_READ = frozenset({200, 203})
_BLOCKED = frozenset({401, 403, 451})
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class _Hop:
    """Where one answer sent us."""

    url: str
    is_permanent: bool


Room = Callable[[], Awaitable[None]]  # returns when what was fetched before has been read, or enough of it


async def always() -> None:
    """There is room."""


@dataclass(slots=True)
class _Asked:
    """One reading: what is known already, and the time that its requests have taken."""

    validators: Validators
    body_hash: bytes
    spent_s: float = 0.0
    _begun: float = 0.0

    def begin(self) -> None:
        """A request goes out."""
        self._begun = asyncio.get_running_loop().time()

    def end(self) -> timedelta:
        """All of its answer is here; the time that the requests have taken so far."""
        self.spent_s += asyncio.get_running_loop().time() - self._begun
        return timedelta(seconds=self.spent_s)


class HttpFetcher:
    """`Fetcher` over aiohttp. Needs a running loop for the first `fetch`, and `close` at the end."""

    def __init__(
        self,
        *,
        contact: str,
        allow_private: bool,
        per_host: int,
        concurrency: int,
        timeout: timedelta,
        max_bytes: int,
        version: str,
        refuses: Refuses = nobody_refuses,
        room: Room = always,
    ) -> None:
        self._agent = _user_agent(version, contact)
        self._allow_private = allow_private
        self._per_host = per_host
        self._timeout_s = timeout.total_seconds()
        self._max_bytes = max_bytes
        self._concurrency = concurrency
        self._refuses = refuses
        self._room = room
        self._large = asyncio.Semaphore(MOST_LARGE)
        self._places = Places(concurrency, per_host)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> HttpFetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def fetch(
        self, url: str, validators: Validators = _NO_VALIDATORS, body_hash: bytes = b""
    ) -> Fetched | NotModified:
        """The body at `url`, or word that it has not changed since `validators` or `body_hash`.

        Raises `InvalidUrl` where the address is refused as written, else `FetchError`. The time spent waiting for
        a place does not count towards the timeout. A host that answers 429 with Retry-After is not asked again
        before that, whoever waits for it (`HOST_PAUSED`).
        """
        check_url(url, self._allow_private)
        asked = _Asked(validators, body_hash)
        try:
            return await self._follow(urldefrag(url).url, asked)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as exc:
            raise _translated(url, exc) from exc

    async def close(self) -> None:
        """Let go of every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _follow(self, url: str, asked: _Asked) -> Fetched | NotModified:
        at, has_moved = url, True
        for _ in range(MAX_REDIRECTS + 1):
            async with self._places.at(at):
                asked.begin()
                async with asyncio.timeout(self._timeout_s - asked.spent_s):
                    answer = await self._ask(at, asked, has_moved and at != url)
            if not isinstance(answer, _Hop):
                return answer
            if await self._refuses(answer.url):
                raise FetchError(url, FetchProblem.UNWANTED, detail="redirect")
            at, has_moved = answer.url, has_moved and answer.is_permanent
        raise FetchError(url, FetchProblem.TOO_MANY_REDIRECTS)

    async def _ask(self, url: str, asked: _Asked, has_moved: bool) -> Fetched | NotModified | _Hop:
        validators = asked.validators
        session = self._open()
        async with session.get(_exact(url), headers=_conditions(validators), allow_redirects=False) as answer:
            if answer.status in _REDIRECTS and "Location" in answer.headers:
                asked.end()
                return self._hop(url, answer)
            now = datetime.now(UTC)
            hints, moved_to = hints_of(answer.headers, now), url if has_moved else ""
            if answer.status == 304 and validators != _NO_VALIDATORS:
                fresh = validators_of(answer.headers)
                kept = Validators(
                    fresh.etag or validators.etag, fresh.last_modified or validators.last_modified
                )
                return NotModified(kept, hints, moved_to, asked.end())
            if answer.status not in _READ:
                raise await self._refusal(url, answer, now)
            body = await self._body(url, answer)
            digest = blake2b(body, digest_size=_HASH_BYTES).digest()
            fresh = validators_of(answer.headers)
            if digest == asked.body_hash:
                return NotModified(fresh, hints, moved_to, asked.end())
            return Fetched(
                url=url,
                body=body,
                content_type=answer.headers.get("Content-Type", ""),
                validators=fresh,
                body_hash=digest,
                hints=hints,
                moved_to=moved_to,
                took=asked.end(),
                link_header=", ".join(answer.headers.getall("Link", ()))[:_MAX_LINK_HEADER_CHARS],
            )

    def _hop(self, url: str, answer: aiohttp.ClientResponse) -> _Hop:
        target = urldefrag(urljoin(url, _readable(answer.headers["Location"]))).url
        try:
            check_url(target, self._allow_private)
        except InvalidUrl as exc:
            raise FetchError(url, exc.problem, answer.status, detail="redirect") from exc
        return _Hop(target, answer.status in _PERMANENT)

    async def _body(self, url: str, answer: aiohttp.ClientResponse) -> bytes:
        if (answer.content_length or 0) > self._max_bytes:
            raise FetchError(url, FetchProblem.TOO_LARGE, answer.status)
        try:
            body = Body(answer.headers.get("Content-Encoding", ""), self._max_bytes)
            async with AsyncExitStack() as place:
                is_large = False
                async for chunk in answer.content.iter_any():
                    body.feed(chunk)
                    if body.size_bytes > LARGE_BYTES and not is_large:
                        is_large = True
                        await place.enter_async_context(self._large)
                        await self._room()
                return body.finish()
        except TooMuch as exc:
            raise FetchError(url, FetchProblem.TOO_LARGE, answer.status) from exc
        except BadEncoding as exc:
            raise FetchError(url, FetchProblem.BAD_ENCODING, answer.status, detail=str(exc)) from exc
        except Truncated as exc:
            raise FetchError(url, FetchProblem.CUT_OFF, answer.status) from exc

    async def _refusal(self, url: str, answer: aiohttp.ClientResponse, now: datetime) -> FetchError:
        status, retry_after = answer.status, retry_after_of(answer.headers, now)
        if status == 410:
            return FetchError(url, FetchProblem.GONE, status)
        if status in _BLOCKED or is_challenge(answer.headers):
            by = blocker_of(answer.headers, await _page(answer))
            return FetchError(url, FetchProblem.BLOCKED, status, retry_after, by=by)
        if status == 429 and retry_after is not None:
            self._places.pause(url, min(retry_after, _LONGEST_PAUSE))
        return FetchError(url, FetchProblem.HTTP_STATUS, status, retry_after)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._concurrency,
                limit_per_host=self._per_host,
                ttl_dns_cache=_DNS_TTL_S,
                keepalive_timeout=_KEEP_ALIVE_S,
                socket_factory=guarded_socket(self._allow_private),
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,  # ours is bounded in both sizes
                trust_env=False,  # a proxy of the environment would connect in our place, past the guard
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_TIMEOUT_S),
                headers={
                    "User-Agent": self._agent,
                    "Accept": _ACCEPT,
                    "Accept-Encoding": "gzip, deflate",
                },
            )
        return self._session


def _user_agent(version: str, contact: str) -> str:
    known = re.sub(r"[^\x21-\x7e]+", " ", contact).strip()
    return f"Vigie/{version} (+{known})" if known else f"Vigie/{version}"


def _conditions(validators: Validators) -> dict[str, str]:
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if value}


def _exact(url: str) -> URL:
    """As written where that can be sent: signed addresses bear no re-quoting."""
    return URL(url, encoded=url.isascii())


def _readable(location: str) -> str:
    """Raw bytes in a Location header, which servers send for accents and spaces, percent-encoded; a host as it is."""
    sent = location.strip().encode("utf-8", "surrogateescape")
    found = _AUTHORITY.match(sent)
    host = found[0] if found else b""
    return host.decode("utf-8", "replace") + quote(sent[len(host) :], safe="%/:?#[]@!$&'()*+,;=-._~|")


async def _page(answer: aiohttp.ClientResponse) -> bytes:
    """The start of the page that comes with a refusal; what cannot be had at once is not looked at."""
    try:
        page = Body(answer.headers.get("Content-Encoding", ""), _UNPACKED_TIMES * PAGE_BYTES)
    except BadEncoding:
        return b""
    with suppress(TooMuch, BadEncoding, aiohttp.ClientError, TimeoutError):
        async with asyncio.timeout(_PAGE_S):
            left = PAGE_BYTES
            while left > 0 and (piece := await answer.content.read(min(left, _PAGE_STEP))):
                page.feed(piece)
                left -= len(piece)
    return page.start()


def _translated(url: str, exc: Exception) -> FetchError:
    """What went wrong on the way, in our own words."""
    match exc:
        case TimeoutError():
            problem = FetchProblem.TIMEOUT
        case aiohttp.ClientConnectorDNSError():
            problem = FetchProblem.DNS
        case aiohttp.ClientSSLError():
            problem = FetchProblem.TLS
        case aiohttp.ClientConnectorError(os_error=RefusedAddress()):
            problem = FetchProblem.REFUSED_ADDRESS
        case aiohttp.ClientConnectorError():
            problem = FetchProblem.CONNECT
        case aiohttp.InvalidURL() | ValueError():
            problem = FetchProblem.BAD_URL
        case _:  # disconnected, reset, a payload shorter than announced, garbled headers
            problem = FetchProblem.CUT_OFF
    return FetchError(url, problem, detail=type(exc).__name__)

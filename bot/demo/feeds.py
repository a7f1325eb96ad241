"""The sample press on loopback: each outlet's feed as it stands at the clock's time, its front page, its articles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.demo.documents import MIME, Edition, render_article, render_feed, render_front_page
from bot.demo.press import DEMO_START, Outlet, load_press
from bot.ports import Clock


class FeedServer:
    """The server, as an async context manager; port 0 takes a free one.

    Items are dated from `start`. With `public_links` they lead to addresses under `.example`, the same at every run,
    instead of this server's own pages.
    """

    def __init__(
        self,
        clock: Clock,
        start: datetime = DEMO_START,
        outlets: tuple[Outlet, ...] | None = None,
        port: int = 0,
        *,
        public_links: bool = False,
    ) -> None:
        self._clock = clock
        self._start = start
        self.outlets = load_press() if outlets is None else outlets
        self.port = port
        self._public_links = public_links
        self._by_slug = {outlet.slug: outlet for outlet in self.outlets}
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)
        self._printed: dict[str, tuple[datetime, bytes]] = {}  # each outlet's last edition, until it changes
        self.requests: list[tuple[str, int]] = []  # feeds asked for, by slug, with the status given

    @property
    def origin(self) -> str:
        """Where it listens: `http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    def feed_url(self, outlet: Outlet) -> str:
        """The address of an outlet's feed."""
        return f"{self.origin}/{outlet.slug}.xml"

    def page_url(self, outlet: Outlet) -> str:
        """The address of an outlet's front page, from which its feed can be discovered."""
        return f"{self.origin}/{outlet.slug}/"

    @property
    def feed_urls(self) -> tuple[str, ...]:
        """The addresses of all feeds, by slug."""
        return tuple(self.feed_url(outlet) for outlet in self.outlets)

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/{slug}.xml", self._feed)
        app.router.add_get("/{slug}/", self._front_page)
        app.router.add_get("/{slug}/{path}", self._article)
        return app

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _feed(self, request: web.Request) -> web.Response:
        edition = self._edition(request)
        response = _answer(request, edition, self._print)
        self.requests.append((edition.outlet.slug, response.status))
        return response

    def _print(self, edition: Edition) -> bytes:
        """The feed as bytes; whoever asks every half hour mostly gets what stands already."""
        slug, changed_at = edition.outlet.slug, edition.changed_at()
        was = self._printed.get(slug)
        if was is None or was[0] != changed_at:
            was = self._printed[slug] = (changed_at, render_feed(edition))
        return was[1]

    async def _front_page(self, request: web.Request) -> web.Response:
        edition = self._edition(request)
        html = render_front_page(edition, self.feed_url(edition.outlet))
        return web.Response(text=html, content_type="text/html")

    async def _article(self, request: web.Request) -> web.Response:
        edition = self._edition(request)
        for item in edition.outlet.items:
            if item.path == request.match_info["path"] and item.offset <= edition.elapsed:
                return web.Response(text=render_article(edition, item), content_type="text/html")
        raise web.HTTPNotFound

    def _edition(self, request: web.Request) -> Edition:
        outlet = self._by_slug.get(request.match_info["slug"])
        if outlet is None:
            raise web.HTTPNotFound
        home = f"https://{outlet.slug}.example/" if self._public_links else self.page_url(outlet)
        return Edition(outlet, home, self._start, self._clock.now() - self._start)


def _answer(request: web.Request, edition: Edition, render: Callable[[Edition], bytes]) -> web.Response:
    """The feed, 304 for who has it already, 503 while the outlet is silent."""
    if edition.outlet.is_silent(edition.elapsed):
        return web.Response(status=503, text="Service Unavailable")
    body, changed_at = render(edition), edition.changed_at().astimezone(UTC)
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Last-Modified": format_datetime(changed_at, usegmt=True)}
    if _is_known(request, etag, changed_at):
        return web.Response(status=304, headers=headers)
    mime = MIME[edition.outlet.format]
    return web.Response(body=body, headers=headers | {"Content-Type": mime})


def _is_known(request: web.Request, etag: str, changed_at: datetime) -> bool:
    """Whether the client's copy is the current one; its tag counts before its date (RFC 9110, 13.2.2)."""
    if tags := request.headers.get("If-None-Match"):
        return etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    try:
        since = parsedate_to_datetime(request.headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return since.replace(tzinfo=since.tzinfo or UTC) >= changed_at.replace(microsecond=0)

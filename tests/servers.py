"""A real feed server on loopback for tests: honest, rude or broken, as each path is told to be.

    async with FeedServer() as server:
        server.serve("/une.xml", feed_bytes)                 # 200, no validators
        server.serve("/une.xml", feed_bytes, etag='"1"', last_modified=HTTP_DATE)  # answers 304 when asked so
        server.answer("/lent.xml", status=429, headers={"Retry-After": "120"})
        server.redirect("/ancien.xml", "/une.xml", status=301)
        server.hang("/muet.xml")                             # accepts, never answers
        server.drip("/goutte.xml", feed_bytes)               # a byte now and then, for ever
        server.truncate("/coupe.xml", feed_bytes)            # announces all, sends half, hangs up
        server.bomb("/bombe.xml", 50_000_000)                # so many bytes, gzipped to little
        server.pour("/x.xml", b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")  # raw bytes, the second ones without end
        server.garble("/charabia.xml")                       # what comes back is not HTTP
        url = server.url("/une.xml")
        server.requests                                      # every request so far: path, headers

It listens on 127.0.0.1, port 0, in the test's own loop. A path can be told again at any time: a feed that grows is
`serve` called twice. Unknown paths are 404. Whoever fetches from it must open the address guard
(`allow_private=True`). Also here: `OpenPorts`, a listener that counts who connects, to prove that nobody did.
"""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType

from aiohttp import web

HTTP_DATE = "Wed, 12 Mar 2025 08:00:00 GMT"
FEED_TYPE = "application/rss+xml; charset=utf-8"
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it."""

    path: str
    headers: Mapping[str, str]


@dataclass
class FeedServer:
    """See the module. Use as an asynchronous context manager."""

    requests: list[Asked] = field(default_factory=list)
    port: int = 0
    _paths: dict[str, _Handler] = field(default_factory=dict)
    _runner: web.AppRunner | None = None
    _released: asyncio.Event = field(default_factory=asyncio.Event)
    active: int = 0  # requests being answered now
    most_active: int = 0  # at the same time, so far

    async def __aenter__(self) -> FeedServer:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._released.set()
        assert self._runner is not None
        await self._runner.cleanup()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The full address of a path."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Asked]:
        """The requests for one path, in order."""
        return [request for request in self.requests if request.path == path]

    def serve(
        self,
        path: str,
        body: bytes | str,
        *,
        content_type: str = FEED_TYPE,
        etag: str | None = None,
        last_modified: str | None = None,
        encoding: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer with a body; 304 to a request that brings one of the validators; `encoding`: gzip, deflate, raw."""
        raw = body.encode() if isinstance(body, str) else body
        pairs = (("Content-Type", content_type), ("ETag", etag), ("Last-Modified", last_modified))
        given = {name: value for name, value in pairs if value} | dict(headers or {})

        async def handler(request: web.Request) -> web.StreamResponse:
            asked = request.headers
            if (etag and asked.get("If-None-Match") == etag) or (
                last_modified and not etag and asked.get("If-Modified-Since") == last_modified
            ):
                return web.Response(
                    status=304, headers={k: v for k, v in given.items() if k != "Content-Type"}
                )
            packed, coding = _packed(raw, encoding)
            return web.Response(body=packed, headers=given | ({"Content-Encoding": coding} if coding else {}))

        self._paths[path] = handler

    def answer(
        self, path: str, status: int, *, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> None:
        """Answer with a status, as a server that refuses or fails."""

        async def handler(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers=headers, body=body)

        self._paths[path] = handler

    def cloudflare(self, path: str) -> None:
        """Refuse as Cloudflare does."""
        self.answer(
            path,
            403,
            headers={"Server": "cloudflare", "CF-Ray": "92-CDG", "CF-Mitigated": "challenge"},
            body=b"<html><title>Just a moment...</title></html>",
        )

    def redirect(self, path: str, target: str, *, status: int = 302) -> None:
        """Send on to another path or address."""
        self.answer(path, status, headers={"Location": target})

    def hang(self, path: str) -> None:
        """Accept and say nothing, until the server ends or `release` is called."""

        async def handler(_: web.Request) -> web.StreamResponse:
            await self._released.wait()
            return web.Response(body=b"")

        self._paths[path] = handler

    def release(self) -> None:
        """Let what hangs answer."""
        self._released.set()

    def drip(self, path: str, body: bytes) -> None:
        """Send the headers and the first bytes, then a space now and then, without end."""

        async def handler(request: web.Request) -> web.StreamResponse:
            answer = web.StreamResponse(headers={"Content-Type": FEED_TYPE})
            await answer.prepare(request)
            await answer.write(body[:100])
            while not self._released.is_set():
                try:
                    async with asyncio.timeout(0.02):
                        await self._released.wait()
                except TimeoutError:
                    await answer.write(b" ")
            return answer

        self._paths[path] = handler

    def flood(self, path: str, total_bytes: int, *, announce: bool = False) -> None:
        """Send very much, uncompressed; `announce` it in Content-Length or not."""

        async def handler(request: web.Request) -> web.StreamResponse:
            answer = web.StreamResponse(headers={"Content-Type": FEED_TYPE})
            if announce:
                answer.content_length = total_bytes
            await answer.prepare(request)
            for _ in range(total_bytes // 65_536 + 1):
                await answer.write(b"x" * 65_536)
            return answer

        self._paths[path] = handler

    def bomb(self, path: str, unpacked_bytes: int) -> None:
        """Send little that unpacks to very much."""
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        step = b"\0" * 1_000_000
        packed = b"".join(packer.compress(step) for _ in range(unpacked_bytes // len(step))) + packer.flush()
        self.serve(path, packed, headers={"Content-Encoding": "gzip"})

    def truncate(self, path: str, body: bytes) -> None:
        """Announce the whole body, send half, hang up."""

        async def handler(request: web.Request) -> web.StreamResponse:
            answer = web.StreamResponse(headers={"Content-Type": FEED_TYPE})
            answer.content_length = len(body)
            await answer.prepare(request)
            await answer.write(body[: len(body) // 2])
            assert request.transport is not None
            request.transport.close()
            return answer

        self._paths[path] = handler

    def hang_up(self, path: str) -> None:
        """Close the connection instead of answering."""
        self._raw(path, b"")

    def garble(self, path: str) -> None:
        """Answer with what is no HTTP."""
        self._raw(path, b"\x00\x01 ceci n'est pas du HTTP\r\n\r\n")

    def pour(self, path: str, start: bytes, more: bytes, *, pause_s: float = 0.0) -> None:
        """Send `start`, then `more` again and again without end, as raw bytes: headers, chunks, what you will."""

        async def handler(request: web.Request) -> web.StreamResponse:
            transport = request.transport
            assert isinstance(transport, asyncio.Transport)
            transport.write(start)
            while not (self._released.is_set() or transport.is_closing()):
                if transport.get_write_buffer_size() < 100_000:
                    transport.write(more)
                await asyncio.sleep(pause_s)
            transport.abort()
            return web.Response()

        self._paths[path] = handler

    def forget(self, path: str) -> None:
        """404 from now on."""
        self._paths.pop(path, None)

    def _raw(self, path: str, answer: bytes) -> None:
        async def handler(request: web.Request) -> web.StreamResponse:
            assert isinstance(request.transport, asyncio.Transport)
            request.transport.write(answer)
            request.transport.close()
            return web.Response()

        self._paths[path] = handler

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(Asked(request.path_qs, dict(request.headers)))
        self.active += 1
        self.most_active = max(self.most_active, self.active)
        try:
            handler = self._paths.get(request.path_qs) or self._paths.get(request.path)
            return await handler(request) if handler else web.Response(status=404)
        finally:
            self.active -= 1


class OpenPorts:
    """A listener that counts connections: the proof that a refused address was never connected to."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self.connections = 0
        self.port = port
        self._host = host
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> OpenPorts:
        self._server = await asyncio.start_server(self._accept, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.close()


def _packed(raw: bytes, encoding: str) -> tuple[bytes, str]:
    match encoding:
        case "gzip":
            return gzip.compress(raw, mtime=0), "gzip"
        case "deflate":
            return zlib.compress(raw), "deflate"
        case "raw deflate":
            packer = zlib.compressobj(wbits=-15)
            return packer.compress(raw) + packer.flush(), "deflate"
        case _:
            return raw, encoding

"""A Bot API server on loopback that the real client library talks to through its `base_url`.

It is as strict as Telegram about markup, lengths, buttons and chats, records every call, and fails on demand
(`faults`). `python -m bot.demo.bot_api --port N` runs it in a process of its own, driven through `/_control/…`.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.clock import SystemClock
from bot.demo.bell import Bell
from bot.demo.chats import Post, Room
from bot.demo.control import Control
from bot.demo.faults import Fault, FaultKind, Faults, FloodLimit, FloodRules
from bot.demo.guard import only_from_here
from bot.demo.inbox import Inbox
from bot.demo.methods import Messages, Method
from bot.demo.params import File, Params
from bot.demo.people import People
from bot.demo.profile import Profile
from bot.demo.refusals import NOT_FOUND, UNAUTHORIZED, Refusal, too_many
from bot.ports import Clock

DEMO_TOKEN = "7000000001:demo-token-for-the-loopback-only-00"  # noqa: S105 - opens nothing but the demo
USERNAME = "vigie_demo_bot"
NAME = "Vigie"
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
_TOKEN = re.compile(r"[0-9]{6,12}:[A-Za-z0-9_-]{30,}")
_FLOODED = frozenset({"sendmessage", "senddocument", "sendphoto"})  # what Telegram's flood limits count
_MAX_KEPT_CALLS = 200_000  # a fault campaign's worth


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came in, and the status it was answered with (0: no answer)."""

    method: str
    params: Mapping[str, str]
    at: datetime
    status: int
    fault: FaultKind | None = None


class BotApiServer:
    """The server, as an async context manager; port 0 takes a free one."""

    def __init__(
        self,
        clock: Clock | None = None,
        token: str = DEMO_TOKEN,
        port: int = 0,
        latency_s: float = 0.0,
        flood: FloodRules | None = None,
        seed: int = 0,
        more_routes: Callable[[web.UrlDispatcher], None] | None = None,
    ) -> None:
        self.token = token
        self.port = port
        self.bell = Bell()
        self.room = Room(self.bell)
        self.inbox = Inbox(self.bell)
        self.clock: Clock = clock or SystemClock()
        self.people = People(self.room, self.inbox, self.clock, USERNAME, NAME)
        self.faults = Faults(seed)
        self.calls: list[Call] = []
        self.statuses: Counter[int] = Counter()
        self.profile = Profile(self.room, self.inbox, self.people.bot)
        self._messages = Messages(self.room, self.inbox, self.clock, self.people.bot)
        self._methods: Mapping[str, Method] = {**self._messages.table(), **self.profile.table()}
        self._latency_s = latency_s
        self._flood = FloodLimit(flood) if flood else None
        self._closing = asyncio.Event()
        self._runner = web.AppRunner(self._app(more_routes), access_log=None, shutdown_timeout=0.5)

    @property
    def origin(self) -> str:
        """Where it listens: `http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What the client library calls `base_url`."""
        return f"{self.origin}/bot"

    @property
    def base_file_url(self) -> str:
        """What the client library calls `base_file_url`."""
        return f"{self.origin}/file/bot"

    def messages(self, chat_id: int) -> tuple[Post, ...]:
        """What stands in a chat, oldest first, edits applied."""
        return self.room.posts(chat_id)

    async def until(self, condition: Callable[[], bool], timeout_s: float = 5.0) -> None:
        """Wait until the condition holds; looked at after every call and every act. Raises TimeoutError."""
        if not await self.bell.until(condition, timeout_s):
            raise TimeoutError

    def _app(self, more_routes: Callable[[web.UrlDispatcher], None] | None) -> web.Application:
        app = web.Application(client_max_size=MAX_UPLOAD_BYTES, middlewares=[only_from_here])
        Control(self).add_routes(app.router)
        if more_routes is not None:
            more_routes(app.router)
        app.router.add_get("/file/bot{token}/{kind}/{file_id}", self._download)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        return app

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=1024)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self.inbox.close()
        await self._runner.cleanup()

    # --- one call

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if (refusal := self._check_token(request)) is not None:
            return self._answer(refusal)
        params = await read_params(request)
        at, chat_id = self.clock.now(), _chat_of(params)
        fault = self.faults.take(method, chat_id)
        if self._latency_s and method != "getUpdates":
            await asyncio.sleep(self._latency_s)
        accepted = fault is None or fault.accepted
        result = await self._perform(method, params, chat_id) if accepted else None
        kind = fault.kind if fault else None
        self._record(Call(method, params.fields, at, _status(result, fault), kind))
        return self._answer(result) if fault is None else await self._fail(request, fault, result)

    def _check_token(self, request: web.Request) -> Refusal | None:
        given = request.match_info["token"]
        if given == self.token:
            return None
        return UNAUTHORIZED if _TOKEN.fullmatch(given) else NOT_FOUND

    async def _perform(self, method: str, params: Params, chat_id: int | None) -> object | Refusal:
        """The method's result, or its refusal as a value."""
        name = method.lower()
        try:
            if name == "getupdates":
                return await self._poll(params)
            if (perform := self._methods.get(name)) is None:
                raise NOT_FOUND
            if self._flood and chat_id is not None and name in _FLOODED:
                self._check_flood(self._flood, chat_id)
            return perform(params)
        except Refusal as refusal:
            return refusal

    async def _poll(self, params: Params) -> object:
        if self.profile.has_webhook:
            raise Refusal(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
            )
        return await self._messages.get_updates(params)

    def _check_flood(self, limit: FloodLimit, chat_id: int) -> None:
        if wait_s := limit.wait_s(chat_id, asyncio.get_running_loop().time()):
            raise too_many(wait_s)

    def _record(self, call: Call) -> None:
        if call.method != "getUpdates" and len(self.calls) < _MAX_KEPT_CALLS:
            self.calls.append(call)
        self.statuses[call.status] += 1
        self.bell.ring()

    # --- its answer

    def _answer(self, result: object | Refusal) -> web.Response:
        if isinstance(result, Refusal):
            return web.json_response(_refusal_json(result), status=result.status)
        return web.json_response({"ok": True, "result": result})

    async def _fail(self, request: web.Request, fault: Fault, result: object) -> web.StreamResponse:
        match fault.kind:
            case FaultKind.ERROR:
                description = fault.description or "Internal Server Error"
                return self._answer(
                    Refusal(fault.status, description, fault.retry_after_s, fault.migrated_to)
                )
            case FaultKind.MALFORMED:
                whole = json.dumps({"ok": True, "result": str(result)})
                return web.Response(text=whole[: len(whole) // 2], content_type="application/json")
            case FaultKind.HANG:
                await self._closing.wait()
            case FaultKind.CUT:
                pass
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if (refusal := self._check_token(request)) is not None:
            return self._answer(refusal)
        upload = self.room.files.get(request.match_info["file_id"])
        if upload is None:
            return self._answer(NOT_FOUND)
        return web.Response(body=upload.content, content_type="application/octet-stream")


def _status(result: object, fault: Fault | None) -> int:
    """The status that the client sees; 0 where it sees none."""
    if fault is not None:
        return fault.status if fault.kind is FaultKind.ERROR else 0
    return result.status if isinstance(result, Refusal) else 200


async def read_params(request: web.Request) -> Params:
    """The arguments of a call, from the address and from a form, JSON or multipart body."""
    fields, files = dict(request.query), {}
    if request.content_type == "application/json":
        sent = await request.json()
        fields |= {key: value if isinstance(value, str) else json.dumps(value) for key, value in sent.items()}
    elif request.can_read_body:
        for key, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[key] = File(value.filename, value.content_type, value.file.read())
            else:
                fields[key] = str(value)
    return Params(fields, files)


def _chat_of(params: Params) -> int | None:
    """The chat for faults and limits; the method itself refuses a bad one."""
    given = params.text("chat_id").removeprefix("-")
    return int(params.text("chat_id")) if given.isdecimal() else None


def _refusal_json(refusal: Refusal) -> dict[str, object]:
    told: dict[str, object] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.retry_after_s is not None:
        told["parameters"] = {"retry_after": refusal.retry_after_s}
    if refusal.migrated_to is not None:
        told["parameters"] = {"migrate_to_chat_id": refusal.migrated_to}
    return told


if __name__ == "__main__":
    from bot.demo.serve import main

    raise SystemExit(main())

"""The demo's page in a browser: a chat as people know it, over the same Bot API that the bot talks to.

The page is three kinds of plain files (`static/`), one stream of events, and a few acts. An act is answered at once;
what it leads to comes by the stream. The page is given texts and entities, never HTML.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aiohttp import web

from bot.demo.feeds import FeedServer
from bot.demo.guard import HEADERS, check_is_own_page
from bot.demo.markup import utf16_units
from bot.demo.params import MAX_ACTION_BYTES, MAX_TEXT
from bot.demo.scene import Scene, Seat, next_morning, seat_of
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.demo.play import Demo

STATIC = {
    "": ("index.html", "text/html"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "style.css": ("style.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
    "bubble.js": ("bubble.js", "text/javascript"),
    "format.js": ("format.js", "text/javascript"),
    "keys.js": ("keys.js", "text/javascript"),
    "menu.js": ("menu.js", "text/javascript"),
    "theme.js": ("theme.js", "text/javascript"),
}
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
KEEP_ALIVE_S = 15.0
MAX_FILE_BYTES = 20 * 1024 * 1024
TROUBLE = "Vigie n’a pas répondu à temps. Réessayez."

Body = Mapping[str, object]


class Page:
    """Handlers over a demo, which is `show`n once it is open."""

    def __init__(self) -> None:
        self._demo: Demo | None = None
        self._scene: Scene | None = None
        self._acts: set[asyncio.Task[None]] = set()
        self._closed = False

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Every address, with its method."""
        for name in STATIC:
            router.add_get(f"/{name}", self._static)
        router.add_get("/page/events", self._events)
        router.add_get("/page/files/{file_id}", self._file)
        for name, act in self._acts_by_name():
            router.add_post(f"/page/{name}", self._checked(act))
        router.add_post("/page/send", self._send)

    def show(self, demo: Demo, press: FeedServer) -> None:
        """Let the page be seen."""
        self._demo = demo
        self._scene = Scene(demo.api, press, demo.zone, secrets.token_hex(8))

    async def close(self) -> None:
        """End the streams, and what is under way."""
        self._closed = True
        if self._demo is not None:
            self._demo.api.bell.ring()
        for act in self._acts:
            act.cancel()
        await asyncio.gather(*self._acts, return_exceptions=True)

    # --- what is seen

    async def _static(self, request: web.Request) -> web.Response:
        name, mime = STATIC[request.path.removeprefix("/")]
        return web.Response(text=_text(name), content_type=mime, charset="utf-8", headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The state, and again whenever it changes; a browser that comes back says what it has seen."""
        demo, scene = self._open()
        run, _, revision = request.headers.get("Last-Event-ID", "").partition(" ")
        seen = int(revision) if run == scene.run and revision.isdecimal() else 0
        stream = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream; charset=utf-8"})
        await stream.prepare(request)
        try:
            while not self._closed:
                state, seen = scene.state(seen), demo.api.room.revision
                told = json.dumps(state, ensure_ascii=False)
                await stream.write(f"id: {scene.run} {seen}\ndata: {told}\n\n".encode())
                await self._wait(demo, seen, stream)
        except ConnectionError:
            pass  # the page was closed
        return stream

    async def _wait(self, demo: Demo, seen: int, stream: web.StreamResponse) -> None:
        """Until something changed; a comment now and then tells whether the page is still there."""
        while not await demo.api.bell.until(
            lambda: self._closed or demo.api.room.revision > seen, KEEP_ALIVE_S
        ):
            await stream.write(b":\n\n")

    async def _file(self, request: web.Request) -> web.Response:
        """A picture to look at; anything else to be saved, never shown."""
        upload = self._open()[0].api.room.files.get(request.match_info["file_id"])
        if upload is None:
            raise web.HTTPNotFound
        mime = next((mime for start, mime in PICTURES.items() if upload.content.startswith(start)), None)
        if upload.kind == "photo" and mime:
            return web.Response(body=upload.content, content_type=mime, headers=HEADERS)
        return web.Response(
            body=upload.content,
            content_type="application/octet-stream",
            headers=HEADERS | {"Content-Disposition": "attachment"},  # the link has the name
        )

    # --- what is done

    def _checked(
        self, act: Callable[[Body], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def checked(request: web.Request) -> web.Response:
            check_is_own_page(request)
            try:
                sent = await request.json()
            except ValueError as exc:
                raise web.HTTPBadRequest(text="JSON expected") from exc
            if not isinstance(sent, dict):
                raise web.HTTPBadRequest(text="a JSON object expected")
            return await act(sent)

        return checked

    def _acts_by_name(self) -> tuple[tuple[str, Callable[[Body], Awaitable[web.Response]]], ...]:
        return ("say", self._say), ("press", self._press), ("share", self._share), ("move", self._move)

    async def _say(self, sent: Body) -> web.Response:
        """`chat`, `user`, `text`, and perhaps `reply_to`."""
        demo, seat, user = self._writer(sent.get("chat"), sent.get("user"))
        text, reply_to = str(sent.get("text", "")).strip(), sent.get("reply_to")
        if not 0 < utf16_units(text) <= MAX_TEXT:
            raise web.HTTPBadRequest(text="text: 1 to 4096 characters")
        answered = reply_to if isinstance(reply_to, int) else None
        demo.api.people.type_text(seat.chat_id, user, text, reply_to=answered)
        self._begin(seat.chat_id, demo.settle)
        return _done({})

    async def _press(self, sent: Body) -> web.Response:
        """`chat`, `user`, `post`, `action`: a button's data, whether it still stands there or not."""
        demo, seat, user = self._speaker(sent.get("chat"), sent.get("user"))
        post_id, action = sent.get("post"), str(sent.get("action", ""))
        if not isinstance(post_id, int) or not 0 < len(action.encode()) <= MAX_ACTION_BYTES:
            raise web.HTTPBadRequest(text="post and action: those of a button")
        tap = demo.api.people.press(seat.chat_id, user, post_id, action)
        self._begin(seat.chat_id, demo.settle)
        return _done({"query": tap.query_id})

    async def _share(self, sent: Body) -> web.Response:
        """`chat`, `user`, `channel`, `request`: one of the person's channels, picked by a key that asked for it."""
        demo, seat, user = self._speaker(sent.get("chat"), sent.get("user"))
        channel, request_id = sent.get("channel"), sent.get("request")
        theirs = {chat.id for chat in demo.api.people.channels_of(user)}
        if seat.chat_id != user or channel not in theirs or not isinstance(request_id, int):
            raise web.HTTPBadRequest(text="channel and request: one of theirs, and the number of the key")
        demo.api.people.share_chat(user, int(str(channel)), request_id)
        self._begin(seat.chat_id, demo.settle)
        return _done({})

    async def _move(self, sent: Body) -> web.Response:
        """`to`: an `hour` or a `day` later, or the next `morning`; refused while the clock is moving."""
        demo, scene = self._open()
        now = demo.clock.now()
        ways = {
            "hour": timedelta(hours=1),
            "day": timedelta(days=1),
            "morning": next_morning(now, demo.zone) - now,
        }
        way = ways.get(str(sent.get("to")))
        if way is None:
            raise web.HTTPBadRequest(text="to: hour, day or morning")
        if scene.moving:
            raise web.HTTPConflict(text="the clock is moving")
        scene.moving = True

        async def move() -> None:
            try:
                async for _ in demo.let_pass(way):
                    demo.api.room.touch()
            finally:
                scene.moving = False

        self._begin(0, move)
        return _done({})

    async def _send(self, request: web.Request) -> web.Response:
        """A file, its bytes as they are; `chat`, `user` and `name` in the address."""
        check_is_own_page(request)
        asked = request.query
        try:
            chat, user = int(asked.get("chat", "")), int(asked.get("user", ""))
        except ValueError as exc:
            raise web.HTTPBadRequest(text="chat and user: numbers") from exc
        demo, seat, user = self._writer(chat, user)
        content = await request.read()
        if not 0 < len(content) <= MAX_FILE_BYTES:
            raise web.HTTPBadRequest(text="a file of 1 byte to 20 MB")
        demo.api.people.send_file(seat.chat_id, user, asked.get("name", "")[:255] or "document", content)
        self._begin(seat.chat_id, demo.settle)
        return _done({})

    def _begin(self, chat_id: int, act: Callable[[], Awaitable[None]]) -> None:
        """Go on with it in the background; one act at a time moves the house."""
        task = asyncio.create_task(self._carry_out(chat_id, act))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _carry_out(self, chat_id: int, act: Callable[[], Awaitable[None]]) -> None:
        demo, scene = self._open()
        scene.busy[chat_id] += 1
        scene.trouble = ""
        demo.api.room.touch()
        try:
            async with demo.turn:
                await act()
        except (TimeoutError, BotError):
            scene.trouble = TROUBLE
        finally:
            scene.busy[chat_id] -= 1
            demo.api.room.typing.discard(chat_id)
            demo.api.room.touch()

    def _speaker(self, chat_id: object, user_id: object) -> tuple[Demo, Seat, int]:
        demo, _ = self._open()
        seat = seat_of(chat_id, user_id)
        if seat is None or not isinstance(user_id, int):
            raise web.HTTPNotFound(text="nobody of that number there")
        return demo, seat, user_id

    def _writer(self, chat_id: object, user_id: object) -> tuple[Demo, Seat, int]:
        demo, seat, user = self._speaker(chat_id, user_id)
        if seat.to_read:
            raise web.HTTPForbidden(text="nothing can be written there")
        return demo, seat, user

    def _open(self) -> tuple[Demo, Scene]:
        if self._demo is None or self._scene is None:
            raise web.HTTPServiceUnavailable(text="the demo is still opening")
        return self._demo, self._scene


def _done(body: Mapping[str, object]) -> web.Response:
    return web.json_response(body, headers=HEADERS)


@cache
def _text(name: str) -> str:
    return (files("bot.demo") / "static" / name).read_text(encoding="utf-8")

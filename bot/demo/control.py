"""The `/_control/…` addresses by which another process plays the people, and sees what was delivered.

JSON in, JSON out; loopback only. Field names are those of the methods of `People` and of `Fault`.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from aiohttp import web

from bot.demo.chats import BOT_ID, Post, Standing
from bot.demo.faults import Fault, FaultKind
from bot.demo.wire import Json, button_json, entity_json, keys_json
from bot.model import ChatKind

if TYPE_CHECKING:
    from bot.demo.bot_api import BotApiServer

MAX_WAIT_S = 60.0
_FAULT_FIELDS = frozenset(field.name for field in fields(Fault))


class Control:
    """Handlers over a server's room."""

    def __init__(self, server: BotApiServer) -> None:
        self._server = server

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Every address, with its method."""
        router.add_post("/_control/person", self.person)
        router.add_post("/_control/group", self.group)
        router.add_post("/_control/type", self.type_text)
        router.add_post("/_control/tap", self.tap)
        router.add_post("/_control/standing", self.standing)
        router.add_post("/_control/migrate", self.migrate)
        router.add_post("/_control/faults", self.add_faults)
        router.add_delete("/_control/faults", self.clear_faults)
        router.add_get("/_control/messages", self.messages)
        router.add_get("/_control/changes", self.changes)
        router.add_get("/_control/stats", self.stats)

    async def person(self, request: web.Request) -> web.Response:
        """`id`, and what else `add_person` takes."""
        sent = await request.json()
        name = str(sent.get("first_name", sent["id"]))
        language, started = str(sent.get("language", "fr")), bool(sent.get("started", True))
        return _json(
            {"chat_id": self._server.people.add_person(int(sent["id"]), name, language, started=started)}
        )

    async def group(self, request: web.Request) -> web.Response:
        """`id`, `title`, `kind`, `standing`, `forum`, `members` (user id to standing)."""
        sent = await request.json()
        members = {int(user): Standing(standing) for user, standing in sent.get("members", {}).items()}
        chat_id = self._server.people.add_group(
            int(sent["id"]),
            str(sent["title"]),
            members,
            ChatKind(sent.get("kind", "group")),
            Standing(sent.get("standing", "member")),
            forum=bool(sent.get("forum")),
        )
        return _json({"chat_id": chat_id})

    async def type_text(self, request: web.Request) -> web.Response:
        """`chat_id`, `user_id`, `text`, and perhaps `thread_id`, `reply_to`."""
        sent = await request.json()
        update_id = self._server.people.type_text(
            int(sent["chat_id"]),
            sent.get("user_id"),
            str(sent["text"]),
            sent.get("thread_id"),
            sent.get("reply_to"),
        )
        return _json({"update_id": update_id})

    async def tap(self, request: web.Request) -> web.Response:
        """`chat_id`, `user_id`, `label`, and perhaps `post_id`; 404 where there is no such button."""
        sent = await request.json()
        try:
            tap = self._server.people.tap(
                int(sent["chat_id"]), int(sent["user_id"]), str(sent["label"]), sent.get("post_id")
            )
        except LookupError:
            return web.json_response({"error": "no such button"}, status=404)
        return _json({"query_id": tap.query_id, "post_id": tap.post_id, "label": tap.label})

    async def standing(self, request: web.Request) -> web.Response:
        """`chat_id`, `by`, `standing`: `kicked` in a private chat is a block."""
        sent = await request.json()
        update_id = self._server.people.set_standing(
            int(sent["chat_id"]), int(sent["by"]), Standing(sent["standing"])
        )
        return _json({"update_id": update_id})

    async def migrate(self, request: web.Request) -> web.Response:
        """`chat_id`: the group becomes a supergroup."""
        sent = await request.json()
        return _json({"chat_id": self._server.people.migrate(int(sent["chat_id"]))})

    async def add_faults(self, request: web.Request) -> web.Response:
        """A list of objects with the fields of Fault; 400 for a field or kind that does not exist."""
        sent = await request.json()
        try:
            wanted = [Fault(**{**one, "kind": FaultKind(one["kind"])}) for one in sent]
        except (TypeError, ValueError, KeyError) as exc:
            return web.json_response({"error": str(exc), "fields": sorted(_FAULT_FIELDS)}, status=400)
        for fault in wanted:
            self._server.faults.add(fault)
        return _json({"queued": len(wanted)})

    async def clear_faults(self, _: web.Request) -> web.Response:
        """Good weather again."""
        self._server.faults.clear()
        return _json({})

    async def messages(self, request: web.Request) -> web.Response:
        """What stands in `?chat_id=`, or in all chats in order of sending."""
        room = self._server.room
        chats = [int(request.query["chat_id"])] if "chat_id" in request.query else list(room.chats)
        posts = sorted((post for chat in chats for post in room.posts(chat)), key=lambda post: post.id)
        return _json({"messages": [told(post) for post in posts]})

    async def changes(self, request: web.Request) -> web.Response:
        """What changed after `?after=REVISION`, waiting at most `?timeout=` seconds for the first change."""
        room, after = self._server.room, int(request.query.get("after", "0"))
        wait_s = min(float(request.query.get("timeout", "0")), MAX_WAIT_S)
        await self._server.bell.until(lambda: room.revision > after, wait_s)
        answers = {tap.query_id: asdict(tap.answer) for tap in room.taps if tap.answer is not None}
        posts = [told(post) for post in room.changed_posts(after)]
        return _json({"revision": room.revision, "messages": posts, "answers": answers})

    async def stats(self, _: web.Request) -> web.Response:
        """Counts: calls by status, faults by kind, what waits, what was confirmed."""
        server = self._server
        return _json(
            {
                "statuses": {str(status): count for status, count in server.statuses.items()},
                "faults": {kind.value: count for kind, count in server.faults.hits.items()},
                "faults_accepted": server.faults.hits_accepted,
                "pending": server.inbox.pending,
                "confirmed_id": server.inbox.confirmed_id,
                "revision": server.room.revision,
            }
        )


def told(post: Post) -> Json:
    """A message for a page or a test: text and entities, buttons, who, when."""
    return {
        "id": post.id,
        "chat_id": post.chat_id,
        "from_bot": post.sender_id == BOT_ID,
        "sender_id": post.sender_id,
        "at": post.at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
        "deleted": post.deleted,
        "text": post.text,
        "html": post.html,
        "entities": [entity_json(entity) for entity in post.formatted.entities],
        "buttons": [[button_json(button) for button in row] for row in post.buttons],
        "keys": keys_json(post.keys),
        "thread_id": post.thread_id,
        "reply_to": post.reply_to,
        "silent": post.silent,
        "ask": post.ask,
        "file": {"id": post.upload.id, "kind": post.upload.kind, "name": post.upload.name}
        if post.upload
        else None,
        "revision": post.revision,
    }


def _json(body: Json) -> web.Response:
    return web.json_response(body)

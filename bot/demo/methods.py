"""The methods of the Bot API that a message bot uses: messages, edits, taps, files.

Each takes its arguments and returns what stands under `result`, or raises a Refusal in Telegram's words. What the bot
sets about itself is in `profile`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.demo.chats import BOT_ID, Post, Room, Toast
from bot.demo.inbox import Inbox
from bot.demo.markup import Formatted
from bot.demo.params import Params
from bot.demo.refusals import bad_request
from bot.demo.wire import Json, post_json
from bot.model import ChatKind
from bot.ports import Clock

Method = Callable[[Params], object]

MAX_TOAST = 200
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_POLL_S = 50
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


class Messages:
    """Methods that change or read messages."""

    def __init__(self, room: Room, inbox: Inbox, clock: Clock, bot: Json) -> None:
        self._room = room
        self._inbox = inbox
        self._clock = clock
        self._bot = bot

    def table(self) -> Mapping[str, Method]:
        """The methods by lower-case name, as Telegram ignores case."""
        return {
            "sendmessage": self.send_message,
            "senddocument": lambda params: self._send_file(params, "document"),
            "sendphoto": lambda params: self._send_file(params, "photo"),
            "editmessagetext": self.edit_text,
            "editmessagecaption": self.edit_caption,
            "editmessagereplymarkup": self.edit_markup,
            "deletemessage": self.delete,
            "answercallbackquery": self.answer_tap,
            "getfile": self.get_file,
            "sendchataction": self.show_action,
        }

    async def get_updates(self, params: Params) -> object:
        """The long poll."""
        allowed = params.json("allowed_updates")
        kinds = tuple(map(str, allowed)) if isinstance(allowed, list) else None
        limit = min(max(params.integer("limit") or 100, 1), 100)
        timeout_s = min(params.integer("timeout") or 0, MAX_POLL_S)
        return await self._inbox.poll(params.integer("offset") or 0, limit, timeout_s, kinds)

    def send_message(self, params: Params) -> object:
        """A text, with its buttons."""
        post = self._new(params, params.formatted(), params.text("text"))
        return self._told(self._room.put(post))

    def _send_file(self, params: Params, kind: str) -> object:
        file, known = params.upload(kind), self._room.files.get(params.text(kind))
        post = self._new(params, params.caption(), params.text("caption"))
        if file is not None:
            known = self._room.keep_file(kind, file.name, file.mime, file.content)
        if known is None:
            raise bad_request(f"there is no {kind} in the request")
        return self._told(self._room.put(replace(post, upload=known)))

    def _new(self, params: Params, formatted: Formatted, html: str) -> Post:
        chat = self._room.get_chat(params.chat_id())
        thread_id, markup = params.integer("message_thread_id"), params.markup()
        chat.check_writable(thread_id)
        return Post(
            self._room.next_id(),
            chat.id,
            self._clock.now(),
            BOT_ID,
            formatted,
            html=html,
            buttons=markup.buttons,
            keys=markup.keys,
            thread_id=thread_id,
            reply_to=self._answered(params, chat.id),
            silent=params.flag("disable_notification"),
            ask=markup.ask,
            preview=params.mapping("link_preview_options").get("is_disabled") is not True,
        )

    def _answered(self, params: Params, chat_id: int) -> int | None:
        reply = params.mapping("reply_parameters")
        wanted = reply.get("message_id", params.integer("reply_to_message_id"))
        if not isinstance(wanted, int):
            return None
        if self._room.find_post(chat_id, wanted) is not None:
            return wanted
        if reply.get("allow_sending_without_reply") is True:
            return None
        raise bad_request("message to be replied not found")

    def edit_text(self, params: Params) -> object:
        """New text and buttons; no buttons given means none are left."""
        post = self._own(params, "edit")
        if post.upload is not None:
            raise bad_request("there is no text in the message to edit")
        return self._edited(
            post,
            replace(
                post, formatted=params.formatted(), html=params.text("text"), buttons=params.markup().buttons
            ),
        )

    def edit_caption(self, params: Params) -> object:
        """New words under a file."""
        post = self._own(params, "edit")
        if post.upload is None:
            raise bad_request("there is no caption in the message to edit")
        return self._edited(
            post,
            replace(
                post, formatted=params.caption(), html=params.text("caption"), buttons=params.markup().buttons
            ),
        )

    def edit_markup(self, params: Params) -> object:
        """New buttons only."""
        post = self._own(params, "edit")
        return self._edited(post, replace(post, buttons=params.markup().buttons))

    def _edited(self, old: Post, new: Post) -> object:
        if (old.formatted, old.buttons) == (new.formatted, new.buttons):
            raise bad_request(_NOT_MODIFIED)
        return self._told(self._room.put(replace(new, edited_at=self._clock.now())))

    def delete(self, params: Params) -> object:
        """Take a message away."""
        post = self._own(params, "delete")
        self._room.put(replace(post, deleted=True))
        return True

    def _own(self, params: Params, verb: str) -> Post:
        """The bot's own message that the call names."""
        chat = self._room.get_chat(params.chat_id())
        chat.check_writable(None)
        post = self._room.find_post(chat.id, params.integer("message_id") or 0)
        if post is None:
            raise bad_request(f"message to {verb} not found")
        if post.sender_id != BOT_ID and (verb == "edit" or chat.kind is not ChatKind.PRIVATE):
            raise bad_request(f"message can't be {verb.rstrip('e')}ed")
        return post

    def answer_tap(self, params: Params) -> object:
        """Stop the waiting mark of a tapped button, with words if there are any."""
        query_id, text = params.text("callback_query_id"), params.text("text")
        tap = next(
            (tap for tap in reversed(self._room.taps) if tap.query_id == query_id and not tap.expired), None
        )
        if tap is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(text) > MAX_TOAST:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.answer = tap.answer or Toast(text, params.flag("show_alert"))
        self._room.touch()
        return True

    def get_file(self, params: Params) -> object:
        """Where a file can be downloaded."""
        upload = self._room.files.get(params.text("file_id"))
        if upload is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(upload.content) > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return {
            "file_id": upload.id,
            "file_unique_id": f"u-{upload.id}",
            "file_size": len(upload.content),
            "file_path": f"{upload.kind}s/{upload.id}",
        }

    def show_action(self, params: Params) -> object:
        """« is typing », until the bot's next message there."""
        chat = self._room.get_chat(params.chat_id())
        chat.check_writable(None)
        if not params.text("action"):
            raise bad_request("wrong parameter action in request")
        self._room.typing.add(chat.id)
        self._room.touch()
        return True

    def _told(self, post: Post) -> object:
        return post_json(post, self._room, self._bot)

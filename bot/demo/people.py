"""What people do: they write, tap, send files, block the bot, add it to groups; each act becomes an update."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.demo.chats import BOT_ID, LEADERS, Chat, Key, Person, Post, Room, Standing, Tap, Topic, Upload
from bot.demo.inbox import Inbox
from bot.demo.wire import Json, bot_json, chat_json, member_update, person_json, post_json, typed, unix
from bot.model import GROUPS, Button, ChatKind
from bot.ports import Clock

_FIRST_SUPERGROUP = -1_000_000_000_000
_NO_MEMBERS: Mapping[int, Standing] = {}


class People:
    """Everybody who is not the bot."""

    def __init__(self, room: Room, inbox: Inbox, clock: Clock, username: str, name: str) -> None:
        self._room = room
        self._inbox = inbox
        self._clock = clock
        self._username = username
        self.bot: Json = bot_json(username, name)

    # --- who there is

    def add_person(
        self, user_id: int, first_name: str, language: str = "fr", username: str = "", *, started: bool = True
    ) -> int:
        """Somebody with a private chat of the same id; one who has not `started` cannot be written to yet."""
        self._room.people[user_id] = Person(user_id, first_name, language, username)
        self._room.chats[user_id] = Chat(user_id, ChatKind.PRIVATE, first_name, started=started)
        return user_id

    def add_group(
        self,
        chat_id: int,
        title: str,
        members: Mapping[int, Standing] = _NO_MEMBERS,
        kind: ChatKind = ChatKind.GROUP,
        standing: Standing = Standing.MEMBER,
        *,
        forum: bool = False,
    ) -> int:
        """A group, supergroup (with topics if `forum`) or channel in which the bot already is as `standing`."""
        self._room.chats[chat_id] = Chat(
            chat_id, kind, title, forum=forum, standing=standing, members=dict(members)
        )
        return chat_id

    def open_topic(self, chat_id: int, name: str) -> int:
        """A new forum topic; returns its thread id."""
        thread_id = self._room.next_id()
        self._room.chats[chat_id].topics[thread_id] = Topic(name)
        return thread_id

    def close_topic(self, chat_id: int, thread_id: int) -> None:
        """Nobody may write there any more."""
        self._room.chats[chat_id].topics[thread_id].closed = True

    def reopen_topic(self, chat_id: int, thread_id: int) -> None:
        """It takes messages again, and says so."""
        chat = self._room.chats[chat_id]
        chat.topics[thread_id].closed = False
        where = {"message_thread_id": thread_id, "is_topic_message": True}
        self._announce(chat, {**where, "forum_topic_reopened": {}})

    def delete_topic(self, chat_id: int, thread_id: int) -> None:
        """The topic is gone."""
        del self._room.chats[chat_id].topics[thread_id]

    # --- what they write

    def type_text(
        self,
        chat_id: int,
        user_id: int | None,
        text: str,
        thread_id: int | None = None,
        reply_to: int | None = None,
        *,
        forwarded: bool = False,
        forwarded_from: int | None = None,
    ) -> int:
        """Write a message; returns its update's id, 0 if the bot does not get to see it.

        `user_id` None is an anonymous admin of a group, or the channel itself. In groups the bot sees commands,
        answers to itself and mentions, unless it is an admin there. Who writes in private takes a block back.
        """
        chat = self._room.chats[chat_id]
        if chat.kind is ChatKind.PRIVATE and chat.standing is Standing.KICKED:
            self.unblock(chat_id)
        chat.started = True
        return self._post(
            replace(
                self._new(chat_id, user_id, text, thread_id, reply_to),
                forwarded=forwarded,
                forwarded_from=forwarded_from,
            )
        )

    def edit_text(self, chat_id: int, post_id: int, text: str) -> int:
        """Change a message that somebody wrote; returns the update's id."""
        old = self._room.chats[chat_id].posts[post_id]
        post = self._room.put(replace(old, formatted=typed(text), edited_at=self._clock.now()))
        return self._push(f"edited_{self._kind(post)}", post)

    def send_file(
        self,
        chat_id: int,
        user_id: int,
        name: str,
        content: bytes,
        mime: str = "",
        kind: str = "document",
        caption: str = "",
        forwarded_from: int | None = None,
    ) -> int:
        """Send a document, photo or sticker; returns its update's id."""
        upload: Upload = self._room.keep_file(kind, name, mime or "application/octet-stream", content)
        post = replace(self._new(chat_id, user_id, caption, None, None), upload=upload)
        return self._post(replace(post, forwarded=forwarded_from is not None, forwarded_from=forwarded_from))

    def tap(self, chat_id: int, user_id: int, label: str, post_id: int | None = None) -> Tap:
        """Tap the newest button whose label holds `label` (of one message only, if `post_id`).

        Case, apostrophes and kinds of spaces do not matter. Raises LookupError if there is no such button. The answer
        appears in the Tap that is returned.
        """
        post, button = self._find_button(chat_id, label, post_id)
        return self.press(chat_id, user_id, post.id, button.action, button.label)

    def press(self, chat_id: int, user_id: int, post_id: int, action: str, label: str = "") -> Tap:
        """Send the data of a button, whether it still stands there or not: late taps, deleted messages, forgeries."""
        tap = Tap(str(self._room.next_id()), chat_id, user_id, post_id, label)
        self._room.taps.append(tap)
        post = self._room.find_post(chat_id, post_id)
        gone: Json = {"message_id": post_id, "date": 0, "chat": chat_json(self._room.chats[chat_id])}
        update: Json = {
            "id": tap.query_id,
            "from": person_json(self._room.people[user_id]),
            "message": gone if post is None else post_json(post, self._room, self.bot),
            "chat_instance": str(chat_id),
            "data": action,
        }
        self._inbox.push("callback_query", update)
        return tap

    def let_taps_expire(self) -> None:
        """Taps not answered yet cannot be answered any more."""
        for tap in self._room.taps:
            tap.expired = tap.answer is None

    def _find_button(self, chat_id: int, label: str, post_id: int | None) -> tuple[Post, Button]:
        wanted = _flat(label)
        for post in reversed(self._room.posts(chat_id)):
            for button in (button for row in post.buttons for button in row):
                if wanted in _flat(button.label) and button.action and post_id in {None, post.id}:
                    return post, button
        raise LookupError(label)

    # --- how they stand with the bot

    def block(self, user_id: int) -> int:
        """A person blocks the bot."""
        return self.set_standing(user_id, user_id, Standing.KICKED)

    def unblock(self, user_id: int) -> int:
        """A person takes it back."""
        return self.set_standing(user_id, user_id, Standing.MEMBER)

    def deactivate(self, user_id: int) -> None:
        """A person closes the account; Telegram tells nobody."""
        self._room.chats[user_id].deactivated = True

    def set_standing(self, chat_id: int, by: int, standing: Standing) -> int:
        """Somebody changes what the bot is in a chat: adds it, makes it an admin, throws it out."""
        chat = self._room.chats[chat_id]
        old, chat.standing = chat.standing, standing
        author = person_json(self._room.people[by])
        return self._inbox.push(
            "my_chat_member", member_update(chat, author, self.bot, old, standing, self._clock.now())
        )

    def set_member(self, chat_id: int, user_id: int, standing: Standing) -> None:
        """Somebody else's standing in a chat changes; the bot is told where it is an admin."""
        chat = self._room.chats[chat_id]
        old = chat.standing_of(user_id)
        chat.members[user_id] = standing
        if chat.standing is Standing.ADMINISTRATOR:
            person = person_json(self._room.people[user_id])
            self._inbox.push(
                "chat_member", member_update(chat, person, person, old, standing, self._clock.now())
            )

    def channels_of(self, user_id: int) -> tuple[Chat, ...]:
        """The channels that somebody administers: Telegram's list behind a key that asks for one."""
        chats = self._room.chats.values()
        return tuple(
            chat for chat in chats if chat.kind is ChatKind.CHANNEL and chat.standing_of(user_id) in LEADERS
        )

    def find_key(self, user_id: int, label: str) -> Key:
        """A key below the text field of somebody's private chat. Raises LookupError if there is none."""
        for key in (key for row in self._room.keys(user_id) for key in row):
            if _flat(label) in _flat(key.label):
                return key
        raise LookupError(label)

    def share_chat(self, user_id: int, chat_id: int, request_id: int = 1) -> None:
        """Somebody picks a chat in Telegram's own list, in their private chat with the bot.

        The keys that asked for it go, as those of a keyboard for one time do.
        """
        title = self._room.chats[chat_id].title if chat_id in self._room.chats else "?"
        self._room.put_keys_away(user_id, request_id)
        shared = {"request_id": request_id, "chat_id": chat_id, "title": title}
        person = {"from": person_json(self._room.people[user_id])}
        self._announce(self._room.chats[user_id], {**person, "chat_shared": shared})

    def migrate(self, chat_id: int) -> int:
        """Turn a group into a supergroup; returns the new id, which both chats announce."""
        old = self._room.chats[chat_id]
        new_id = _FIRST_SUPERGROUP - self._room.next_id()
        self.add_group(new_id, old.title, old.members, ChatKind.SUPERGROUP, old.standing)
        self._announce(old, {"migrate_to_chat_id": new_id})
        self._announce(self._room.chats[new_id], {"migrate_from_chat_id": chat_id})
        old.migrated_to = new_id
        return new_id

    def _announce(self, chat: Chat, what: Json) -> None:
        base: Json = {
            "message_id": self._room.next_id(),
            "date": unix(self._clock.now()),
            "chat": chat_json(chat),
        }
        self._inbox.push("message", base | what)

    # --- how an act becomes an update

    def _new(
        self, chat_id: int, user_id: int | None, text: str, thread_id: int | None, reply_to: int | None
    ) -> Post:
        return Post(
            self._room.next_id(),
            chat_id,
            self._clock.now(),
            user_id,
            typed(text),
            thread_id=thread_id,
            reply_to=reply_to,
        )

    def _post(self, post: Post) -> int:
        kept = self._room.put(post)
        return self._push(self._kind(kept), kept) if self._is_seen(kept) else 0

    def _push(self, kind: str, post: Post) -> int:
        return self._inbox.push(kind, post_json(post, self._room, self.bot))

    def _kind(self, post: Post) -> str:
        is_channel = self._room.chats[post.chat_id].kind is ChatKind.CHANNEL
        return "channel_post" if is_channel else "message"

    def _is_seen(self, post: Post) -> bool:
        """Telegram's privacy mode: in a group the bot reads what is meant for it."""
        chat = self._room.chats[post.chat_id]
        if chat.kind not in GROUPS or chat.standing is Standing.ADMINISTRATOR:
            return True
        answered = chat.posts.get(post.reply_to) if post.reply_to is not None else None
        if (answered and answered.sender_id == BOT_ID) or f"@{self._username}" in post.text.casefold():
            return True
        first, _, addressee = post.text.partition(" ")[0].partition("@")
        return first.startswith("/") and not addressee


def _flat(label: str) -> str:
    """A label as anybody would type it."""
    return " ".join(label.replace("’", "'").casefold().split())

"""Who talks to the bot, where, and what stands in each chat: the state behind the Bot API server.

A chat remembers its posts in order, with edits applied in place. Nothing here knows HTTP or JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.demo.bell import Bell
from bot.demo.markup import Formatted
from bot.demo.refusals import bad_request, forbidden, moved
from bot.model import Button, ChatKind

BOT_ID = 7_000_000_001
ANONYMOUS_ADMIN_ID = 1_087_968_824  # Telegram's own account behind which a group's admins hide


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    language: str = "fr"
    username: str = ""


class Standing(StrEnum):
    """What somebody is in a chat, in the Bot API's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


LEADERS = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR})
PRESENT = frozenset({Standing.CREATOR, Standing.ADMINISTRATOR, Standing.MEMBER, Standing.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a message; `kind` is `document`, `photo` or `sticker`."""

    id: str
    kind: str
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """A key below the text field: it asks for one of the person's channels under a number, or else says its label."""

    label: str
    request_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One message as it stands now; `sender_id` is None where the chat itself speaks (channels, anonymous admins).

    `revision` is the room's count of changes when it was last changed, so that a page can ask for what is new.
    """

    id: int
    chat_id: int
    at: datetime
    sender_id: int | None
    formatted: Formatted
    html: str = ""  # as the bot sent it; "" for people
    buttons: tuple[tuple[Button, ...], ...] = ()
    keys: tuple[tuple[Key, ...], ...] = ()  # emptied once one that asks for a channel has been used
    thread_id: int | None = None
    reply_to: int | None = None
    silent: bool = False
    ask: bool = False
    preview: bool = True
    upload: Upload | None = None
    forwarded: bool = False
    forwarded_from: int | None = None  # a channel, or who wrote it, where their settings let Telegram tell
    edited_at: datetime | None = None
    deleted: bool = False
    revision: int = 0

    @property
    def text(self) -> str:
        """What it says, without markup."""
        return self.formatted.text


@dataclass(frozen=True, slots=True)
class Toast:
    """What a tap was answered with; "" only stops the waiting mark."""

    text: str
    alert: bool


@dataclass(slots=True)
class Tap:
    """A tap on a button, and its answer once there is one."""

    query_id: str
    chat_id: int
    user_id: int
    post_id: int
    label: str
    answer: Toast | None = None
    expired: bool = False


@dataclass(slots=True)
class Topic:
    """A forum topic; the general one has no row."""

    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat and everything said in it; `standing` is the bot's own."""

    id: int
    kind: ChatKind
    title: str
    forum: bool = False
    standing: Standing = Standing.MEMBER
    username: str = ""
    may_post: bool = True  # the bot, as an admin of a channel
    started: bool = True
    deactivated: bool = False
    migrated_to: int | None = None
    members: dict[int, Standing] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)

    def check_writable(self, thread_id: int | None) -> None:
        """Raise Telegram's refusal where the bot may not write."""
        if self.migrated_to is not None:
            raise moved(self.migrated_to)
        if self.kind is ChatKind.PRIVATE:
            self._check_person()
        else:
            self._check_standing()
        if thread_id is not None and thread_id not in self.topics:
            raise bad_request("message thread not found")
        if thread_id is not None and self.topics[thread_id].closed:
            raise bad_request("TOPIC_CLOSED")

    def _check_person(self) -> None:
        if self.deactivated:
            raise forbidden("user is deactivated")
        if not self.started:
            raise forbidden("bot can't initiate conversation with a user")
        if self.standing is Standing.KICKED:
            raise forbidden("bot was blocked by the user")

    def _check_standing(self) -> None:
        if self.standing is Standing.KICKED:
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if self.standing is Standing.LEFT:
            raise forbidden(f"bot is not a member of the {self.kind} chat")
        if self.kind is ChatKind.CHANNEL and self.standing is not Standing.ADMINISTRATOR:
            raise bad_request("need administrator rights in the channel chat")
        if self.standing is Standing.RESTRICTED:
            raise bad_request("not enough rights to send text messages to the chat")

    def standing_of(self, user_id: int) -> Standing:
        """What somebody is here; strangers have left."""
        if user_id == BOT_ID:
            return self.standing
        return self.members.get(user_id, Standing.LEFT)


class Room:
    """All people, chats and files; ids of messages are unique over all chats, so that tests can name one."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Upload] = {}
        self.taps: list[Tap] = []
        self.typing: set[int] = set()  # chats in which the bot says that it is writing
        self.revision = 0
        self._last_id = 0

    def next_id(self) -> int:
        """A number not used before."""
        self._last_id += 1
        return self._last_id

    def get_chat(self, chat_id: int) -> Chat:
        """The chat, or Telegram's refusal."""
        if (chat := self.chats.get(chat_id)) is None:
            raise bad_request("chat not found")
        return chat

    def find_post(self, chat_id: int, post_id: int) -> Post | None:
        """A message that still stands in the chat."""
        post = self.get_chat(chat_id).posts.get(post_id)
        return None if post is None or post.deleted else post

    def put(self, post: Post) -> Post:
        """Store a new message, or the new state of an old one."""
        self.touch()
        if post.sender_id == BOT_ID:
            self.typing.discard(post.chat_id)
        kept = replace(post, revision=self.revision)
        self.chats[post.chat_id].posts[post.id] = kept
        return kept

    def keep_file(self, kind: str, name: str, mime: str, content: bytes) -> Upload:
        """Store an uploaded file under an id of its own."""
        upload = Upload(f"file-{self.next_id()}", kind, name, mime, content)
        self.files[upload.id] = upload
        return upload

    def touch(self) -> None:
        """Count a change, and wake who waits for one."""
        self.revision += 1
        self._bell.ring()

    def posts(self, chat_id: int) -> tuple[Post, ...]:
        """What stands in a chat, oldest first."""
        return tuple(post for post in self.chats[chat_id].posts.values() if not post.deleted)

    def keys(self, chat_id: int) -> tuple[tuple[Key, ...], ...]:
        """The keys below the text field: those that the last message with any brought."""
        return next((post.keys for post in reversed(self.posts(chat_id)) if post.keys), ())

    def put_keys_away(self, chat_id: int, request_id: int) -> None:
        """The keys that asked under that number have served; their messages do not change in the reading."""
        posts = self.chats[chat_id].posts
        for post in posts.values():
            if any(key.request_id == request_id for row in post.keys for key in row):
                posts[post.id] = replace(post, keys=())
        self.touch()

    def changed_posts(self, after: int) -> tuple[Post, ...]:
        """Every message of every chat changed after that revision, deleted ones included, in order of change."""
        changed = (
            post for chat in self.chats.values() for post in chat.posts.values() if post.revision > after
        )
        return tuple(sorted(changed, key=lambda post: post.revision))

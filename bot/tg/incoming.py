"""What an update says, in our own terms: who writes, where, and what they typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    Document,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginUser,
    Update,
    User,
)

from bot.model import ChatId, ChatKind, Reader, UserId

MAX_OPML_BYTES = 5 * 1024 * 1024  # thousands of feeds; Telegram itself would give us 20 MB
OPML = ("opml", "xml")  # in a document's name or kind
MAX_CHARS = 4096  # Telegram's own limit for a message
# Marks that change nothing a person sees but what a word is: soft hyphens, zero-width spaces, text directions.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
COMMAND = re.compile(r"/(?P<name>\w[\w-]*)(?:@(?P<to>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)

# Entities that change how words look; the others are found again in the words themselves.
MARKUP = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.CODE,
        MessageEntity.PRE,
        MessageEntity.BLOCKQUOTE,
        MessageEntity.TEXT_LINK,
    }
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as typed: its name without accents, case or hyphens; whom it is for, "" for anybody."""

    name: str
    addressee: str
    argument: str


def clean(text: str) -> str:
    """Composed, without marks that nobody sees, at most 4,096 characters, no space around."""
    visible = UNSEEN.sub("", CONTROLS.sub(" ", text))
    return unicodedata.normalize("NFC", visible)[:MAX_CHARS].strip()


def bare(name: str) -> str:
    """A command's name as it is compared: Telegram allows no accents, people type them all the same."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "_-")


def parse_command(text: str) -> Typed | None:
    """The command that a text is, or None; a slash with no name behind it is a command without a name."""
    if not text.startswith("/"):
        return None
    found = COMMAND.fullmatch(text)
    if found is None:
        return Typed("", "", "")
    return Typed(bare(found["name"]), (found["to"] or "").casefold(), (found["rest"] or "").strip())


def writer_of(message: Message, update_id: int) -> Reader:
    """Who wrote the message; nobody in particular where a chat speaks (channels, anonymous admins)."""
    user = None if message.sender_chat else message.from_user
    # In other supergroups the thread id only names the message that began a row of answers.
    thread_id = message.message_thread_id if message.is_topic_message else None
    answered = message.reply_to_message
    return replace(
        _reader(message.chat, user, thread_id, update_id),
        message_id=message.message_id,
        about=_about(message),
        answered_id=None if answered is None else answered.message_id,
        html=message.text_html if any(e.type in MARKUP for e in message.entities) else "",
    )


def _about(message: Message) -> ChatId | None:
    """Who wrote what is answered or forwarded; None also where their settings or Telegram hide it."""
    answered = message.reply_to_message
    if answered is not None and answered.forum_topic_created:
        answered = None  # whatever is written in a topic « answers » its first line
    match (message if answered is None else answered).forward_origin:
        case MessageOriginUser(sender_user=user):
            return ChatId(user.id)
        case MessageOriginChannel(chat=chat) | MessageOriginChat(sender_chat=chat):
            return ChatId(chat.id)
        case None if answered is not None:
            return _author(answered)
        case _:
            return None


def _author(message: Message) -> ChatId | None:
    """Who wrote it; nobody where it was a bot, or one of the chat's admins who hides behind its name."""
    if message.sender_chat is not None:
        return None if message.sender_chat.id == message.chat.id else ChatId(message.sender_chat.id)
    user = message.from_user
    return None if user is None or user.is_bot else ChatId(user.id)


def tapper_of(query: CallbackQuery, update_id: int) -> Reader | None:
    """Who tapped; None where the message is not of a chat that we know."""
    message = query.message
    if message is None:
        return None
    is_topic = isinstance(message, Message) and message.is_topic_message
    thread_id = message.message_thread_id if isinstance(message, Message) and is_topic else None
    reader = _reader(message.chat, query.from_user, thread_id, update_id)
    return replace(reader, message_id=message.message_id, tapped=True)


def changer_of(change: ChatMemberUpdated, update_id: int) -> Reader:
    """Who changed what the bot is in a chat."""
    adder = change.from_user
    return replace(_reader(change.chat, adder, None, update_id), language=_language(adder))


def _reader(chat: Chat, user: User | None, thread_id: int | None, update_id: int) -> Reader:
    return Reader(
        chat_id=ChatId(chat.id),
        thread_id=thread_id,
        kind=ChatKind(chat.type),
        title=chat.title or "",  # a person's name is not ours to keep
        user_id=None if user is None else UserId(user.id),
        # A room of many begins in French whoever speaks first, unless who let us in has an English Telegram.
        language=_language(user) if chat.type == ChatKind.PRIVATE else "fr",
        update_id=update_id,
        name="" if user is None else (user.username or "").casefold(),
        chat_name=(chat.username or "").casefold(),
    )


def _language(user: User | None) -> str:
    return "en" if user is not None and (user.language_code or "").startswith("en") else "fr"


def message_of(update: Update) -> Message:
    """The message of an update that has one."""
    message = update.effective_message
    assert message is not None
    return message


def answers_us(message: Message, bot: Bot) -> bool:
    """Whether it answers one of our own messages."""
    original = message.reply_to_message
    return original is not None and original.from_user is not None and original.from_user.id == bot.id


def may_be_opml(document: Document) -> bool:
    """Whether it looks like a list of feeds, of a size that can be one."""
    name, kind = (document.file_name or "").casefold(), (document.mime_type or "").casefold()
    small = (document.file_size or 0) <= MAX_OPML_BYTES
    return small and (name.endswith(OPML) or any(part in kind for part in OPML))

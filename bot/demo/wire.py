"""The room's state as the JSON objects of the Bot API."""

from __future__ import annotations

import re
from datetime import datetime

from bot.demo.chats import (
    ANONYMOUS_ADMIN_ID,
    BOT_ID,
    PRESENT,
    Chat,
    Key,
    Person,
    Post,
    Room,
    Standing,
    Upload,
)
from bot.demo.markup import Entity, Formatted, utf16_units
from bot.model import Button, ChatKind

Json = dict[str, object]

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")
_PNG_HEADER = b"\x89PNG\r\n\x1a\n"
_ADMIN_RIGHTS = [
    "can_be_edited",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
_MEMBER_RIGHTS = [
    "is_member",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_send_messages",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_manage_topics",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_edit_tag",
    "can_react_to_messages",
]


def unix(at: datetime) -> int:
    """Whole seconds, as Telegram dates."""
    return int(at.timestamp())


def bot_json(username: str, name: str) -> Json:
    """The bot itself, as getMe tells it."""
    return {
        "id": BOT_ID,
        "is_bot": True,
        "first_name": name,
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def person_json(person: Person) -> Json:
    """A person as `from`."""
    base: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.username:
        base["username"] = person.username
    return base | {"language_code": person.language}


def chat_json(chat: Chat) -> Json:
    """A chat as it stands in every message."""
    base: Json = {"id": chat.id, "type": chat.kind.value}
    if chat.kind is ChatKind.PRIVATE:
        return base | {"first_name": chat.title}
    if chat.username:
        base["username"] = chat.username
    return base | {"title": chat.title} | ({"is_forum": True} if chat.forum else {})


def full_chat_json(chat: Chat) -> Json:
    """A chat as getChat tells it."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    return chat_json(chat) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def member_json(user: Json, standing: Standing, may_post: bool | None = None) -> Json:
    """A member of a chat, with every right that its standing brings; `may_post` is told in channels alone."""
    base: Json = {"user": user, "status": standing.value}
    match standing:
        case Standing.CREATOR:
            return base | {"is_anonymous": False}
        case Standing.ADMINISTRATOR:
            told = base | {"is_anonymous": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
            return told if may_post is None else told | {"can_post_messages": may_post}
        case Standing.RESTRICTED:
            return base | {"until_date": 0} | dict.fromkeys(_MEMBER_RIGHTS, False) | {"is_member": True}
        case Standing.KICKED:
            return base | {"until_date": 0}
        case _:
            return base


def commands(text: str) -> tuple[Entity, ...]:
    """The commands in what a person typed."""
    return tuple(
        Entity("bot_command", utf16_units(text[: found.start()]), utf16_units(found[0]))
        for found in _COMMAND.finditer(text)
    )


def typed(text: str) -> Formatted:
    """What a person typed, with its commands marked."""
    return Formatted(text, commands(text))


def entity_json(entity: Entity) -> Json:
    """One formatted stretch."""
    base: Json = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    if entity.url and entity.kind == "text_link":
        base["url"] = entity.url
    return base | ({"language": entity.language} if entity.language else {})


def button_json(button: Button) -> Json:
    """An inline button; kinds that the demo does not play are told as a link to nowhere."""
    if button.action:
        return {"text": button.label, "callback_data": button.action}
    return {"text": button.label, "url": button.url or "tg://unsupported"}


def keys_json(keys: tuple[tuple[Key, ...], ...]) -> list[list[Json]]:
    """Keys below the text field, for a page or a test; Telegram tells a bot nothing of them."""
    return [[{"text": key.label, "request": key.request_id} for key in row] for row in keys]


def post_json(post: Post, room: Room, bot: Json, *, nested: bool = False) -> Json:
    """A message; the message that it answers is nested one level deep, as Telegram does."""
    chat = room.chats[post.chat_id]
    told: Json = {"message_id": post.id, "date": unix(post.at), "chat": chat_json(chat)}
    told |= _sender(post, room, bot)
    told |= _content(post)
    if post.thread_id is not None:
        told |= {"message_thread_id": post.thread_id, "is_topic_message": True}
    if post.forwarded:
        origin: Json = {"type": "hidden_user", "sender_user_name": "Quelqu’un", "date": unix(post.at)}
        if post.forwarded_from in room.chats and post.forwarded_from not in room.people:
            whence = chat_json(room.chats[post.forwarded_from])
            origin = {"type": "channel", "chat": whence, "message_id": 1, "date": unix(post.at)}
        elif post.forwarded_from is not None:
            author = person_json(room.people[post.forwarded_from])
            origin = {"type": "user", "sender_user": author, "date": unix(post.at)}
        told["forward_origin"] = origin
    if post.edited_at is not None:
        told["edit_date"] = unix(post.edited_at)
    if post.buttons:
        told["reply_markup"] = {"inline_keyboard": [[button_json(b) for b in row] for row in post.buttons]}
    answered = chat.posts.get(post.reply_to) if post.reply_to is not None and not nested else None
    return told | ({"reply_to_message": post_json(answered, room, bot, nested=True)} if answered else {})


def _sender(post: Post, room: Room, bot: Json) -> Json:
    chat = room.chats[post.chat_id]
    if post.sender_id == BOT_ID:
        return (
            {"from": bot, "sender_chat": chat_json(chat)} if chat.kind is ChatKind.CHANNEL else {"from": bot}
        )
    if post.sender_id is not None:
        return {"from": person_json(room.people[post.sender_id])}
    if chat.kind is ChatKind.CHANNEL:
        return {"sender_chat": chat_json(chat)}
    anonymous = {
        "id": ANONYMOUS_ADMIN_ID,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    }
    return {"from": anonymous, "sender_chat": chat_json(chat)}


def _content(post: Post) -> Json:
    entities = [entity_json(entity) for entity in post.formatted.entities]
    if post.upload is None:
        return {"text": post.text} | ({"entities": entities} if entities else {})
    told = _upload_json(post.upload)
    if post.text:
        told["caption"] = post.text
    return told | ({"caption_entities": entities} if entities else {})


def _upload_json(upload: Upload) -> Json:
    base: Json = {"file_id": upload.id, "file_unique_id": f"u-{upload.id}", "file_size": len(upload.content)}
    if upload.kind == "photo":
        width, height = picture_size(upload.content)
        return {"photo": [base | {"width": width, "height": height}]}
    if upload.kind == "sticker":
        sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": base | sticker}
    return {"document": base | {"file_name": upload.name, "mime_type": upload.mime}}


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG; a plausible size for anything else."""
    if content.startswith(_PNG_HEADER):
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    return 800, 600


def member_update(chat: Chat, by: Json, member: Json, old: Standing, new: Standing, at: datetime) -> Json:
    """A change of somebody's standing."""
    return {
        "chat": chat_json(chat),
        "from": by,
        "date": unix(at),
        "old_chat_member": member_json(member, old, may_post_in(chat)),
        "new_chat_member": member_json(member, new, may_post_in(chat)),
    }


def may_post_in(chat: Chat) -> bool | None:
    """Whether an admin may post; None where everybody may, and nothing is said of it."""
    return chat.may_post if chat.kind is ChatKind.CHANNEL else None


def is_present(standing: Standing) -> bool:
    """Whether somebody of that standing is in the chat at all."""
    return standing in PRESENT

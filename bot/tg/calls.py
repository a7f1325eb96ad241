"""How one message of ours becomes one call of the Bot API: the method, and what of the message it carries.

Telegram has a method for each kind of message and for each part that can be edited; which one it is follows from the
message alone, so that nothing here waits, decides when, or reads an error.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self, assert_never

from telegram import (
    Bot,
    ChatAdministratorRights,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram import Message as Sent
from telegram.constants import MessageLimit, ParseMode

from bot.model import GROUPS, Attachment, ChatKind, Destination, Dress, Message, Part, Replying
from bot.tg.plain import plain_text
from bot.tg.taps import READING
from bot.views.actions import decode

UNSEEN = "&#8203;"  # Telegram opens the keyboard of whom a question mentions, or whose message it answers
PICK = 1  # the number of our one question for a chat
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
FIRST_LINK = LinkPreviewOptions(is_disabled=False)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is left of a message in its dress: words, how they are marked up, buttons, and what is attached."""

    text: str
    parse_mode: str | None
    buttons: InlineKeyboardMarkup | None
    attachment: Attachment | None

    @classmethod
    def of(cls, message: Message, dress: Dress, *, is_caption: bool) -> Self:
        """The message in that dress; as plain text it is cut to what Telegram takes, in full it never is."""
        buttons = None if dress is Dress.BARE else _keyboard(message, links=dress is Dress.FULL)
        if dress is Dress.FULL:
            return cls(message.html, ParseMode.HTML, buttons, message.attachment)
        room = MessageLimit.CAPTION_LENGTH if is_caption else MessageLimit.MAX_TEXT_LENGTH
        attachment = None if dress is Dress.BARE else message.attachment
        return cls(plain_text(message.html, room), None, buttons, attachment)


async def send_new(
    bot: Bot, destination: Destination, message: Message, way: Replying | None, dress: Dress
) -> Sent:
    """A message of its own, which may answer an earlier one; that one gone, it goes all the same."""
    is_caption = message.attachment is not None and dress is not Dress.BARE
    words = Wording.of(message, dress, is_caption=is_caption)
    # Elsewhere the next message is the answer anyway.
    asks = message.ask and words.buttons is None and destination.kind in GROUPS
    is_aimed = way is not None or message.asked is not None
    markup: ForceReply | ReplyKeyboardMarkup | InlineKeyboardMarkup | None = words.buttons
    if asks:
        markup = ForceReply(selective=is_aimed)
    elif message.pick and words.buttons is None and destination.kind is ChatKind.PRIVATE:
        markup = _picker(message.pick)
    text = words.text
    if asks and message.asked is not None and words.parse_mode is not None:
        text = f'<a href="tg://user?id={message.asked}">{UNSEEN}</a>{text}'
    answered = None if way is None else ReplyParameters(way.message_id, allow_sending_without_reply=True)
    if (attached := words.attachment) is None:
        return await bot.send_message(
            destination.chat_id,
            text,
            parse_mode=words.parse_mode,
            link_preview_options=FIRST_LINK if message.preview else NO_PREVIEW,
            disable_notification=message.silent,
            message_thread_id=destination.thread_id,
            reply_parameters=answered,
            reply_markup=markup,
        )
    send = bot.send_photo if attached.as_photo else bot.send_document
    return await send(
        destination.chat_id,
        InputFile(attached.content, filename=attached.name),
        caption=words.text,
        parse_mode=words.parse_mode,
        disable_notification=message.silent,
        message_thread_id=destination.thread_id,
        reply_parameters=answered,
        reply_markup=markup,
    )


async def edit(bot: Bot, chat_id: int, message_id: int, part: Part, message: Message, dress: Dress) -> None:
    """An earlier message changed in place; without buttons it loses those it had."""
    words = Wording.of(message, dress, is_caption=part is Part.CAPTION)
    match part:
        case Part.TEXT:
            await bot.edit_message_text(
                words.text,
                chat_id,
                message_id,
                parse_mode=words.parse_mode,
                link_preview_options=FIRST_LINK if message.preview else NO_PREVIEW,
                reply_markup=words.buttons,
            )
        case Part.CAPTION:
            await bot.edit_message_caption(
                chat_id,
                message_id,
                caption=words.text,
                parse_mode=words.parse_mode,
                reply_markup=words.buttons,
            )
        case Part.BUTTONS:
            await bot.edit_message_reply_markup(chat_id, message_id, reply_markup=words.buttons)
        case _:
            assert_never(part)


def for_everybody(message: Message) -> Message:
    """What a channel is sent: all its readers see the buttons, so only those stay that anybody may tap."""
    rows = [
        tuple(b for b in row if b.url or isinstance(decode(b.action), READING)) for row in message.buttons
    ]
    return replace(message, buttons=tuple(row for row in rows if row))


def _picker(label: str) -> ReplyKeyboardMarkup:
    """A button that opens Telegram's own list of the person's channels, where it also lets them add us as an admin."""
    rights = ChatAdministratorRights(
        is_anonymous=False,
        can_manage_chat=True,
        can_delete_messages=False,
        can_manage_video_chats=False,
        can_restrict_members=False,
        can_promote_members=False,
        can_change_info=False,
        can_invite_users=False,
        can_post_stories=False,
        can_edit_stories=False,
        can_delete_stories=False,
        can_post_messages=True,
    )
    ask = KeyboardButtonRequestChat(
        PICK,
        chat_is_channel=True,
        user_administrator_rights=rights,
        bot_administrator_rights=rights,
        request_title=True,
    )
    return ReplyKeyboardMarkup(
        [[KeyboardButton(label, request_chat=ask)]], resize_keyboard=True, one_time_keyboard=True
    )


def _keyboard(message: Message, *, links: bool) -> InlineKeyboardMarkup | None:
    rows = [
        [
            InlineKeyboardButton(b.label, url=b.url)
            if b.url
            else InlineKeyboardButton(b.label, callback_data=b.action)
            for b in row
            if links or not b.url
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None

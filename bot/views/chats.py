"""The chats as the operator sees them in a terminal: how much there is of each, never what it follows."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.model import ChatSummary
from bot.views.terminal import table
from bot.views.voice import Voice


def chats_table(chats: Sequence[ChatSummary], voice: Voice) -> str:
    """One chat a line."""
    words = voice.chats
    if not chats:
        return words.NO_CHATS
    rows = [
        (
            str(chat.chat_id),
            words.KINDS[chat.kind],
            voice.moments.number(chat.places),
            voice.moments.number(chat.topics),
            voice.moments.number(chat.owed),
            voice.date(chat.created_at),
            "" if chat.last_word_at is None else voice.stamp(chat.last_word_at),
            words.OPEN if chat.closed is None else words.CLOSED[chat.closed],
        )
        for chat in chats
    ]
    return table((words.COLUMNS, *rows))


def chats_json(chats: Sequence[ChatSummary], voice: Voice) -> str:
    """The same for programs; times are ISO 8601 with the offset of the reader's zone."""
    return json.dumps(
        [
            {
                "chat_id": chat.chat_id,
                "kind": chat.kind.value,
                "places": chat.places,
                "topics": chat.topics,
                "owed": chat.owed,
                "created_at": chat.created_at.astimezone(voice.zone).isoformat(timespec="seconds"),
                "last_word_at": None
                if chat.last_word_at is None
                else chat.last_word_at.astimezone(voice.zone).isoformat(timespec="seconds"),
                "closed": None if chat.closed is None else chat.closed.value,
            }
            for chat in chats
        ],
        ensure_ascii=False,
        indent=2,
    )

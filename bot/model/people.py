"""Who writes, and what the house counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.destinations import ChatKind
from bot.model.feeds import FeedHealth
from bot.model.ids import ChatId, DestinationId, UserId
from bot.model.state import ChatCount


@dataclass(frozen=True, slots=True)
class Reader:
    """Who writes, where: the chat, its forum topic, the person, and the language Telegram says they use.

    `message_id` is None where an update comes from no message (a change of membership).
    """

    chat_id: ChatId
    thread_id: int | None
    kind: ChatKind
    title: str
    user_id: UserId | None
    language: str
    update_id: int
    message_id: int | None = None  # of what was written, or of ours that bears the button that was tapped
    tapped: bool = False
    html: str = ""  # what was written, with its bold and its links; "" where it has none
    answered_id: int | None = None  # in a group: our message that theirs answers
    via: ChatId | None = None  # the private chat in which they speak for this channel
    place: DestinationId | None = None  # of that channel
    lapsed: str = ""  # the title of a channel whose set-up has just ended by silence
    in_charge: bool = True  # False only where it was looked up: somebody else may change this chat
    name: str = ""  # the person's @name in small letters, where they have one: compared, never kept
    chat_name: str = ""  # and the chat's
    about: ChatId | None = None  # who wrote the message that is answered or forwarded
    admitted: bool = True  # False: without access, and here for what is everybody's right

    @property
    def is_alone(self) -> bool:
        """Whether nobody else hears the conversation."""
        return self.kind is ChatKind.PRIVATE or self.via is not None


@dataclass(frozen=True, slots=True)
class Counters:
    """What `vigie status` and `/etat` count."""

    feeds: int
    feeds_failing: int
    entries: int
    unanalysed: int
    topics: int
    destinations: int
    subscriptions: int
    owed: int
    doubtful: int
    last_entry_at: datetime | None
    last_tick_at: datetime | None
    size_bytes: int = 0
    schema: str = ""
    held: int = 0  # messages that wait for an admin
    held_since: datetime | None = None
    abandoned: int = 0  # given up by an admin, ever
    feeds_health: tuple[
        tuple[FeedHealth, int], ...
    ] = ()  # of those that are not well, in the order of the states
    entries_day: int = 0  # of the last 24 hours
    oldest_owed_at: datetime | None = None
    late_digests: int = 0
    backed_up_at: datetime | None = None  # last, as far as is known
    chats: tuple[ChatCount, ...] = ()

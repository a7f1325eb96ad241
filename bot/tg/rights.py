"""Who may change a chat: in private its person, in a group or channel its admins."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.model import ChannelSeen, ChatId, ChatKind, Reader, UserId

IN_CHARGE = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})
PRESENT = IN_CHARGE | {ChatMemberStatus.MEMBER}
FRESH_S = (
    60.0  # that somebody is an admin is believed for so long; that they are not, never: they may be made one
)
MOST_KEPT = 10_000


class Rights:
    """Asks Telegram who is in charge of a chat, and remembers it for a minute; also the `Directory` of the services."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        self._admins: OrderedDict[tuple[int, int], float] = OrderedDict()

    async def may_change(self, reader: Reader, speaks_as: int | None = None) -> bool:
        """Whether the reader may change the chat. `speaks_as` is the chat in whose name they write, if in one's.

        Who writes in the chat's own name is one of its admins: in a channel always, in a group those who hide.
        Another name proves nothing, that of a channel linked to the group neither. In a channel everybody who reads
        it can tap a button.
        """
        if reader.kind is ChatKind.PRIVATE:
            return True
        if reader.user_id is None:
            return speaks_as == reader.chat_id
        return await self.is_in_charge(reader.chat_id, reader.user_id)

    async def is_in_charge(self, chat_id: ChatId, user_id: UserId) -> bool:
        """See `Directory.is_in_charge`."""
        seen_at = self._admins.get((chat_id, user_id))
        if seen_at is not None and self._clock() - seen_at < FRESH_S:
            return True
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except (BadRequest, Forbidden):  # gone from the chat, or we are
            return False
        if member.status not in IN_CHARGE:
            self._admins.pop((chat_id, user_id), None)
            return False
        self._admins[chat_id, user_id] = self._clock()
        self._admins.move_to_end((chat_id, user_id))
        if len(self._admins) > MOST_KEPT:
            self._admins.popitem(last=False)
        return True

    def forget(self, chat_id: int) -> None:
        """Somebody's standing in the chat has changed: ask again."""
        for key in [key for key in self._admins if key[0] == chat_id]:
            del self._admins[key]

    async def see(self, chat: ChatId | str, user_id: UserId) -> ChannelSeen | None:
        """See `Directory.see`."""
        try:
            found = await self._bot.get_chat(chat)
            if found.type != ChatKind.CHANNEL:
                return None
            ourselves = await self._bot.get_chat_member(found.id, self._bot.id)
        except (BadRequest, Forbidden):
            return None
        in_charge = await self.is_in_charge(ChatId(found.id), user_id)
        return ChannelSeen(ChatId(found.id), found.title or "", in_charge, may_post(ourselves))


def may_post(member: ChatMember) -> bool:
    """Whether somebody of that standing may post in a channel."""
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return member.status == ChatMemberStatus.OWNER


def is_present(member: ChatMember) -> bool:
    """Whether somebody of that standing is in the chat."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status in PRESENT

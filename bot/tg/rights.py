"""Who may change a chat: in private its person, in a group or channel its admins."""

from __future__ import annotations

from telegram import Bot, ChatMember, ChatMemberRestricted
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from bot.model import ChatKind, Reader

GROUPS = frozenset({ChatKind.GROUP, ChatKind.SUPERGROUP})
IN_CHARGE = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})
PRESENT = IN_CHARGE | {ChatMemberStatus.MEMBER}


async def is_in_charge(bot: Bot, reader: Reader, speaks_as: int | None = None) -> bool:
    """Whether the reader may change the chat. `speaks_as` is the chat in whose name they write, if in one's.

    Who writes in the chat's own name is one of its admins: in a channel always, in a group those who hide. Another
    name proves nothing. In a channel everybody who reads it can tap a button.
    """
    if reader.kind is ChatKind.PRIVATE:
        return True
    if reader.user_id is None:
        return speaks_as == reader.chat_id
    try:
        member = await bot.get_chat_member(reader.chat_id, reader.user_id)
    except (BadRequest, Forbidden):  # gone from the chat, or we are
        return False
    return member.status in IN_CHARGE


def is_present(member: ChatMember) -> bool:
    """Whether somebody of that standing is in the chat."""
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status in PRESENT

"""`/limites`: how many topics one chat may follow and how many alerts it may get, where an admin decides otherwise."""

from __future__ import annotations

from bot.errors import ChatUnknown, LimitsUnclear, NotFound
from bot.french.orders import parse_limits, parse_party
from bot.model import ChatId, ChatLimits, Deed, Reader
from bot.results import LimitsShown
from bot.services.administration import demand_admin
from bot.services.desk import Desk


async def limits(desk: Desk, reader: Reader, text: str) -> LimitsShown:
    """`/limites [CHAT] [thèmes N] [alertes N]`: without a chat, that of the message answered, else this one.

    Raises `LimitsUnclear`, `ChatUnknown`.
    """
    await demand_admin(desk, reader)
    first, _, rest = text.strip().partition(" ")
    named = parse_party(first)
    if isinstance(named, str):  # of a name no number is known
        raise LimitsUnclear(text)
    chat_id = named or reader.about or reader.chat_id
    wanted = rest if named is not None else text
    return await _limit(desk, reader, chat_id, wanted.strip())


async def _limit(desk: Desk, reader: Reader, chat_id: ChatId, wanted: str) -> LimitsShown:
    house = ChatLimits(desk.rules.max_topics, desk.rules.max_alerts)
    try:
        had = await desk.store.access.limits(chat_id)
    except NotFound as exc:
        raise ChatUnknown(str(chat_id)) from exc
    if not wanted:
        return LimitsShown(chat_id, had, house, changed=False)
    asked = parse_limits(wanted, had)
    await desk.store.access.set_limits(chat_id, asked)
    if asked != had:
        now = desk.clock.now()
        await desk.store.audit.note(Deed.LIMIT_CHANGED, reader.user_id, "", now, chat_id)
    return LimitsShown(chat_id, asked, house, changed=True)

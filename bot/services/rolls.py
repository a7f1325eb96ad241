"""The two lists: chats and people who are let in, and those who are blocked (`/bloquer`, `/debloquer`)."""

from __future__ import annotations

from dataclasses import replace

from bot.core.paging import page_of
from bot.errors import AdminsStay, NobodyNamed, NotFound
from bot.french.orders import parse_party
from bot.model import AccessMode, ChatId, Deed, Reader, Roll, UserId
from bot.results import Question, RollChanged, RollShown, Wanted
from bot.services.administration import demand_admin, demand_admin_alone, is_admin
from bot.services.desk import Desk
from bot.services.subscriptions import ask_for

PAGE = 8
ROLLS = tuple(Roll)
_ASKED = {Roll.ADMITTED: Wanted.ADMIT, Roll.BLOCKED: Wanted.BLOCK}
_PUT = {Roll.ADMITTED: Deed.CHAT_ADMITTED, Roll.BLOCKED: Deed.CHAT_BLOCKED}
_TAKEN_OFF = {Roll.ADMITTED: Deed.CHAT_DISMISSED, Roll.BLOCKED: Deed.CHAT_UNBLOCKED}


async def block(desk: Desk, reader: Reader, text: str) -> RollChanged | RollShown:
    """`/bloquer CHAT|@name`, or as an answer to a message; with neither, the list.

    Raises `AdminsStay`, `NobodyNamed`.
    """
    if not text.strip() and reader.about is None:
        return await show_roll(desk, reader, ROLLS.index(Roll.BLOCKED), 0)
    await demand_admin(desk, reader)
    return await _put(desk, reader, Roll.BLOCKED, _party(reader, text))


async def unblock(desk: Desk, reader: Reader, text: str) -> RollChanged | RollShown:
    """`/debloquer CHAT|@name`, or as an answer; with neither, the list. Raises `NobodyNamed`."""
    if not text.strip() and reader.about is None:
        return await show_roll(desk, reader, ROLLS.index(Roll.BLOCKED), 0)
    return await take_off(desk, reader, Roll.BLOCKED, text)


async def put(desk: Desk, reader: Reader, roll: Roll, text: str) -> RollChanged | Question:
    """Put on a list whom the text names, or whom the message is about; asks where neither does."""
    if not text.strip() and reader.about is None:
        return await ask(desk, reader, ROLLS.index(roll))
    await demand_admin(desk, reader)
    return await _put(desk, reader, roll, _party(reader, text))


async def ask(desk: Desk, reader: Reader, place: int) -> Question:
    """*Ajouter*: the next message says whom, or is forwarded from them."""
    await demand_admin_alone(desk, reader)
    return await ask_for(desk, reader, _ASKED[_roll(place)])


async def put_answered(desk: Desk, reader: Reader, roll: Roll, text: str) -> RollChanged:
    """The answer to `ask`: a message that was forwarded speaks for its author, whatever its words."""
    who = reader.about if reader.about is not None else _party(reader, text)
    return await _put(desk, reader, roll, who)


async def take_off(desk: Desk, reader: Reader, roll: Roll, text: str) -> RollChanged:
    """Take off a list whom the text names, or whom the message is about. Raises `NobodyNamed`."""
    await demand_admin(desk, reader)
    return await _take_off(desk, reader, roll, _party(reader, text))


async def take_off_line(desk: Desk, reader: Reader, place: int, entry_id: int) -> RollShown:
    """*Retirer*, below a list. Raises `NotFound` where it is done."""
    await demand_admin_alone(desk, reader)
    roll = _roll(place)
    gone = await desk.store.access.get(roll, entry_id)
    await _take_off(desk, reader, roll, gone.name if gone.chat_id is None else gone.chat_id)
    return replace(await show_roll(desk, reader, place, 0), gone=gone)


async def show_roll(desk: Desk, reader: Reader, place: int, page: int) -> RollShown:
    """A page of a list, the last where there are not so many."""
    await demand_admin_alone(desk, reader)
    roll = _roll(place)
    total = await desk.store.access.count(roll)
    at = page_of(total, page, PAGE)
    entries = await desk.store.access.listed(roll, at.start, PAGE)
    return RollShown(roll, entries, at.number, at.count, total, await mode(desk))


async def mode(desk: Desk) -> AccessMode:
    """The mode that holds."""
    return await desk.store.access.mode(desk.rules.access_rule)


async def _put(desk: Desk, reader: Reader, roll: Roll, who: ChatId | str) -> RollChanged:
    await demand_admin(desk, reader)
    if roll is Roll.BLOCKED and not isinstance(who, str) and await is_admin(desk, UserId(who)):
        raise AdminsStay
    now = desk.clock.now()
    changed = await desk.store.access.add(roll, who, desk.rules.access_rule, now)
    if changed:
        about = None if isinstance(who, str) else who
        await desk.store.audit.note(_PUT[roll], reader.user_id, "", now, about)
    return RollChanged(roll, who, on=True, changed=changed, mode=await mode(desk))


async def _take_off(desk: Desk, reader: Reader, roll: Roll, who: ChatId | str) -> RollChanged:
    now = desk.clock.now()
    changed = await desk.store.access.remove(roll, who, desk.rules.access_rule, now)
    if changed:
        about = None if isinstance(who, str) else who
        await desk.store.audit.note(_TAKEN_OFF[roll], reader.user_id, "", now, about)
    desk.wake()
    return RollChanged(roll, who, on=False, changed=changed, mode=await mode(desk))


def _party(reader: Reader, text: str) -> ChatId | str:
    """Whom the words name; without words, whom the message is about."""
    who = parse_party(text) if text.strip() else reader.about
    if who is None:
        raise NobodyNamed(text)
    return who


def _roll(place: int) -> Roll:
    if not 0 <= place < len(ROLLS):
        raise NotFound("roll")
    return ROLLS[place]

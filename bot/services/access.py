"""Who is heard: the one question that everything which comes in is asked by, before anything else is done with it.

A person is let in by number, by name or by a link, an admin always. A group or channel is let in by number, or by
whoever has access and put the bot there: what happens in it afterwards depends on the group alone, but for people who
are blocked. Who is not heard is not written to either: `store.access` closes their destinations.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum, auto

from bot.model import AccessMode, Acquaintance, ChatId, ChatKind, Reader, Roll
from bot.services import start
from bot.services.administration import is_admin
from bot.services.desk import Desk

ENTRANCE = "i_"  # deep link payload: t.me/NAME?start=i_CODE
MOST_KEPT = 10_000  # answers; the oldest is forgotten first


class Standing(Enum):
    """How we stand with whoever comes."""

    WELCOME = auto()
    OUTSIDE = auto()  # without access: told so, and no more
    UNHEARD = auto()  # blocked: as if nothing had come


_Key = tuple[ChatId, int | None, str, str]


class Gate:
    """Answers from memory, until anything changes that they follow from, in whatever process."""

    def __init__(self, desk: Desk, most_kept: int = MOST_KEPT) -> None:
        self._desk = desk
        self._most_kept = most_kept
        self._revision = -1
        self._known: OrderedDict[_Key, tuple[Standing, bool]] = OrderedDict()

    async def standing(self, reader: Reader, payload: str = "") -> Standing:
        """How we stand with the reader; `payload`: what their /start brings, which may let them in."""
        found, _ = await self._of(reader)
        if found is Standing.OUTSIDE and payload:
            return await self._enter(reader, payload)
        return found

    async def vouches(self, reader: Reader) -> bool:
        """Whether the reader could let in this group or channel, if they are in charge of it."""
        found, may_vouch = await self._of(reader)
        return found is Standing.OUTSIDE and may_vouch and reader.kind is not ChatKind.PRIVATE

    async def let_in(self, reader: Reader) -> Standing:
        """Let the group or channel in, on the word of a reader who is in charge of it and has access."""
        if await self.vouches(reader):
            await self._desk.store.access.add(
                Roll.ADMITTED, reader.chat_id, self._desk.rules.access_rule, self._desk.clock.now()
            )
        return await self.standing(reader)

    async def _of(self, reader: Reader) -> tuple[Standing, bool]:
        revision = await self._desk.store.access.revision()
        if revision != self._revision:
            self._known.clear()
            self._revision = revision
        key = (reader.chat_id, reader.user_id, reader.name, reader.chat_name)
        known = self._known.get(key)
        if known is None:
            known = await self._look_up(reader)
            # Of the revision before the look: what changed meanwhile is looked up once more.
            self._known[key] = known
            if len(self._known) > self._most_kept:
                self._known.popitem(last=False)
        return known

    async def _look_up(self, reader: Reader) -> tuple[Standing, bool]:
        known = await self._acquaintance(reader)
        if known.is_named:
            await self._meet(reader)
            known = await self._acquaintance(reader)
        admin = await is_admin(self._desk, reader.user_id)
        return _standing(known, reader, admin), admin or known.person_admitted

    async def _acquaintance(self, reader: Reader) -> Acquaintance:
        names = {name for name in (reader.name, reader.chat_name) if name}
        return await self._desk.store.access.acquaintance(
            reader.chat_id, reader.user_id, names, self._desk.rules.access_rule
        )

    async def _meet(self, reader: Reader) -> None:
        rule, now = self._desk.rules.access_rule, self._desk.clock.now()
        if reader.name and reader.user_id is not None:
            await self._desk.store.access.meet(ChatId(reader.user_id), reader.name, rule, now)
        if reader.chat_name:
            await self._desk.store.access.meet(reader.chat_id, reader.chat_name, rule, now)

    async def _enter(self, reader: Reader, payload: str) -> Standing:
        store, rule, now = self._desk.store, self._desk.rules.access_rule, self._desk.clock.now()
        if payload.startswith(start.INVITATION):
            code = start.code_hash(payload.removeprefix(start.INVITATION))
            return Standing.WELCOME if await store.admins.is_invited(code, now) else Standing.OUTSIDE
        known = await self._acquaintance(reader)
        if payload.startswith(ENTRANCE) and known.mode is AccessMode.INVITATION:
            code = start.code_hash(payload.removeprefix(ENTRANCE))
            if await store.access.enter(code, reader.chat_id, rule, now):
                return await self.standing(reader)
        return Standing.OUTSIDE


def _standing(known: Acquaintance, reader: Reader, admin: bool) -> Standing:
    own_chat = reader.kind is ChatKind.PRIVATE
    if not admin and known.person_blocked:
        return Standing.UNHEARD
    if known.chat_blocked and not (admin and own_chat):
        return Standing.UNHEARD
    if known.mode is AccessMode.OPEN or known.chat_admitted or (admin and own_chat):
        return Standing.WELCOME
    return Standing.OUTSIDE

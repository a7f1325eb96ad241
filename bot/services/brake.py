"""The brake: when a tick owes several times its usual number, nothing of its kind leaves until an admin has decided.

Held messages are owed like any other, and what they tell is told: letting them go sends them, giving them up leaves
it at that. Answers to whoever writes always pass, and polling goes on. A message that may have arrived already is
still tried until that is certain: holding it back would hold up the answers behind it.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.usual import FLOOR, Usual
from bot.errors import NotAllowed, NotFound
from bot.model import Deed, Draft, Kind, Reader, Surge
from bot.results import Abandoned, Held, Released
from bot.services.administration import is_admin
from bot.services.desk import Desk
from bot.services.people import admin_chats
from bot.views.brake import held as held_message
from bot.views.voice import Voice

log = logging.getLogger(__name__)

PUSHED = (Kind.ALERT, Kind.DIGEST, Kind.BROADCAST)  # what leaves without having been asked for
NOTE = "usual-{}"


@dataclass
class Tick:
    """One tick and what it owes, counted before it is written, so that nothing of too much has left by then."""

    desk: Desk
    kind: Kind
    began: datetime
    owed: int = 0
    _usual: Usual | None = field(default=None)
    _chats: int = 0

    async def about_to_owe(self, messages: int) -> None:
        """Hold the kind if that is too much; to be called before those messages are written."""
        before, self.owed = self.owed, self.owed + messages
        if self.owed <= FLOOR:
            return
        if before <= FLOOR:
            self._usual = await _usual(self.desk, self.kind)
            self._chats = await self.desk.store.destinations.count_open()
        assert self._usual is not None
        if self._usual.is_too_much(self.owed, self._chats) and not await self._is_held():
            surge = Surge(self.kind, self.owed, self._usual.messages(self._chats))
            await self.desk.store.outbox.hold((self.kind,), surge, self.began)
            log.error("brake: a tick owes %d messages (%s), usually %d", self.owed, self.kind, surge.usual)

    async def is_over(self) -> None:
        """Learn what it owed, or tell the admins that it is held."""
        if not self.owed:
            return
        if await self._is_held():
            await _tell_admins(self.desk, self.owed)
        else:
            await learn(self.desk, self.kind, self.owed)

    async def _is_held(self) -> bool:
        hold = await self.desk.store.outbox.held()
        return hold is not None and self.kind in hold.kinds


async def learn(desk: Desk, kind: Kind, owed: int) -> None:
    """Remember what one tick owed."""
    chats = await desk.store.destinations.count_open()
    day = desk.clock.now().astimezone(ZoneInfo(desk.rules.zone)).date()
    usual = (await _usual(desk, kind)).after(owed, chats, day)
    days = [[day.isoformat(), share] for day, share in usual.days]
    await desk.store.house.put_note(NOTE.format(kind), json.dumps([usual.ticks, days]))


async def _usual(desk: Desk, kind: Kind) -> Usual:
    note = await desk.store.house.get_note(NOTE.format(kind))
    if note is None:
        return Usual()
    ticks, days = json.loads(note)
    return Usual(ticks, tuple((date.fromisoformat(day), share) for day, share in days))


async def _tell_admins(desk: Desk, owed: int) -> None:
    """Once a hold to each admin whose chat with us is open."""
    hold = await desk.store.outbox.held()
    if hold is None or hold.surge is None:
        return
    now, drafts = desk.clock.now(), []
    for chat in await admin_chats(desk):
        voice = Voice(chat.language, ZoneInfo(chat.zone), now)
        message = held_message(Held(hold, await desk.store.outbox.count_held()), voice)
        key = f"brake:{hold.since.isoformat()}:{chat.id}"
        drafts.append(Draft(chat.id, Kind.ANSWER, key, message))
    await desk.store.outbox.enqueue(drafts, now)
    desk.wake()


async def hold(desk: Desk, reader: Reader, text: str) -> Held:
    """`/retenir`: nothing leaves any more but answers."""
    await _demand_admin(desk, reader)
    now = desk.clock.now()
    held_now = await desk.store.outbox.hold(PUSHED, None, now)
    await desk.store.audit.note(Deed.SENDING_HELD, reader.user_id, "", now)
    return Held(held_now, await desk.store.outbox.count_held())


async def release(desk: Desk, reader: Reader, text: str) -> Released:
    """`/relacher`: what was held leaves, in its order."""
    await _demand_admin(desk, reader)
    before = await desk.store.outbox.held()
    if before is None:
        return Released(None)
    waiting = await desk.store.outbox.count_held()
    await desk.store.outbox.release()
    await desk.store.audit.note(Deed.SENDING_RELEASED, reader.user_id, str(waiting), desk.clock.now())
    if before.surge is not None:
        await learn(desk, before.surge.kind, before.surge.owed)
    desk.wake()
    return Released(waiting)


async def release_this(desk: Desk, reader: Reader, since: datetime) -> Released:
    """« Envoyer ». Raises `NotFound` when that hold is over."""
    await _demand_hold(desk, reader, since)
    return await release(desk, reader, "")


async def abandon_this(desk: Desk, reader: Reader, since: datetime) -> Abandoned:
    """« Abandonner »: what is held is never sent. Raises `NotFound` when that hold is over."""
    await _demand_hold(desk, reader, since)
    given_up = await desk.store.outbox.abandon(desk.clock.now())
    log.warning("brake: %d messages given up", given_up)
    await desk.store.audit.note(Deed.HELD_ABANDONED, reader.user_id, str(given_up), desk.clock.now())
    desk.wake()
    return Abandoned(given_up)


async def _demand_hold(desk: Desk, reader: Reader, since: datetime) -> None:
    await _demand_admin(desk, reader)
    now = await desk.store.outbox.held()
    if now is None or int(now.since.timestamp()) != int(since.timestamp()):
        raise NotFound("hold")


async def _demand_admin(desk: Desk, reader: Reader) -> None:
    if not await is_admin(desk, reader.user_id):
        raise NotAllowed

"""`/diffuser`: a message to every chat, shown before it leaves, sent behind everything else, stopped at any time.

Chats that are closed, paused or leaving get none: the first cannot, the others asked for silence. It arrives without a
sound, tells no story, and is the admin's own words: the bot adds nothing to them.
"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.errors import NotFound
from bot.model import (
    Broadcast,
    BroadcastState,
    Deed,
    Draft,
    Edit,
    Kind,
    Message,
    OfMessage,
    Reader,
    progress_key,
)
from bot.results import BroadcastDropped, BroadcastPreview, BroadcastProgress, Question, Wanted
from bot.services.administration import demand_admin
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.services.subscriptions import ask_for
from bot.views.announcement import announcement
from bot.views.broadcast import progress
from bot.views.voice import Voice

BATCH = 500  # chats a transaction: some hundredths of a second
APART = timedelta(seconds=3)  # between two edits of the message that shows how far it is
FRESH = timedelta(days=1)  # after which what was proposed is not sent by a stray tap


async def propose(desk: Desk, reader: Reader, text: str) -> BroadcastPreview | Question:
    """`/diffuser TEXT`: what everybody would get. Nothing is sent yet."""
    await demand_admin(desk, reader)
    html = announcement(text, reader.html)
    if not html:
        return await ask_for(desk, reader, Wanted.BROADCAST)
    destination, message = await destination_of(desk, reader), Message(html, silent=True)
    broadcast_id = await desk.store.broadcasts.propose(destination.id, message, desk.clock.now())
    return BroadcastPreview(broadcast_id, message, await desk.store.broadcasts.count_recipients())


async def send_this(desk: Desk, reader: Reader, broadcast_id: int) -> BroadcastProgress:
    """*Envoyer*: once, however often it is tapped. Raises `NotFound` for one that is old, dropped or elsewhere."""
    broadcast, now = await _demand(desk, reader, broadcast_id), desk.clock.now()
    if broadcast.state is BroadcastState.PROPOSED and now - broadcast.asked_at > FRESH:
        raise NotFound("broadcast")
    if await desk.store.broadcasts.start(broadcast_id, reader.message_id, now):
        tally = await desk.store.broadcasts.tally(broadcast_id)
        await desk.store.audit.note(Deed.BROADCAST_SENT, reader.user_id, str(tally.total), now)
    return await _progress(desk, broadcast_id)


async def drop_this(desk: Desk, reader: Reader, broadcast_id: int) -> BroadcastDropped:
    """*Annuler*. Raises `NotFound` once it is being sent."""
    await _demand(desk, reader, broadcast_id)
    if not await desk.store.broadcasts.drop(broadcast_id):
        raise NotFound("broadcast")
    return BroadcastDropped()


async def stop_this(desk: Desk, reader: Reader, broadcast_id: int) -> BroadcastProgress:
    """*Arrêter*: what has not left is not sent."""
    await _demand(desk, reader, broadcast_id)
    now = desk.clock.now()
    if await desk.store.broadcasts.stop(broadcast_id, now):
        tally = await desk.store.broadcasts.tally(broadcast_id)
        await desk.store.audit.note(
            Deed.BROADCAST_STOPPED, reader.user_id, f"{tally.sent} / {tally.total}", now
        )
    return await _progress(desk, broadcast_id)


async def tend_broadcasts(desk: Desk) -> None:
    """Carry on what is being sent, and tell the admin how far it is; also after a restart."""
    for broadcast in await desk.store.broadcasts.list_running():
        while await desk.store.broadcasts.spread(broadcast.id, BATCH, desk.clock.now()):
            desk.wake()
        await _report(desk, broadcast)


async def _report(desk: Desk, broadcast: Broadcast) -> None:
    now = desk.clock.now()
    if broadcast.is_reporting or (broadcast.reported_at is not None and now - broadcast.reported_at < APART):
        return
    shown = await _progress(desk, broadcast.id)
    tally = shown.tally
    is_over = not tally.left
    destination = await desk.store.destinations.get(broadcast.destination_id)
    voice = Voice(destination.language, ZoneInfo(destination.zone), now)
    message = progress(BroadcastProgress(broadcast.id, tally, is_over, shown.was_stopped), voice)
    way = None
    if broadcast.message_id is not None:
        # Whoever deletes the message wants no more of it but the end.
        way = Edit(OfMessage(broadcast.message_id), or_new=is_over)
    elif not is_over:
        return
    key = progress_key(broadcast.id, broadcast.edits + 1)
    draft = Draft(destination.id, Kind.ANSWER, key, message, way=way)
    await desk.store.broadcasts.report(broadcast.id, draft, now, is_over=is_over)
    desk.wake()


async def _progress(desk: Desk, broadcast_id: int) -> BroadcastProgress:
    broadcast = await desk.store.broadcasts.get(broadcast_id)
    if broadcast is None or broadcast.state in (BroadcastState.PROPOSED, BroadcastState.DROPPED):
        raise NotFound("broadcast")
    state = broadcast.state
    return BroadcastProgress(
        broadcast_id,
        await desk.store.broadcasts.tally(broadcast_id),
        state in (BroadcastState.DONE, BroadcastState.STOPPED),
        state in (BroadcastState.STOPPING, BroadcastState.STOPPED),
    )


async def _demand(desk: Desk, reader: Reader, broadcast_id: int) -> Broadcast:
    await demand_admin(desk, reader)
    broadcast = await desk.store.broadcasts.get(broadcast_id)
    destination = await destination_of(desk, reader)
    if broadcast is None or broadcast.destination_id != destination.id:
        raise NotFound("broadcast")
    return broadcast

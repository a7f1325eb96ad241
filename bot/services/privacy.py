"""What people may ask of what is kept of them: to read about it, to have it, to have it erased."""

from __future__ import annotations

from bot.errors import NotFound
from bot.model import AccessMode, ChatId, ChatKind, Deed, Reader
from bot.ports import SILENCE
from bot.results import Erased, EraseQuestion, MyData, Privacy
from bot.services.desk import Desk
from bot.services.people import destination_of

ERASE = "erase"  # the kind of the question that `/oublier` puts


async def show_privacy(desk: Desk, reader: Reader, text: str) -> Privacy:
    """`/confidentialite`."""
    return Privacy(desk.rules.operator, desk.rules.contact, SILENCE)


async def show_data(desk: Desk, reader: Reader, text: str) -> MyData:
    """`/donnees`: everything about the chat, its forum topics included."""
    await destination_of(desk, reader)
    now = desk.clock.now()
    content = await desk.store.chats.export(reader.chat_id, now)
    if content is None:
        raise NotFound(str(reader.chat_id))
    return MyData(content, now)


async def ask_to_erase(desk: Desk, reader: Reader, text: str) -> EraseQuestion:
    """`/oublier`: nothing is erased before a button confirms."""
    destination = await destination_of(desk, reader)
    places = await desk.store.destinations.of_chat(reader.chat_id)
    topics = sum([len(await desk.store.destinations.subscriptions(place.id)) for place in places])
    is_private = reader.kind is ChatKind.PRIVATE
    is_admin = is_private and reader.user_id is not None and await desk.store.admins.is_admin(reader.user_id)
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, ERASE, "", desk.clock.now(), waits=False
    )
    is_closed = await desk.store.access.mode(desk.rules.access_rule) is not AccessMode.OPEN
    shuts_out = is_closed and reader.admitted and reader.user_id not in desk.rules.admins
    return EraseQuestion(ask_id, topics, reader.kind, is_admin, shuts_out)


async def erase(desk: Desk, reader: Reader, ask_id: int) -> Erased:
    """*Tout effacer*: the whole chat. Raises `NotFound` for a question that was answered or forgotten.

    An update that Telegram hands out again after a crash finds its work done, and is answered all the same.
    """
    found = await desk.store.destinations.find(reader.chat_id, reader.thread_id)
    if found is not None and found.leaving == reader.update_id:
        return Erased()
    asked = await desk.store.asks.get(ask_id)
    if found is None or asked is None or asked.destination_id != found.id or asked.kind != ERASE:
        raise NotFound("ask")
    now, is_private = desk.clock.now(), reader.kind is ChatKind.PRIVATE
    if is_private and reader.user_id is not None and await desk.store.admins.is_admin(reader.user_id):
        # Before it is erased: their number goes with them, the deed stays.
        await desk.store.audit.note(Deed.ADMIN_REMOVED, reader.user_id, "", now)
    if reader.admitted and reader.via is None:
        await desk.store.chats.erase_for(reader, now)
    else:  # answered without a destination, or in another chat
        await desk.store.chats.erase(reader.chat_id, now)
    return Erased()


async def erase_by_operator(desk: Desk, chat_id: ChatId) -> int:
    """A chat erased from a terminal; how many destinations went. The journal says that one was, not which."""
    gone = await desk.store.chats.erase(chat_id, desk.clock.now())
    if gone:
        await desk.store.audit.note(Deed.CHAT_ERASED, None, "", desk.clock.now())
    return gone

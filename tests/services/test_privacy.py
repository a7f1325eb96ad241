"""What people may ask of what is kept of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.errors import GoneReason, NotFound
from bot.jobs import Nightly, sweep
from bot.model import ChatKind, Deed, Reader
from bot.ports import SILENCE
from bot.results import Erased, Privacy
from bot.services import membership, privacy
from bot.services.people import destination_of
from bot.services.start import code_hash
from bot.services.subscriptions import subscribe
from bot.services.taps import press
from bot.tg.answers import tell
from bot.views.actions import EraseChat
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town


async def tap(town: Town, who: Reader, ask_id: int) -> None:
    """Tap *Tout effacer*, as the handlers do: the work, then its words."""
    tapping = replace(reader(who.chat_id, thread_id=who.thread_id, kind=who.kind), message_id=12, tapped=True)
    await tell(town.room.desk, tapping, await press(town.room.desk, tapping, EraseChat(ask_id)))


async def test_everything_goes_and_the_last_word_still_leaves(room: Room) -> None:
    town = Town(room)
    await town.open_paper("fanal", Item("Rien de neuf"))
    who = await town.follow("Otan")
    await town.follow("Otan", 1002)
    await town.publish("fanal", Item("L’Otan se réunit"))
    question = await privacy.ask_to_erase(room.desk, who, "")
    assert (question.topics, question.kind, question.is_admin) == (1, ChatKind.PRIVATE, False)

    await tap(town, who, question.ask_id)
    assert [text for text in await town.tick() if "Tout est effacé" in text] != []

    assert await room.store.chats.export(who.chat_id, room.clock.now()) is None
    assert [each.chat_id for each in await room.store.chats.list_chats()] == [1002]
    assert len(await town.next_digest()) == 1  # the other's
    with pytest.raises(NotFound):
        await privacy.erase(room.desk, reader(), question.ask_id)
    assert await room.store.chats.export(who.chat_id, room.clock.now()) is None


async def test_an_update_that_comes_again_is_answered_again(room: Room) -> None:
    who = reader()
    await subscribe(room.desk, who, "Otan")
    question = await privacy.ask_to_erase(room.desk, who, "")
    tapping = reader()
    assert await privacy.erase(room.desk, tapping, question.ask_id) == Erased()
    assert await privacy.erase(room.desk, tapping, question.ask_id) == Erased()
    with pytest.raises(NotFound):
        await privacy.erase(room.desk, reader(), question.ask_id)


async def test_only_the_question_that_was_put_to_this_chat_is_answered(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    question = await privacy.ask_to_erase(room.desk, reader(1002), "")
    with pytest.raises(NotFound):
        await privacy.erase(room.desk, reader(), question.ask_id)
    here = await destination_of(room.desk, reader())
    other = await room.store.asks.put(here.id, None, "subscribe", "Otan", room.clock.now(), waits=False)
    with pytest.raises(NotFound):
        await privacy.erase(room.desk, reader(), other)
    with pytest.raises(NotFound):
        await privacy.erase(room.desk, reader(7), question.ask_id)
    assert len(await room.store.chats.list_chats()) == 2


async def test_who_starts_again_at_once_begins_from_scratch(room: Room) -> None:
    town = Town(room)
    who = await town.follow("Otan")
    await tap(town, who, (await privacy.ask_to_erase(room.desk, who, "")).ask_id)
    back = await destination_of(room.desk, reader())
    assert back.leaving is None
    assert back.next_due_at is not None
    assert await room.store.destinations.subscriptions(back.id) == ()
    await town.tick()
    assert len(await room.store.chats.list_chats()) == 1


async def test_an_admin_is_told_that_the_right_goes_and_it_goes(room: Room) -> None:
    who = reader()
    await destination_of(room.desk, who)
    await room.store.admins.invite(code_hash("abc"), room.clock.now())
    assert who.user_id is not None
    await room.store.admins.claim(code_hash("abc"), who.user_id, room.clock.now())
    question = await privacy.ask_to_erase(room.desk, who, "")
    assert question.is_admin
    await privacy.erase(room.desk, reader(), question.ask_id)
    assert await room.store.admins.list_admins() == ()
    [line] = await room.store.audit.latest(1)
    assert (line.deed, line.by, line.from_terminal) == (Deed.ADMIN_REMOVED, None, False)


async def test_a_group_goes_with_all_its_forum_topics(room: Room) -> None:
    town = Town(room)
    places = [reader(-9, kind=ChatKind.SUPERGROUP, thread_id=thread) for thread in (None, 4)]
    for place in places:
        await subscribe(room.desk, place, "Otan")
    question = await privacy.ask_to_erase(room.desk, places[1], "")
    assert (question.topics, question.kind) == (2, ChatKind.SUPERGROUP)
    await tap(town, places[1], question.ask_id)
    [bare] = await room.store.destinations.of_chat(places[0].chat_id)
    assert bare.thread_id == 4
    await town.tick()
    assert await room.store.chats.list_chats() == ()


async def test_the_document_is_of_the_chat(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    data = await privacy.show_data(room.desk, reader(), "")
    assert json.loads(data.content)["subscriptions"][0]["typed"] == "Otan"


async def test_the_notice_names_who_the_configuration_names(room: Room) -> None:
    desk = replace(
        room.desk, rules=replace(room.desk.rules, operator="Le Fanal", contact="vie@fanal.example")
    )
    assert await privacy.show_privacy(desk, reader(), "") == Privacy("Le Fanal", "vie@fanal.example", SILENCE)


async def test_the_night_erases_who_has_blocked_us_for_six_months(room: Room) -> None:
    town = Town(room)
    who = await town.follow("Otan")
    await membership.leave(room.desk, who, GoneReason.BLOCKED)
    await sweep(room.desk, Nightly(None, 0), room.clock.now())
    assert len(await room.store.chats.list_chats()) == 1
    room.clock.move(days=SILENCE.days)
    await sweep(room.desk, Nightly(None, 0), room.clock.now())
    assert await room.store.chats.list_chats() == ()
    assert await room.store.topics.find("Otan") is None

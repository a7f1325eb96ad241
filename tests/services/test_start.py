"""The first minute: `/start`, the admin's link, and what becomes of chats that leave, return and move."""

from __future__ import annotations

import pytest

from bot.errors import GoneReason, LinkSpent
from bot.model import ChatId, ChatKind
from bot.results import AdminWelcomed, Welcome
from bot.services import membership
from bot.services.administration import is_admin
from bot.services.people import destination_of, greet
from bot.services.start import INVITATION, code_hash, start
from bot.services.subscriptions import subscribe
from bot.services.taps import press
from bot.views.actions import ConfirmAsk
from bot.views.start import examples
from tests.conftest import Room
from tests.fakes import Item, reader
from tests.services.house import Town

LINK = f"{INVITATION}abcdef"


async def welcome(room: Room, chat_id: int = 1001, **changes: object) -> Welcome:
    result = await start(room.desk, reader(chat_id, **changes), "")
    assert isinstance(result, Welcome)
    return result


async def test_a_newcomer_without_news_is_offered_the_examples(room: Room) -> None:
    first = await welcome(room)
    assert tuple(s.query for s in first.suggestions) == examples("fr")
    assert not first.returning
    assert first.topics == ()
    english = await welcome(room, 2, language="en")
    assert tuple(s.query for s in english.suggestions) == examples("en")


async def test_a_newcomer_is_offered_what_is_reported_most(room: Room) -> None:
    town = Town(room)
    for name in ("Le Fanal", "Radio Estuaire", "La Dépêche du Canal"):
        link = f"https://{len(name)}.example/1"
        await town.open_paper(
            name, Item("Grève des dockers au Havre", "Le port du Havre est bloqué depuis lundi.", link)
        )
    offered = [s.query for s in (await welcome(room)).suggestions]
    assert offered
    assert tuple(offered) != examples("fr")


async def test_a_suggestion_is_followed_at_one_tap(room: Room) -> None:
    first = await welcome(room)
    await press(room.desk, reader(), ConfirmAsk(first.suggestions[0].ask_id))
    assert len((await welcome(room)).topics) == 1


async def test_what_is_followed_already_is_not_offered(room: Room) -> None:
    first, *others = [s.query for s in (await welcome(room)).suggestions]
    await subscribe(room.desk, reader(), first)
    assert [s.query for s in (await welcome(room)).suggestions] == others


async def test_who_comes_back_finds_the_topics_again(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    assert not (await welcome(room)).returning
    destination = await destination_of(room.desk, reader())
    await room.store.destinations.close(destination.id, GoneReason.BLOCKED, room.clock.now())
    again = await welcome(room)
    assert again.returning
    assert len(again.topics) == 1
    assert again.times.next_at is not None


async def test_a_paused_chat_that_was_closed_stays_paused_when_reopened(room: Room) -> None:
    destination = await destination_of(room.desk, reader())
    await room.store.destinations.pause(destination.id, None, room.clock.now())
    await room.store.destinations.close(destination.id, GoneReason.BLOCKED, room.clock.now())
    reopened, is_back = await greet(room.desk, reader())
    assert is_back
    assert reopened.paused


# --- the one-time link ---------------------------------------------------------------------------------------


async def test_the_link_makes_one_admin_and_is_used_up(room: Room) -> None:
    await room.store.admins.invite(code_hash("abcdef"), room.clock.now())
    assert not await is_admin(room.desk, reader().user_id)
    assert await start(room.desk, reader(), LINK) == AdminWelcomed(feeds=0)
    assert await is_admin(room.desk, reader().user_id)
    with pytest.raises(LinkSpent):
        await start(room.desk, reader(2), LINK)
    assert not await is_admin(room.desk, reader(2).user_id)


async def test_the_link_expires_after_seven_days(room: Room) -> None:
    await room.store.admins.invite(code_hash("abcdef"), room.clock.now())
    room.clock.move(days=7, seconds=1)
    with pytest.raises(LinkSpent):
        await start(room.desk, reader(), LINK)


async def test_a_link_nobody_made_is_refused(room: Room) -> None:
    with pytest.raises(LinkSpent):
        await start(room.desk, reader(), LINK)


async def test_who_has_no_number_becomes_no_admin(room: Room) -> None:
    await room.store.admins.invite(code_hash("abcdef"), room.clock.now())
    with pytest.raises(LinkSpent):
        await start(room.desk, reader(user_id=None), LINK)
    assert await start(room.desk, reader(), LINK) == AdminWelcomed(feeds=0)


# --- chats that leave, return and move -----------------------------------------------------------------------


async def closed(room: Room, chat_id: int, thread_id: int | None = None) -> GoneReason | None:
    found = await room.store.destinations.find(ChatId(chat_id), thread_id)
    assert found is not None
    return found.closed


async def test_a_chat_that_blocks_us_is_closed_and_keeps_its_topics(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    await membership.leave(room.desk, reader(), GoneReason.BLOCKED)
    await membership.leave(room.desk, reader(), GoneReason.KICKED)
    assert await closed(room, 1001) is GoneReason.BLOCKED
    await membership.leave(room.desk, reader(2), GoneReason.BLOCKED)
    place = await membership.come_back(room.desk, reader(), joined=False)
    assert place is not None
    back = await start(room.desk, place, "")
    assert isinstance(back, Welcome)
    assert back.returning
    assert not back.catches_up  # nothing was due meanwhile
    assert await membership.come_back(room.desk, reader(), joined=True) is None


async def test_who_was_away_at_a_time_is_told_that_a_digest_catches_up(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    await membership.leave(room.desk, reader(), GoneReason.BLOCKED)
    room.clock.move(days=3)
    back = await start(room.desk, reader(), "")
    assert isinstance(back, Welcome)
    assert back.catches_up


GROUP = {"kind": ChatKind.SUPERGROUP, "title": "Revue de presse"}


async def test_a_new_group_is_greeted_and_a_person_is_not(room: Room) -> None:
    assert await membership.come_back(room.desk, reader(7), joined=True) is None
    group = reader(-7, **GROUP)
    assert await membership.come_back(room.desk, group, joined=False) is None
    assert await membership.come_back(room.desk, group, joined=True) == group
    await start(room.desk, group, "")
    assert await membership.come_back(room.desk, group, joined=True) is None


async def test_a_forum_leaves_and_comes_back_with_its_topics(room: Room) -> None:
    for thread_id in (3, 8, 9):
        await subscribe(room.desk, reader(-7, thread_id=thread_id, **GROUP), "Otan")
    nine = await room.store.destinations.find(ChatId(-7), 9)
    assert nine is not None
    await room.store.destinations.close(nine.id, GoneReason.TOPIC_CLOSED, room.clock.now())
    await membership.leave(room.desk, reader(-7, **GROUP), GoneReason.KICKED)
    assert [await closed(room, -7, n) for n in (3, 8)] == [GoneReason.KICKED] * 2
    place = await membership.come_back(room.desk, reader(-7, **GROUP), joined=True)
    assert place is not None
    assert place.thread_id == 3  # greeted; the other is only opened
    assert [await closed(room, -7, n) for n in (3, 8, 9)] == [
        GoneReason.KICKED,
        None,
        GoneReason.TOPIC_CLOSED,
    ]
    await start(room.desk, place, "")
    assert await room.store.destinations.find(ChatId(-7), None) is None
    topic = reader(-7, thread_id=9, **GROUP)
    assert await membership.reopen_topic(room.desk, topic) == topic
    assert await membership.reopen_topic(room.desk, place) is None


async def test_a_channel_is_opened_again_without_a_word(room: Room) -> None:
    channel = reader(-9, kind=ChatKind.CHANNEL, user_id=None)
    await subscribe(room.desk, channel, "Otan")
    await membership.leave(room.desk, channel, GoneReason.KICKED)
    assert await membership.come_back(room.desk, channel, joined=True) is None
    assert await closed(room, -9) is None


async def test_a_group_that_becomes_a_supergroup_keeps_everything(room: Room) -> None:
    await subscribe(room.desk, reader(-7, **GROUP), "Otan")
    await membership.move(room.desk, ChatId(-7), ChatId(-1007))
    await membership.move(room.desk, ChatId(-8), ChatId(-1008))
    found = await room.store.destinations.find(ChatId(-1007), None)
    assert found is not None
    assert len(await room.store.destinations.subscriptions(found.id)) == 1
    assert await room.store.destinations.find(ChatId(-7), None) is None

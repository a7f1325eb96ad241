"""`Broadcasts`: to every chat once, a batch a transaction, counted from the outbox itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import GoneReason
from bot.model import BroadcastState, BroadcastTally, ChatId, ChatKind, Destination, Kind, Message, Owed
from tests.store.making import LEASE, MORNING, NOW, House, at, draft, reader

WORDS = Message("<b>Le bot</b> déménage", silent=True)
RETENTION = timedelta(days=90)


async def proposed(house: House, *chat_ids: int) -> tuple[int, list[Destination]]:
    """A broadcast by the chat 1, and all chats."""
    made = [await house.destination(chat_id) for chat_id in (1, *chat_ids)]
    return await house.store.broadcasts.propose(made[0].id, WORDS, NOW), made


async def started(house: House, *chat_ids: int) -> tuple[int, list[Destination]]:
    broadcast_id, made = await proposed(house, *chat_ids)
    assert await house.store.broadcasts.start(broadcast_id, 9, NOW)
    return broadcast_id, made


async def spread(house: House, broadcast_id: int, limit: int = 2) -> int:
    total = 0
    while count := await house.store.broadcasts.spread(broadcast_id, limit, NOW):
        total += count
    return total


async def claimed(house: House, limit: int = 50) -> tuple[Owed, ...]:
    return await house.store.outbox.claim(NOW, LEASE, limit)


async def test_nothing_is_owed_before_it_is_started_and_it_starts_once(house: House) -> None:
    broadcast_id, _ = await proposed(house, 2, 3)
    assert await house.store.broadcasts.spread(broadcast_id, 9, NOW) == 0
    assert await house.store.broadcasts.list_running() == ()
    assert await house.store.broadcasts.start(broadcast_id, 9, NOW)
    assert not await house.store.broadcasts.start(broadcast_id, 10, NOW)
    assert not await house.store.broadcasts.drop(broadcast_id)
    [running] = await house.store.broadcasts.list_running()
    assert (running.message_id, running.message, running.state) == (9, WORDS, BroadcastState.SENDING)
    assert await house.store.broadcasts.tally(broadcast_id) == BroadcastTally(3, 0, 0, 0, 0)


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_every_chat_is_owed_it_once_in_batches(house: House, limit: int) -> None:
    broadcast_id, made = await started(house, 2, 3)
    assert await spread(house, broadcast_id, limit) == 3
    assert await spread(house, broadcast_id, limit) == 0
    owed = await claimed(house)
    assert [each.destination.id for each in owed] == [each.id for each in made]
    assert {(each.kind, each.message) for each in owed} == {(Kind.BROADCAST, WORDS)}
    [running] = await house.store.broadcasts.list_running()
    assert running.is_spread


async def test_closed_paused_and_leaving_chats_are_left_alone_and_a_forum_is_one_chat(house: House) -> None:
    broadcast_id, (_, closed, paused, left) = await proposed(house, 2, 3, 4)
    await house.store.destinations.close(closed.id, GoneReason.BLOCKED, NOW)
    await house.store.destinations.pause(paused.id, None, NOW)
    await house.store.chats.erase_for(reader(4), NOW)
    assert left.chat_id == 4
    for thread in (None, 5, 6):
        forum = reader(-7, thread, kind=ChatKind.SUPERGROUP)
        await house.store.destinations.open(forum, "Europe/Paris", (), NOW)
    assert await house.store.broadcasts.count_recipients() == 2
    await house.store.broadcasts.start(broadcast_id, 9, NOW)
    await spread(house, broadcast_id)
    assert [(each.destination.chat_id, each.destination.thread_id) for each in await claimed(house)] == [
        (1, None),
        (-7, None),
    ]
    assert (await house.store.broadcasts.tally(broadcast_id)).total == 2


async def test_nothing_is_posted_in_a_channel(house: House) -> None:
    broadcast_id, made = await proposed(house)
    await house.store.destinations.open(reader(-7, kind=ChatKind.CHANNEL), "Europe/Paris", MORNING, NOW)
    assert await house.store.broadcasts.count_recipients() == 1
    await house.store.broadcasts.start(broadcast_id, 9, NOW)
    await spread(house, broadcast_id)
    assert [each.destination.id for each in await claimed(house)] == [made[0].id]


async def test_what_became_of_each_is_counted(house: House) -> None:
    broadcast_id, made = await started(house, 2, 3, 4, 5, 6)
    await spread(house, broadcast_id)
    rows = {each.destination.id: each for each in await claimed(house)}
    outbox = house.store.outbox
    await outbox.mark_sent(rows[made[0].id], 1, NOW)
    await outbox.turn_away(rows[made[1].id], GoneReason.BLOCKED, NOW)
    await outbox.bury(rows[made[2].id], "Bad Request")
    await outbox.doubt(rows[made[3].id], NOW)
    await house.store.chats.erase(made[4].chat_id, NOW)
    tally = await house.store.broadcasts.tally(broadcast_id)
    assert tally == BroadcastTally(total=6, sent=1, gone=2, failed=1, cancelled=0)
    assert tally.left == 2


async def test_stopped_what_has_not_left_is_cancelled_and_what_is_in_doubt_is_not(house: House) -> None:
    broadcast_id, made = await started(house, 2, 3, 4, 5)
    await house.store.broadcasts.spread(broadcast_id, 4, NOW)
    sent, doubtful, *_ = await claimed(house, 2)
    await house.store.outbox.mark_sent(sent, 1, NOW)
    await house.store.outbox.doubt(doubtful, NOW)
    assert await house.store.broadcasts.stop(broadcast_id, NOW)
    assert not await house.store.broadcasts.stop(broadcast_id, NOW)
    assert await spread(house, broadcast_id) == 0
    tally = await house.store.broadcasts.tally(broadcast_id)
    assert tally == BroadcastTally(total=5, sent=1, gone=0, failed=0, cancelled=3)
    assert [each.destination.id for each in await claimed(house)] == [made[1].id]


async def test_another_broadcast_whose_number_begins_alike_is_not_counted(house: House) -> None:
    first, made = await started(house, 2)
    await spread(house, first)
    keys = [f"broadcast:{first}0:2", f"broadcast:{first}"]
    await house.store.outbox.enqueue([draft(made[0], key, Kind.BROADCAST) for key in keys], NOW)
    assert (await house.store.broadcasts.tally(first)).total == 2


async def test_a_report_that_has_not_left_is_known_and_the_last_one_ends_it(house: House) -> None:
    broadcast_id, made = await started(house)
    await house.store.broadcasts.report(
        broadcast_id, draft(made[0], f"progress:{broadcast_id}:1", Kind.ANSWER), NOW, is_over=False
    )
    found = await house.store.broadcasts.get(broadcast_id)
    assert found is not None
    assert (found.is_reporting, found.edits, found.reported_at) == (True, 1, NOW)
    for one in await claimed(house):
        await house.store.outbox.mark_sent(one, 1, NOW)
    await house.store.broadcasts.report(
        broadcast_id, draft(made[0], f"progress:{broadcast_id}:2", Kind.ANSWER), at(seconds=9), is_over=True
    )
    found = await house.store.broadcasts.get(broadcast_id)
    assert found is not None
    assert (found.state, found.message.html) == (BroadcastState.DONE, "")
    assert await house.store.broadcasts.list_running() == ()


async def test_it_is_forgotten_after_thirty_days_and_goes_with_its_chat(house: House) -> None:
    broadcast_id, _ = await proposed(house)
    other = await house.destination(2)
    with_other = await house.store.broadcasts.propose(other.id, WORDS, NOW)
    await house.store.chats.erase(other.chat_id, NOW)
    assert await house.store.broadcasts.get(with_other) is None
    await house.store.house.prune(at(days=29), RETENTION)
    assert await house.store.broadcasts.get(broadcast_id) is not None
    await house.store.house.prune(at(days=31), RETENTION)
    assert await house.store.broadcasts.get(broadcast_id) is None
    assert await house.store.broadcasts.tally(broadcast_id) == BroadcastTally(0, 0, 0, 0, 0)


async def test_another_bot_goes_on_without_the_message_of_the_former(house: House) -> None:
    broadcast_id, _ = await started(house, 2)
    await house.store.house.become(100, NOW)
    await house.store.house.become(200, NOW)
    found = await house.store.broadcasts.get(broadcast_id)
    assert found is not None
    assert found.message_id is None


async def test_a_group_that_moves_keeps_what_it_proposed(house: House) -> None:
    old, newcomer = await house.destination(-5), await house.destination(-1005)
    broadcast_id = await house.store.broadcasts.propose(newcomer.id, WORDS, NOW)
    await house.store.destinations.move(old.id, ChatId(-1005))
    found = await house.store.broadcasts.get(broadcast_id)
    assert found is not None
    assert found.destination_id == old.id

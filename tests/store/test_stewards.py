"""Who looks after which channel, and for which one they speak now."""

from __future__ import annotations

from bot.errors import GoneReason
from bot.model import ChatKind, Destination, DestinationId, UserId
from bot.ports import Charge
from tests.store.making import MORNING, NOW, House, at, reader

ADA, BOB = UserId(71), UserId(72)


async def channel(house: House, chat_id: int) -> Destination:
    made, _ = await house.store.destinations.open(
        reader(chat_id, kind=ChatKind.CHANNEL), "Europe/Paris", MORNING, NOW
    )
    return made


async def test_one_channel_at_a_time_is_set_up_and_all_are_remembered(house: House) -> None:
    stewards = house.store.stewards
    first, second = await channel(house, -1), await channel(house, -2)
    await stewards.remember(ADA, second.id)
    await stewards.remember(ADA, second.id)
    assert await stewards.charge(ADA) is None
    await stewards.take_up(ADA, first.id, NOW)
    assert await stewards.charge(ADA) == Charge(first, NOW)
    await stewards.take_up(ADA, second.id, at(minutes=1))
    assert await stewards.charge(ADA) == Charge(second, at(minutes=1))
    assert await stewards.channels(ADA) == (first, second)
    assert await stewards.channels(BOB) == ()
    assert await stewards.charge(BOB) is None
    await stewards.put_down(ADA)
    assert await stewards.charge(ADA) is None
    assert await stewards.channels(ADA) == (first, second)


async def test_a_closed_channel_is_not_offered_and_an_erased_one_is_forgotten(house: House) -> None:
    stewards, made = house.store.stewards, await channel(house, -1)
    await stewards.take_up(ADA, made.id, NOW)
    await house.store.destinations.close(made.id, GoneReason.KICKED, NOW)
    assert await stewards.channels(ADA) == ()
    charge = await stewards.charge(ADA)
    assert charge is not None
    assert charge.channel.closed is GoneReason.KICKED
    await house.store.chats.erase(made.chat_id, NOW)
    assert await stewards.charge(ADA) is None


async def test_of_a_channel_that_there_is_not_nothing_is_remembered(house: House) -> None:
    await house.store.stewards.take_up(ADA, DestinationId(77), NOW)
    assert await house.store.stewards.charge(ADA) is None


async def test_the_latest_question_is_answered_first_and_those_of_groups_are_apart(house: House) -> None:
    asks, made = house.store.asks, await channel(house, -1)
    private, _ = await house.store.destinations.open(reader(71), "Europe/Paris", MORNING, NOW)
    group, _ = await house.store.destinations.open(
        reader(-3, kind=ChatKind.GROUP), "Europe/Paris", MORNING, NOW
    )
    assert await asks.waiting_for(ADA, NOW) is None
    await asks.put(made.id, ADA, "schedule", "", NOW, waits=True)
    await asks.put(group.id, ADA, "schedule", "", at(minutes=3), waits=True)
    await asks.put(private.id, ADA, "button", "", at(minutes=3), waits=False)
    first = await asks.waiting_for(ADA, at(minutes=3))
    assert first is not None
    assert (first.destination_id, first.kind) == (made.id, "schedule")
    await asks.put(private.id, ADA, "schedule", "", at(minutes=2), waits=True)
    second = await asks.waiting_for(ADA, at(minutes=3))
    assert second is not None
    assert second.destination_id == private.id
    assert await asks.waiting_for(BOB, at(minutes=3)) is None
    assert await asks.waiting_for(ADA, at(minutes=63)) is None

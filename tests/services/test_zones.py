"""`/fuseau`, and times anew when the rules of a zone have changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotFound, ZoneError
from bot.model import Slot
from bot.results import Question, ZoneChoice, ZoneSet
from bot.services import conversation, people, taps, zones
from bot.views import actions
from tests.conftest import Room
from tests.fakes import reader


async def zone_of(room: Room) -> str:
    return (await people.destination_of(room.desk, reader())).zone


async def test_a_city_moves_the_next_digest_to_its_own_time(room: Room) -> None:
    result = await zones.set_zone(room.desk, reader(), "Montréal")
    assert isinstance(result, ZoneSet)
    assert result.times.zone == "America/Montreal"
    due = result.times.next_at
    assert due is not None
    assert (due.hour, due.minute) == (11, 30)  # half past seven in summer there
    assert result.undo_id is not None
    undone = await taps.press(room.desk, reader(), actions.UndoZone(result.undo_id))
    assert isinstance(undone, ZoneSet)
    assert undone.restored
    assert await zone_of(room) == "Europe/Paris"


async def test_a_country_of_many_zones_is_picked_from(room: Room) -> None:
    result = await zones.set_zone(room.desk, reader(), "Canada")
    assert isinstance(result, ZoneChoice)
    assert await zone_of(room) == "Europe/Paris"
    picked = await taps.press(room.desk, reader(), actions.PickZone(result.ask_id, 5))
    assert isinstance(picked, ZoneSet)
    assert await zone_of(room) == result.zones[5] == "America/Vancouver"


@pytest.mark.parametrize("index", [-1, 7, 99])
async def test_a_place_that_was_not_offered_cannot_be_picked(room: Room, index: int) -> None:
    result = await zones.set_zone(room.desk, reader(), "Canada")
    assert isinstance(result, ZoneChoice)
    with pytest.raises(NotFound):
        await zones.pick_zone(room.desk, reader(), result.ask_id, index)
    with pytest.raises(NotFound):
        await zones.pick_zone(room.desk, reader(2), result.ask_id, 0)
    with pytest.raises(NotFound):
        await zones.undo_zone(room.desk, reader(), result.ask_id)


async def test_with_no_place_the_next_message_is_taken(room: Room) -> None:
    asked = await zones.set_zone(room.desk, reader(), " ")
    assert isinstance(asked, Question)
    assert asked.times is not None
    with pytest.raises(ZoneError):
        await conversation.hear(room.desk, reader(), "Nulle part")
    heard = await conversation.hear(room.desk, reader(), "Bruxelles")
    assert isinstance(heard, ZoneSet)
    assert await zone_of(room) == "Europe/Brussels"


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "", "Europe"])
def test_a_zone_that_this_machine_lacks_is_none(name: str) -> None:
    assert not zones.is_zone(name)


async def test_when_the_rules_of_a_zone_change_its_digests_move(room: Room) -> None:
    destination = await people.destination_of(room.desk, reader())
    other = await people.destination_of(room.desk, reader(2))
    right = destination.next_due_at
    assert right is not None
    # As an older table of zones had it: an hour late.
    store = room.store.destinations
    await store.set_schedule(destination.id, destination.slots, destination.zone, right + timedelta(hours=1))
    assert await zones.renew_times(room.desk) == 1
    assert (await store.get(destination.id)).next_due_at == right
    assert (await store.get(other.id)).next_due_at == right
    assert await zones.renew_times(room.desk) == 0


async def test_a_digest_that_is_due_stays_due_when_rules_change(room: Room) -> None:
    destination = await people.destination_of(room.desk, reader())
    assert destination.next_due_at is not None
    room.clock.move_to(destination.next_due_at + timedelta(hours=3))
    assert await zones.renew_times(room.desk) == 0
    assert (await room.store.destinations.get(destination.id)).next_due_at == destination.next_due_at


async def test_a_zone_that_is_no_more_known_stops_nothing(room: Room) -> None:
    destination = await people.destination_of(room.desk, reader())
    later = datetime(2030, 1, 1, tzinfo=UTC)
    slots: tuple[Slot, ...] = destination.slots
    await room.store.destinations.set_schedule(destination.id, slots, "Mars/Olympus", later)
    assert await zones.renew_times(room.desk) == 0

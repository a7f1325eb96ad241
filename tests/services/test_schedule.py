"""When a chat is told: `/horaire`, `/pause`, `/reprendre`, `/stop`."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.errors import NotFound, ScheduleError
from bot.model import Slot
from bot.results import Question, ScheduleSet, Subscriptions, Wanted
from bot.services.people import answer, destination_of
from bot.services.schedule import pause, resume, set_schedule, stop, undo_schedule
from bot.services.start import start
from bot.services.subscriptions import list_subscriptions, subscribe
from tests.conftest import RULES, Room
from tests.fakes import reader

WORKDAYS = frozenset(range(5))


async def times(room: Room, text: str) -> ScheduleSet:
    result = await set_schedule(room.desk, reader(), text)
    assert isinstance(result, ScheduleSet)
    return result


async def test_times_are_set_and_the_next_one_is_named(room: Room) -> None:
    result = await times(room, "7:15 18:00 lun-ven")
    assert result.times.slots == (Slot(time(7, 15), WORKDAYS), Slot(time(18), WORKDAYS))
    assert result.times.next_at == datetime(2025, 3, 13, 6, 15, tzinfo=UTC)
    assert (await destination_of(room.desk, reader())).next_due_at == result.times.next_at


async def test_undoing_brings_the_former_times_back(room: Room) -> None:
    result = await times(room, "18:00")
    assert result.undo_id is not None
    restored = await undo_schedule(room.desk, reader(), result.undo_id)
    assert restored.restored
    assert restored.times.slots == RULES.slots
    assert restored.times.next_at == datetime(2025, 3, 13, 6, 30, tzinfo=UTC)


async def test_another_chat_cannot_undo(room: Room) -> None:
    result = await times(room, "18:00")
    assert result.undo_id is not None
    with pytest.raises(NotFound):
        await undo_schedule(room.desk, reader(2), result.undo_id)
    with pytest.raises(NotFound):
        await undo_schedule(room.desk, reader(), 999)


@pytest.mark.parametrize("text", ["25:00", "demain matin peut-être", "7:30 99:99"])
async def test_times_that_are_none_change_nothing(room: Room, text: str) -> None:
    before = await destination_of(room.desk, reader())
    with pytest.raises(ScheduleError):
        await set_schedule(room.desk, reader(), text)
    assert await destination_of(room.desk, reader()) == before


async def test_without_times_they_are_asked_for_and_the_present_ones_shown(room: Room) -> None:
    result = await set_schedule(room.desk, reader(), "")
    assert isinstance(result, Question)
    assert result.wanted is Wanted.SCHEDULE
    assert result.times is not None
    assert result.times.slots == RULES.slots


async def test_a_pause_until_a_date_ends_with_that_mornings_digest(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    paused = await pause(room.desk, reader(), "15 mars")
    assert paused.until == datetime(2025, 3, 14, 23, tzinfo=UTC)  # midnight in Paris
    listed = await list_subscriptions(room.desk, reader(), "")
    assert isinstance(listed, Subscriptions)
    assert (listed.paused, listed.paused_until, listed.times.next_at) == (True, paused.until, None)


async def test_a_pause_without_end_lasts_until_resumed(room: Room) -> None:
    assert (await pause(room.desk, reader(), " ")).until is None
    result = await resume(room.desk, reader(), "")
    assert result.was_paused
    assert result.times.next_at == datetime(2025, 3, 13, 6, 30, tzinfo=UTC)


async def test_resuming_what_is_not_paused_says_so(room: Room) -> None:
    assert not (await resume(room.desk, reader(), "")).was_paused


async def test_after_stop_nothing_is_due_and_start_welcomes_back(room: Room) -> None:
    await subscribe(room.desk, reader(), "Otan")
    assert (await stop(room.desk, reader(), "")).topics == 1
    room.clock.move(days=1)
    assert await room.store.destinations.claim_due(room.clock.now(), RULES.min_interval, 10) == ()
    welcome = await start(room.desk, reader(), "")
    assert welcome.returning  # type: ignore[union-attr]
    assert len(welcome.topics) == 1  # type: ignore[union-attr]
    assert not (await destination_of(room.desk, reader())).paused


async def test_an_answer_to_an_update_that_comes_twice_is_owed_once(room: Room) -> None:
    from bot.model import Message

    destination = await destination_of(room.desk, reader())
    for _ in range(2):
        await answer(room.desk, destination, 7, [Message("un"), Message("deux")])
    assert await room.store.outbox.backlog() == 2


async def test_who_follows_nothing_is_promised_no_digest(room: Room) -> None:
    who = reader()
    noted = await set_schedule(room.desk, who, "8:00")
    assert isinstance(noted, ScheduleSet)
    assert not noted.times.follows
    await subscribe(room.desk, who, "Otan")
    again = await set_schedule(room.desk, who, "9:00")
    assert isinstance(again, ScheduleSet)
    assert again.times.follows

"""What a clock that was ahead planned into its own future."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import Jobs, Nightly
from bot.services import people
from bot.services.clockwork import SET_BACK, plan_anew, was_set_back
from bot.services.refresh import refresh_due
from tests.conftest import Room
from tests.fakes import THURSDAY, Item, reader, rss

URL, GONE = "https://fanal.example/rss", "https://none.example/rss"


@pytest.fixture
async def read_ahead(room: Room) -> Room:
    """A feed that was read, and one that failed, by a clock that was a week ahead and is right again."""
    right = room.clock.now()
    room.fetcher.pages[URL] = rss([Item("Grève des dockers au Havre", "Le port est bloqué.")])
    for url in (URL, GONE):
        await room.store.feeds.add(url, url, "", right)
    await people.destination_of(room.desk, reader())
    room.clock.move(days=7)
    await refresh_due(room.desk)
    room.clock.move_to(right)
    return room


async def test_feeds_that_a_clock_ahead_has_read_are_read_at_once(read_ahead: Room) -> None:
    assert not (await refresh_due(read_ahead.desk)).read
    await plan_anew(read_ahead.desk)
    assert (await refresh_due(read_ahead.desk)).read == 2


async def test_what_a_right_clock_planned_is_kept(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.fetcher.pages[URL] = rss([Item("Grève des dockers au Havre", "Le port est bloqué.")])
    await room.store.feeds.add(URL, "Le Fanal", "", room.clock.now())
    await refresh_due(room.desk)
    (before,) = await room.store.feeds.list_feeds()
    await plan_anew(room.desk)
    assert await room.store.feeds.list_feeds() == (before,)
    assert caplog.text == ""


async def test_a_heartbeat_notices_that_the_clock_was_set_back(
    read_ahead: Room, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    room, jobs = read_ahead, Jobs(read_ahead.desk, Nightly(tmp_path, keep=0))
    destination = await people.destination_of(room.desk, reader())
    ahead = THURSDAY + timedelta(days=7)
    await room.store.destinations.set_schedule(destination.id, destination.slots, destination.zone, ahead)
    await jobs.beat()
    assert not (await refresh_due(room.desk)).read
    room.clock.move(seconds=-2 * SET_BACK.total_seconds())
    await jobs.beat()
    assert "the clock was ahead when 2 feeds were last read" in caplog.text
    assert (await refresh_due(room.desk)).read == 2
    found = await room.store.destinations.get(destination.id)
    assert found.next_due_at is not None
    assert found.next_due_at < ahead - timedelta(days=5)


def test_a_correction_in_passing_is_no_setting_back() -> None:
    assert not was_set_back(None, THURSDAY)
    assert not was_set_back(THURSDAY, THURSDAY - SET_BACK)
    assert was_set_back(THURSDAY, THURSDAY - SET_BACK - timedelta(seconds=1))

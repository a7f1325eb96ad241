"""The ticks: what fails says so once, what is late is not dropped, and each night the house is swept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreError
from bot.jobs import NIGHTLY, Jobs, Nightly, sweep
from bot.ports import HEARTBEAT
from bot.services.refresh import refresh_due
from bot.services.status import beat, house_state
from tests.conftest import RULES, Room
from tests.fakes import Item, reader, rss
from tests.services.house import Town

URL = "https://fanal.example/rss"
NEWS = Item("Grève des dockers au Havre", "Le port du Havre est bloqué.")
NIGHT_IN_PARIS = datetime(2025, 3, 14, 2, 30, tzinfo=UTC)


@pytest.fixture
def jobs(room: Room, tmp_path: Path) -> Jobs:
    return Jobs(room.desk, Nightly(tmp_path / "backups", keep=2))


def copies(jobs: Jobs) -> list[str]:
    folder = jobs.nightly.backups
    assert folder is not None
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


# --- one tick ------------------------------------------------------------------------------------------------


def broken(error: Exception) -> Callable[[], Awaitable[object]]:
    async def work() -> object:
        raise error

    return work


async def well() -> None:
    """A tick that works."""


@pytest.mark.parametrize("error", [StoreError("disk is full"), ZeroDivisionError("a bug")])
async def test_a_failing_tick_says_so_once_and_again_when_it_works(
    jobs: Jobs, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(3):
        await jobs.tick("analyse", broken(error))
    assert len(caplog.records) == 1
    assert str(error) in caplog.text
    for _ in range(2):
        await jobs.tick("analyse", well)
    assert [record.getMessage() for record in caplog.records[1:]] == ["analyse works again"]
    await jobs.tick("analyse", broken(error))
    assert len(caplog.records) == 3


async def test_one_job_that_fails_is_not_another(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("poll", "prepare"):
        await jobs.tick(name, broken(StoreError("locked")))
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["poll", "prepare"]


# --- ticking -------------------------------------------------------------------------------------------------


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(10):
        while not await condition():  # noqa: ASYNC110 - the ticks have no event to wait for
            await asyncio.sleep(0.01)


async def test_late_ticks_are_not_dropped_and_missed_ones_are_one(jobs: Jobs) -> None:
    jobs.start()
    scheduler = jobs._scheduler
    assert scheduler is not None
    found = scheduler.get_jobs()
    assert {job.id for job in found} == {
        "poll",
        "analyse",
        "back-match",
        "prepare",
        "report",
        "correct",
        "spikes",
        "broadcast",
        "watch",
        "beat",
        "housekeeping",
    }
    assert {(job.misfire_grace_time, job.coalesce, job.max_instances) for job in found} == {(None, True, 1)}
    await jobs.stop()


async def test_started_it_reads_analyses_beats_and_keeps_house(
    room: Room, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.ANALYSE_S", 0.05)
    monkeypatch.setattr("bot.jobs.POLL_S", 0.05)
    room.fetcher.pages[URL] = rss([NEWS])
    await room.store.feeds.add(URL, "Le Fanal", "", room.clock.now())
    jobs.start()
    await until(lambda: room.store.house.get_note(HEARTBEAT))
    await until(lambda: room.store.house.get_note(NIGHTLY))
    await until(lambda: room.store.entries.candidates((), None, None, 10))
    await jobs.stop()
    assert await room.store.house.get_note(HEARTBEAT) == room.clock.now().isoformat()


async def test_alerts_follow_the_lane_and_digests_their_time(room: Room, jobs: Jobs) -> None:
    town = Town(room)
    await town.open_paper("Le Fanal", replace(NEWS, title="Une exposition ouvre à Namur", text="À voir."))
    await town.alert("dockers")
    town.lane = jobs.lane
    await town.publish("Le Fanal", NEWS)
    await jobs.analyse()
    assert await room.store.outbox.backlog() == 1
    room.clock.move(hours=1)
    await jobs.prepare()
    assert await room.store.outbox.backlog() == 2


async def test_stopping_lets_the_tick_under_way_finish(jobs: Jobs) -> None:
    begun, released, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await released.wait()
        finished.set()

    jobs.prepare = work  # type: ignore[method-assign]
    jobs.start()
    await asyncio.wait_for(begun.wait(), 5)
    stopping = asyncio.create_task(jobs.stop())
    await asyncio.sleep(0)
    released.set()
    await stopping
    assert finished.is_set()


async def test_a_tick_that_does_not_end_is_cut_off(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    monkeypatch.setattr("bot.jobs.LAST_TICKS_S", 0.01)
    jobs.prepare = work  # type: ignore[method-assign]
    jobs.start()
    await asyncio.wait_for(begun.wait(), 5)
    await jobs.stop()
    await asyncio.wait_for(ended.wait(), 5)


async def test_whoever_asks_after_the_stopping_learns_of_it(jobs: Jobs) -> None:
    begun = asyncio.Event()

    async def beating() -> None:
        await beat(jobs.desk, None)
        begun.set()

    jobs.beat = beating  # type: ignore[method-assign]
    jobs.start()
    await asyncio.wait_for(begun.wait(), 10)
    assert (await house_state(jobs.desk)).is_alive
    await jobs.stop()
    assert not (await house_state(jobs.desk)).is_alive


async def test_stopping_without_having_started_is_nothing(jobs: Jobs) -> None:
    await jobs.stop()


async def test_a_database_that_refuses_at_the_end_does_not_stop_the_stopping(
    room: Room, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(_: object) -> None:
        raise StoreError("disk is full")

    monkeypatch.setattr(room.store.feeds, "release", refuse)
    jobs.start()
    await jobs.stop()
    assert "disk is full" in caplog.text


# --- the night -----------------------------------------------------------------------------------------------


async def swept(room: Room, jobs: Jobs, at: datetime) -> bool:
    """Whether housekeeping at that time does anything."""
    room.clock.move_to(at)
    before = await room.store.house.get_note(NIGHTLY)
    await jobs.keep_house()
    return await room.store.house.get_note(NIGHTLY) != before


async def test_a_house_that_was_never_swept_is_at_once(room: Room, jobs: Jobs) -> None:
    assert await swept(room, jobs, NIGHT_IN_PARIS + timedelta(hours=12))
    assert len(copies(jobs)) == 1


async def test_it_is_swept_once_a_night_in_the_zone_of_the_settings(room: Room, jobs: Jobs) -> None:
    assert await swept(room, jobs, NIGHT_IN_PARIS)
    assert not await swept(room, jobs, NIGHT_IN_PARIS + timedelta(minutes=10))
    assert not await swept(room, jobs, NIGHT_IN_PARIS + timedelta(hours=21))  # half past midnight in Paris
    assert await swept(room, jobs, NIGHT_IN_PARIS + timedelta(days=1))


async def test_a_machine_that_sleeps_at_night_sweeps_by_day(room: Room, jobs: Jobs) -> None:
    noon = NIGHT_IN_PARIS + timedelta(hours=9)
    assert await swept(room, jobs, noon)
    assert not await swept(room, jobs, noon + timedelta(days=1))
    assert await swept(room, jobs, noon + timedelta(days=2))


async def test_the_newest_copies_are_kept(room: Room, jobs: Jobs) -> None:
    for day in range(4):
        await swept(room, jobs, NIGHT_IN_PARIS + timedelta(days=day))
    assert copies(jobs) == ["vigie-2025-03-16.db", "vigie-2025-03-17.db"]


@pytest.mark.parametrize("keep", [0, 7])
async def test_no_copies_are_made_where_none_are_wanted(room: Room, tmp_path: Path, keep: int) -> None:
    nightly = Nightly(tmp_path if keep == 0 else None, keep)
    await sweep(room.desk, nightly, room.clock.now())
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240 - a folder of the test


async def test_what_is_past_retention_is_let_go_of(room: Room, jobs: Jobs) -> None:
    from bot.services.analyse import Lane, analyse_new
    from bot.services.refresh import refresh_due

    room.fetcher.pages[URL] = rss([NEWS])
    await room.store.feeds.add(URL, "Le Fanal", "", room.clock.now())
    await refresh_due(room.desk)
    await analyse_new(room.desk, Lane())
    now = room.clock.now()
    assert await sweep(room.desk, jobs.nightly, now + RULES.retention - timedelta(days=1)) == 0
    assert await sweep(room.desk, jobs.nightly, now + RULES.retention + timedelta(days=1)) == 1


async def test_where_no_copy_can_be_made_the_house_is_swept_all_the_same(room: Room, jobs: Jobs) -> None:
    """On a full disk it is what is swept away that makes room."""
    from bot.services.analyse import Lane, analyse_new

    room.fetcher.pages[URL] = rss([NEWS])
    await room.store.feeds.add(URL, "Le Fanal", "", room.clock.now())
    await refresh_due(room.desk)
    await analyse_new(room.desk, Lane())
    assert jobs.nightly.backups is not None
    jobs.nightly.backups.write_text("a file where the folder should be")
    late = room.clock.now() + RULES.retention + timedelta(days=1)
    with pytest.raises(StoreError, match="backups"):
        await sweep(room.desk, jobs.nightly, late)
    assert (await room.store.house.counters(late)).entries == 0


async def test_a_clock_that_was_put_back_does_not_keep_the_house_unswept(room: Room, jobs: Jobs) -> None:
    assert await swept(room, jobs, NIGHT_IN_PARIS + timedelta(days=7))
    assert await swept(room, jobs, NIGHT_IN_PARIS)
    assert not await swept(room, jobs, NIGHT_IN_PARIS + timedelta(minutes=10))


async def test_a_night_that_fails_is_tried_again(
    room: Room, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_: Any) -> None:
        raise StoreError("disk is full")

    with monkeypatch.context() as full:
        full.setattr(room.store.house, "backup", refuse)
        with pytest.raises(StoreError):
            await jobs.keep_house()
    assert await room.store.house.get_note(NIGHTLY) is None
    assert await swept(room, jobs, NIGHT_IN_PARIS)


async def test_what_failed_at_a_first_reading_is_told_by_a_tick(room: Room, jobs: Jobs) -> None:
    from bot.services.catalogue import remember_addition

    who = reader(42)
    feed = await room.store.feeds.add("https://none.example/rss", "Le Boréal", "", room.clock.now())
    await remember_addition(room.desk, who, "Canada", [feed.id])
    await refresh_due(room.desk)
    await jobs.report()
    (owed,) = await room.store.outbox.claim(room.clock.now(), timedelta(minutes=1), 9)
    assert "HTTP 404" in owed.message.html

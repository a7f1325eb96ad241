"""The ticks: what happens when nobody asks. The database is the schedule; the scheduler library is a metronome.

A tick that fails says so once, and is tried again at its next beat; a tick that is late is not dropped
(`misfire_grace_time=None`: the default of one second drops it), and beats missed together are one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import StoreError
from bot.model import Vitals
from bot.services.alerts import prepare_alerts
from bot.services.analyse import Lane, analyse_new
from bot.services.backmatch import go_on
from bot.services.broadcast import tend_broadcasts
from bot.services.catalogue import report_first_readings
from bot.services.clockwork import plan_anew, was_set_back
from bot.services.corrections import correct_alerts
from bot.services.desk import Desk
from bot.services.digests import prepare_due
from bot.services.follow import prepare_follow_ups
from bot.services.nominations import tell_admins
from bot.services.refresh import Poller
from bot.services.spikes import prepare_spikes
from bot.services.status import back_up, beat, rest
from bot.services.watch import watch_over

log = logging.getLogger(__name__)

POLL_S = 1.0
ANALYSE_S = 1.0
PREPARE_S = 1.0
BACK_MATCH_S = 1.0
REPORT_S = 5.0
CORRECT_S = 20.0
SPIKES_S = 60.0
BEAT_S = 30.0
HOUSEKEEPING_S = 600.0
BROADCAST_S = 1.0
WATCH_S = 600.0  # what changed meanwhile is one message
NIGHT = range(2, 6)  # hours, in the zone of the settings, in which the house is swept
FRESH = timedelta(hours=20)  # swept so lately that this night is done
OVERDUE = timedelta(hours=44)  # a machine that sleeps at night sweeps by day
LAST_TICKS_S = 1.0  # for ticks under way when told to stop; what is cut off then is done at the next start
NIGHTLY = "nightly"  # the note that says when it last was


@dataclass
class Nightly:
    """What one night's housekeeping needs to know."""

    backups: Path | None  # folder, or None for no backups
    keep: int


@dataclass
class Jobs:
    """The ticks of one `run`."""

    desk: Desk
    nightly: Nightly
    vitals: Callable[[], Vitals] | None = None
    lane: Lane = field(default_factory=Lane)
    _failing: set[str] = field(default_factory=set)
    _ticking: set[asyncio.Task[object]] = field(default_factory=set)
    _scheduler: AsyncIOScheduler | None = None
    _poller: Poller | None = None
    _seen: datetime | None = None  # the clock, at the last heartbeat

    def start(self) -> None:
        """Start ticking in the running loop."""
        self._poller = Poller(self.desk)
        scheduler = AsyncIOScheduler(timezone=UTC)
        beats: tuple[tuple[str, Callable[[], Awaitable[object]], float], ...] = (
            ("poll", self._poller.tick, POLL_S),
            ("analyse", self.analyse, ANALYSE_S),
            ("prepare", self.prepare, PREPARE_S),
            ("back-match", self.back_match, BACK_MATCH_S),
            ("report", self.report, REPORT_S),
            ("correct", self.correct, CORRECT_S),
            ("spikes", self.spikes, SPIKES_S),
            ("broadcast", self.broadcast, BROADCAST_S),
            ("watch", self.watch, WATCH_S),
            ("beat", self.beat, BEAT_S),
            ("housekeeping", self.keep_house, HOUSEKEEPING_S),
        )
        for name, work, seconds in beats:
            scheduler.add_job(
                self.tick,
                "interval",
                args=(name, work),
                seconds=seconds,
                id=name,
                next_run_time=datetime.now(UTC),
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        scheduler.start()
        self._scheduler = scheduler

    async def stop(self) -> None:
        """Stop ticking, let what is under way finish, and give back what was claimed."""
        if self._scheduler is not None:
            self._scheduler.pause()
            if self._ticking:
                await asyncio.wait(self._ticking, timeout=LAST_TICKS_S)
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
        if self._poller is not None:
            try:
                await self._poller.close()
            except StoreError as exc:
                log.warning("what was read last could not be stored, it is read again: %s", exc)
            self._poller = None
            with suppress(StoreError):  # then the heartbeat is missed some minutes later
                await rest(self.desk)

    async def tick(self, name: str, work: Callable[[], Awaitable[object]]) -> None:
        """One beat of one job: a failure ends the beat, not the job."""
        task = asyncio.current_task()
        assert task is not None
        self._ticking.add(task)
        try:
            await work()
        except StoreError as exc:
            if name not in self._failing:
                log.error("%s: the database refused, tried again at each beat: %s", name, exc)
            self._failing.add(name)
        except Exception:
            if name not in self._failing:
                log.exception("%s failed, tried again at each beat", name)
            self._failing.add(name)
        else:
            if name in self._failing:
                log.info("%s works again", name)
            self._failing.discard(name)
        finally:
            self._ticking.discard(task)

    async def analyse(self) -> None:
        """The lane, and the alerts and follow-ups that follow it."""
        await analyse_new(self.desk, self.lane)
        await prepare_alerts(self.desk)
        await prepare_follow_ups(self.desk)

    async def prepare(self) -> None:
        """Digests that are due."""
        await prepare_due(self.desk)

    async def back_match(self) -> None:
        """Topics made lately, against what was stored before."""
        await go_on(self.desk)

    async def correct(self) -> None:
        """Alerts whose story was corrected since."""
        await correct_alerts(self.desk)

    async def spikes(self) -> None:
        """Topics that are suddenly written about far more than usual."""
        await prepare_spikes(self.desk)

    async def report(self) -> None:
        """What came of reading for the first time what an admin added, and what readers proposed."""
        await report_first_readings(self.desk)
        await tell_admins(self.desk)

    async def broadcast(self) -> None:
        """Messages of an admin to every chat, and how far they are."""
        await tend_broadcasts(self.desk)

    async def watch(self) -> None:
        """The health of feeds, to those whom it concerns."""
        await watch_over(self.desk)

    async def beat(self) -> None:
        """Tell `vigie status` that this process lives."""
        now = self.desk.clock.now()
        if was_set_back(self._seen, now):
            await plan_anew(self.desk)
        self._seen = now
        await beat(self.desk, self.vitals)

    async def keep_house(self) -> None:
        """Once a night: a backup, then let go of what is past retention."""
        now = self.desk.clock.now()
        await self.desk.store.chats.end_farewells(now)
        note = await self.desk.store.house.get_note(NIGHTLY)
        since = OVERDUE if note is None else now - datetime.fromisoformat(note)
        if since < timedelta():
            since = OVERDUE  # a clock that was put back must not keep the house unswept
        is_night = now.astimezone(ZoneInfo(self.desk.rules.zone)).hour in NIGHT
        if since < (FRESH if is_night else OVERDUE):
            return
        await sweep(self.desk, self.nightly, now)
        await self.desk.store.house.put_note(NIGHTLY, now.isoformat())


async def _copied(desk: Desk, nightly: Nightly, now: datetime) -> StoreError | None:
    """The night's copy, in the place of the oldest; what went wrong, if something did."""
    if nightly.backups is None or not nightly.keep:
        return None
    try:
        nightly.backups.mkdir(parents=True, exist_ok=True)
        await back_up(desk, nightly.backups / f"vigie-{now:%Y-%m-%d}.db")
    except OSError as exc:
        return StoreError(f"{nightly.backups}: {exc.strerror}")
    except StoreError as exc:
        return exc
    for old in sorted(nightly.backups.glob("vigie-*.db"))[: -nightly.keep]:
        old.unlink(missing_ok=True)
    return None


async def sweep(desk: Desk, nightly: Nightly, now: datetime) -> int:
    """One night's housekeeping; how many articles were let go of."""
    failed = await _copied(desk, nightly, now)
    silent = await desk.store.chats.erase_silent(now, desk.rules.admins)
    if silent:
        log.info("night: %d chats erased that had been silent for six months", silent)
    gone = await desk.store.house.prune(now, desk.rules.retention)
    if failed is not None:  # only now: on a full disk it is the sweeping that makes room
        raise failed
    log.info("night: backup and sweep done, %d articles let go of", gone)
    return gone

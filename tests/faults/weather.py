"""Every kind of bad weather, each for a while; what it breaks is mended before it returns."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.demo.faults import (
    CUT,
    CUT_AFTER,
    HANG,
    HANG_AFTER,
    MALFORMED,
    SERVER_ERROR,
    SERVER_ERROR_AFTER,
    Fault,
    flood,
)
from tests.faults.keeper import Keeper, command
from tests.faults.town import PATH, Town

FULL_BYTES = 8_192  # no file may grow beyond: every write of the database fails, small logs do not
LOCK = "import sqlite3,sys\ndb=sqlite3.connect(sys.argv[1],timeout=30,isolation_level=None)\n" + (
    "db.execute('BEGIN IMMEDIATE')\nprint('locked',flush=True)\nsys.stdin.read()\ndb.execute('ROLLBACK')"
)
HOURS_OUT = 12


@dataclass
class Sky:
    """What weather is made of, and how long a spell lasts in real seconds."""

    town: Town
    keeper: Keeper
    spell_s: float
    outcomes: list[tuple[str, int]]  # commands run beside the bot, and their exit status

    async def fair(self) -> None:
        """Nothing but the kills."""
        await asyncio.sleep(self.spell_s)

    async def floods(self) -> None:
        """429 for one chat in three, a second or two each."""
        await self._served(*(replace(flood(n), method="sendMessage", times=None, share=0.15) for n in (1, 2)))

    async def storm(self) -> None:
        """429 for everybody at once."""
        await self._served(replace(flood(2), method="sendMessage", times=None))

    async def server_errors(self) -> None:
        """5xx, before and after Telegram has taken the message."""
        await self._shared(SERVER_ERROR, SERVER_ERROR_AFTER, MALFORMED)

    async def cuts(self) -> None:
        """Connections cut before and after it has taken the message."""
        await self._shared(CUT, CUT_AFTER)

    async def hangs(self) -> None:
        """No answer at all, before and after; until the bot gives up or is killed."""
        await self._shared(HANG, HANG_AFTER, share=0.05)

    async def locked(self) -> None:
        """Another process holds the database for longer than anybody waits."""
        holder = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LOCK, str(self.town.database)), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        assert holder.stdin is not None
        assert holder.stdout is not None
        await holder.stdout.readline()
        await asyncio.sleep(max(self.spell_s, 7.0 if self.spell_s > 1 else 0.0))
        holder.stdin.close()
        await holder.wait()

    async def full(self) -> None:
        """No file can grow: also for processes that start meanwhile."""
        steps = max(4, int(self.spell_s / 0.1))
        for _ in range(steps):
            self.keeper.limit_files(FULL_BYTES)
            await asyncio.sleep(self.spell_s / steps)
        self.keeper.limit_files(-1)

    async def back(self) -> None:
        """The clock falls back three hours, and is put right."""
        self.town.clock.jump(-timedelta(hours=3))
        await asyncio.sleep(self.spell_s)
        self.town.clock.jump(timedelta(hours=3))

    async def ahead(self) -> None:
        """The clock runs a day ahead, and stays there."""
        await asyncio.sleep(self.spell_s / 2)
        self.town.clock.jump(timedelta(hours=24))
        await asyncio.sleep(self.spell_s / 2)

    async def outage(self) -> None:
        """Telegram is gone for twelve hours of the bot's clock; the press goes on."""
        faults = self.town.api.faults
        for method in ("", "getUpdates"):
            faults.add(replace(CUT, method=method, times=None, share=0.5))
            faults.add(replace(SERVER_ERROR, method=method, times=None))
        for hour in range(HOURS_OUT):
            if hour % 4 == 0:
                self.town.publish()
            self.town.clock.jump(timedelta(hours=1))
            await asyncio.sleep(self.spell_s / 4)
        faults.clear()

    async def beside(self) -> None:
        """Commands that read and write the database while the bot runs."""
        town = self.town
        for arguments in (
            ("backup", str(town.folder / "copie.db")),
            ("reanalyse",),
            ("refresh", "--all"),
            ("feeds", "list"),
            ("feeds", "check", town.feeds.url(PATH)),
        ):
            self.outcomes.append((arguments[0], await command(town, *arguments)))
        with sqlite3.connect(town.folder / "copie.db") as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        copy.close()

    async def _shared(self, *kinds: Fault, share: float = 0.12) -> None:
        await self._served(*(replace(kind, method="sendMessage", times=None, share=share) for kind in kinds))

    async def _served(self, *faults: Fault) -> None:
        for fault in faults:
            self.town.api.faults.add(fault)
        await asyncio.sleep(self.spell_s)
        self.town.api.faults.clear()


KINDS: Mapping[str, Callable[[Sky], Awaitable[None]]] = {
    "fair": Sky.fair,
    "429 of some chats": Sky.floods,
    "429 of all": Sky.storm,
    "5xx": Sky.server_errors,
    "cut": Sky.cuts,
    "hang": Sky.hangs,
    "database locked": Sky.locked,
    "disk full": Sky.full,
    "clock back 3 h": Sky.back,
    "clock ahead 24 h": Sky.ahead,
    "outage of 12 h": Sky.outage,
    "commands beside": Sky.beside,
}

"""Keeps one `vigie run` alive, and kills it: SIGKILL at moments that a seed decides, then starts it again at once."""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.runner import EACH
from tests.faults.town import Town

YOUNG_S = (0.0, 0.5)  # one life in five ends while the bot still starts
GROWN_S = (0.3, 2.5)
YOUNG_SHARE = 0.2
PATIENCE_S = 0.2  # before a process that ended by itself is started again


@dataclass
class Keeper:
    """An asynchronous context manager; the process is gone at its end."""

    town: Town
    dice: random.Random
    kills: int = 0
    most_kills: int = 0
    ends: Counter[int] = field(default_factory=Counter)  # exit statuses of processes that ended by themselves
    pid: int | None = None  # of the bot that lives now
    _nursery: Process | None = None
    _task: asyncio.Task[None] | None = None
    _ending: bool = False

    async def __aenter__(self) -> Keeper:
        self._nursery = await _runner(self.town, EACH, str(self.town.folder / "run.log"))
        self._task = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ending = True
        assert self._task is not None
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._task, 15)
        finally:
            self._signal(signal.SIGKILL)
            self._nursery.stdin.close()
            await self._nursery.wait()

    @property
    def may_kill(self) -> bool:
        return self.kills < self.most_kills

    async def _keep(self) -> None:
        while not self._ending:
            self.pid = int(await self._ask("run"))
            ended = asyncio.ensure_future(self._answer())
            if self.may_kill:
                span = YOUNG_S if self.dice.random() < YOUNG_SHARE else GROWN_S
                await asyncio.wait({ended}, timeout=self.dice.uniform(*span))
                if not ended.done() and not self._ending:
                    self._signal(signal.SIGKILL)
                    self.kills += 1
            status = int(await ended)
            self.pid = None
            if status != -signal.SIGKILL:
                self.ends[status] += 1
                await asyncio.sleep(0 if self._ending else PATIENCE_S)

    def _signal(self, number: signal.Signals) -> None:
        if self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def _ask(self, line: str) -> str:
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(f"{line}\n".encode())
        return await self._answer()

    async def _answer(self) -> str:
        assert self._nursery is not None
        assert self._nursery.stdout is not None
        return (await self._nursery.stdout.readline()).decode()

    def limit_files(self, most_bytes: int) -> None:
        """No file of the process may grow beyond that, as on a full disk; -1: as much as it likes."""
        if self.pid is not None:
            with suppress(ProcessLookupError):
                resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))


async def command(town: Town, *arguments: str) -> int:
    """One command of the terminal beside the bot; its exit status."""
    process = await _runner(town, *arguments)
    await process.communicate()
    assert process.returncode is not None
    return process.returncode


async def _runner(town: Town, *arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.runner", str(town.clock_file), *arguments),
        cwd=town.folder,
        env=town.environment,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
    )

"""Small writes that come in at the same time, in one transaction: most of what each costs is its transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from bot.store.connection import Connections

T = TypeVar("T")


class Together(Generic[T]):
    """Does `work(db, *arguments)` for each caller; those who come while one transaction runs share the next.

    Each gets its own result once all of its transaction is written, or the error for which nothing of it is.
    """

    def __init__(self, connections: Connections, work: Callable[..., T]) -> None:
        self._at = connections
        self._work = work
        self._waiting: list[tuple[tuple[Any, ...], asyncio.Future[T]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, *arguments: Any) -> T:
        """As `Connections.write`: cancelling a caller does not undo its write."""
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((arguments, result))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await result

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                done = await self._at.write(self._all, [arguments for arguments, _ in batch])
            except Exception as exc:
                for _, result in batch:
                    if not result.done():
                        result.set_exception(exc)
            else:
                for (_, result), value in zip(batch, done, strict=True):
                    if not result.done():
                        result.set_result(value)

    def _all(self, db: sqlite3.Connection, batch: Sequence[tuple[Any, ...]]) -> list[T]:
        return [self._work(db, *arguments) for arguments in batch]

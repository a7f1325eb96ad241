"""An event loop whose time passes at once: a sleep of a minute costs nothing, and nothing is timed by the wall."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Skips the waiting and counts it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout:
            self.now += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Seconds pass as soon as everybody waits for them."""

    def __init__(self) -> None:
        self._instant = _Selector()
        super().__init__(self._instant)

    def time(self) -> float:
        return self._instant.now


def run(main: Callable[[Callable[[], float]], Coroutine[Any, Any, T]]) -> T:
    """Run `main(clock)` on such a loop."""

    async def started() -> T:
        return await main(asyncio.get_running_loop().time)

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(started())

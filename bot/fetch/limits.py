"""What a document may cost at most, in time and memory, enforced by the operating system where it can be."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from types import FrameType

_AGAIN_S = 0.5  # an exception may get lost in a callback of a C library: it is raised until it arrives


class TookTooLong(BaseException):
    """The alarm rang. No `Exception`: whoever catches those to go on shall not go on."""


@contextmanager
def alarm(after: timedelta) -> Iterator[None]:
    """Raise `TookTooLong` in the block when it takes longer; no limit where no alarm can be set.

    Signals reach the main thread only, and not every system has this one.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, after.total_seconds(), _AGAIN_S)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def cap_memory(size_bytes: int) -> None:
    """Let this process ask for no more addresses than these: beyond is a `MemoryError`, not the machine's end."""
    with suppress(
        ImportError, ValueError, OSError
    ):  # not on every system, not above a lower limit set outside
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size_bytes, hard))


def _ring(number: int, frame: FrameType | None) -> None:
    raise TookTooLong

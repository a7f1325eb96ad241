"""What this process knows of itself: since when it runs, how much memory it takes, and what went wrong lately."""

from __future__ import annotations

import logging
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Trouble, Vitals

MOST = 20  # kinds of errors remembered
STATM = Path("/proc/self/statm")  # Linux: sizes in pages, the second is what lies in memory


class Troubles(logging.Handler):
    """Remembers where errors were logged and of what kind, never what they said: that may be somebody's words."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._known: dict[tuple[str, str], Trouble] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Count it."""
        raised = _raised(record)
        kind = record.levelname.lower() if raised is None else raised.__name__
        place = f"{record.name.removeprefix('bot.')}:{record.lineno}"
        before = self._known.pop((place, kind), None)
        at = datetime.fromtimestamp(record.created, UTC)
        self._known[(place, kind)] = Trouble(at, place, kind, 1 if before is None else before.times + 1)
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]

    def latest(self) -> tuple[Trouble, ...]:
        """Newest first."""
        return tuple(reversed(self._known.values()))


def _raised(record: logging.LogRecord) -> type[BaseException] | None:
    """What was raised, with its traceback in the log or only named there."""
    if record.exc_info and record.exc_info[0] is not None:
        return record.exc_info[0]
    named = record.args if isinstance(record.args, tuple) else ()
    return next((type(each) for each in named if isinstance(each, BaseException)), None)


def memory_bytes() -> int:
    """What this process takes of the machine's memory, its workers apart; its highest where that is not known."""
    try:
        return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024


@contextmanager
def watch_process(version: str, started_at: datetime) -> Iterator[Callable[[], Vitals]]:
    """Count errors inside the block; what it gives tells how the process does."""
    troubles = Troubles()
    logging.getLogger().addHandler(troubles)
    try:
        yield lambda: Vitals(started_at, version, memory_bytes(), troubles.latest())
    finally:
        logging.getLogger().removeHandler(troubles)

"""A clock that another process can move: the real time and a shift, in eight bytes of a file that both map."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_SECONDS = struct.Struct("<d")


class ShiftedClock:
    """The `Clock` of `bot.ports`, as far from the real time as the file says."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(_SECONDS.pack(0.0))
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _SECONDS.size)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=_SECONDS.unpack_from(self._shared)[0])

    def jump(self, span: timedelta) -> None:
        """Move it, forward or back, for every process that reads it."""
        _SECONDS.pack_into(self._shared, 0, _SECONDS.unpack_from(self._shared)[0] + span.total_seconds())

    def jump_to(self, instant: datetime) -> None:
        self.jump(instant - self.now())

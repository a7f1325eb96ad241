"""The lock that lets one `vigie run` work on a database: a file beside it, held for as long as the process lives."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import StoreUnusable
from bot.store.location import database_path


class RunLock:
    """A context manager; entering raises `StoreUnusable` while another process runs on the same database.

    The system lets go of it when the process dies, however it dies. A throw-away database needs no lock.
    """

    def __init__(self, url: str | Path) -> None:
        path = database_path(url)
        self._path = None if path is None else path.with_name(f"{path.name}.lock")
        self._file: int | None = None

    def __enter__(self) -> Self:
        if self._path is not None:
            self._file = _locked(self._path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _locked(path: Path) -> int:
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as exc:
        raise StoreUnusable(str(path), f"cannot be opened: {exc.strerror}") from exc
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        os.close(file)
        raise StoreUnusable(str(path), "already running: another process works on this database") from exc
    return file

"""Databases to begin with: the migrations of one take ten times as long as all else that a small test does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store import SqliteStore
from bot.store.connection import BUSY_TIMEOUT
from bot.store.opening import prepare


@cache
def _blank() -> bytes:
    """A database of the present schema with nothing in it, made by its migrations once a run."""
    with TemporaryDirectory(prefix="vigie-") as folder:
        path = Path(folder) / "vigie.db"
        prepare(path, BUSY_TIMEOUT, writer=True)
        return path.read_bytes()


def put_blank(path: Path) -> Path:
    """Leave an empty database there, that only its owner may read; the path."""
    path.touch(mode=0o600)
    path.write_bytes(_blank())
    return path


@asynccontextmanager
async def throw_away_store() -> AsyncIterator[SqliteStore]:
    """An empty store in a folder of its own, gone at the end."""
    with TemporaryDirectory(prefix="vigie-") as folder:
        store = await SqliteStore.open(put_blank(Path(folder) / "vigie.db"))
        try:
            yield store
        finally:
            await store.close()

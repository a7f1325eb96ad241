"""Every test of the contract runs on each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import SqliteStore
from tests.store.making import House
from tests.stores import put_blank


@pytest.fixture(params=["memory", "file"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """A store of each kind, with quick ways to fill it."""
    url = ":memory:" if request.param == "memory" else put_blank(tmp_path / "vigie.db")
    store = await SqliteStore.open(url, checkpoints=True)
    yield House(store)
    await store.close()


@pytest.fixture
async def store_file(tmp_path: Path) -> AsyncIterator[House]:
    """A store in a file, for what only files have."""
    store = await SqliteStore.open(put_blank(tmp_path / "vigie.db"))
    yield House(store)
    await store.close()

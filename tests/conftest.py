"""What every room's tests may use: a desk on a store of its own, with the outside played by fakes."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, settings

from bot.fetch.parser import InlineParser
from bot.french.aliases import default_aliases
from bot.model import Slot
from bot.services.desk import Desk, Rules
from bot.store import SqliteStore
from tests.fakes import FakeClock, FakeFetcher, FakeFinder
from tests.stores import throw_away_store

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

RULES = Rules(
    zone="Europe/Paris",
    slots=(Slot(time(7, 30), frozenset(range(7))),),
    max_stories=7,
    max_chars=280,
    max_topics=30,
    max_alerts=10,
    quiet_from=22 * 60,
    quiet_to=7 * 60,
    min_interval=timedelta(minutes=5),
    max_interval=timedelta(hours=24),
    retention=timedelta(days=90),
)


@dataclass
class Room:
    """A desk, and the fakes behind it by their own types."""

    desk: Desk
    clock: FakeClock
    fetcher: FakeFetcher
    finder: FakeFinder
    store: SqliteStore


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A desk on a store of its own."""
    async with throw_away_store() as store:
        clock, fetcher, finder = FakeClock(), FakeFetcher(), FakeFinder()
        desk = Desk(store, clock, fetcher, InlineParser(), finder, default_aliases(), RULES)
        yield Room(desk, clock, fetcher, finder, store)

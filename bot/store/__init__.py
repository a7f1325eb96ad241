"""The aggregates on SQLite, one module each over one `connection`. The only SQL in the house."""

from __future__ import annotations

from bot.store.lock import RunLock
from bot.store.restoring import restore
from bot.store.sqlite import SqliteStore

__all__ = ["RunLock", "SqliteStore", "restore"]

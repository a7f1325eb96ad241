"""What the database refused."""

from __future__ import annotations

from bot.errors.root import BotError


class StoreError(BotError):
    """The database refused: locked for long, disk full, damaged."""


class StoreUnusable(StoreError):
    """The database cannot be opened for this work; `problem` is one clear clause."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class StaleTopics(StoreError):
    """Topics changed while entries were being matched: match them again with the new set."""


class LaneBusy(StoreError):
    """Another process is analysing: what was asked for must wait until it is done."""

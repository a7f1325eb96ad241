"""What every error of the house descends from, and the one of start-up."""

from __future__ import annotations


class BotError(Exception):
    """Root of every error this package raises on purpose."""


class ConfigError(BotError):
    """A setting that cannot be used; `key` is its dotted name, or the variable or file it stands in."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem

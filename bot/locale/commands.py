# ruff: noqa: D102 -- the sentences say what they are; see `fr_commands` for each
"""What every language must be able to say of the commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.locale import en_commands, fr_commands


class CommandWords(Protocol):
    """Sentences of menus, of `/aide` and of commands that do not exist."""

    DESCRIPTIONS: Mapping[str, str]  # by the key of the command
    HELP_INTRO: str
    HELP_QUERIES: str
    SEE_HELP: str
    ADMIN_COMMANDS: str

    def command_line(self, names: str, description: str) -> str: ...

    def unknown_command(self, typed: str) -> str: ...

    def meant_command(self, command: str) -> str: ...


def command_words(language: str) -> CommandWords:
    """French for « fr », English for everything else."""
    return fr_commands if language == "fr" else en_commands

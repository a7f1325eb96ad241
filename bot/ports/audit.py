"""What admins of the bot changed."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.model import AuditLine, ChatId, Deed, UserId


class Audit(Protocol):
    """The journal of the admins' deeds, kept for a year (`House.prune`)."""

    async def note(
        self, deed: Deed, by: UserId | None, subject: str, now: datetime, about: ChatId | None = None
    ) -> None:
        """Note a change that has been made; `by` None: in a terminal.

        `subject` names what was changed, cut at 200 characters, and nobody: a chat or a person is `about`, so that
        erasing them empties it.
        """
        ...

    async def latest(self, limit: int, before_id: int | None = None) -> tuple[AuditLine, ...]:
        """The latest changes, newest first; with `before_id`, those noted before that one."""
        ...

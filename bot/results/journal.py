"""What admins changed, for an admin."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import AuditLine, UserId


@dataclass(frozen=True, slots=True)
class Journal:
    """`/journal`, one page of it, newest first.

    `reader` is who asks. `is_latest`: nothing is newer. `older`: the id before which there is more, None at the end.
    """

    lines: tuple[AuditLine, ...]
    reader: UserId | None
    is_latest: bool
    older: int | None

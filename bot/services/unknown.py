"""What is answered to a command that does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.nearest_name import nearest_name
from bot.model import Reader
from bot.results import UnknownCommand
from bot.services.administration import is_admin
from bot.services.desk import Desk


async def unknown_command(
    desk: Desk, reader: Reader, name: str, argument: str, names: Sequence[str], for_admins: Sequence[str]
) -> UnknownCommand:
    """The command that may be meant, among those that this person may use; `for_admins` are the admins' own."""
    known = (*names, *for_admins) if await is_admin(desk, reader.user_id) else names
    return UnknownCommand(name, nearest_name(name, known) or "", argument)

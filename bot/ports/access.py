"""Who may use the bot."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.model import (
    AccessLink,
    AccessMode,
    AccessRule,
    Acquaintance,
    ChatId,
    ChatLimits,
    Listed,
    Roll,
    UserId,
)


class Access(Protocol):
    """The mode, the lists of chats let in and blocked, links that let in, and what one chat is allowed.

    Whatever keeps a chat out closes its destinations (`SHUT_OUT`, `BARRED`) in the same transaction, and whatever
    lets it in opens them again: nothing is sent to whom we do not listen to. Names are without @, in small letters.
    """

    async def revision(self) -> int:
        """Rises with each change of what `acquaintance` may answer, by any process."""
        ...

    async def mode(self, rule: AccessRule) -> AccessMode:
        """The mode that holds: what an admin chose, else the configuration's."""
        ...

    async def acquaintance(
        self, chat_id: ChatId, user_id: UserId | None, names: Collection[str], rule: AccessRule
    ) -> Acquaintance:
        """What is known of the chat, the person, and their names."""
        ...

    async def meet(self, chat_id: ChatId, name: str, rule: AccessRule, now: datetime) -> None:
        """Whoever bears that name is this chat or person: lists that named them know them by number from now on.

        Once only: names change hands.
        """
        ...

    async def choose(self, mode: AccessMode, rule: AccessRule, now: datetime) -> int | None:
        """An admin's choice, which goes before the configuration's.

        Chats that are known when an open bot is no longer so are let in: how many, admins' own aside; None where
        nothing closed.
        """
        ...

    async def begin(self, rule: AccessRule, now: datetime) -> int | None:
        """At the start: where the configuration changed the mode that holds, as `choose`.

        Chats of admins whom it names no more, or for the first time, are closed or opened as those of anybody else.
        """
        ...

    async def add(self, roll: Roll, who: ChatId | str, rule: AccessRule, now: datetime) -> bool:
        """Put a chat, or a name, on a list. False if it was there."""
        ...

    async def remove(self, roll: Roll, who: ChatId | str, rule: AccessRule, now: datetime) -> bool:
        """Take it off, a name also where it is known who bears it. False if it was not there."""
        ...

    async def get(self, roll: Roll, entry_id: int) -> Listed:
        """One line of a list. Raises `NotFound`."""
        ...

    async def listed(self, roll: Roll, offset: int, limit: int) -> tuple[Listed, ...]:
        """Lines of a list, the newest first."""
        ...

    async def count(self, roll: Roll) -> int:
        """How many lines it has."""
        ...

    async def invite(
        self, code_hash: bytes, people: int | None, until: datetime | None, now: datetime
    ) -> AccessLink:
        """A link, by the hash of its code; for so many people, before that instant."""
        ...

    async def links(self, now: datetime) -> tuple[AccessLink, ...]:
        """Those that still let somebody in, the newest first."""
        ...

    async def revoke(self, link_id: int, now: datetime) -> AccessLink:
        """It lets nobody in any more; whoever came by it stays. Raises `NotFound` where it no longer did."""
        ...

    async def enter(self, code_hash: bytes, chat_id: ChatId, rule: AccessRule, now: datetime) -> bool:
        """Let the chat in by a link that still does, and count it. False where there is none."""
        ...

    async def limits(self, chat_id: ChatId) -> ChatLimits:
        """What an admin allowed that chat. Raises `NotFound` for one that is not known."""
        ...

    async def set_limits(self, chat_id: ChatId, limits: ChatLimits) -> None:
        """Allow the chat that, in all its forum topics. Raises `NotFound`."""
        ...

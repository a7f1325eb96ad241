"""Whole chats, as their people and the operator may ask for them: listed, exported, erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import ChatId, ChatSummary, Reader, UserId

SILENCE = timedelta(days=183)  # six months, after which a chat that is closed or follows nothing is erased


class Chats(Protocol):
    """What the law gives people over what is kept of them."""

    async def list_chats(self) -> tuple[ChatSummary, ...]:
        """Every chat, closed ones too, in the order they came."""
        ...

    async def export(self, chat_id: ChatId, now: datetime) -> bytes | None:
        """Everything that is kept of a chat and its forum topics, as JSON in UTF-8; None where nothing is.

        One list for each table, a row an object, instants in ISO 8601. In groups nobody is named.
        """
        ...

    async def erase(self, chat_id: ChatId, now: datetime) -> int:
        """Erase a chat with its forum topics from every table, and topics that nobody follows without it.

        How many destinations went. Messages it was owed are not sent any more; one on its way may still arrive. It is
        remembered, by hash, that this chat was erased, so that no copy that is restored brings it back.
        """
        ...

    async def erase_for(self, reader: Reader, now: datetime) -> None:
        """As `erase`, for the reader, who is still owed one answer: their place stays, bare, until that has left.

        The same update may do it again; any other makes the place a new destination (`Destinations.open`).
        """
        ...

    async def end_farewells(self, now: datetime) -> int:
        """Places that stayed for one answer which could not leave within a day; how many went."""
        ...

    async def erase_silent(self, now: datetime, spared: Collection[UserId]) -> int:
        """Erase what has been closed for six months, and private chats that follow nothing and heard nothing for as
        long, admins (and `spared`) excepted; in short transactions. How many destinations went."""
        ...

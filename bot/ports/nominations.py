"""Media that readers propose, until an admin has decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import DestinationId, Draft, Nomination, Nominee, Verdict


class Nominations(Protocol):
    """Media that readers propose. Of who proposes only the chat is kept, to be told what became of it; 30 days."""

    async def propose(self, destination_id: DestinationId, nominee: Nominee, now: datetime) -> bool:
        """Remember it; False where this chat proposed the same already, and it waits or was decided of late."""
        ...

    async def waiting(self) -> tuple[Nomination, ...]:
        """Those that wait for an admin, the oldest first, each once."""
        ...

    async def untold(self) -> int:
        """How many of those no admin has been told of."""
        ...

    async def mark_told(self, drafts: Sequence[Draft], now: datetime) -> None:
        """Owe these messages; all that wait have been told of."""
        ...

    async def get(self, nomination_id: int) -> Nomination | None:
        """One that waits."""
        ...

    async def proposers(self, key: str) -> tuple[DestinationId, ...]:
        """The chats that wait to be told what became of it."""
        ...

    async def decide(self, key: str, verdict: Verdict, drafts: Sequence[Draft], now: datetime) -> bool:
        """Decided, for all who proposed it, who are owed these messages; False where nothing waits under that key."""
        ...

"""What is owed until Telegram has taken it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import GoneReason
from bot.model import ChatId, DestinationId, Draft, Hold, Kind, OutboxId, Owed, Surge


class Outbox(Protocol):
    """What is owed until Telegram has taken it."""

    async def enqueue(self, drafts: Sequence[Draft], now: datetime) -> tuple[OutboxId, ...]:
        """Owe these; ids of the rows written. A known `dedupe_key` is skipped: nothing is owed twice."""
        ...

    async def claim(
        self, now: datetime, lease: timedelta, limit: int, busy: Collection[DestinationId] = ()
    ) -> tuple[Owed, ...]:
        """Lease what may be tried now, at most one a destination, answers first, then alerts, digests, broadcasts.

        Within a destination and a kind in order of enqueueing, and a kind waits for none but itself, except behind
        doubt: a destination with a doubtful row gets nothing else until that row has its answer. Rows become
        `sending`; a `sending` row whose lease has expired is doubtful. Closed destinations and those in `busy` get
        nothing, and of a kind that is held nothing goes but what is in doubt already.
        """
        ...

    async def mark_sent(self, owed: Owed, message_id: int, now: datetime) -> bool:
        """Telegram took it; its stories' told rows get the message id. False when the lease was lost meanwhile."""
        ...

    async def defer(self, owed: Owed, until: datetime) -> bool:
        """Known not to have been taken: due again at `until`."""
        ...

    async def doubt(self, owed: Owed, until: datetime) -> bool:
        """It may have been taken: due again at `until`, counted."""
        ...

    async def bury(self, owed: Owed, detail: str) -> bool:
        """Refused for ever: never tried again."""
        ...

    async def turn_away(self, owed: Owed, reason: GoneReason, now: datetime) -> bool:
        """The destination refuses us, this message known not to have been taken: closes it, in one transaction."""
        ...

    async def redirect(self, owed: Owed, chat_id: ChatId, now: datetime) -> bool:
        """The group has another id: it moves there, and the message is due again; one transaction."""
        ...

    async def bring_forward(self, latest: datetime) -> int:
        """The clock was set back: what waits for another try is due by then at the latest.

        So is what was owed in what is the future now. How many rows that concerned.
        """
        ...

    async def next_at(self) -> datetime | None:
        """When the earliest owed row is due, None when nothing is owed."""
        ...

    async def backlog(self) -> int:
        """How many rows are owed."""
        ...

    async def hold(self, kinds: Collection[Kind], surge: Surge | None, now: datetime) -> Hold:
        """Let nothing of these kinds go, from now on and for every process; what was held stays held."""
        ...

    async def held(self) -> Hold | None:
        """What is held now."""
        ...

    async def count_held(self) -> int:
        """How many rows wait because their kind is held."""
        ...

    async def release(self) -> None:
        """Hold nothing any more."""
        ...

    async def abandon(self, now: datetime) -> int:
        """Bury what is held and hold nothing any more: one transaction; how many rows died.

        What was owed before a surge began is not part of it, and goes. What was told stays told.
        """
        ...

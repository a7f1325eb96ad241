"""Stories that chats follow for some days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import DestinationId, Draft, Follow, Grown, StoryId, Told
from bot.ports.telling import DigestRecord


class Follows(Protocol):
    """Stories that chats follow for some days, also where they match no topic of theirs."""

    async def put(self, destination_id: DestinationId, follow: Follow) -> None:
        """Follow a story; one that is followed already takes the new span and message, and keeps what it knows."""
        ...

    async def drop(self, destination_id: DestinationId, story_id: StoryId) -> bool:
        """Follow it no more; False where it was not followed."""
        ...

    async def find(self, destination_id: DestinationId, story_id: StoryId, now: datetime) -> Follow | None:
        """How the story is followed, None where it is not or not any more."""
        ...

    async def grown(self, now: datetime, limit: int) -> tuple[Grown, ...]:
        """Followed stories with a revision that the destination has not been told in any way, by destination.

        Only what may be told now: of open destinations that are not paused, past `next_at`, before `until`. What a
        digest or an alert told of it meanwhile counts: `revision` and `told_at` are those of the latest telling.
        """
        ...

    async def commit(
        self,
        drafts: Sequence[Draft],
        told: Sequence[tuple[DestinationId, Told]],
        records: Sequence[tuple[DestinationId, DigestRecord]],
        next_at: datetime,
        now: datetime,
    ) -> None:
        """Write follow-ups, what they tell, what their buttons look up, and when the next may come: one transaction.

        The stories told become known to their follows, which wait until `next_at`.
        """
        ...

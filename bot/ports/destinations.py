"""Chats and forum topics: what they follow, when they are due, what they were told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.errors import GoneReason
from bot.model import (
    ChatId,
    Destination,
    DestinationId,
    Draft,
    Preferences,
    Reader,
    SentAlert,
    Seq,
    Slot,
    StoryId,
    Subscription,
    Told,
    TopicId,
)
from bot.ports.telling import (
    AlertsDecided,
    AlertTarget,
    ClaimedDestination,
    DigestRecord,
    Prepared,
)


class Destinations(Protocol):
    """Chats and forum topics: what they follow, when they are due, what they were told."""

    async def open(
        self, reader: Reader, zone: str, slots: tuple[Slot, ...], now: datetime
    ) -> tuple[Destination, bool]:
        """The reader's destination, made with these defaults if it is new, reopened if it was closed.

        One that was closed for want of access is not: `Access` alone opens it.

        The flag says whether it was new or closed until now. A reopened one keeps its subscriptions and cursor.
        Its title and kind are the reader's, and for a new one the language, unless its chat has other places: then
        theirs. A new one's cursor is the latest `seq`.
        """
        ...

    async def find(self, chat_id: ChatId, thread_id: int | None) -> Destination | None:
        """Also closed ones."""
        ...

    async def of_chat(self, chat_id: ChatId) -> tuple[Destination, ...]:
        """Every destination of a chat: the chat itself first, then its forum topics."""
        ...

    async def get(self, destination_id: DestinationId) -> Destination:
        """Raises `NotFound`."""
        ...

    async def subscriptions(self, destination_id: DestinationId) -> tuple[Subscription, ...]:
        """In the order they were made."""
        ...

    async def subscribe(
        self, destination_id: DestinationId, topic_id: TopicId, typed: str, limit: int, now: datetime
    ) -> Subscription:
        """Counts from the latest `seq`. Raises `AlreadySubscribed`, or `LimitReached` at `limit` topics."""
        ...

    async def unsubscribe(self, destination_id: DestinationId, topic_id: TopicId) -> None:
        """Raises `NotFound` when it does not follow that topic."""
        ...

    async def swap(
        self, destination_id: DestinationId, former: TopicId, topic_id: TopicId, typed: str
    ) -> Subscription:
        """Follow a topic in the place of another: since when, and how it alerts, stay.

        Where it is followed already, the former is only dropped. Raises `NotFound` when the former is not followed.
        """
        ...

    async def set_alert(
        self, destination_id: DestinationId, topic_id: TopicId, newsrooms: int | None
    ) -> None:
        """At how many newsrooms the topic is told at once; None: in digests only. Raises `NotFound`."""
        ...

    async def set_spikes(self, destination_id: DestinationId, topic_id: TopicId, wanted: bool) -> None:
        """Whether a word is wanted when the topic is suddenly written about far more. Raises `NotFound`."""
        ...

    async def set_schedule(
        self, destination_id: DestinationId, slots: tuple[Slot, ...], zone: str, next_due_at: datetime | None
    ) -> None:
        """Replace the times."""
        ...

    async def timetables(self) -> tuple[tuple[tuple[Slot, ...], str], ...]:
        """The sets of times, each with its zone, of all destinations; each once."""
        ...

    async def renew_due(self, slots: tuple[Slot, ...], zone: str, due: datetime, now: datetime) -> int:
        """Let destinations with these times, whose next digest is after `now`, be due then; how many that changed."""
        ...

    async def set_language(self, destination_id: DestinationId, language: str) -> None:
        """ "fr" or "en"."""
        ...

    async def change_preferences(
        self, destination_id: DestinationId, change: Callable[[Preferences], Preferences]
    ) -> Preferences:
        """Replace what the chat chose by what `change` makes of it, in one transaction: two people may choose at once.

        `change` must be pure and quick: it runs inside the transaction. The new choice. Raises `NotFound`.
        """
        ...

    async def mute_alerts(self, destination_id: DestinationId, until: datetime | None) -> None:
        """No alert before then; None: alerts again."""
        ...

    async def pause(self, destination_id: DestinationId, until: datetime | None, now: datetime) -> None:
        """Nothing is due until then, or until resumed. A pause upon a pause began with the first."""
        ...

    async def resume(
        self, destination_id: DestinationId, next_due_at: datetime | None, back_at: datetime | None = None
    ) -> None:
        """End a pause; the cursor stays where it was. With `back_at` what is due next is the word of return."""
        ...

    async def start_afresh(self, destination_id: DestinationId) -> None:
        """Nothing that has come until now is news any more: the cursor moves to the latest `seq`."""
        ...

    async def close(self, destination_id: DestinationId, reason: GoneReason, now: datetime) -> None:
        """Nothing is due or sent any more; what it is owed dies; subscriptions stay.

        What is known never to have arrived counts as untold, and is due at once when the destination is opened again.
        """
        ...

    async def move(self, destination_id: DestinationId, chat_id: ChatId) -> None:
        """The group has another id now. All destinations of the old chat move; what is owed stays owed."""
        ...

    async def count_open(self) -> int:
        """How many are not closed."""
        ...

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> tuple[ClaimedDestination, ...]:
        """Lease open destinations with `next_due_at <= now`, longest due first.

        Those due at one instant come in an order that is another at each instant, and the same whenever it is asked.
        A pause whose end has passed ends here, and the destination is `back_at` that end; a paused one is not due.
        """
        ...

    async def commit(self, prepared: Sequence[Prepared], now: datetime) -> frozenset[DestinationId]:
        """Write digests, outbox rows, told and moved cursors, and free the leases: one transaction.

        Destinations whose lease was lost, or that closed meanwhile, are left out; those written are returned.
        """
        ...

    async def save_record(self, destination_id: DestinationId, record: DigestRecord) -> None:
        """Remember a digest made on demand, for its buttons; told and cursor stay as they are.

        One of the same second is added to, not replaced: the buttons of both know it by that second.
        """
        ...

    async def find_record(self, destination_id: DestinationId, at: datetime) -> DigestRecord | None:
        """The digest of that instant (to the second), while it is remembered."""
        ...

    async def told(self, destination_id: DestinationId, ids: Collection[StoryId]) -> Mapping[StoryId, Told]:
        """What it was told of those stories: for each the row of the highest revision, alerts only if nothing else."""
        ...

    async def told_many(
        self, pairs: Collection[tuple[DestinationId, StoryId]]
    ) -> Mapping[tuple[DestinationId, StoryId], Told]:
        """`told` for many destinations at once."""
        ...

    async def told_among(
        self, wanted: Mapping[DestinationId, Collection[StoryId]]
    ) -> Mapping[tuple[DestinationId, StoryId], Told]:
        """As `told_many`, for many stories each: those of one destination may be the same object as another's."""
        ...

    async def alert_targets(self, topics: Collection[TopicId], now: datetime) -> tuple[AlertTarget, ...]:
        """Open, unpaused destinations that follow one of these topics with an alert, by destination."""
        ...

    async def held_alerts(self, now: datetime) -> tuple[tuple[AlertTarget, StoryId], ...]:
        """Alerts kept until now or earlier, of open unpaused destinations that still follow the topic; by story.

        Those of a destination whose preferences changed since are among them.
        """
        ...

    async def commit_alerts(self, decided: AlertsDecided, now: datetime) -> None:
        """Write alerts, told, what is kept and the lane's alert cursor: one transaction."""
        ...

    async def spike_targets(self, now: datetime, cool_down: timedelta) -> tuple[AlertTarget, ...]:
        """Open unpaused destinations that want to know of spikes and had none of the topic for so long; by topic."""
        ...

    async def commit_spikes(
        self,
        drafts: Sequence[Draft],
        told: Sequence[tuple[DestinationId, Told]],
        spiked: Sequence[tuple[DestinationId, TopicId]],
        now: datetime,
    ) -> None:
        """Write words about spikes, the stories they tell, and that they were said: one transaction."""
        ...

    async def edited_alerts(self, since: datetime) -> tuple[tuple[Destination, tuple[SentAlert, ...]], ...]:
        """Messages sent as alerts since then of which an article was edited and analysed since.

        With all stories of each message, in order; of open unpaused destinations. What was corrected last comes with
        what it said then.
        """
        ...

    async def commit_corrections(
        self, drafts: Sequence[Draft], corrected: Sequence[SentAlert], now: datetime
    ) -> None:
        """Write edits and answers, and what those alerts say now: one transaction. Forgets alerts of two days ago."""
        ...

    async def alert_cursor(self) -> Seq:
        """Up to where alerts have been decided."""
        ...

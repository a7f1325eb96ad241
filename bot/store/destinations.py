"""Chats and forum topics: when each is due, and what was written for it.

Subscriptions are in `subscriptions`, what was told in `told`, alerts in `alerts`. A change to what a digest under way
was made from takes its lease away: it is made anew from what holds now.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

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
    Token,
    Told,
    TopicId,
)
from bot.ports import AlertsDecided, AlertTarget, ClaimedDestination, DigestRecord, Prepared
from bot.store import (
    absences,
    alerts,
    arriving,
    closing,
    corrections,
    counters,
    digests,
    moving,
    preferences,
    rows,
    spikes,
    subscriptions,
)
from bot.store.codecs import dump_slots, load_slots
from bot.store.connection import Connections
from bot.store.counters import Counter
from bot.store.instants import instant, micros, to_micros, to_micros_or_none
from bot.store.turns import TURN


class SqliteDestinations:
    """`Destinations` on SQLite."""

    def __init__(self, connections: Connections) -> None:
        self._at = connections

    async def open(
        self, reader: Reader, zone: str, slots: tuple[Slot, ...], now: datetime
    ) -> tuple[Destination, bool]:
        """See `Destinations.open`."""
        return await self._at.write(arriving.open, reader, zone, slots, to_micros(now))

    async def find(self, chat_id: ChatId, thread_id: int | None) -> Destination | None:
        """See `Destinations.find`."""
        return await self._at.read(arriving.find, chat_id, thread_id)

    async def of_chat(self, chat_id: ChatId) -> tuple[Destination, ...]:
        """See `Destinations.of_chat`."""
        return await self._at.read(arriving.of_chat, chat_id)

    async def get(self, destination_id: DestinationId) -> Destination:
        """See `Destinations.get`."""
        return await self._at.read(arriving.get, destination_id)

    async def subscriptions(self, destination_id: DestinationId) -> tuple[Subscription, ...]:
        """See `Destinations.subscriptions`."""
        return await self._at.read(subscriptions.of_one, destination_id)

    async def subscribe(
        self, destination_id: DestinationId, topic_id: TopicId, typed: str, limit: int, now: datetime
    ) -> Subscription:
        """See `Destinations.subscribe`."""
        return await self._at.write(
            subscriptions.subscribe, destination_id, topic_id, typed, limit, to_micros(now)
        )

    async def unsubscribe(self, destination_id: DestinationId, topic_id: TopicId) -> None:
        """See `Destinations.unsubscribe`."""
        await self._at.write(subscriptions.unsubscribe, destination_id, topic_id)

    async def swap(
        self, destination_id: DestinationId, former: TopicId, topic_id: TopicId, typed: str
    ) -> Subscription:
        """See `Destinations.swap`."""
        return await self._at.write(subscriptions.swap, destination_id, former, topic_id, typed)

    async def set_alert(
        self, destination_id: DestinationId, topic_id: TopicId, newsrooms: int | None
    ) -> None:
        """See `Destinations.set_alert`."""
        await self._at.write(subscriptions.set_alert, destination_id, topic_id, newsrooms)

    async def set_spikes(self, destination_id: DestinationId, topic_id: TopicId, wanted: bool) -> None:
        """See `Destinations.set_spikes`."""
        await self._at.write(subscriptions.set_spikes, destination_id, topic_id, wanted)

    async def set_schedule(
        self, destination_id: DestinationId, slots: tuple[Slot, ...], zone: str, next_due_at: datetime | None
    ) -> None:
        """See `Destinations.set_schedule`."""
        due_at = to_micros_or_none(next_due_at)
        await self._at.write(_set_schedule, destination_id, slots, zone, due_at)

    async def timetables(self) -> tuple[tuple[tuple[Slot, ...], str], ...]:
        """See `Destinations.timetables`."""
        return await self._at.read(_timetables)

    async def renew_due(self, slots: tuple[Slot, ...], zone: str, due: datetime, now: datetime) -> int:
        """See `Destinations.renew_due`."""
        return await self._at.write(_renew_due, slots, zone, to_micros(due), to_micros(now))

    async def set_language(self, destination_id: DestinationId, language: str) -> None:
        """See `Destinations.set_language`."""
        await self._at.write(_set_language, destination_id, language)

    async def change_preferences(
        self, destination_id: DestinationId, change: Callable[[Preferences], Preferences]
    ) -> Preferences:
        """See `Destinations.change_preferences`."""
        return await self._at.write(preferences.change, destination_id, change)

    async def mute_alerts(self, destination_id: DestinationId, until: datetime | None) -> None:
        """See `Destinations.mute_alerts`."""
        await self._at.write(preferences.mute_alerts, destination_id, to_micros_or_none(until))

    async def pause(self, destination_id: DestinationId, until: datetime | None, now: datetime) -> None:
        """See `Destinations.pause`."""
        await self._at.write(absences.pause, destination_id, to_micros_or_none(until), to_micros(now))

    async def resume(
        self, destination_id: DestinationId, next_due_at: datetime | None, back_at: datetime | None = None
    ) -> None:
        """See `Destinations.resume`."""
        due_at = to_micros_or_none(next_due_at)
        await self._at.write(absences.resume, destination_id, due_at, to_micros_or_none(back_at))

    async def start_afresh(self, destination_id: DestinationId) -> None:
        """See `Destinations.start_afresh`."""
        await self._at.write(absences.start_afresh, destination_id)

    async def close(self, destination_id: DestinationId, reason: GoneReason, now: datetime) -> None:
        """See `Destinations.close`."""
        await self._at.write(closing.close, destination_id, reason, to_micros(now))

    async def move(self, destination_id: DestinationId, chat_id: ChatId) -> None:
        """See `Destinations.move`."""
        await self._at.write(moving.move, destination_id, chat_id)

    async def count_open(self) -> int:
        """See `Destinations.count_open`."""
        return await self._at.read(_count_open)

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> tuple[ClaimedDestination, ...]:
        """See `Destinations.claim_due`."""
        return await self._at.write(_claim_due, to_micros(now), micros(lease), limit)

    async def commit(self, prepared: Sequence[Prepared], now: datetime) -> frozenset[DestinationId]:
        """See `Destinations.commit`."""
        return await self._at.write(digests.commit, prepared, to_micros(now))

    async def save_record(self, destination_id: DestinationId, record: DigestRecord) -> None:
        """See `Destinations.save_record`."""
        await self._at.write(digests.save_record, destination_id, record)

    async def find_record(self, destination_id: DestinationId, at: datetime) -> DigestRecord | None:
        """See `Destinations.find_record`."""
        return await self._at.read(digests.find_record, destination_id, at)

    async def told(self, destination_id: DestinationId, ids: Collection[StoryId]) -> Mapping[StoryId, Told]:
        """See `Destinations.told`."""
        pairs = [(destination_id, story_id) for story_id in ids]
        found = await self._at.read(digests.told, pairs)
        return {story_id: told for (_, story_id), told in found.items()}

    async def told_many(
        self, pairs: Collection[tuple[DestinationId, StoryId]]
    ) -> Mapping[tuple[DestinationId, StoryId], Told]:
        """See `Destinations.told_many`."""
        return await self._at.read(digests.told, pairs)

    async def told_among(
        self, wanted: Mapping[DestinationId, Collection[StoryId]]
    ) -> Mapping[tuple[DestinationId, StoryId], Told]:
        """See `Destinations.told_among`."""
        return await self._at.read(digests.told_among, wanted)

    async def alert_targets(self, topics: Collection[TopicId], now: datetime) -> tuple[AlertTarget, ...]:
        """See `Destinations.alert_targets`."""
        return await self._at.read(alerts.targets, topics, to_micros(now))

    async def held_alerts(self, now: datetime) -> tuple[tuple[AlertTarget, StoryId], ...]:
        """See `Destinations.held_alerts`."""
        return await self._at.read(alerts.held, to_micros(now))

    async def commit_alerts(self, decided: AlertsDecided, now: datetime) -> None:
        """See `Destinations.commit_alerts`."""
        await self._at.write(alerts.commit, decided, to_micros(now))

    async def spike_targets(self, now: datetime, cool_down: timedelta) -> tuple[AlertTarget, ...]:
        """See `Destinations.spike_targets`."""
        return await self._at.read(spikes.targets, to_micros(now), micros(cool_down))

    async def commit_spikes(
        self,
        drafts: Sequence[Draft],
        told: Sequence[tuple[DestinationId, Told]],
        spiked: Sequence[tuple[DestinationId, TopicId]],
        now: datetime,
    ) -> None:
        """See `Destinations.commit_spikes`."""
        await self._at.write(spikes.commit, drafts, told, spiked, to_micros(now))

    async def edited_alerts(self, since: datetime) -> tuple[tuple[Destination, tuple[SentAlert, ...]], ...]:
        """See `Destinations.edited_alerts`."""
        return await self._at.read(corrections.edited, to_micros(since))

    async def commit_corrections(
        self, drafts: Sequence[Draft], corrected: Sequence[SentAlert], now: datetime
    ) -> None:
        """See `Destinations.commit_corrections`."""
        await self._at.write(corrections.commit, drafts, corrected, to_micros(now))

    async def alert_cursor(self) -> Seq:
        """See `Destinations.alert_cursor`."""
        return Seq(await self._at.read(counters.value, Counter.ALERTS))


def _set_schedule(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    slots: tuple[Slot, ...],
    zone: str,
    next_due_at: int | None,
) -> None:
    db.execute(
        f"UPDATE destinations SET slots = ?, zone = ?, next_due_at = ?, {absences.FREE} WHERE id = ?",  # noqa: S608
        (dump_slots(slots), zone, next_due_at, destination_id),
    )


def _timetables(db: sqlite3.Connection) -> tuple[tuple[tuple[Slot, ...], str], ...]:
    found = db.execute("SELECT DISTINCT slots, zone FROM destinations WHERE next_due_at IS NOT NULL")
    return tuple((load_slots(row["slots"]), row["zone"]) for row in found)


def _renew_due(db: sqlite3.Connection, slots: tuple[Slot, ...], zone: str, due: int, now: int) -> int:
    return db.execute(
        """
        UPDATE destinations SET next_due_at = ?
        WHERE slots = ? AND zone = ? AND next_due_at > ? AND next_due_at <> ?
        """,
        (due, dump_slots(slots), zone, now, due),
    ).rowcount


def _set_language(db: sqlite3.Connection, destination_id: DestinationId, language: str) -> None:
    db.execute("UPDATE destinations SET language = ? WHERE id = ?", (language, destination_id))


def _count_open(db: sqlite3.Connection) -> int:
    number: int = db.execute("SELECT count(*) FROM destinations WHERE closed IS NULL").fetchone()[0]
    return number


def _claim_due(db: sqlite3.Connection, now: int, lease: int, limit: int) -> tuple[ClaimedDestination, ...]:
    absences.end_those_over(db, now)
    due = db.execute(
        f"""
        SELECT * FROM destinations
        WHERE closed IS NULL AND is_paused = 0 AND next_due_at IS NOT NULL AND next_due_at <= ?
            AND (lease_until IS NULL OR lease_until <= ?)
        ORDER BY next_due_at, {TURN}, id LIMIT ?
        """,  # noqa: S608 - a constant
        (now, now, limit),
    ).fetchall()
    token = Token(secrets.token_hex(8))
    db.executemany(
        "UPDATE destinations SET lease_token = ?, lease_until = ? WHERE id = ?",
        [(token, now + lease, row["id"]) for row in due],
    )
    followed = subscriptions.of_many(db, [DestinationId(row["id"]) for row in due])
    return tuple(
        ClaimedDestination(rows.destination(row), token, instant(row["next_due_at"]), followed[row["id"]])
        for row in due
    )

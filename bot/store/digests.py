"""Digests written down: owed, told, remembered for their buttons, and the cursor moved, all at once."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from bot.model import DestinationId, How, StoryId, Told, TopicId
from bot.ports import DigestRecord, Prepared
from bot.store.codecs import listed, numbers
from bot.store.drafts import owe, tell
from bot.store.instants import instant, to_micros, to_micros_or_none, to_seconds

T = TypeVar("T")


def commit(db: sqlite3.Connection, prepared: Sequence[Prepared], now: int) -> frozenset[DestinationId]:
    """See `Destinations.commit`."""
    return frozenset(each.claim.destination.id for each in prepared if _commit_one(db, each, now))


def _commit_one(db: sqlite3.Connection, prepared: Prepared, now: int) -> bool:
    destination_id, record = prepared.claim.destination.id, prepared.record
    held = db.execute(
        """
        UPDATE destinations SET cursor = max(cursor, ?), next_due_at = ?, watch_said = ?,
            last_digest_at = CASE WHEN ? THEN ? ELSE last_digest_at END,
            last_word_at = CASE WHEN ? THEN ? ELSE last_word_at END,
            back_at = CASE WHEN ? THEN NULL ELSE back_at END,
            lease_token = NULL, lease_until = NULL
        WHERE id = ? AND lease_token = ? AND closed IS NULL
        """,
        (
            *(prepared.cursor, to_micros_or_none(prepared.next_due_at), prepared.watch_said),
            *(record is not None, now, prepared.spoke, now, prepared.returned),
            *(destination_id, prepared.claim.token),
        ),
    ).rowcount
    if not held:
        return False
    digest_id = None if record is None else save_record(db, destination_id, record)
    owe(db, prepared.drafts, now, digest_id)
    tell(db, ((destination_id, told) for told in prepared.told))
    return True


def save_record(db: sqlite3.Connection, destination_id: DestinationId, record: DigestRecord) -> int | None:
    """See `Destinations.save_record`; its id."""
    # Buttons know their digest by the second. An alert and a digest of the same one share a row, so that the buttons of
    # both find what they speak of.
    before = find_record(db, destination_id, record.at)
    if before is not None:
        record = DigestRecord(
            record.at,
            _both(before.shown, record.shown),
            _both(before.others, record.others),
            _both(before.topics, record.topics),
            record.query or before.query,
        )
    row = db.execute(
        """
        INSERT INTO digests (destination_id, at, at_second, shown, others, topics, query)
        SELECT id, ?, ?, ?, ?, ?, ? FROM destinations WHERE id = ?
        ON CONFLICT (destination_id, at_second) DO UPDATE
        SET at = excluded.at, shown = excluded.shown, others = excluded.others, topics = excluded.topics,
            query = excluded.query
        RETURNING id
        """,
        (
            *(to_micros(record.at), to_seconds(record.at)),
            *(
                listed(record.shown),
                listed(record.others),
                listed(record.topics),
                record.query,
                destination_id,
            ),
        ),
    ).fetchone()
    return None if row is None else int(row["id"])


def _both(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*before, *after)))


def find_record(db: sqlite3.Connection, destination_id: DestinationId, at: datetime) -> DigestRecord | None:
    """See `Destinations.find_record`."""
    row = db.execute(
        "SELECT * FROM digests WHERE destination_id = ? AND at_second = ?", (destination_id, to_seconds(at))
    ).fetchone()
    if row is None:
        return None
    return DigestRecord(
        instant(row["at"]),
        tuple(StoryId(story_id) for story_id in numbers(row["shown"])),
        tuple(StoryId(story_id) for story_id in numbers(row["others"])),
        tuple(TopicId(topic_id) for topic_id in numbers(row["topics"])),
        row["query"],
    )


def told(
    db: sqlite3.Connection, pairs: Collection[tuple[DestinationId, StoryId]]
) -> Mapping[tuple[DestinationId, StoryId], Told]:
    """See `Destinations.told_many`."""
    wanted: defaultdict[DestinationId, set[StoryId]] = defaultdict(set)
    for destination_id, story_id in pairs:
        wanted[destination_id].add(story_id)
    return told_among(db, wanted)


def told_among(
    db: sqlite3.Connection, wanted: Mapping[DestinationId, Collection[StoryId]]
) -> Mapping[tuple[DestinationId, StoryId], Told]:
    """See `Destinations.told_among`."""
    found: dict[tuple[DestinationId, StoryId], Told] = {}
    for destination_id, ids in wanted.items():
        if not ids:
            continue
        # One walk from the first to the last: what is news now is of neighbouring ids. Alerts come first, so that a
        # digest's row takes their place.
        for story_id, revision, how, told_at in db.execute(
            """
            SELECT story_id, revision, how, told_at FROM told
            WHERE destination_id = ? AND story_id BETWEEN ? AND ? ORDER BY story_id, how
            """,
            (destination_id, min(ids), max(ids)),
        ):
            if story_id in ids:
                told = Told(StoryId(story_id), revision, How(how), instant(told_at))
                found[(destination_id, told.story_id)] = told
    return found

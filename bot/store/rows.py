"""Rows turned into the nouns of the house."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta

from bot.errors import FetchProblem, GoneReason
from bot.model import (
    NO_TIMETABLE,
    ChatId,
    ChatKind,
    Destination,
    DestinationId,
    Entry,
    EntryId,
    Feed,
    FeedFault,
    FeedHealth,
    FeedId,
    Length,
    Preferences,
    QuietHours,
    QuietMode,
    Seq,
    StoryId,
    Subscription,
    Timetable,
    Topic,
    TopicId,
    Validators,
)
from bot.store.codecs import load_slots
from bot.store.instants import instant, instant_or_none
from bot.store.pulses import load_pulse

# What `entry` reads, of `entries e JOIN feeds f ON f.id = e.feed_id`: an outlet's name belongs to its feed.
ENTRY_COLUMNS = """
    e.id, e.feed_id, f.outlet, e.key, e.link, e.title, e.extract, e.body, e.published_at, e.seen_at, e.revision,
    e.is_baseline, e.seq, e.story_id, e.is_paywalled
"""
# Of an entry `e`: whether none of the outlets that the next parameter lists wrote it.
BY_OTHERS = "e.feed_id NOT IN (SELECT id FROM feeds WHERE outlet IN (SELECT value FROM json_each(?)))"
SUBSCRIPTION_COLUMNS = """
    s.destination_id, s.topic_id, t.query, s.typed, s.since_seq, s.created_at AS subscribed_at, s.alert_at,
    s.spikes
"""


def feed(row: sqlite3.Row) -> Feed:
    """A row of `feeds`."""
    return Feed(
        id=FeedId(row["id"]),
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        added_at=instant(row["added_at"]),
        health=FeedHealth(row["health"]),
        next_read_at=instant(row["next_read_at"]),
        first_read_at=instant_or_none(row["first_read_at"]),
        last_success_at=instant_or_none(row["last_success_at"]),
        validators=Validators(row["etag"], row["last_modified"]),
        body_hash=row["body_hash"],
        gap=_span(row["gap"]),
        fault=_fault(row),
        moved_to=row["moved_to"],
        moved_seen=row["moved_seen"],
        ttl=_span(row["ttl"]),
        timetable=_timetable(row),
        pulse=load_pulse(row["pulse"]),
        pace=_span(row["pace"]),
        health_since=instant_or_none(row["health_since"]),
        paused_at=instant_or_none(row["paused_at"]),
    )


def _span(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(microseconds=value)


def _timetable(row: sqlite3.Row) -> Timetable:
    hours, days, base = row["skip_hours"], row["skip_days"], row["edition_base"]
    return (
        Timetable(hours, days, instant_or_none(base)) if hours or days or base is not None else NO_TIMETABLE
    )


def _fault(row: sqlite3.Row) -> FeedFault | None:
    if row["fault_problem"] is None:
        return None
    return FeedFault(
        FetchProblem(row["fault_problem"]),
        row["fault_status"],
        instant(row["fault_since"]),
        row["fault_count"],
        row["fault_by"],
    )


def entry(row: sqlite3.Row) -> Entry:
    """A row of `ENTRY_COLUMNS`."""
    (id_, feed_id, outlet, key, link, title, extract, body, published_at, seen_at, revision, *rest) = tuple(
        row
    )[:15]
    is_baseline, seq, story_id, is_paywalled = rest
    return Entry(
        EntryId(id_),
        FeedId(feed_id),
        outlet,
        key,
        link,
        title,
        extract,
        body,
        instant(published_at),
        instant(seen_at),
        revision,
        bool(is_baseline),
        seq if seq is None else Seq(seq),
        story_id if story_id is None else StoryId(story_id),
        bool(is_paywalled),
    )


def destination(row: sqlite3.Row) -> Destination:
    """A row of `destinations`."""
    return Destination(
        id=DestinationId(row["id"]),
        chat_id=ChatId(row["chat_id"]),
        thread_id=row["thread_id"],
        kind=ChatKind(row["kind"]),
        title=row["title"],
        language=row["language"],
        zone=row["zone"],
        slots=load_slots(row["slots"]),
        cursor=Seq(row["cursor"]),
        created_at=instant(row["created_at"]),
        next_due_at=instant_or_none(row["next_due_at"]),
        last_digest_at=instant_or_none(row["last_digest_at"]),
        last_word_at=instant_or_none(row["last_word_at"]),
        watch_said=bool(row["watch_said"]),
        paused=bool(row["is_paused"]),
        paused_until=instant_or_none(row["paused_until"]),
        paused_at=instant_or_none(row["paused_at"]),
        back_at=instant_or_none(row["back_at"]),
        closed=None if row["closed"] is None else GoneReason(row["closed"]),
        max_topics=row["max_topics"],
        alert_cap=row["alert_cap"],
        leaving=row["leaving"],
        preferences=preferences(row),
        no_alert_until=instant_or_none(row["no_alert_until"]),
    )


def preferences(row: sqlite3.Row) -> Preferences:
    """What a row of `destinations` says that the chat chose."""
    start = row["quiet_from"]
    return Preferences(
        None if start is None else QuietHours(start, row["quiet_to"]),
        QuietMode(row["quiet_mode"]),
        row["max_alerts"],
        Length(row["length"]),
        bool(row["previews"]),
        frozenset(json.loads(row["left_out"])),
    )


def subscription(row: sqlite3.Row) -> Subscription:
    """A row of `SUBSCRIPTION_COLUMNS`."""
    return Subscription(
        DestinationId(row["destination_id"]),
        Topic(TopicId(row["topic_id"]), row["query"], row["typed"]),
        row["typed"],
        Seq(row["since_seq"]),
        instant(row["subscribed_at"]),
        row["alert_at"],
        bool(row["spikes"]),
    )

"""What each destination follows. The set of followed topics changes with a topic's first follower and its last."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping

from bot.errors import AlreadySubscribed, LimitReached, NotFound
from bot.model import DestinationId, Subscription, TopicId
from bot.store import backmatching, counters, rows, topics
from bot.store.codecs import listed
from bot.store.counters import Counter


def of_one(db: sqlite3.Connection, destination_id: DestinationId) -> tuple[Subscription, ...]:
    """See `Destinations.subscriptions`."""
    return of_many(db, [destination_id])[destination_id]


def of_many(
    db: sqlite3.Connection, destinations: Collection[DestinationId]
) -> Mapping[int, tuple[Subscription, ...]]:
    """The subscriptions of each, in the order they were made; none where there is none."""
    found = db.execute(
        f"""
        SELECT {rows.SUBSCRIPTION_COLUMNS} FROM subscriptions s JOIN topics t ON t.id = s.topic_id
        WHERE s.destination_id IN (SELECT value FROM json_each(?)) ORDER BY s.id
        """,  # noqa: S608 - a constant
        (listed(destinations),),
    )
    followed: defaultdict[int, tuple[Subscription, ...]] = defaultdict(tuple)
    for row in found:
        followed[row["destination_id"]] += (rows.subscription(row),)
    return followed


def subscribe(
    db: sqlite3.Connection,
    destination_id: DestinationId,
    topic_id: TopicId,
    typed: str,
    limit: int,
    now: int,
) -> Subscription:
    """See `Destinations.subscribe`. Raises `NotFound` for a topic or destination that does not exist."""
    topics.get(db, topic_id)
    if db.execute("SELECT 1 FROM destinations WHERE id = ?", (destination_id,)).fetchone() is None:
        raise NotFound(str(destination_id))
    followed = of_one(db, destination_id)
    known = next((each.topic for each in followed if each.topic.id == topic_id), None)
    if known is not None:
        raise AlreadySubscribed(known.name)
    if len(followed) >= limit:
        raise LimitReached(limit)
    if not topics.is_followed(db, topic_id):
        counters.bump(db, Counter.TOPICS, Counter.HOUSE)
        backmatching.begin(db, topic_id)
    db.execute(
        """
        INSERT INTO subscriptions (destination_id, topic_id, typed, since_seq, created_at)
        VALUES (?, ?, ?, ?, ?)
        """,
        (destination_id, topic_id, typed, counters.latest_seq(db), now),
    )
    return of_one(db, destination_id)[-1]


def unsubscribe(db: sqlite3.Connection, destination_id: DestinationId, topic_id: TopicId) -> None:
    """See `Destinations.unsubscribe`."""
    removed = db.execute(
        "DELETE FROM subscriptions WHERE destination_id = ? AND topic_id = ?", (destination_id, topic_id)
    ).rowcount
    if not removed:
        raise NotFound(str(topic_id))
    db.execute(
        "DELETE FROM held_alerts WHERE destination_id = ? AND topic_id = ?", (destination_id, topic_id)
    )
    if not topics.is_followed(db, topic_id):
        counters.bump(db, Counter.TOPICS, Counter.HOUSE)
    _end_lease(db, destination_id)


def swap(
    db: sqlite3.Connection, destination_id: DestinationId, former: TopicId, topic_id: TopicId, typed: str
) -> Subscription:
    """See `Destinations.swap`. Raises `NotFound` for a topic that does not exist, too."""
    topics.get(db, topic_id)
    followed = {each.topic.id: each for each in of_one(db, destination_id)}
    if former not in followed:
        raise NotFound(str(former))
    if topic_id == former:
        return followed[former]
    if topic_id not in followed:
        if not topics.is_followed(db, topic_id):
            backmatching.begin(db, topic_id)
        db.execute(
            "UPDATE subscriptions SET topic_id = ?, typed = ? WHERE destination_id = ? AND topic_id = ?",
            (topic_id, typed, destination_id, former),
        )
        counters.bump(db, Counter.TOPICS, Counter.HOUSE)
        _end_lease(db, destination_id)
    else:
        unsubscribe(db, destination_id, former)
    return next(each for each in of_one(db, destination_id) if each.topic.id == topic_id)


def _end_lease(db: sqlite3.Connection, destination_id: DestinationId) -> None:
    """A digest under way would still tell of what is followed no more."""
    db.execute(
        "UPDATE destinations SET lease_token = NULL, lease_until = NULL WHERE id = ?", (destination_id,)
    )


def set_alert(
    db: sqlite3.Connection, destination_id: DestinationId, topic_id: TopicId, newsrooms: int | None
) -> None:
    """See `Destinations.set_alert`."""
    changed = db.execute(
        "UPDATE subscriptions SET alert_at = ? WHERE destination_id = ? AND topic_id = ?",
        (newsrooms, destination_id, topic_id),
    ).rowcount
    if not changed:
        raise NotFound(str(topic_id))


def set_spikes(
    db: sqlite3.Connection, destination_id: DestinationId, topic_id: TopicId, wanted: bool
) -> None:
    """See `Destinations.set_spikes`."""
    changed = db.execute(
        "UPDATE subscriptions SET spikes = ? WHERE destination_id = ? AND topic_id = ?",
        (wanted, destination_id, topic_id),
    ).rowcount
    if not changed:
        raise NotFound(str(topic_id))

"""One topic at a time: what it is, what near it would be better, and how it is handed on.

*Préciser* shows what each variant finds in seven days; choosing one puts it in the topic's place. A topic is shared as
a link that carries the query itself, or its digest where it is too long for a link; whoever opens it is asked first.
"""

from __future__ import annotations

import base64
import hashlib

from bot.errors import NotFound, QueryError
from bot.french.query import parse_query
from bot.model import Destination, Reader, Subscription, TopicId
from bot.results import Choices, Subscribed, TopicPage, Wanted
from bot.services.backmatch import back_match, stories_in_week
from bot.services.desk import Desk
from bot.services.people import destination_of, times_of
from bot.services.refining import propose_variants
from bot.services.topics import synonyms_of

SHARED, SHARED_LONG = "t_", "h_"  # deep link payloads: the query itself, or the digest of a topic's query
PAYLOAD_CHARS = 64  # Telegram's, for what follows ?start=
USERNAME = "username"  # the note that says what the bot is called


async def open_topic(desk: Desk, reader: Reader, topic_id: TopicId) -> TopicPage:
    """One topic of the list. Raises `NotFound` when it is not followed (any more)."""
    destination, subscription = await _followed(desk, reader, topic_id)
    topic = subscription.topic
    week = await stories_in_week(desk, destination, topic)
    return TopicPage(
        topic=topic,
        synonyms=synonyms_of(desk, parse_query(topic.query)),
        week=week.stories,
        times=times_of(destination),
        share=payload_of(topic.name),
        bot=await desk.store.house.get_note(USERNAME) or "",
        alert_at=subscription.alert_at,
        week_is_exact=week.is_exact,
    )


async def refine(desk: Desk, reader: Reader, topic_id: TopicId) -> Choices:
    """*Préciser*. Raises `NotFound` when the topic is not followed."""
    destination, subscription = await _followed(desk, reader, topic_id)
    return await propose_variants(desk, destination, subscription.topic, reader.user_id)


async def swap(desk: Desk, reader: Reader, topic_id: TopicId, ask_id: int) -> Subscribed:
    """Follow what was proposed in the place of a topic. Raises `NotFound` when either is gone."""
    destination, _ = await _followed(desk, reader, topic_id)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.destination_id != destination.id or asked.kind != Wanted.SUBSCRIBE.value:
        raise NotFound("ask")
    query = parse_query(asked.text)
    topic, fresh = await desk.store.topics.ensure(query.canonical)
    subscription = await desk.store.destinations.swap(destination.id, topic_id, topic.id, query.said)
    if fresh:
        await back_match(desk, topic)
    week = await stories_in_week(desk, destination, topic)
    return Subscribed(
        topic=subscription.topic,
        synonyms=synonyms_of(desk, query),
        week=week.stories,
        times=times_of(destination),
        alert_at=subscription.alert_at,
        instead=True,
        week_is_exact=week.is_exact,
    )


def payload_of(query: str) -> str:
    """What a deep link carries of a query: at most 64 of the characters that Telegram allows."""
    written = SHARED + base64.urlsafe_b64encode(query.encode()).decode().rstrip("=")
    return written if len(written) <= PAYLOAD_CHARS else SHARED_LONG + _digest(parse_query(query).canonical)


async def shared_query(desk: Desk, payload: str) -> str | None:
    """The query that a deep link carries; None for any other payload, and for one that nobody knows."""
    if payload.startswith(SHARED):
        try:
            code = payload.removeprefix(SHARED)
            text = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode()
            return parse_query(text).said
        except (ValueError, QueryError):  # not base64, not UTF-8, no query
            return None
    if payload.startswith(SHARED_LONG):
        wanted = payload.removeprefix(SHARED_LONG)
        _, topics = await desk.store.topics.all()
        return next((topic.query for topic in topics if _digest(topic.query) == wanted), None)
    return None


def _digest(query: str) -> str:
    """Cannot be guessed by whoever does not know the query."""
    return hashlib.blake2b(query.encode(), digest_size=16).hexdigest()


async def _followed(desk: Desk, reader: Reader, topic_id: TopicId) -> tuple[Destination, Subscription]:
    destination = await destination_of(desk, reader)
    for subscription in await desk.store.destinations.subscriptions(destination.id):
        if subscription.topic.id == topic_id:
            return destination, subscription
    raise NotFound(str(topic_id))

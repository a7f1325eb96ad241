"""What a chat follows: `/abonner`, `/desabonner`, `/abonnements`, `/alerte`."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.errors import AlreadySubscribed, LimitReached, NotFound, QueryError, QueryProblem
from bot.french.asking import subject_of
from bot.french.courtesy import split_topics
from bot.french.normalise import fold
from bot.french.query import Query, parse_query
from bot.french.syntax import Style, Term, wording
from bot.model import Destination, Reader, Topic, TopicId
from bot.results import (
    AlertSet,
    Meant,
    NothingFollowed,
    Proposal,
    Question,
    Subscribed,
    Subscriptions,
    Suggestion,
    Unsubscribed,
    Wanted,
    WhichTopic,
)
from bot.services.backmatch import back_match, stories_in_week
from bot.services.desk import Desk
from bot.services.people import destination_of, times_of
from bot.services.spelling import meant_by
from bot.services.topics import synonyms_of

TRAILING_NUMBER = re.compile(r"^(?P<query>.*\S)\s+(?P<number>\d{1,2})$", re.DOTALL)
# « pics » behind a query asks for spikes; quoted, it is a word like any other.
TRAILING_SPIKES = re.compile(r"^(?P<query>.*\S)\s+(?:pics?|spikes?|surges?)$", re.DOTALL | re.IGNORECASE)
# « non » behind a topic that is followed ends its alerts.
TRAILING_NO = re.compile(
    r"^(?P<query>.*\S)\s+(?:non|no|off|jamais|never|aucune|none|0)$", re.DOTALL | re.IGNORECASE
)
# With a scheme, « www. », or a path behind a host; « SNCF/RATP » and « U.E./Otan » are none.
PASTED = re.compile(r"(?:https?://|www\.\w)|(?:[\w-]+\.)+[a-z]{2,}/\S*$", re.IGNORECASE)
MOST_NEWSROOMS = 50  # more would never be reached


async def wait_for(
    desk: Desk, reader: Reader, destination: Destination, wanted: Wanted, about: str = ""
) -> None:
    """Let the person's next message be the word that is wanted; in a group the one that answers our question.

    `about`: of what, where the word alone does not say it.
    """
    await desk.store.asks.put(
        destination.id,
        reader.user_id,
        wanted.value,
        about,
        desk.clock.now(),
        waits=True,
        update=reader.update_id,
    )


async def ask_for(desk: Desk, reader: Reader, wanted: Wanted) -> Question:
    """Take the person's next message for what this command still needs."""
    destination = await destination_of(desk, reader)
    await wait_for(desk, reader, destination, wanted)
    return Question(wanted, times_of(destination) if wanted in (Wanted.SCHEDULE, Wanted.ZONE) else None)


async def subscribe(desk: Desk, reader: Reader, text: str) -> Subscribed | Question | Proposal:
    """`/abonner Q`: acts at once; a comma proposes two. Raises `QueryError`, `AlreadySubscribed`, `LimitReached`."""
    if not text.strip():
        return await ask_for(desk, reader, Wanted.SUBSCRIBE)
    if len(parts := split_topics(text)) > 1:
        return await propose(desk, reader, text)
    destination = await destination_of(desk, reader)
    topic = await _follow(desk, destination, parts[0])
    described = await _describe(desk, destination, topic)
    return replace(described, meant=await corrections(desk, reader, parse_query(topic.query)))


async def propose(desk: Desk, reader: Reader, text: str) -> Proposal:
    """Ask before following a bare word; a comma proposes two. Raises `QueryError`."""
    destination = await destination_of(desk, reader)
    choices: list[Suggestion] = []
    meant: list[Meant] = []
    for part in split_topics(text):
        query = followable(part)
        meant += await corrections(desk, reader, query)
        ask_id = await desk.store.asks.put(
            destination.id, reader.user_id, Wanted.SUBSCRIBE.value, part, desk.clock.now(), waits=False
        )
        choices.append(Suggestion(query.said, ask_id))
    return Proposal(tuple(choices), tuple(meant))


async def set_alert(desk: Desk, reader: Reader, text: str) -> AlertSet | Question:
    """`/alerte Q [N]`: told at once when N newsrooms report it; `/alerte Q pics`: when it is suddenly everywhere.

    Subscribes if need be.
    """
    if not text.strip():
        return await ask_for(desk, reader, Wanted.ALERT)
    destination = await destination_of(desk, reader)
    spikes = TRAILING_SPIKES.match(text.strip())
    typed, newsrooms = (spikes["query"], 1) if spikes else split_number(text)
    ended = TRAILING_NO.match(text.strip())
    if ended and (known := _named(desk, ended["query"], await _followed(desk, destination))):
        return await end_alert(desk, reader, known.id)
    try:
        topic = await _follow(desk, destination, typed)
        new = True
    except AlreadySubscribed as known:
        topic, _ = await desk.store.topics.ensure(parse_query(known.query).canonical)
        new = False
    if spikes:
        await desk.store.destinations.set_spikes(destination.id, topic.id, wanted=True)
    else:
        await desk.store.destinations.set_alert(destination.id, topic.id, newsrooms)
    if destination.no_alert_until is not None:  # whoever asks for alerts wants them again
        await desk.store.destinations.mute_alerts(destination.id, None)
    return await _alert_of(desk, destination, topic.id, new=new)


async def want_spikes(desk: Desk, reader: Reader, topic_id: TopicId, *, wanted: bool) -> AlertSet:
    """*Signaler les pics*, or not any more. Raises `NotFound` for a topic that is not followed."""
    destination = await destination_of(desk, reader)
    await desk.store.destinations.set_spikes(destination.id, topic_id, wanted)
    return await _alert_of(desk, destination, topic_id)


async def end_alert(desk: Desk, reader: Reader, topic_id: TopicId) -> AlertSet:
    """The topic in digests only, spikes included. Raises `NotFound` for a topic that is not followed."""
    destination = await destination_of(desk, reader)
    await desk.store.destinations.set_alert(destination.id, topic_id, None)
    await desk.store.destinations.set_spikes(destination.id, topic_id, wanted=False)
    return await _alert_of(desk, destination, topic_id)


async def _alert_of(
    desk: Desk, destination: Destination, topic_id: TopicId, *, new: bool = False
) -> AlertSet:
    """What is told at once of a topic that is followed."""
    followed = await desk.store.destinations.subscriptions(destination.id)
    found = next((each for each in followed if each.topic.id == topic_id), None)
    if found is None:
        raise NotFound(str(topic_id))
    return AlertSet(found.topic, found.alert_at, new, times_of(destination), found.spikes)


async def unsubscribe(desk: Desk, reader: Reader, text: str) -> Unsubscribed | WhichTopic | NothingFollowed:
    """`/desabonner Q`: the topic of an equivalent query; otherwise those followed, to pick from."""
    destination = await destination_of(desk, reader)
    followed = await _followed(desk, destination)
    if not followed:
        return NothingFollowed()
    wanted = _named(desk, text, followed)
    if wanted is None:
        if not text.strip():
            await wait_for(desk, reader, destination, Wanted.UNSUBSCRIBE)
        return WhichTopic(followed, text.strip())
    return await drop(desk, reader, wanted.id)


async def find_followed(desk: Desk, reader: Reader, text: str) -> Topic | None:
    """The topic of the chat that a query means, if it is followed already."""
    return _named(desk, text, await _followed(desk, await destination_of(desk, reader)))


async def drop(desk: Desk, reader: Reader, topic_id: TopicId) -> Unsubscribed:
    """Stop following one topic. Raises `NotFound` when it is not followed (any more)."""
    destination = await destination_of(desk, reader)
    topic = next((each for each in await _followed(desk, destination) if each.id == topic_id), None)
    if topic is None:
        raise NotFound(str(topic_id))
    await desk.store.destinations.unsubscribe(destination.id, topic_id)
    return Unsubscribed(topic, await _followed(desk, destination))


async def list_subscriptions(desk: Desk, reader: Reader, text: str) -> Subscriptions | NothingFollowed:
    """`/abonnements`."""
    destination = await destination_of(desk, reader)
    subscriptions = await desk.store.destinations.subscriptions(destination.id)
    if not subscriptions:
        return NothingFollowed()
    return Subscriptions(
        subscriptions, times_of(destination), paused=destination.paused, paused_until=destination.paused_until
    )


async def corrections(desk: Desk, reader: Reader, query: Query) -> tuple[Meant, ...]:
    """What may be meant by the query, each remembered for a button; `()` where nothing looks misspelt."""
    destination = await destination_of(desk, reader)
    found = await meant_by(desk, query, destination.preferences.left_out)
    if not found:
        return ()
    now = desk.clock.now()
    return tuple(
        [
            replace(
                each,
                ask_id=await desk.store.asks.put(
                    destination.id, reader.user_id, Wanted.SUBSCRIBE.value, each.query, now, waits=False
                ),
            )
            for each in found
        ]
    )


def split_number(text: str) -> tuple[str, int]:
    """« Otan 3 » is Otan at three newsrooms; a number alone, quoted or not last is part of the query."""
    found = TRAILING_NUMBER.match(text.strip())
    if found is None or not 1 <= int(found["number"]) <= MOST_NEWSROOMS:
        return text.strip(), 1
    return found["query"], int(found["number"])


def followable(text: str) -> Query:
    """The query of a topic. Raises `QueryError`, also for an address: its words are no subject."""
    if is_address(text):
        raise QueryError(QueryProblem.ADDRESS, text)
    return parse_query(subject_of(text))


def is_address(text: str) -> bool:
    """Whether a person pasted an address of the web; « Booking.com » alone is a name that the press uses."""
    return PASTED.match(text.strip()) is not None


async def _follow(desk: Desk, destination: Destination, text: str) -> Topic:
    query = followable(text)
    known = _by_another_name(desk, query, await _followed(desk, destination))
    if known is not None:
        raise AlreadySubscribed(known.name)
    topic, fresh = await desk.store.topics.ensure(query.canonical)
    limit = destination.max_topics or desk.rules.max_topics
    try:
        await desk.store.destinations.subscribe(destination.id, topic.id, query.said, limit, desk.clock.now())
    except LimitReached as full:
        raise LimitReached(full.limit, desk.rules.contact) from full
    if fresh:
        # After subscribing: what the lane records from here on it matches against this topic itself, and what it
        # recorded before is found here. The two overlap; a match is stored once.
        await back_match(desk, topic)
    return replace(topic, said=query.said)


async def _describe(desk: Desk, destination: Destination, topic: Topic) -> Subscribed:
    week = await stories_in_week(desk, destination, topic)
    return Subscribed(
        topic=topic,
        synonyms=synonyms_of(desk, parse_query(topic.query)),
        week=week.stories,
        times=times_of(destination),
        week_is_exact=week.is_exact,
    )


async def _followed(desk: Desk, destination: Destination) -> tuple[Topic, ...]:
    return tuple(s.topic for s in await desk.store.destinations.subscriptions(destination.id))


def _named(desk: Desk, text: str, followed: tuple[Topic, ...]) -> Topic | None:
    try:
        query = parse_query(text)
    except QueryError:
        return None
    same = next((topic for topic in followed if topic.query == query.canonical), None)
    return same or _by_another_name(desk, query, followed)


def _by_another_name(desk: Desk, query: Query, followed: tuple[Topic, ...]) -> Topic | None:
    """The followed topic that finds the very same: « Otan » for « Nato »."""
    term = _name(query)
    names = {fold(name) for name in desk.aliases.synonyms(term.words)} if term else frozenset[str]()
    for topic in followed if names else ():
        other = _name(parse_query(topic.query))
        if other is not None and fold(wording(other)) in names:
            return topic
    return None


def _name(query: Query) -> Term | None:
    """The query's one term, where it is looked for under its synonyms too."""
    term = query.root
    if not isinstance(term, Term) or term.literal or term.field is not None or term.style is Style.EXACT:
        return None
    return term

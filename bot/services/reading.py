"""Reading on demand: `/digest`, and what the buttons of a digest open. Moves no cursor, marks nothing as told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.card import CardOf, brief_card, make_card
from bot.core.compose import compose_on_demand
from bot.core.leaving_out import all_without, covered_without
from bot.errors import NotFound
from bot.french.hours import parse_window
from bot.french.match import analyse
from bot.french.query import parse_query
from bot.model import (
    Card,
    Coverage,
    Destination,
    Digest,
    Length,
    MatchedEntry,
    Preferences,
    Reader,
    Story,
    StoryId,
    Topic,
    TopicId,
    TopicMatch,
    Window,
)
from bot.ports import DigestRecord
from bot.results import DigestOnDemand, Meant, NothingFollowed, Others, Reason, StoryCard, Wanted, Why, Wider
from bot.services.desk import Desk
from bot.services.lengths import extent
from bot.services.people import destination_of, times_of
from bot.services.subscriptions import corrections
from bot.services.topics import ADHOC, matcher_of, text_of
from bot.services.wanted import wanted_by
from bot.services.windows import Held, of_query, of_topics

DEFAULT_WINDOW = timedelta(hours=24)
WIDER = (timedelta(days=7), timedelta(days=30))  # to look over where a shorter span holds nothing
CARD_SENTENCES = 3
CARD_CHARS = 600  # a card that was asked for may say more than a line of a digest
REASONS = 3
AS_THE_HOUSE = Preferences()  # what a terminal reads by
MOST_OTHERS = 20  # shown when the rest is asked for: three screens; narrower topics serve better than more


async def read_digest(desk: Desk, reader: Reader, text: str) -> DigestOnDemand | NothingFollowed:
    """`/digest [Q] [24h]`: the same answer however often it is repeated. Raises `QueryError`."""
    destination = await destination_of(desk, reader)
    typed, asked = split_window(text)
    end = desk.clock.now()
    window = Window(end - asked, end)
    meant: tuple[Meant, ...] = ()
    if typed:
        query = parse_query(typed)
        topics: tuple[Topic, ...] = (Topic(ADHOC, query.canonical, query.said),)
        held = await of_query(desk, query, window, destination.preferences.left_out)
        if not held.stories:
            meant = await corrections(desk, reader, query)
    else:
        topics = tuple(s.topic for s in await desk.store.destinations.subscriptions(destination.id))
        if not topics:
            return NothingFollowed()
        held = await of_topics(desk, destination, topics, window)
    shown = await _show(desk, destination, topics, held, window, asked, followed=not typed)
    wider = None if shown.digest.cards or meant else await _wider(desk, destination, reader, typed, asked)
    return replace(shown, meant=meant, wider=wider)


async def _wider(
    desk: Desk, destination: Destination, reader: Reader, typed: str, asked: timedelta
) -> Wider | None:
    """The next longer span, remembered as it would be typed; None beyond a month."""
    longer = next((span for span in WIDER if span > asked), None)
    if longer is None:
        return None
    text = f"{typed} {longer.days}j".strip()
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, Wanted.SUBSCRIBE.value, text, desk.clock.now(), waits=False
    )
    return Wider(longer, ask_id)


async def read_day(desk: Desk, reader: Reader, topic_id: TopicId) -> DigestOnDemand:
    """*Lire les dernières 24 heures* of one topic."""
    destination = await destination_of(desk, reader)
    topic = await desk.store.topics.get(topic_id)
    end = desk.clock.now()
    window = Window(end - DEFAULT_WINDOW, end)
    held = await of_topics(desk, destination, (topic,), window)
    return await _show(desk, destination, (topic,), held, window, DEFAULT_WINDOW, followed=False)


async def open_card(desk: Desk, reader: Reader, story_id: StoryId, at: datetime) -> StoryCard:
    """One story of a digest, with all its sources. Raises `NotFound` once it is forgotten."""
    destination, now = await destination_of(desk, reader), desk.clock.now()
    topics, story = await remembered(desk, reader, story_id, at)
    card = make_card(
        story, topics, wanted_by(desk, topics), max_chars=CARD_CHARS, max_sentences=CARD_SENTENCES
    )
    follow = await desk.store.follows.find(destination.id, story_id, now)
    return StoryCard(
        card,
        at,
        matches=bool(card.topics),
        may_exclude=await _follows_any(desk, destination, card.topics),
        followed_until=None if follow is None else follow.until,
        of_channel=reader.via is not None,
    )


async def _follows_any(desk: Desk, destination: Destination, topics: Sequence[Topic]) -> bool:
    followed = {s.topic.id for s in await desk.store.destinations.subscriptions(destination.id)}
    return any(topic.id in followed for topic in topics)


async def explain_why(desk: Desk, reader: Reader, story_id: StoryId, at: datetime) -> Why:
    """*Pourquoi ?*: the words that matched, in their entries."""
    topics, story = await remembered(desk, reader, story_id, at)
    by_id = {topic.id: topic for topic in topics}
    reasons = [
        Reason(member, by_id[match.topic_id], match.hits)
        for member in story.entries
        for match in member.matches
        if match.topic_id in by_id
    ]
    if not reasons:
        raise NotFound("why")
    seen = tuple(dict.fromkeys(reason.topic for reason in reasons))
    articles = len({reason.entry.entry.id for reason in reasons})
    can_narrow = await _follows_any(desk, await destination_of(desk, reader), seen)
    return Why(seen, articles, _best(reasons), story_id, at if can_narrow else None)


def _best(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The first ones, a synonym among them where there is any: that is what a reader may wonder about."""
    plain, by_synonym = reasons[:REASONS], [reason for reason in reasons if reason.hits[0].alias]
    if not by_synonym or by_synonym[0] in plain:
        return tuple(plain)
    return (*plain[: REASONS - 1], by_synonym[0])


async def more_stories(desk: Desk, reader: Reader, at: datetime) -> Others:
    """The stories that the digest's maximum left out."""
    destination = await destination_of(desk, reader)
    record = await _record(desk, destination, at)
    topics = await _topics(desk, record)
    found = await _stories_of(desk, record.others, topics)
    stories = {story.id: story for story in all_without(found, destination.preferences.left_out)}
    wanted = wanted_by(desk, topics)
    return Others(
        tuple(
            make_card(stories[i], topics, wanted, max_chars=desk.rules.max_chars)
            for i in record.others
            if i in stories
        ),
        at,
    )


def split_window(text: str, default: timedelta = DEFAULT_WINDOW) -> tuple[str, timedelta]:
    """« Otan 48h » is Otan over 48 hours: a window is the last word only, unquoted."""
    words = text.split()
    window = parse_window(words[-1]) if words else None
    return (text.strip(), default) if window is None else (" ".join(words[:-1]), window)


def card_of(desk: Desk, chosen: Preferences) -> CardOf:
    """What makes the cards of a chat, at the length it chose."""
    max_chars, max_sentences = extent(desk, chosen.length)

    def card(story: Story, matched: Sequence[Topic], told_at: datetime | None) -> Card:
        if chosen.length is Length.TITLES:
            return brief_card(story, matched, told_at)
        return make_card(
            story,
            matched,
            wanted_by(desk, matched),
            told_at=told_at,
            max_chars=max_chars,
            max_sentences=max_sentences,
        )

    return card


async def compose_window(
    desk: Desk,
    topics: Sequence[Topic],
    stories: Sequence[Story],
    window: Window,
    coverage: Coverage,
    *,
    all_of_them: bool = False,
    chosen: Preferences = AS_THE_HOUSE,
) -> Digest:
    """A digest on demand of these stories; `all_of_them`: no maximum."""
    return compose_on_demand(
        stories=all_without(stories, chosen.left_out),
        topics=topics,
        window=window,
        coverage=covered_without(coverage, chosen.left_out),
        card=card_of(desk, chosen),
        max_stories=max(len(stories), 1) if all_of_them else desk.rules.max_stories,
    )


async def _show(
    desk: Desk,
    destination: Destination,
    topics: Sequence[Topic],
    held: Held,
    window: Window,
    asked: timedelta,
    *,
    followed: bool,
) -> DigestOnDemand:
    digest = await compose_window(
        desk,
        topics,
        held.stories,
        window,
        await desk.store.feeds.coverage(),
        chosen=destination.preferences,
    )
    digest = replace(digest, more=held.more, more_is_exact=held.is_exact)
    record = DigestRecord(
        at=window.end,
        shown=tuple(card.story_id for card in digest.cards),
        others=digest.others[:MOST_OTHERS],
        topics=tuple(topic.id for topic in topics if topic.id != ADHOC),
        query=next((topic.name for topic in topics if topic.id == ADHOC), ""),
    )
    await desk.store.destinations.save_record(destination.id, record)
    return DigestOnDemand(digest, window.end, asked, times_of(destination).next_at, followed)


async def remembered(
    desk: Desk, reader: Reader, story_id: StoryId, at: datetime
) -> tuple[tuple[Topic, ...], Story]:
    """The topics of the digest of that instant, and one story with its matches among them. Raises `NotFound`."""
    destination = await destination_of(desk, reader)
    topics = await _topics(desk, await _record(desk, destination, at))
    stories = all_without(await _stories_of(desk, [story_id], topics), destination.preferences.left_out)
    if not stories:
        raise NotFound("story")
    return topics, stories[0]


async def _record(desk: Desk, destination: Destination, at: datetime) -> DigestRecord:
    record = await desk.store.destinations.find_record(destination.id, at)
    if record is None:
        raise NotFound("digest")
    return record


async def _topics(desk: Desk, record: DigestRecord) -> tuple[Topic, ...]:
    typed: tuple[Topic, ...] = ()
    if record.query:
        query = parse_query(record.query)
        typed = (Topic(ADHOC, query.canonical, query.said),)
    return typed + tuple([await desk.store.topics.get(topic_id) for topic_id in record.topics])


async def _stories_of(desk: Desk, ids: Sequence[StoryId], topics: Sequence[Topic]) -> tuple[Story, ...]:
    stories = await desk.store.entries.stories(ids, [topic.id for topic in topics])
    typed = next((topic for topic in topics if topic.id == ADHOC), None)
    if typed is None:
        return stories
    return tuple(_match_again(desk, story, typed) for story in stories)


def _match_again(desk: Desk, story: Story, topic: Topic) -> Story:
    """The matches of a query that was only typed are not stored: find them in the story's own entries."""
    matcher = matcher_of(desk, topic.query)
    members = []
    for member in story.entries:
        entry = member.entry
        hits = matcher.find(analyse(entry.title, text_of(entry), entry.outlet))
        members.append(member if hits is None else MatchedEntry(entry, (TopicMatch(topic.id, hits),)))
    return Story(story.id, story.revision, tuple(members))

"""Stories made of a few words, for tests of what is chosen and shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.model import Entry, EntryId, FeedId, MatchedEntry, Story, StoryId, Topic, TopicId, TopicMatch

START = datetime(2025, 3, 12, 12, 0, tzinfo=UTC)
OTAN, TRUCE, BUDGET = (
    Topic(TopicId(n), query) for n, query in enumerate(("Otan", "cessez-le-feu", "budget"), 1)
)
TOPICS = (OTAN, TRUCE, BUDGET)


def entry(
    outlet: str = "Le Fanal",
    title: str = "Pas de soldats de l’Otan en Ukraine, prévient Moscou",
    extract: str = "",
    *,
    number: int = 1,
    hours: float = 0,
    topics: Sequence[int] = (1,),
    paywalled: bool = False,
) -> MatchedEntry:
    at = START + timedelta(hours=hours)
    made = Entry(
        id=EntryId(number),
        feed_id=FeedId(1),
        outlet=outlet,
        key=f"{number}",
        link=f"https://{outlet.lower().replace(' ', '-')}.example/{number}",
        title=title,
        extract=extract,
        body="",
        published_at=at,
        seen_at=at,
        revision=1,
        baseline=False,
        paywalled=paywalled,
    )
    return MatchedEntry(made, tuple(TopicMatch(TopicId(topic), ()) for topic in topics))


def story(*members: MatchedEntry, story_id: int = 1, revision: int = 1) -> Story:
    return Story(StoryId(story_id), revision, members or (entry(),))


def simple(
    story_id: int, outlets: int = 1, topics: Sequence[int] = (1,), hours: float = 0, revision: int = 1
) -> Story:
    members = [
        entry(f"Média {n}", number=story_id * 100 + n, hours=hours, topics=topics if n == 0 else ())
        for n in range(outlets)
    ]
    return story(*members, story_id=story_id, revision=revision)

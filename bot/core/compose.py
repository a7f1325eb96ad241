"""What a digest holds: which stories, in which order; the card of each is in `card`.

Choosing is each destination's own, against what it has been told; the cards are the same for all who follow the
same topics, so they are made by a function that the caller may remember the results of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.card import CardOf, brief_card, newsrooms, topic_ids_of
from bot.model import Coverage, Digest, How, Story, StoryId, Told, Topic, TopicId, Window

MAX_STORIES = 7  # what is read while a coffee cools


# --- choosing ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pick:
    """A story that matches something, with what ranks it."""

    story: Story
    topics: frozenset[TopicId]
    newsrooms: int
    latest_at: datetime
    told_at: datetime | None = None  # when the destination was told of it before: a follow-up


@dataclass(frozen=True, slots=True)
class Chosen:
    """Stories to be shown, those in one short line because an alert told them, those over the maximum; best first."""

    shown: tuple[Pick, ...]
    recalled: tuple[Pick, ...]
    others: tuple[Pick, ...]


def rank(stories: Sequence[Story], count: Callable[[Story], int] = newsrooms) -> tuple[Pick, ...]:
    """Those that match a topic: more independent newsrooms first, then the one with the latest article.

    `count` is `newsrooms`, or a memory of it.
    """
    picks = [
        Pick(story, topics, count(story), max(member.entry.published_at for member in story.entries))
        for story in stories
        if (topics := topic_ids_of(story))
    ]
    return tuple(sorted(picks, key=lambda p: (-p.newsrooms, -p.latest_at.timestamp(), p.story.id)))


def choose(picks: Sequence[Pick], told: Mapping[StoryId, Told], max_stories: int = MAX_STORIES) -> Chosen:
    """What to show of ranked stories, given what was told already.

    Untold ones are news. Told ones come back as follow-ups where the revision has risen since, also since an alert;
    else those told by an alert are recalled, and those told by a digest are left out. Every topic that has news is
    among those shown, as far as `max_stories` reaches.
    """
    news: list[Pick] = []
    recalled: list[Pick] = []
    for pick in picks:
        before = told.get(pick.story.id)
        if before is None:
            news.append(pick)
        elif before.revision < pick.story.revision:
            news.append(replace(pick, told_at=before.told_at))
        elif before.how is How.ALERT:
            recalled.append(pick)
    shown = _shown(news, max_stories)
    return Chosen(
        shown=tuple(pick for place, pick in enumerate(news) if place in shown),
        recalled=tuple(recalled),
        others=tuple(pick for place, pick in enumerate(news) if place not in shown),
    )


def _shown(news: Sequence[Pick], max_stories: int) -> frozenset[int]:
    """Places of the stories to show: each topic's best one, then the best of the others."""
    chosen: list[int] = []
    unseen = frozenset[TopicId]().union(*(pick.topics for pick in news))
    for place, pick in enumerate(news):
        if pick.topics & unseen:
            chosen.append(place)
            unseen -= pick.topics
    if len(chosen) > max_stories:
        chosen = _widest(news, max_stories)
    chosen += [place for place in range(len(news)) if place not in chosen]
    return frozenset(chosen[:max_stories])


def _widest(news: Sequence[Pick], max_stories: int) -> list[int]:
    """When each topic's best story is too many: those that cover most topics between them, found greedily."""
    chosen: list[int] = []
    unseen = frozenset[TopicId]().union(*(pick.topics for pick in news))
    for _ in range(max_stories):
        place = max(range(len(news)), key=lambda place: (len(news[place].topics & unseen), -place))
        if not news[place].topics & unseen:
            break
        chosen.append(place)
        unseen -= news[place].topics
    return chosen


# --- digests ----------------------------------------------------------------------------------------------------


def compose(
    *,
    stories: Sequence[Story],
    topics: Sequence[Topic],
    told: Mapping[StoryId, Told],
    window: Window,
    coverage: Coverage,
    card: CardOf,
    max_stories: int = MAX_STORIES,
    gap_from: datetime | None = None,
    brief: CardOf = brief_card,
) -> Digest:
    """The digest of one destination at its time.

    `card` makes the cards that are shown, `brief` those of which a line is; both may remember what they made.
    """
    return compose_ranked(
        picks=rank(stories),
        topics=topics,
        told=told,
        window=window,
        coverage=coverage,
        card=card,
        max_stories=max_stories,
        gap_from=gap_from,
        brief=brief,
    )


def compose_ranked(
    *,
    picks: Sequence[Pick],
    topics: Sequence[Topic],
    told: Mapping[StoryId, Told],
    window: Window,
    coverage: Coverage,
    card: CardOf,
    max_stories: int = MAX_STORIES,
    gap_from: datetime | None = None,
    brief: CardOf = brief_card,
) -> Digest:
    """As `compose`, of stories that are ranked already: the same for all who follow the same topics."""
    chosen = choose(picks, told, max_stories)
    return Digest(
        window=window,
        topics=tuple(topics),
        cards=tuple(card(pick.story, topics, pick.told_at) for pick in chosen.shown),
        recalled=tuple(brief(pick.story, topics, None) for pick in chosen.recalled),
        others=tuple(pick.story.id for pick in chosen.others),
        coverage=coverage,
        gap_from=gap_from,
    )


def compose_on_demand(
    *,
    stories: Sequence[Story],
    topics: Sequence[Topic],
    window: Window,
    coverage: Coverage,
    card: CardOf,
    max_stories: int = MAX_STORIES,
) -> Digest:
    """The digest that somebody asked for: what was told before plays no part, so it can be repeated."""
    return compose(
        stories=stories,
        topics=topics,
        told={},
        window=window,
        coverage=coverage,
        card=card,
        max_stories=max_stories,
    )

"""What a digest holds: which stories, in which order, and the card of each.

Choosing is each destination's own, against what it has been told; the cards are the same for all who follow the
same topics, so they are made by a function that the caller may remember the results of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.french.agency import agency
from bot.french.headline import best_headline, strip_frame
from bot.french.paywall import is_mostly_walled
from bot.french.telling import Telling, summarise_story
from bot.model import (
    Card,
    Coverage,
    Digest,
    Entry,
    How,
    MatchedEntry,
    Source,
    Story,
    StoryId,
    Told,
    Topic,
    TopicId,
    Window,
)

MAX_STORIES = 7  # what is read while a coffee cools
MAX_CHARS = 280  # of extract a story: the promise of short extracts
MAX_SENTENCES = 2
FRESH_SPAN = timedelta(
    hours=18
)  # a story of several days is told by its last: yesterday morning's words are stale

CardOf = Callable[[Story, Sequence[Topic], datetime | None], Card]  # the last: see `make_card`


# --- cards ------------------------------------------------------------------------------------------------------


def make_card(
    story: Story,
    topics: Sequence[Topic],
    wanted: Callable[[str], bool],
    *,
    told_at: datetime | None = None,
    max_chars: int = MAX_CHARS,
    max_sentences: int = MAX_SENTENCES,
) -> Card:
    """One story as a reader of these topics meets it; `wanted` tells the sentences that they are about.

    Headline and link are one outlet's own: an open article before one for subscribers, one that matches a topic
    before one that does not, one of a mostly open publisher before the others, then the best headline. A story told
    before, at `told_at`, is a follow-up: only the articles that came since tell it, and first what is new in them.
    """
    card = brief_card(story, topics, told_at)
    tellers = _tellers(story, told_at)
    earlier = () if told_at is None else [_words(m.entry) for m in story.entries if m not in tellers]
    summary = summarise_story(
        [_telling(member.entry) for member in tellers],
        wanted,
        max_chars,
        max_sentences,
        headline=card.headline,
        earlier=earlier,
    )
    return replace(card, summary=summary)


def brief_card(story: Story, topics: Sequence[Topic], told_at: datetime | None = None) -> Card:
    """The card without its summary: all that one line needs, and cheap."""
    by_date = sorted(story.entries, key=lambda member: member.entry.published_at)
    sources = tuple(_source(member.entry) for member in by_date)
    lead = _lead(_tellers(story, told_at))
    matched = _topics_of(story)
    return Card(
        story_id=story.id,
        revision=story.revision,
        headline=strip_frame(lead.title, lead.outlet),
        url=lead.url,
        outlet=lead.outlet,
        published_at=lead.published_at,
        paywalled=lead.paywalled,
        summary=(),
        sources=_one_an_outlet((lead, *sources)),
        topics=tuple(topic for topic in topics if topic.id in matched),
        follow_up=told_at is not None,
        newsrooms=_independent(sources),
    )


def _tellers(story: Story, told_at: datetime | None) -> Sequence[MatchedEntry]:
    """The articles in whose words the story is told; all of them are named as sources."""
    if told_at is not None:
        later = [member for member in story.entries if member.entry.seen_at > told_at]
        return later or story.entries  # it grew by an edit of what was told
    since = max(member.entry.published_at for member in story.entries) - FRESH_SPAN
    fresh = [member for member in story.entries if member.entry.published_at >= since]
    return fresh if any(member.matches for member in fresh) else story.entries


def _words(entry: Entry) -> str:
    return "\n".join((entry.title, entry.extract, entry.body))


def _lead(members: Sequence[MatchedEntry]) -> Source:
    ranks = [
        (member.entry.paywalled, not member.matches, is_mostly_walled(member.entry.link))
        for member in members
    ]
    best = min(ranks)
    return best_headline([_source(m.entry) for m, rank in zip(members, ranks, strict=True) if rank == best])


def _source(entry: Entry) -> Source:
    return Source(
        outlet=entry.outlet,
        title=entry.title,
        url=entry.link,
        published_at=entry.published_at,
        paywalled=entry.paywalled,
        agency=_agency(entry.title, entry.extract, entry.body),
    )


# The same articles are ranked for every destination that follows their topics, one after the other.
@lru_cache(maxsize=2048)
def _agency(title: str, extract: str, body: str) -> str:
    return agency(title, f"{extract}\n{body}")


def _one_an_outlet(sources: Sequence[Source]) -> tuple[Source, ...]:
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(source.outlet, source)
    return tuple(first.values())


def _telling(entry: Entry) -> Telling:
    return Telling(
        outlet=entry.outlet, url=entry.link, title=entry.title, extract=entry.extract, body=entry.body
    )


def newsrooms(story: Story) -> int:
    """How many independent newsrooms tell the story: an agency counts once, whoever reprints it."""
    return _independent(tuple(_source(member.entry) for member in story.entries))


def _independent(sources: Sequence[Source]) -> int:
    own = {source.outlet for source in sources if not source.agency}
    return len(own) + len({source.agency for source in sources if source.outlet not in own})


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
        if (topics := _topics_of(story))
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


def topics_in(story: Story, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Those of the topics that the story matches, in their order."""
    matched = _topics_of(story)
    return tuple(topic for topic in topics if topic.id in matched)


def _topics_of(story: Story) -> frozenset[TopicId]:
    return frozenset(match.topic_id for member in story.entries for match in member.matches)


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

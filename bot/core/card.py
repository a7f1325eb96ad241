"""The card of a story: whose headline and link, which sentences, and who else reports it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.french.agency import agency
from bot.french.headline import best_headline, strip_frame
from bot.french.paywall import is_mostly_walled
from bot.french.telling import Telling, summarise_story
from bot.model import Card, Entry, MatchedEntry, Source, Story, Topic, TopicId

MAX_CHARS = 280  # of extract a story: the promise of short extracts
MAX_SENTENCES = 2
# A story of several days is told by its last: yesterday morning's words are stale.
FRESH_SPAN = timedelta(hours=18)

CardOf = Callable[[Story, Sequence[Topic], datetime | None], Card]  # the last: see `make_card`


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
    matched = topic_ids_of(story)
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


def topics_in(story: Story, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """Those of the topics that the story matches, in their order."""
    matched = topic_ids_of(story)
    return tuple(topic for topic in topics if topic.id in matched)


def topic_ids_of(story: Story) -> frozenset[TopicId]:
    """Of the topics that any of its articles matches."""
    return frozenset(match.topic_id for member in story.entries for match in member.matches)

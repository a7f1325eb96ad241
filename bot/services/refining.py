"""*Préciser*: what variants of a topic would have found in seven days.

Of a topic with few stories each is read; of one with many a part, spread over the week, judges how many of them each
variant finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.subjects import narrowing
from bot.french.match import Document, Matcher, analyse, candidate_keys
from bot.french.query import Query, parse_query
from bot.french.syntax import terms
from bot.french.variants import MOST_MORE, Variant, variants
from bot.model import Destination, Story, Topic, UserId
from bot.results import Choice, Choices, Wanted
from bot.services.backmatch import WEEK, about, stories_in_week
from bot.services.desk import Desk
from bot.services.topics import synonyms_of, text_of
from bot.services.windows import MOST_PLACES, by_story, read_matching

READ = 160  # stories that are read of the topic: some 20 ms of CPU
READ_WIDER = 60  # and of each wider variant


async def propose_variants(
    desk: Desk, destination: Destination, topic: Topic, user_id: UserId | None
) -> Choices:
    """The variants worth showing, each with its stories of seven days and remembered for a button."""
    query, left_out = parse_query(topic.name), destination.preferences.left_out
    sample = await _sample(desk, query, READ, left_out)
    week = await stories_in_week(desk, destination, topic)
    made = variants(
        query,
        has_synonyms=bool(synonyms_of(desk, query)),
        more=narrowing(sample.found, [w for t in terms(query.root) for w in t.words], MOST_MORE),
    )
    documents = [_documents(story) for story in sample.found]
    choices, is_exact = [], sample.is_exact
    for variant in made:
        if variant.is_wider:
            wider = await _sample(desk, variant.query, READ_WIDER, left_out)
            stories, is_exact = wider.stories, is_exact and wider.is_exact
        else:
            stories = sample.judged(_holding(desk, variant, documents))
        ask_id = await desk.store.asks.put(
            destination.id,
            user_id,
            Wanted.SUBSCRIBE.value,
            variant.query.said,
            desk.clock.now(),
            waits=False,
        )
        choices.append(Choice(variant.way, variant.word, stories, ask_id))
    return Choices(topic, week.stories, tuple(choices), week.is_exact, is_exact)


@dataclass(frozen=True, slots=True)
class _Sample:
    """Of so many stories that the index names, those that were read; `found` are those that match, in part."""

    found: tuple[Story, ...]
    read: int
    named: int

    @property
    def is_exact(self) -> bool:
        return self.read == self.named

    @property
    def stories(self) -> int:
        """How many there are that match."""
        return self.judged(len(self.found))

    def judged(self, stories: int) -> int:
        """How many there are, where so many of those that were read are such."""
        return stories if self.is_exact else about(stories * self.named / self.read)


async def _sample(desk: Desk, query: Query, most: int, left_out: frozenset[str]) -> _Sample:
    now, keys = desk.clock.now(), candidate_keys(query, desk.aliases)
    places = by_story(await desk.store.entries.places(keys, now - WEEK, now, MOST_PLACES, left_out))
    ids = list(places)
    spread = ids[:: -(-len(ids) // most)] if ids else []
    named = {story_id: places[story_id] for story_id in spread}
    found = await read_matching(desk, Matcher(query, desk.aliases), named, left_out)
    return _Sample(tuple(map(_of_matches, found)), len(spread), len(ids))


def _of_matches(story: Story) -> Story:
    """The story as the articles that match tell it."""
    return Story(story.id, story.revision, tuple(member for member in story.entries if member.matches))


def _documents(story: Story) -> list[Document]:
    entries = (member.entry for member in story.entries)
    return [analyse(entry.title, text_of(entry), entry.outlet) for entry in entries]


def _holding(desk: Desk, variant: Variant, stories: Sequence[Sequence[Document]]) -> int:
    matcher = Matcher(variant.query, desk.aliases)
    return sum(any(matcher.find(document) is not None for document in story) for story in stories)

"""Which of very many stories are read whole: those that most outlets tell, and the best of each topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.model import StoryId, Tally, TopicId

MOST = 60  # read with all their articles; agencies' copies are told apart only then, so more than are shown
OF_EACH = 3  # of a topic that few write about


def most_reported(tallies: Iterable[Tally], most: int = MOST, of_each: int = OF_EACH) -> frozenset[StoryId]:
    """At most `most` stories, and `of_each` of each topic besides; of equals the younger ones."""
    chosen: set[StoryId] = set()
    of_topic: Counter[TopicId] = Counter()
    for tally in sorted(tallies, key=lambda each: (-each.outlets, -each.story_id, each.topic_id)):
        if len(chosen) < most or tally.story_id in chosen or of_topic[tally.topic_id] < of_each:
            chosen.add(tally.story_id)
            of_topic[tally.topic_id] += 1
    return frozenset(chosen)

"""Which of many topics an entry matches: an inverted index on the rarest word that each topic requires.

A topic is filed under the keys of one clause, the one that the fewest texts fulfil; an entry's own keys name the
few topics worth verifying. Adding and removing a topic touches its own keys alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.french.aliases import NO_ALIASES, Aliases
from bot.french.document import Document
from bot.french.match import Matcher, rarest
from bot.french.query import Query
from bot.model import TopicId, TopicMatch


@dataclass(frozen=True, slots=True, eq=False)
class _Filed:
    """A topic in the index: what it is filed under, and what else a document must show."""

    topic_id: TopicId
    matcher: Matcher
    keys: frozenset[str]
    required: tuple[frozenset[str], ...]


class TopicIndex:
    """Topics to match entries against. Not safe for threads that change it while others match."""

    __slots__ = ("_aliases", "_by_key", "_topics")

    def __init__(self, aliases: Aliases = NO_ALIASES) -> None:
        self._aliases = aliases
        self._topics: dict[TopicId, _Filed] = {}
        self._by_key: dict[str, list[_Filed]] = {}

    def __len__(self) -> int:
        return len(self._topics)

    def __contains__(self, topic_id: TopicId) -> bool:
        return topic_id in self._topics

    def add(self, topic_id: TopicId, query: Query) -> None:
        """File a topic; one that is there already takes the new query."""
        self.remove(topic_id)
        matcher = Matcher(query, self._aliases)
        clauses = matcher.clauses()
        chosen = rarest(clauses)
        required = tuple([clause.keys for clause in clauses if clause is not chosen])
        topic = self._topics[topic_id] = _Filed(topic_id, matcher, chosen.keys, required)
        for key in topic.keys:
            self._by_key.setdefault(key, []).append(topic)

    def remove(self, topic_id: TopicId) -> None:
        """Take a topic out; nothing happens where it is not there."""
        topic = self._topics.pop(topic_id, None)
        if topic is None:
            return
        for key in topic.keys:
            filed = self._by_key[key]
            filed.remove(topic)
            if not filed:
                del self._by_key[key]

    def match(self, document: Document) -> tuple[TopicMatch, ...]:
        """The topics that a document matches, by id, each with where."""
        shown = document.places.keys()
        by_key = self._by_key
        candidates = {topic for key in document.places if key in by_key for topic in by_key[key]}
        found: list[TopicMatch] = []
        for topic in candidates:
            if topic.required and any(map(shown.isdisjoint, topic.required)):
                continue
            hits = topic.matcher.find(document)
            if hits is not None:
                found.append(TopicMatch(topic.topic_id, hits))
        found.sort(key=_topic_id)
        return tuple(found)


def _topic_id(match: TopicMatch) -> TopicId:
    return match.topic_id

"""What a reader of some topics wants to read: the query bias of summaries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.french.match import analyse
from bot.model import Topic
from bot.services.desk import Desk
from bot.services.topics import matcher_of


def wanted_by(desk: Desk, topics: Sequence[Topic]) -> Callable[[str], bool]:
    """Whether a sentence by itself satisfies one of these topics."""
    matchers = [matcher_of(desk, topic.query) for topic in topics]

    def wanted(sentence: str) -> bool:
        document = analyse("", sentence, "")
        return any(matcher.find(document) is not None for matcher in matchers)

    return wanted

"""What becomes of one story: followed, left out, told without a synonym."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Topic
from bot.results.reading import StoryCard


@dataclass(frozen=True, slots=True)
class CardChanged:
    """The card of a story that is followed now, or no longer: it takes the tapped one's place."""

    card: StoryCard


@dataclass(frozen=True, slots=True)
class FollowEnded:
    """*Ne plus suivre* below a follow-up."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Words that would have kept the story away, and the headlines of the stories that go with them, it first."""

    words: tuple[str, ...]
    headlines: tuple[str, ...]
    ask_id: int


@dataclass(frozen=True, slots=True)
class Exclusions:
    """*Écarter*: what may be left out of a topic, best first; none where no word would do.

    `stories` are those of the topic in seven days that were looked at, this one included.
    """

    topic: Topic
    stories: int
    choices: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True)
class TopicSwapped:
    """A topic took another's place; `undo` brings the former back, 0 where that was just done."""

    former: Topic
    topic: Topic
    undo: int

"""What people follow, where it was found, and what the analysis of one article comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.model.ids import EntryId, Seq, StoryId, TopicId


class Field(StrEnum):
    """Where a word was found."""

    TITLE = "title"
    TEXT = "text"  # extract, then "\n", then body, as one string
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that made an entry match: character offsets in the field as stored.

    `term` is the query's own word or phrase; `alias` the synonym that was found in its stead, or "".
    """

    field: Field
    start: int
    end: int
    term: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A folded word that the press uses, and in how many stored articles it stands, about."""

    word: str
    articles: int


class Tally(NamedTuple):
    """A story that matches a topic, with how many outlets tell it."""

    topic_id: TopicId
    story_id: StoryId
    outlets: int


@dataclass(frozen=True, slots=True)
class Topic:
    """One canonical query, shared by all who typed an equivalent one."""

    id: TopicId
    query: str  # canonical form; parses back to the same query
    said: str = field(default="", compare=False)  # the words of whom it is shown to, where they are known

    @property
    def name(self) -> str:
        """What to call it: by the reader's own words (« Duplomb »), or else by the query's (« duplomb »)."""
        return self.said or self.query


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic that an entry matches, and why; hits in order of place.

    `seq` is when it became news for that topic: None before it is stored, and for what is never pushed (baseline).
    """

    topic_id: TopicId
    hits: tuple[Hit, ...]
    seq: Seq | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the lane found in one entry; stored in one transaction with the next `seq`.

    `story_id` None starts a story that bears the entry's own id. `raises_story`: it brings new facts to a story
    that already exists. `keys` are the analyser's keys for the index; `features` the story features, opaque here.
    """

    entry_id: EntryId
    revision: int
    story_id: StoryId | None
    raises_story: bool
    features: bytes
    keys: tuple[str, ...]
    matches: tuple[TopicMatch, ...]


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An analysed entry as the story window needs it again after a restart, in order of analysis."""

    entry_id: EntryId
    story_id: StoryId
    outlet: str
    link: str
    title: str
    published_at: datetime
    features: bytes
    arrived_at: datetime  # `seen_at` of the entry: the clock that closes stories

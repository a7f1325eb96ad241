"""Digests on demand, and what their buttons open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Card, Coverage, Digest, Hit, MatchedEntry, StoryId, Topic
from bot.results.archive import Wider
from bot.results.subscriptions import Meant


@dataclass(frozen=True, slots=True)
class DigestOnDemand:
    """`/digest`. With no card: nothing in that window. `at` names the record its buttons look up."""

    digest: Digest
    at: datetime
    asked: timedelta
    next_at: datetime | None
    followed: bool  # the topics are those of the chat, not a query typed with the command
    meant: tuple[Meant, ...] = ()  # what may be meant by a query with a word that no article holds
    wider: Wider | None = None  # a longer span to look over, where this one held nothing


@dataclass(frozen=True, slots=True)
class NothingFollowed:
    """`/digest` or `/abonnements` of a chat that follows nothing yet."""


@dataclass(frozen=True, slots=True)
class StoryCard:
    """One story opened from a digest: its card with more sentences, and all its sources.

    `matches`: it was found by a query, so there is a *Pourquoi ?*; `may_exclude`: by a topic of the chat, which an
    exclusion can narrow. `followed_until` None: it is not followed. `of_channel`: what comes of it comes there.
    """

    card: Card
    at: datetime
    matches: bool = True
    may_exclude: bool = False
    followed_until: datetime | None = None
    of_channel: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """An entry of the story and the words in it that matched one topic."""

    entry: MatchedEntry
    topic: Topic
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """*Pourquoi ?*: best reasons first; `articles` counts the entries that match at all.

    `at` names the record of its buttons, which narrow a topic of the chat; None where there is none to narrow.
    """

    topics: tuple[Topic, ...]
    articles: int
    reasons: tuple[Reason, ...]
    story_id: StoryId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Others:
    """The stories that the digest's maximum left out."""

    cards: tuple[Card, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class TerminalDigest:
    """`vigie digest`: the digest, with the canonical queries in the order typed."""

    digest: Digest
    queries: tuple[str, ...]
    coverage: Coverage

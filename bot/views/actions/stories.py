"""What one reads: digests, the cards of their stories, searches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model import StoryId, TopicId


@dataclass(frozen=True, slots=True)
class ReadAsked:
    """Read what was proposed, as `/digest` does."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class ReadDay:
    """Read the last 24 hours of a topic."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Open one story of the digest of that instant (to the second)."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class Why:
    """Show why that story is in the digest of that instant."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class MoreStories:
    """Show what the maximum left out of the digest of that instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class FollowStory:
    """Follow that story of the digest of that instant for some days."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class UnfollowStory:
    """Follow it no more, and show its card so."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class EndFollow:
    """Follow it no more; the message below which that is tapped stays as it is."""

    story_id: StoryId


@dataclass(frozen=True, slots=True)
class ProposeExclusion:
    """Show what would have kept that story of the digest of that instant away."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class DropSynonym:
    """Look for a topic no more by the synonym that found that story of the digest of that instant."""

    story_id: StoryId
    at: datetime


@dataclass(frozen=True, slots=True)
class SearchTo:
    """Show that page (from 0) of a search that was remembered."""

    ask_id: int
    page: int


Action = (
    ReadAsked
    | ReadDay
    | OpenCard
    | Why
    | MoreStories
    | FollowStory
    | UnfollowStory
    | EndFollow
    | ProposeExclusion
    | DropSynonym
    | SearchTo
)

VERBS: Mapping[type[Action], str] = {
    ReadAsked: "read",
    ReadDay: "day",
    OpenCard: "card",
    Why: "why",
    MoreStories: "more",
    FollowStory: "follow",
    UnfollowStory: "unfollow",
    EndFollow: "unstory",
    ProposeExclusion: "narrow",
    DropSynonym: "nosyn",
    SearchTo: "hunt",
}

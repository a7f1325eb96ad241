"""What one follows: proposed, shown, refined, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import TopicId


@dataclass(frozen=True, slots=True)
class ConfirmAsk:
    """Do what was proposed."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class DeclineAsk:
    """Do not."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class ListTopics:
    """Show everything that is followed."""


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """Show one topic that is followed."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class Refine:
    """Show variants of a topic, with what each finds."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class Swap:
    """Follow what was proposed in the place of a topic."""

    topic_id: TopicId
    ask_id: int


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Drop a topic, also to undo having subscribed to it."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class RestoreTopic:
    """Bring back the topic that another took the place of."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class Exclude:
    """Leave out of a topic what was proposed."""

    ask_id: int


@dataclass(frozen=True, slots=True)
class WantSpikes:
    """Be told when a topic is suddenly written about far more than usual."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class NoSpikes:
    """Not any more."""

    topic_id: TopicId


@dataclass(frozen=True, slots=True)
class NoAlert:
    """Be told of a topic in digests only."""

    topic_id: TopicId


Action = (
    ConfirmAsk
    | DeclineAsk
    | ListTopics
    | OpenTopic
    | Refine
    | Swap
    | Unsubscribe
    | RestoreTopic
    | Exclude
    | WantSpikes
    | NoSpikes
    | NoAlert
)

VERBS: Mapping[type[Action], str] = {
    ConfirmAsk: "yes",
    DeclineAsk: "no",
    ListTopics: "topics",
    OpenTopic: "topic",
    Refine: "refine",
    Swap: "swap",
    Unsubscribe: "drop",
    RestoreTopic: "restore",
    Exclude: "exclude",
    WantSpikes: "surge",
    NoSpikes: "calm",
    NoAlert: "noalert",
}

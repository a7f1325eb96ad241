"""What an admin of the bot does: feeds, the catalogue, messages that are held, the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model import FeedId


@dataclass(frozen=True, slots=True)
class PickFeed:
    """Follow the feed of that place (from 0) among those that a page names."""

    ask_id: int
    index: int


@dataclass(frozen=True, slots=True)
class RemoveFeed:
    """Stop reading a feed, also to undo having added it."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """Read a feed now, also one that had ended."""

    feed_id: FeedId


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Show a page of the feeds, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class AddBundle:
    """Follow a bundle of the catalogue, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class AddMedia:
    """Follow one of the choices of a search in the catalogue: 0 for all, else its place from 1."""

    ask_id: int
    place: int


@dataclass(frozen=True, slots=True)
class MediaPage:
    """Show a page of a search in the catalogue, from 0."""

    ask_id: int
    page: int


@dataclass(frozen=True, slots=True)
class UndoAddition:
    """Stop reading what was added together."""

    addition_id: int


@dataclass(frozen=True, slots=True)
class ShowCatalogue:
    """Show the bundles of the catalogue."""


@dataclass(frozen=True, slots=True)
class SendHeld:
    """Let go what has been held since that instant (to the second)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AbandonHeld:
    """Give up what has been held since that instant (to the second)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class OpenJournal:
    """Show what admins changed before that line of the journal; 0 for the latest."""

    before_id: int


@dataclass(frozen=True, slots=True)
class SendBroadcast:
    """Send to every chat what was proposed."""

    broadcast_id: int


@dataclass(frozen=True, slots=True)
class DropBroadcast:
    """Do not."""

    broadcast_id: int


@dataclass(frozen=True, slots=True)
class StopBroadcast:
    """Send it to nobody else."""

    broadcast_id: int


Action = (
    PickFeed
    | RemoveFeed
    | ReadFeed
    | FeedPage
    | AddBundle
    | AddMedia
    | MediaPage
    | UndoAddition
    | ShowCatalogue
    | SendHeld
    | AbandonHeld
    | OpenJournal
    | SendBroadcast
    | DropBroadcast
    | StopBroadcast
)

VERBS: Mapping[type[Action], str] = {
    PickFeed: "pick",
    RemoveFeed: "rm",
    ReadFeed: "again",
    FeedPage: "feeds",
    AddBundle: "bundle",
    AddMedia: "media",
    MediaPage: "found",
    UndoAddition: "unadd",
    ShowCatalogue: "shelf",
    SendHeld: "send",
    AbandonHeld: "abandon",
    OpenJournal: "journal",
    SendBroadcast: "tell",
    DropBroadcast: "untell",
    StopBroadcast: "halt",
}

"""The nouns of the house: frozen, slotted, without behaviour that could fail.

They stand in the order of the road: an outlet's feed is fetched, its items become entries, entries match topics
and join stories, stories fill digests, digests become messages, messages leave for destinations.

Everywhere: `..._at` is an aware UTC datetime; tuples keep the order they are documented with; ids are the
store's own and never shown to readers.
"""

from __future__ import annotations

from bot.model.destinations import ChatKind, Destination, How, Slot, Subscription, Told
from bot.model.entries import EditedEntry, Entry, FeedUpdate, KnownEntry
from bot.model.feeds import (
    Claimed,
    Feed,
    FeedFault,
    FeedHealth,
    Fetched,
    NotModified,
    ParsedEntry,
    ParsedFeed,
    Validators,
)
from bot.model.ids import (
    ChatId,
    DestinationId,
    DigestId,
    EntryId,
    FeedId,
    OutboxId,
    Seq,
    StoryId,
    Token,
    TopicId,
    UserId,
)
from bot.model.messages import (
    Attachment,
    Button,
    Draft,
    Dress,
    Edit,
    Editing,
    Kind,
    Message,
    OfDraft,
    OfMessage,
    OfStory,
    Owed,
    Part,
    Reply,
    Replying,
    State,
    Target,
)
from bot.model.people import Counters, Reader
from bot.model.schedule import NO_HINTS, NO_TIMETABLE, CacheHints, Demand, HostPause, Pulse, Timetable
from bot.model.sources import FeedOffer, Glimpse, Headline
from bot.model.stories import Card, Coverage, Digest, MatchedEntry, Quote, SilentFeed, Source, Story, Window
from bot.model.topics import Analysis, Field, Hit, StoryMember, Topic, TopicMatch

__all__ = [
    "NO_HINTS",
    "NO_TIMETABLE",
    "Analysis",
    "Attachment",
    "Button",
    "CacheHints",
    "Card",
    "ChatId",
    "ChatKind",
    "Claimed",
    "Counters",
    "Coverage",
    "Demand",
    "Destination",
    "DestinationId",
    "Digest",
    "DigestId",
    "Draft",
    "Dress",
    "Edit",
    "EditedEntry",
    "Editing",
    "Entry",
    "EntryId",
    "Feed",
    "FeedFault",
    "FeedHealth",
    "FeedId",
    "FeedOffer",
    "FeedUpdate",
    "Fetched",
    "Field",
    "Glimpse",
    "Headline",
    "Hit",
    "HostPause",
    "How",
    "Kind",
    "KnownEntry",
    "MatchedEntry",
    "Message",
    "NotModified",
    "OfDraft",
    "OfMessage",
    "OfStory",
    "OutboxId",
    "Owed",
    "ParsedEntry",
    "ParsedFeed",
    "Part",
    "Pulse",
    "Quote",
    "Reader",
    "Reply",
    "Replying",
    "Seq",
    "SilentFeed",
    "Slot",
    "Source",
    "State",
    "Story",
    "StoryId",
    "StoryMember",
    "Subscription",
    "Target",
    "Timetable",
    "Token",
    "Told",
    "Topic",
    "TopicId",
    "TopicMatch",
    "UserId",
    "Validators",
    "Window",
]

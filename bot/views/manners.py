"""In what manner an answer is given: as a message of its own, in the place of the tapped one, below it, or on top.

Settings, pages and choices change in place, so that a chat is not filled with their former states; a card that a
digest's number opens stands below its digest; what one person in a group wants to know need not be told to all.
"""

from __future__ import annotations

from enum import Enum, auto

from bot.model import GROUPS, ChatKind, Reader
from bot.results import (
    AccessShown,
    BroadcastDropped,
    BroadcastProgress,
    CardChanged,
    Choices,
    Erased,
    Exclusions,
    FeedCard,
    FeedList,
    FeedPurged,
    FeedRemoval,
    FeedRemoved,
    FollowEnded,
    FreshStart,
    Journal,
    LinksShown,
    Nominated,
    NominationList,
    NotNominated,
    QuietSet,
    Result,
    RollShown,
    SearchPage,
    SettingsShown,
    StoryCard,
    Subscribed,
    Subscriptions,
    TopicPage,
    TopicSwapped,
    Why,
    WishLifted,
    WishList,
    WishNoted,
    WishPage,
    WishQuestion,
)


class Manner(Enum):
    """How the words of a result reach whoever asked."""

    NEW = auto()  # a message of its own
    BELOW = auto()  # an answer to the message that was tapped
    IN_PLACE = auto()  # the tapped message changes
    POP_UP = auto()  # seen by the person who tapped alone, at most 200 characters of plain text


IN_PLACE: tuple[type, ...] = (
    Choices,
    TopicPage,
    Subscriptions,
    CardChanged,
    SearchPage,
    Erased,
    Journal,
    AccessShown,
    LinksShown,
    RollShown,
    FeedCard,
    Nominated,
    NominationList,
    NotNominated,
    FeedList,
    FeedPurged,
    FeedRemoval,
    FeedRemoved,
    WishLifted,
    WishList,
    WishNoted,
    WishPage,
    WishQuestion,
    BroadcastProgress,
    BroadcastDropped,
)
BELOW: tuple[type, ...] = (
    StoryCard,
    Why,
    Exclusions,
    TopicSwapped,
    FreshStart,
)
POP_UP: tuple[type, ...] = (FollowEnded,)


def manner_of(result: Result, reader: Reader) -> Manner:
    """The manner for a result; what was typed, not tapped, is always answered by a message of its own."""
    if not reader.tapped or reader.message_id is None:
        return Manner.NEW
    if reader.kind is ChatKind.CHANNEL and reader.via is None:
        return Manner.POP_UP  # in a channel nothing is said but digests and alerts
    if isinstance(result, POP_UP) or (isinstance(result, Why) and reader.kind in GROUPS):
        return Manner.POP_UP
    if isinstance(result, SettingsShown):
        return Manner.NEW if result.fresh else Manner.IN_PLACE
    if isinstance(result, QuietSet):  # a question has to be a message that can be answered
        return Manner.NEW if result.asks else Manner.IN_PLACE
    if isinstance(result, IN_PLACE) or (isinstance(result, Subscribed) and result.instead):
        return Manner.IN_PLACE
    return Manner.BELOW if isinstance(result, BELOW) else Manner.NEW

"""Every result that is for admins of the bot, as a message."""

from __future__ import annotations

from typing import assert_never

from bot.model import Message
from bot.results import (
    Abandoned,
    AccessShown,
    BroadcastDropped,
    BroadcastProgress,
    Catalogue,
    FeedAdded,
    FeedCard,
    FeedChoice,
    FeedList,
    FeedPurged,
    FeedRead,
    FeedRemoval,
    FeedRemoved,
    FeedRepeats,
    FeedsExported,
    Held,
    Imported,
    Journal,
    LimitsShown,
    LinkMade,
    LinksShown,
    MediaAdded,
    MediaFound,
    MediaRemoved,
    Nominated,
    NominationChoice,
    NominationList,
    NotNominated,
    Released,
    RollChanged,
    RollShown,
    Status,
    WhichFeed,
    WishLifted,
    WishList,
    WishNoted,
    WishPage,
    WishQuestion,
)
from bot.views import (
    access,
    admin,
    brake,
    broadcast,
    feeds,
    health,
    journal,
    nominations,
    publishers,
    sources,
    status,
)
from bot.views.voice import Voice

_OfFeeds = (
    FeedList
    | FeedRead
    | WhichFeed
    | FeedRemoved
    | Imported
    | FeedCard
    | FeedRemoval
    | FeedPurged
    | FeedsExported
)
_OfNominations = Nominated | NotNominated | NominationChoice | NominationList
_OfWishes = WishPage | WishQuestion | WishNoted | WishLifted | WishList
_OfSources = FeedAdded | FeedChoice | FeedRepeats | Catalogue | MediaFound | MediaAdded | MediaRemoved
_OfHouse = Held | Released | Abandoned | Journal | Status | BroadcastProgress | BroadcastDropped
_OfAccess = AccessShown | LinkMade | LinksShown | RollShown | RollChanged | LimitsShown
OfAdmins = _OfFeeds | _OfWishes | _OfNominations | _OfSources | _OfHouse | _OfAccess


def of_admins(result: OfAdmins, voice: Voice) -> Message:
    """The message of one."""
    if isinstance(result, _OfFeeds):
        return _of_feeds(result, voice)
    if isinstance(result, _OfNominations):
        return _of_nominations(result, voice)
    if isinstance(result, _OfWishes):
        return _of_wishes(result, voice)
    if isinstance(result, _OfSources):
        return _of_sources(result, voice)
    if isinstance(result, _OfAccess):
        return _of_access(result, voice)
    return _of_house(result, voice)


def _of_house(result: _OfHouse, voice: Voice) -> Message:
    match result:
        case Held():
            return brake.held(result, voice)
        case Released():
            return brake.released(result, voice)
        case Abandoned():
            return brake.abandoned(result, voice)
        case Journal():
            return journal.journal(result, voice)
        case BroadcastProgress():
            return broadcast.progress(result, voice)
        case BroadcastDropped():
            return broadcast.dropped(result, voice)
        case Status():
            return status.status(result, voice)
        case _:
            assert_never(result)


def _of_access(result: _OfAccess, voice: Voice) -> Message:
    match result:
        case AccessShown():
            return access.access_shown(result, voice)
        case LinkMade():
            return access.link_made(result, voice)
        case LinksShown():
            return access.links_shown(result, voice)
        case RollShown():
            return access.roll_shown(result, voice)
        case RollChanged():
            return access.roll_changed(result, voice)
        case LimitsShown():
            return access.limits_shown(result, voice)
        case _:
            assert_never(result)


def _of_feeds(result: _OfFeeds, voice: Voice) -> Message:
    match result:
        case FeedList():
            return feeds.feed_list(result, voice)
        case FeedCard():
            return feeds.feed_card(result, voice)
        case FeedRemoval():
            return feeds.feed_removal(result, voice)
        case FeedPurged():
            return feeds.feed_purged(result, voice)
        case FeedsExported():
            return feeds.feeds_exported(result, voice)
        case FeedRead():
            return health.feed_read(result, voice)
        case WhichFeed():
            return admin.which_feed(result, voice)
        case FeedRemoved():
            return feeds.feed_removed(result, voice)
        case Imported():
            return admin.imported(result, voice)
        case _:
            assert_never(result)


def _of_nominations(result: _OfNominations, voice: Voice) -> Message:
    match result:
        case Nominated():
            return nominations.nominated(result, voice)
        case NotNominated():
            return nominations.not_nominated(result, voice)
        case NominationChoice():
            return nominations.nomination_choice(result, voice)
        case NominationList():
            return nominations.nomination_list(result, voice)
        case _:
            assert_never(result)


def _of_wishes(result: _OfWishes, voice: Voice) -> Message:
    match result:
        case WishPage():
            return publishers.wish_page(result, voice)
        case WishQuestion():
            return publishers.wish_question(result, voice)
        case WishNoted():
            return publishers.wish_noted(result, voice)
        case WishLifted():
            return publishers.wish_lifted(result, voice)
        case WishList():
            return publishers.wish_list(result, voice)
        case _:
            assert_never(result)


def _of_sources(result: _OfSources, voice: Voice) -> Message:
    match result:
        case FeedAdded():
            return sources.feed_added(result, voice)
        case FeedChoice():
            return sources.feed_choice(result, voice)
        case FeedRepeats():
            return sources.feed_repeats(result, voice)
        case Catalogue():
            return sources.catalogue(result, voice)
        case MediaFound():
            return sources.media_found(result, voice)
        case MediaAdded():
            return sources.media_added(result, voice)
        case MediaRemoved():
            return sources.media_removed(result, voice)
        case _:
            assert_never(result)

"""What the buttons of `/flux` do."""

from __future__ import annotations

from typing import assert_never

from bot.model import Reader
from bot.results import FeedPlace, Result
from bot.services import feed_care, nominations, publisher_care
from bot.services.desk import Desk
from bot.views.actions import feeds as actions


async def press(desk: Desk, reader: Reader, action: actions.Action) -> Result:
    """Raises `NotFound` when what it spoke of is gone, `NotAllowed` for anybody but an admin."""
    match action:
        case actions.FeedsTo(ask_id, page):
            return await feed_care.turn_page(desk, reader, FeedPlace(ask_id, page))
        case actions.OpenFeed(feed_id, ask_id, page):
            return await feed_care.open_feed(desk, reader, feed_id, FeedPlace(ask_id, page))
        case actions.PauseFeed(feed_id, ask_id, page):
            return await feed_care.pause_feed(desk, reader, feed_id, FeedPlace(ask_id, page))
        case actions.ResumeFeed(feed_id, ask_id, page):
            return await feed_care.resume_feed(desk, reader, feed_id, FeedPlace(ask_id, page))
        case actions.RereadFeed(feed_id, ask_id, page):
            return await feed_care.reread(desk, reader, feed_id, FeedPlace(ask_id, page))
        case actions.RenameFeed(feed_id, _, _):
            return await feed_care.ask_name(desk, reader, feed_id)
        case actions.AskRemoval(feed_id, ask_id, page):
            return await feed_care.ask_removal(desk, reader, feed_id, FeedPlace(ask_id, page))
        case actions.PurgeFeed(feed_id):
            return await feed_care.purge(desk, reader, feed_id)
        case actions.BringBackFeed(feed_id):
            return await feed_care.bring_back(desk, reader, feed_id)
        case actions.PickNomination(ask_id, index):
            return await nominations.pick(desk, reader, ask_id, index)
        case actions.ListNominations():
            return await nominations.list_waiting(desk, reader)
        case actions.AcceptNomination(nomination_id):
            return await nominations.accept(desk, reader, nomination_id)
        case actions.DeclineNomination(nomination_id):
            return await nominations.decline(desk, reader, nomination_id)
        case actions.ExportFeeds():
            return await feed_care.export_feeds(desk, reader)
        case actions.OpenWish(feed_id, ask_id, page):
            return await publisher_care.open_wish(desk, reader, feed_id, FeedPlace(ask_id, page))
        case actions.AskWish(feed_id, kind):
            return await publisher_care.ask_wish(desk, reader, feed_id, kind)
        case actions.MakeWish(feed_id, kind):
            return await publisher_care.make_wish(desk, reader, feed_id, kind)
        case actions.ListWishes():
            return await publisher_care.list_wishes(desk, reader)
        case actions.LiftWish(ask_id, place):
            return await publisher_care.lift(desk, reader, ask_id, place)
        case actions.DescribeWish(ask_id):
            return await publisher_care.ask_who(desk, reader, ask_id)
        case _:
            assert_never(action)

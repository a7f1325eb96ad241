"""What a tapped button means; those of who may use the bot are in `access_taps`, those of feeds in `feed_taps`."""

from __future__ import annotations

from typing import assert_never

from bot.errors import NotFound
from bot.model import QuietMode, Reader
from bot.ports import Asked
from bot.results import Declined, FeedPlace, Result, Wanted
from bot.services import (
    absence,
    access_taps,
    administration,
    archive,
    brake,
    broadcast,
    catalogue,
    channels,
    feed_care,
    feed_taps,
    follow,
    journal,
    narrow,
    privacy,
    quiet,
    reading,
    schedule,
    settings,
    sources,
    subscriptions,
    topic_page,
    watch,
    zones,
)
from bot.services.desk import Desk
from bot.services.people import destination_of
from bot.views import actions


async def press(desk: Desk, reader: Reader, action: actions.Action) -> Result:
    """What a button does. Raises `NotFound` when what it spoke of is gone: « Ce bouton n’est plus actif. »"""
    if isinstance(action, actions.OfAccess):
        return await access_taps.press(desk, reader, action)
    if isinstance(action, actions.OfFeeds):
        return await feed_taps.press(desk, reader, action)
    match action:
        case actions.ConfirmAsk(ask_id):
            return await _confirm(desk, reader, ask_id)
        case actions.DeclineAsk():
            return Declined()
        case actions.Unsubscribe(topic_id):
            return await subscriptions.drop(desk, reader, topic_id)
        case actions.ListTopics():
            return await subscriptions.list_subscriptions(desk, reader, "")
        case actions.OpenTopic(topic_id):
            return await topic_page.open_topic(desk, reader, topic_id)
        case actions.Refine(topic_id):
            return await topic_page.refine(desk, reader, topic_id)
        case actions.Swap(topic_id, ask_id):
            return await topic_page.swap(desk, reader, topic_id, ask_id)
        case actions.ReadAsked(ask_id):
            return await reading.read_digest(desk, reader, (await _asked(desk, reader, ask_id)).text)
        case actions.ReadDay(topic_id):
            return await reading.read_day(desk, reader, topic_id)
        case actions.ChangeTime():
            return await settings.show_times(desk, reader)
        case actions.OpenCard(story_id, at):
            return await reading.open_card(desk, reader, story_id, at)
        case actions.Why(story_id, at):
            return await reading.explain_why(desk, reader, story_id, at)
        case actions.FollowStory(story_id, at):
            return await follow.follow_story(desk, reader, story_id, at)
        case actions.UnfollowStory(story_id, at):
            return await follow.unfollow_story(desk, reader, story_id, at)
        case actions.EndFollow(story_id):
            return await follow.end_follow(desk, reader, story_id)
        case actions.ProposeExclusion(story_id, at):
            return await narrow.propose_exclusion(desk, reader, story_id, at)
        case actions.Exclude(ask_id):
            return await narrow.exclude(desk, reader, ask_id)
        case actions.DropSynonym(story_id, at):
            return await narrow.drop_synonym(desk, reader, story_id, at)
        case actions.RestoreTopic(ask_id):
            return await narrow.restore(desk, reader, ask_id)
        case actions.SearchTo(ask_id, page):
            return await archive.turn_page(desk, reader, ask_id, page)
        case actions.EraseChat(ask_id):
            return await privacy.erase(desk, reader, ask_id)
        case actions.MoreStories(at):
            return await reading.more_stories(desk, reader, at)
        case actions.StartAfresh(at):
            return await absence.start_afresh(desk, reader, at)
        case actions.UndoSchedule(ask_id):
            return await schedule.undo_schedule(desk, reader, ask_id)
        case actions.PickFeed(ask_id, index):
            return await sources.pick_feed(desk, reader, ask_id, index)
        case actions.RemoveFeed(feed_id):
            return await administration.drop_feed(desk, reader, feed_id)
        case actions.ReadFeed(feed_id):
            return await watch.read_again(desk, reader, feed_id)
        case actions.AddBundle(number):
            return await catalogue.add_bundle(desk, reader, number)
        case actions.AddMedia(ask_id, place):
            return await catalogue.add_media(desk, reader, ask_id, place)
        case actions.MediaPage(ask_id, page):
            return await catalogue.turn_page(desk, reader, ask_id, page)
        case actions.UndoAddition(addition_id):
            return await catalogue.undo(desk, reader, addition_id)
        case actions.ShowCatalogue():
            return await catalogue.show_catalogue(desk, reader, "")
        case actions.PickZone(ask_id, index):
            return await zones.pick_zone(desk, reader, ask_id, index)
        case actions.UndoZone(ask_id):
            return await zones.undo_zone(desk, reader, ask_id)
        case actions.WantSpikes(topic_id):
            return await subscriptions.want_spikes(desk, reader, topic_id, wanted=True)
        case actions.NoSpikes(topic_id):
            return await subscriptions.want_spikes(desk, reader, topic_id, wanted=False)
        case actions.NoAlert(topic_id):
            return await subscriptions.end_alert(desk, reader, topic_id)
        case actions.MuteAlerts():
            return await quiet.mute_alerts(desk, reader)
        case actions.UnmuteAlerts():
            return await quiet.unmute_alerts(desk, reader)
        case actions.HoldAlerts():
            return await quiet.set_mode(desk, reader, QuietMode.HOLD)
        case actions.SilenceAlerts():
            return await quiet.set_mode(desk, reader, QuietMode.SILENT)
        case actions.UndoQuiet(ask_id):
            return await quiet.undo_quiet(desk, reader, ask_id)
        case actions.OpenChannel(destination_id):
            return await channels.open_channel(desk, reader, destination_id)
        case actions.OtherChannel():
            return await channels.ask_for_channel(desk, reader)
        case actions.EndChannel():
            return await channels.end_channel(desk, reader, "")
        case actions.Settings():
            return await settings.show_settings(desk, reader, "")
        case actions.OpenSettings(page, part):
            return await settings.open_page(desk, reader, page, part)
        case actions.ChooseSetting(setting, value, part):
            return await settings.choose(desk, reader, setting, value, part)
        case actions.OpenTimes(page, part, topic_id):
            return await settings.open_times(desk, reader, page, part, topic_id)
        case actions.ChooseTime(setting, value, topic_id):
            return await settings.choose_time(desk, reader, setting, value, topic_id)
        case actions.WriteSetting(setting):
            return await settings.write(desk, reader, setting)
        case actions.FeedPage(page):
            return await feed_care.turn_page(desk, reader, FeedPlace(page=page))
        case actions.SendHeld(at):
            return await brake.release_this(desk, reader, at)
        case actions.AbandonHeld(at):
            return await brake.abandon_this(desk, reader, at)
        case actions.OpenJournal(before_id):
            return await journal.open_journal(desk, reader, before_id)
        case actions.SendBroadcast(broadcast_id):
            return await broadcast.send_this(desk, reader, broadcast_id)
        case actions.DropBroadcast(broadcast_id):
            return await broadcast.drop_this(desk, reader, broadcast_id)
        case actions.StopBroadcast(broadcast_id):
            return await broadcast.stop_this(desk, reader, broadcast_id)
        case _:
            assert_never(action)


async def _confirm(desk: Desk, reader: Reader, ask_id: int) -> Result:
    return await subscriptions.subscribe(desk, reader, (await _asked(desk, reader, ask_id)).text)


async def _asked(desk: Desk, reader: Reader, ask_id: int) -> Asked:
    """What was proposed to this chat. Raises `NotFound` once it is forgotten."""
    destination = await destination_of(desk, reader)
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.destination_id != destination.id or asked.kind != Wanted.SUBSCRIBE.value:
        raise NotFound("ask")
    return asked

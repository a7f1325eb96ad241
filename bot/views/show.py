"""Every result of the conversation, as messages."""

from __future__ import annotations

from typing import assert_never

from bot.model import Message
from bot.results import (
    AdminWelcomed,
    AlertSet,
    AlertsMuted,
    BroadcastPreview,
    CardChanged,
    Choices,
    Courtesy,
    Declined,
    DigestOnDemand,
    Erased,
    EraseQuestion,
    Exclusions,
    FollowEnded,
    FreshStart,
    FrontPage,
    Help,
    MyData,
    NothingFollowed,
    Others,
    Paused,
    Privacy,
    Proposal,
    Question,
    QuietSet,
    Result,
    Resumed,
    ScheduleSet,
    SearchPage,
    SettingsShown,
    Stopped,
    StoryCard,
    Subscribed,
    Subscriptions,
    TopicPage,
    TopicSwapped,
    Trend,
    UnknownCommand,
    Unsubscribed,
    Welcome,
    WhichTopic,
    Why,
    ZoneChoice,
    ZoneSet,
)
from bot.views import (
    absence,
    archive,
    broadcast,
    channels,
    digest,
    narrowing,
    privacy,
    quiet,
    schedule,
    settings,
    start,
    story,
    subscriptions,
    topic,
    trend,
)
from bot.views.show_admin import OfAdmins, of_admins
from bot.views.voice import Voice


def show(result: Result, voice: Voice) -> tuple[Message, ...]:
    """The messages that answer whoever asked, in order; at least one."""
    if isinstance(result, DigestOnDemand):
        return digest.render_on_demand(result, voice)
    if isinstance(result, FrontPage):
        return archive.front_page(result, voice)
    if isinstance(result, Others):
        return digest.render_others(result, voice)
    if isinstance(result, BroadcastPreview):
        return broadcast.preview(result, voice)
    if isinstance(result, channels.OfChannels):
        return (channels.of_channels(result, voice),)
    if isinstance(result, OfAdmins):
        return (of_admins(result, voice),)
    return (_one(result, voice),)


_One = (
    Welcome | AdminWelcomed | Help | UnknownCommand | Courtesy | Question | Proposal | Declined
    | TopicPage | Choices | Subscribed | Unsubscribed | WhichTopic | Subscriptions | AlertSet | NothingFollowed
    | ScheduleSet | ZoneSet | ZoneChoice | Paused | Resumed | Stopped
    | StoryCard | Why | AlertsMuted | QuietSet
    | CardChanged | FollowEnded | Exclusions | TopicSwapped
    | SettingsShown
    | SearchPage
    | Trend
    | Privacy | MyData | EraseQuestion | Erased
    | FreshStart
)  # fmt: skip


def _one(result: _One, voice: Voice) -> Message:
    match result:
        case StoryCard():
            return story.opened(result, voice)
        case Why():
            return story.why(result, voice)
        case Trend():
            return trend.trend(result, voice)
        case SearchPage():
            return archive.search_page(result, voice)
        case CardChanged():
            return story.opened(result.card, voice)
        case FollowEnded():
            return Message(html=voice.reading.LEFT)
        case Exclusions():
            return narrowing.exclusions(result, voice)
        case TopicSwapped():
            return narrowing.swapped(result, voice)
        case FreshStart():
            return absence.started_afresh(result, voice)
        case ScheduleSet() | ZoneSet() | ZoneChoice() | Paused() | Resumed() | Stopped():
            return _of_times(result, voice)
        case Privacy() | MyData() | EraseQuestion() | Erased():
            return _of_privacy(result, voice)
        case SettingsShown():
            return settings.shown(result, voice)
        case QuietSet():
            return quiet.quiet_set(result, voice)
        case AlertsMuted():
            return quiet.alerts_muted(result, voice)
        case (
            Subscribed()
            | TopicPage()
            | Choices()
            | Unsubscribed()
            | WhichTopic()
            | Subscriptions()
            | AlertSet()
            | NothingFollowed()
        ):
            return _of_topics(result, voice)
        case _:
            return _of_talk(result, voice)


_OfTimes = ScheduleSet | ZoneSet | ZoneChoice | Paused | Resumed | Stopped
_OfTalk = Welcome | AdminWelcomed | Help | UnknownCommand | Courtesy | Question | Proposal | Declined
_OfTopics = (
    TopicPage | Choices | Subscribed | Unsubscribed | WhichTopic | Subscriptions | AlertSet | NothingFollowed
)


def _of_times(result: _OfTimes, voice: Voice) -> Message:
    match result:
        case ScheduleSet():
            return schedule.schedule_set(result, voice)
        case ZoneSet():
            return schedule.zone_set(result, voice)
        case ZoneChoice():
            return schedule.which_zone(result, voice)
        case Paused():
            return schedule.paused(result, voice)
        case Resumed():
            return schedule.resumed(result, voice)
        case Stopped():
            return schedule.stopped(result, voice)
        case _:
            assert_never(result)


def _of_talk(result: _OfTalk, voice: Voice) -> Message:
    match result:
        case Welcome():
            return start.welcome(result, voice)
        case AdminWelcomed():
            return start.admin_welcomed(result, voice)
        case Help():
            return start.show_help(result, voice)
        case UnknownCommand():
            return start.unknown_command(result, voice)
        case Courtesy():
            return start.small_talk(result, voice)
        case Question():
            return start.question(result, voice)
        case Proposal():
            return start.proposal(result, voice)
        case Declined():
            return start.declined(result, voice)
        case _:
            assert_never(result)


def _of_topics(result: _OfTopics, voice: Voice) -> Message:
    match result:
        case Subscribed():
            return subscriptions.subscribed(result, voice)
        case TopicPage():
            return topic.topic_page(result, voice)
        case Choices():
            return topic.choices(result, voice)
        case Unsubscribed():
            return subscriptions.unsubscribed(result, voice)
        case WhichTopic():
            return subscriptions.which_topic(result, voice)
        case Subscriptions():
            return subscriptions.subscriptions(result, voice)
        case AlertSet():
            return subscriptions.alert_set(result, voice)
        case NothingFollowed():
            return subscriptions.nothing_followed(result, voice)
        case _:
            assert_never(result)


def _of_privacy(result: Privacy | MyData | EraseQuestion | Erased, voice: Voice) -> Message:
    match result:
        case Privacy():
            return privacy.privacy(result, voice)
        case MyData():
            return privacy.my_data(result, voice)
        case EraseQuestion():
            return privacy.erase_question(result, voice)
        case Erased():
            return privacy.erased(result, voice)
        case _:
            assert_never(result)

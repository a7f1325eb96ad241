"""Channels that are set up from a private chat, and the frame in which everything said meanwhile stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from bot.errors import ChannelError, ChannelProblem
from bot.model import Button, DestinationId, Message
from bot.results import ChannelEnded, ChannelGone, ChannelList, ChannelOpened, ChannelReady
from bot.views.actions import EndChannel, ListTopics, OpenChannel, OtherChannel, Settings, address
from bot.views.html import MAX_CAPTION, MAX_UNITS, escape, fit, shorten, units
from bot.views.parts import button, topic_names
from bot.views.voice import Voice

MAX_TITLE_CHARS = 80
OfChannels = ChannelList | ChannelOpened | ChannelEnded | ChannelReady | ChannelGone


def of_channels(result: OfChannels, voice: Voice) -> Message:
    """Every result that concerns channels alone."""
    match result:
        case ChannelList():
            return channel_list(result, voice)
        case ChannelOpened():
            return opened(result, voice)
        case ChannelEnded():
            return ended(result, voice)
        case ChannelReady():
            return ready(result, voice)
        case ChannelGone():
            return gone(result, voice)
        case _:
            assert_never(result)


def channel_list(result: ChannelList, voice: Voice) -> Message:
    """Those that are known, and the way to another."""
    rows = [(button(each.title, OpenChannel(each.destination_id)),) for each in result.channels]
    other = (button(voice.channels.OTHER, OtherChannel()),)
    return Message(html=voice.channels.WHICH, buttons=(*rows, other))


def which_channel(voice: Voice) -> Message:
    """A button that opens Telegram's own list of somebody's channels."""
    return Message(html=voice.channels.ASK, pick=voice.channels.PICK)


def opened(result: ChannelOpened, voice: Voice) -> Message:
    """That everything is for the channel now; its buttons are for it too, whatever is being set up later."""
    times = voice.moments.schedule(result.times.slots)
    said = voice.channels.opened(_title(result.title), topic_names(result.topics, voice), times)
    place = result.destination_id
    first = (
        to_place(button(voice.settings.SETTINGS, Settings()), place),
        to_place(button(voice.channels.TOPICS, ListTopics()), place),
    )
    return Message(html=fit(said, MAX_UNITS), buttons=(first, (button(voice.channels.END, EndChannel()),)))


def ended(result: ChannelEnded, voice: Voice) -> Message:
    """That everything is for themselves again."""
    return Message(
        html=voice.channels.ended(_title(result.title)) if result.title else voice.channels.NOTHING_TO_END
    )


def ready(result: ChannelReady, voice: Voice) -> Message:
    """An invitation to set the channel up."""
    return Message(
        html=voice.channels.ready(_title(result.title)),
        buttons=((button(voice.channels.SET_UP, OpenChannel(result.destination_id)),),),
    )


def gone(result: ChannelGone, voice: Voice) -> Message:
    """That nothing more appears there."""
    return Message(html=voice.channels.gone(_title(result.title)))


def problem(error: ChannelError, voice: Voice) -> str:
    """Why a channel cannot be set up, and what would help."""
    title = _title(error.title)
    match error.problem:
        case ChannelProblem.UNKNOWN:
            return voice.channels.UNKNOWN
        case ChannelProblem.IN_PRIVATE:
            return voice.channels.IN_PRIVATE
        case ChannelProblem.NOT_YOURS:
            return voice.channels.not_yours(title)
        case ChannelProblem.NO_RIGHT:
            return voice.channels.no_right(title)
        case ChannelProblem.LOST:
            return voice.channels.lost(title)


def for_channel(
    messages: Sequence[Message], title: str, place: DestinationId, voice: Voice, *, typed: bool
) -> tuple[Message, ...]:
    """Answers that concern a channel: they say so, and so do their buttons, for as long as they stand.

    `typed`: it is being set up, and what is typed next is for it too.
    """
    addressed = [
        replace(each, buttons=tuple(tuple(to_place(one, place) for one in row) for row in each.buttons))
        for each in messages
    ]
    return _framed(addressed, voice.channels.frame(_title(title), typed))


def lapsed(messages: Sequence[Message], title: str, voice: Voice) -> tuple[Message, ...]:
    """The first answers after a set-up that ended by silence."""
    return _framed(messages, voice.channels.lapsed(_title(title)))


def to_place(button: Button, place: DestinationId) -> Button:
    """The button, for that channel."""
    return replace(button, action=address(button.action, place)) if button.action else button


def _framed(messages: Sequence[Message], frame: str) -> tuple[Message, ...]:
    *before, last = messages
    room = MAX_UNITS if last.attachment is None else MAX_CAPTION
    html = f"{last.html}\n\n{frame}" if last.html else frame
    if units(html) > room:
        return (*messages, Message(html=frame, silent=True))
    return (*before, replace(last, html=html))


def _title(title: str) -> str:
    return escape(shorten(title, MAX_TITLE_CHARS))

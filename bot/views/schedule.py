"""When digests come, and when they rest."""

from __future__ import annotations

from bot.model import Message
from bot.results import Paused, Resumed, ScheduleSet, Stopped
from bot.views.actions import UndoSchedule
from bot.views.parts import button
from bot.views.subscriptions import next_line
from bot.views.voice import Voice


def schedule_set(result: ScheduleSet, voice: Voice) -> Message:
    """The times as they were understood."""
    times = voice.moments.schedule(result.times.slots)
    said = voice.say.schedule_restored(times) if result.restored else voice.say.schedule_set(times)
    undo = () if result.undo_id is None else ((button(voice.say.CANCEL, UndoSchedule(result.undo_id)),),)
    return Message(html=f"{said} {next_line(result.times, voice)}", buttons=undo)


def paused(result: Paused, voice: Voice) -> Message:
    """Until when."""
    if result.until is None:
        return Message(html=voice.say.PAUSED_FOR_NOW)
    return Message(html=voice.say.paused_until(voice.until(result.until)))


def resumed(result: Resumed, voice: Voice) -> Message:
    """When the next digest comes."""
    said = voice.say.RESUMED if result.was_paused else voice.say.WAS_NOT_PAUSED
    return Message(html=f"{said} {next_line(result.times, voice)}")


def stopped(result: Stopped, voice: Voice) -> Message:
    """What is kept, and how to come back."""
    return Message(html=voice.say.stopped(result.topics))

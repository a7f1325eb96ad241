"""When digests come, and when they rest."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.model import Message
from bot.results import Paused, Resumed, ScheduleSet, Stopped, ZoneChoice, ZoneSet
from bot.views.actions import PickZone, UndoSchedule, UndoZone
from bot.views.html import escape, shorten
from bot.views.parts import MAX_QUERY_CHARS, button
from bot.views.subscriptions import next_line
from bot.views.voice import Voice


def schedule_set(result: ScheduleSet, voice: Voice) -> Message:
    """The times as they were understood."""
    times = voice.moments.schedule(result.times.slots)
    said = voice.say.schedule_restored(times) if result.restored else voice.say.schedule_set(times)
    undo = () if result.undo_id is None else ((button(voice.say.CANCEL, UndoSchedule(result.undo_id)),),)
    return Message(html=f"{said} {next_line(result.times, voice)}", buttons=undo)


def zone_set(result: ZoneSet, voice: Voice) -> Message:
    """Whose time it is now, so that a wrong place shows, and what comes next by it."""
    there = replace(voice, zone=ZoneInfo(result.times.zone))
    say = voice.alerts.zone_restored if result.restored else voice.alerts.zone_set
    said = say(escape(voice.moments.place(result.times.zone)), there.clock(there.now))
    undo = () if result.undo_id is None else ((button(voice.say.CANCEL, UndoZone(result.undo_id)),),)
    return Message(html=f"{said} {next_line(result.times, there)}", buttons=undo)


def which_zone(result: ZoneChoice, voice: Voice) -> Message:
    """The places that it may be, a button each."""
    return Message(
        html=voice.alerts.which_zone(escape(shorten(result.typed, MAX_QUERY_CHARS))),
        buttons=tuple(
            (button(voice.moments.place(zone), PickZone(result.ask_id, index)),)
            for index, zone in enumerate(result.zones)
        ),
    )


def paused(result: Paused, voice: Voice) -> Message:
    """Until when."""
    if result.until is None:
        return Message(html=voice.say.PAUSED_FOR_NOW)
    until = voice.until(result.until)
    if result.back_at is None:
        return Message(html=voice.say.paused_until(until))
    return Message(html=voice.absence.paused(until, voice.moment(result.back_at)))


def resumed(result: Resumed, voice: Voice) -> Message:
    """When the next digest comes, or that the word of return does at once."""
    if result.catches_up:
        return Message(html=f"{voice.say.RESUMED} {voice.absence.COMING}")
    said = voice.say.RESUMED if result.was_paused else voice.say.WAS_NOT_PAUSED
    return Message(html=f"{said} {next_line(result.times, voice)}")


def stopped(result: Stopped, voice: Voice) -> Message:
    """What is kept, and how to come back."""
    return Message(html=voice.say.stopped(result.topics))

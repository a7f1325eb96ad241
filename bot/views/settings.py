"""`/reglages`: what is chosen, and a page of buttons for each choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.model import Button, Length, Message, QuietMode
from bot.results.settings import OutletChoice, Page, Setting, SettingsShown
from bot.views import times
from bot.views.actions import ChooseSetting, OpenSettings, WriteSetting
from bot.views.html import escape, shorten
from bot.views.pages import Rows, clock, in_rows, page_of
from bot.views.parts import button, outlet_name
from bot.views.voice import Voice

MAX_CONTACT_CHARS = 200
ALERTS = (1, 3, 5, 10, 15, 20)  # with what the house proposes by default
NAMED = 5  # media left out that are named


def shown(result: SettingsShown, voice: Voice) -> Message:
    """One page; every page but the first leads back."""
    match result.page:
        case Page.MAIN:
            return Message(
                html="\n".join((voice.settings.TITLE, *_all(result, voice))), buttons=_main(result, voice)
            )
        case Page.TIMES:
            return times.which_days(result, _times(result, voice), voice)
        case Page.WEEKDAYS | Page.WEEKEND | Page.QUIET_FROM | Page.QUIET_TO:
            return times.which_time(result, voice)
        case Page.ZONE:
            return _zone(result, voice)
        case Page.QUIET:
            return page_of(_quiet(result, voice), _quiet_rows(result, voice), Page.MAIN, result, voice)
        case Page.ALERTS:
            return page_of(_alerts(result, voice), _alerts_rows(result, voice), Page.MAIN, result, voice)
        case Page.LENGTH:
            said = f"{_length(result, voice)}\n{voice.settings.ASK_LENGTH}"
            return page_of(said, (_length_row(result, voice),), Page.MAIN, result, voice)
        case Page.OUTLETS:
            return _outlets(result, voice)
        case Page.LANGUAGE:
            return page_of(
                voice.settings.language_is(result.language),
                (_language_row(result, voice),),
                Page.MAIN,
                result,
                voice,
            )


# --- what is chosen ---------------------------------------------------------------------------------------------


def _all(result: SettingsShown, voice: Voice) -> tuple[str, ...]:
    say = voice.settings
    return (
        _times(result, voice),
        _quiet(result, voice),
        _alerts(result, voice),
        _length(result, voice),
        _left_out(result, voice),
        say.PREVIEWS_ON if result.chosen.previews else say.PREVIEWS_OFF,
        say.language_is(result.language),
    )


def _times(result: SettingsShown, voice: Voice) -> str:
    place = escape(voice.moments.place(result.times.zone))
    return voice.settings.times(voice.moments.schedule(result.times.slots), place)


def _quiet(result: SettingsShown, voice: Voice) -> str:
    quiet = result.quiet
    if quiet.start == quiet.end:
        return voice.settings.QUIET_IS_NONE
    held = result.chosen.quiet_mode is QuietMode.HOLD
    return voice.settings.quiet(clock(quiet.start, voice), clock(quiet.end, voice), held)


def _alerts(result: SettingsShown, voice: Voice) -> str:
    said = voice.settings.alerts(result.max_alerts) if result.max_alerts else voice.settings.ALERTS_ARE_OFF
    if result.alert_cap is None or result.page is not Page.ALERTS:
        return said
    contact = escape(shorten(result.contact, MAX_CONTACT_CHARS))
    return f"{said}\n{voice.access.alerts_capped(result.alert_cap, contact)}"


def _length(result: SettingsShown, voice: Voice) -> str:
    say = voice.settings
    match result.chosen.length:
        case Length.TITLES:
            return say.LENGTH_TITLES
        case Length.BRIEF:
            return say.LENGTH_BRIEF
        case Length.FULL:
            return say.LENGTH_FULL


def _left_out(result: SettingsShown, voice: Voice) -> str:
    names = sorted(map(outlet_name, result.chosen.left_out))
    return voice.settings.left_out(names[:NAMED], max(0, len(names) - NAMED))


# --- buttons ----------------------------------------------------------------------------------------------------


def _main(result: SettingsShown, voice: Voice) -> Rows:
    say, previews = voice.settings, result.chosen.previews

    def to(label: str, page: Page) -> Button:
        return button(label, OpenSettings(page, 0))

    return (
        (to(say.TIMES, Page.TIMES), to(say.ZONE, Page.ZONE)),
        (to(say.QUIET, Page.QUIET), to(say.ALERTS, Page.ALERTS)),
        (to(say.LENGTH, Page.LENGTH), to(say.OUTLETS, Page.OUTLETS)),
        (
            button(
                say.HIDE_PREVIEWS if previews else say.SHOW_PREVIEWS,
                ChooseSetting(Setting.PREVIEWS, int(not previews), 0),
            ),
            to(say.LANGUAGE, Page.LANGUAGE),
        ),
    )


def _zone(result: SettingsShown, voice: Voice) -> Message:
    there = replace(voice, zone=ZoneInfo(result.times.zone))
    said = voice.alerts.zone_is(escape(voice.moments.place(result.times.zone)), there.clock(there.now))
    places = [
        button(
            _marked(voice.moments.place(zone), zone == result.times.zone, voice),
            ChooseSetting(Setting.ZONE, place, 0),
        )
        for place, zone in result.zones
    ]
    write = (button(voice.settings.WRITE_PLACE, WriteSetting(Setting.ZONE)),)
    return page_of(said, (*in_rows(places, 3), write), Page.MAIN, result, voice)


def _quiet_rows(result: SettingsShown, voice: Voice) -> Rows:
    say, held = voice.settings, result.chosen.quiet_mode is QuietMode.HOLD
    modes = tuple(QuietMode)
    if result.quiet.start == result.quiet.end:
        choose = button(say.CHOOSE_QUIET, OpenSettings(Page.QUIET_FROM, 0))
        return ((choose, button(say.WRITE_HOURS, WriteSetting(Setting.QUIET_FROM))),)
    return (
        (
            button(say.quiet_from(clock(result.quiet.start, voice)), OpenSettings(Page.QUIET_FROM, 0)),
            button(say.quiet_to(clock(result.quiet.end, voice)), OpenSettings(Page.QUIET_TO, 0)),
        ),
        (
            button(
                _marked(say.NO_SOUND, not held, voice),
                ChooseSetting(Setting.QUIET_MODE, modes.index(QuietMode.SILENT), 0),
            ),
            button(
                _marked(say.HOLD, held, voice),
                ChooseSetting(Setting.QUIET_MODE, modes.index(QuietMode.HOLD), 0),
            ),
        ),
        (
            button(say.NO_QUIET, ChooseSetting(Setting.NO_QUIET, 0, 0)),
            button(say.WRITE_HOURS, WriteSetting(Setting.QUIET_FROM)),
        ),
    )


def _alerts_rows(result: SettingsShown, voice: Voice) -> Rows:
    def most(label: str, value: int) -> Button:
        return button(
            _marked(label, value == result.max_alerts, voice), ChooseSetting(Setting.ALERTS, value, 0)
        )

    numbers = tuple(most(voice.moments.number(value), value) for value in ALERTS)
    return (numbers, (most(voice.settings.NO_ALERTS, 0),))


def _length_row(result: SettingsShown, voice: Voice) -> tuple[Button, ...]:
    say = voice.settings
    labels = {Length.TITLES: say.TITLES, Length.BRIEF: say.BRIEF, Length.FULL: say.FULL}
    return tuple(
        button(
            _marked(labels[length], length is result.chosen.length, voice),
            ChooseSetting(Setting.LENGTH, place, 0),
        )
        for place, length in enumerate(Length)
    )


def _language_row(result: SettingsShown, voice: Voice) -> tuple[Button, ...]:
    labels = (("fr", voice.settings.FRENCH), ("en", voice.settings.ENGLISH))
    return tuple(
        button(_marked(label, language == result.language, voice), ChooseSetting(Setting.LANGUAGE, place, 0))
        for place, (language, label) in enumerate(labels)
    )


def _outlets(result: SettingsShown, voice: Voice) -> Message:
    say = voice.settings
    if not result.outlets:
        return page_of(say.NO_OUTLETS, (), Page.MAIN, result, voice)
    rows: list[tuple[Button, ...]] = [(_outlet(each, result.part, voice),) for each in result.outlets]
    turns = [
        button(label, OpenSettings(Page.OUTLETS, part))
        for label, part in ((voice.house.PREVIOUS, result.part - 1), (voice.house.NEXT, result.part + 1))
        if 0 <= part < result.parts
    ]
    said = f"{_left_out(result, voice)}\n{say.ASK_OUTLETS}"
    return page_of(said, _with(rows, turns), Page.MAIN, result, voice)


def _outlet(choice: OutletChoice, part: int, voice: Voice) -> Button:
    if choice.left_out:
        return button(
            voice.settings.take_back(choice.outlet), ChooseSetting(Setting.TAKE_BACK, choice.feed_id, part)
        )
    return button(
        voice.settings.leave_out(choice.outlet), ChooseSetting(Setting.LEAVE_OUT, choice.feed_id, part)
    )


def _with(rows: Sequence[tuple[Button, ...]], turns: Sequence[Button]) -> Rows:
    return (*rows, tuple(turns)) if turns else tuple(rows)


def _marked(label: str, is_chosen: bool, voice: Voice) -> str:
    return voice.settings.chosen(label) if is_chosen else label

"""The times of day to choose from: of digests, in the settings or under a topic, and of quiet hours."""

from __future__ import annotations

from bot.core.calendar import WEEKDAYS
from bot.model import Message
from bot.results.settings import NONE, Page, Setting, SettingsShown
from bot.views.actions import Action, ChooseSetting, ChooseTime, WriteSetting
from bot.views.pages import Rows, clock, in_rows, page_of, turn_to
from bot.views.parts import button
from bot.views.voice import Voice

A_ROW = 6  # hours: four rows of six make a day
A_ROW_OF_LONG = 4  # « 10:00 PM » is cut short where six share a phone’s width
LONG = 7
QUARTERS = (0, 15, 30, 45)
OF_TIMES = {
    Page.WEEKDAYS: Setting.WEEKDAYS,
    Page.WEEKEND: Setting.WEEKEND,
    Page.QUIET_FROM: Setting.QUIET_FROM,
    Page.QUIET_TO: Setting.QUIET_TO,
}


def which_days(result: SettingsShown, said: str, voice: Voice) -> Message:
    """Whose times are to change: those of weekdays, or of the weekend; or they are written."""
    say = voice.settings
    rows = (
        (
            button(say.WEEKDAYS, turn_to(Page.WEEKDAYS, result)),
            button(say.WEEKEND, turn_to(Page.WEEKEND, result)),
        ),
        (button(say.WRITE_TIMES, WriteSetting(Setting.WEEKDAYS)),),
    )
    return page_of(said, rows, Page.MAIN, result, voice)


def which_time(result: SettingsShown, voice: Voice) -> Message:
    """The hours of the day; then the quarters of the one that was picked."""
    say, page = voice.settings, result.page
    asks = {
        Page.WEEKDAYS: (say.ASK_WEEKDAYS, Page.TIMES),
        Page.WEEKEND: (say.ASK_WEEKEND, Page.TIMES),
        Page.QUIET_FROM: (say.ASK_QUIET_FROM, Page.QUIET),
        Page.QUIET_TO: (say.ASK_QUIET_TO, Page.QUIET),
    }
    ask, back = asks[page]
    if result.hour is None:
        rows = (*_hours(result, voice), *_no_digest(result, voice))
        return page_of(ask, rows, back, result, voice)
    minutes = [result.hour * 60 + quarter for quarter in QUARTERS]
    row = tuple(button(clock(at, voice), _choose(OF_TIMES[page], at, result)) for at in minutes)
    return page_of(ask, (row,), page, result, voice)


def _hours(result: SettingsShown, voice: Voice) -> Rows:
    hours = [button(clock(hour * 60, voice), turn_to(result.page, result, hour + 1)) for hour in range(24)]
    return in_rows(hours, A_ROW if max(len(hour.label) for hour in hours) < LONG else A_ROW_OF_LONG)


def _no_digest(result: SettingsShown, voice: Voice) -> Rows:
    """No digest on these days, where some is left on the others."""
    say, days = voice.settings, frozenset[int]().union(*(slot.days for slot in result.times.slots))
    if result.page is Page.WEEKDAYS and days - WEEKDAYS:
        return ((button(say.NOT_ON_WEEKDAYS, _choose(Setting.WEEKDAYS, NONE, result)),),)
    if result.page is Page.WEEKEND and days & WEEKDAYS:
        return ((button(say.NOT_ON_WEEKENDS, _choose(Setting.WEEKEND, NONE, result)),),)
    return ()


def _choose(setting: Setting, value: int, result: SettingsShown) -> Action:
    if result.back_to is None:
        return ChooseSetting(setting, value, 0)
    return ChooseTime(setting, value, result.back_to)

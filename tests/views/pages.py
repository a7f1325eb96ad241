"""Every page of the settings, as the views meet it."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.model import FeedId, Length, Preferences, QuietHours, QuietMode, Slot, TopicId
from bot.results.settings import OutletChoice, Page, SettingsShown
from tests.views.samples import TIMES

SHOWN = SettingsShown(Page.MAIN, TIMES, "fr", Preferences(), QuietHours(22 * 60, 7 * 60), 8)
ONLY_WEEKEND = replace(TIMES, slots=(Slot(time(10), frozenset((5, 6))),))
ONLY_WEEK = replace(TIMES, slots=(Slot(time(7, 30), frozenset(range(5))),))
OUTLETS = (OutletChoice(FeedId(1), "<b>Le Fanal", False), OutletChoice(FeedId(2), "La Tribune", True))
CHOSEN = (
    Preferences(length=Length.TITLES, previews=True, left_out=frozenset({"<b>Le Fanal"})),
    Preferences(quiet_mode=QuietMode.HOLD, length=Length.FULL),
    Preferences(left_out=frozenset(f"Média {n}" for n in range(6))),
    Preferences(left_out=frozenset(f"Média {n}" for n in range(9))),
)
PAGES = (
    *(replace(SHOWN, page=page) for page in Page),
    *(replace(SHOWN, chosen=chosen, page=page) for chosen in CHOSEN for page in Page),
    replace(SHOWN, quiet=QuietHours(0, 0), max_alerts=0, language="en"),
    *(
        replace(SHOWN, page=page, hour=7)
        for page in (Page.WEEKDAYS, Page.WEEKEND, Page.QUIET_FROM, Page.QUIET_TO)
    ),
    *(
        replace(SHOWN, page=page, times=times)
        for page in (Page.WEEKDAYS, Page.WEEKEND)
        for times in (ONLY_WEEKEND, ONLY_WEEK)
    ),
    *(
        replace(SHOWN, page=Page.ALERTS, alert_cap=cap, contact=contact)
        for cap in (0, 3)
        for contact in ("", "<b>")
    ),
    replace(SHOWN, page=Page.ZONE, zones=((0, "Europe/Paris"), (3, "America/Toronto"))),
    *(replace(SHOWN, page=Page.OUTLETS, outlets=OUTLETS, part=part, parts=3) for part in range(3)),
    replace(SHOWN, page=Page.OUTLETS, outlets=OUTLETS),
    *(
        replace(SHOWN, page=page, back_to=TopicId(back), hour=hour)
        for page in (Page.TIMES, Page.WEEKDAYS, Page.WEEKEND)
        for back in (0, 3)
        for hour in (None, 7)
    ),
)

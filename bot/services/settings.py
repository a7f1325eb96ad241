"""`/reglages` and `/langue`: every choice of a chat on one message, and what its buttons change.

Every button says what is to be, never « the other way round »: two people who tap at once, or one who taps twice, get
what the last button says. What a page shows is always read anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.core.alerting import most_alerts
from bot.core.calendar import WEEKDAYS, WEEKEND, next_due
from bot.core.paging import page_of
from bot.errors import NotFound
from bot.french.clockwords import fold
from bot.model import Destination, FeedId, Length, Preferences, QuietHours, QuietMode, Reader, Slot, TopicId
from bot.results import Question, QuietSet, Wanted
from bot.results.settings import MOST_ALERTS, NONE, OutletChoice, Page, Setting, SettingsShown
from bot.services import quiet
from bot.services.desk import Desk
from bot.services.people import destination_of, times_of
from bot.services.subscriptions import ask_for
from bot.services.zones import is_zone

OUTLETS_A_PAGE = 8
HOURS = 24
LANGUAGES = ("fr", "en")
NAMES = {
    **dict.fromkeys(("fr", "francais", "french"), "fr"),
    **dict.fromkeys(("en", "anglais", "english"), "en"),
}
# Where most readers of the French-language press live; places in it stand in buttons: only ever append.
LIKELY_ZONES = (
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Zurich",
    "America/Toronto",
    "Africa/Algiers",
    "Africa/Casablanca",
    "Africa/Tunis",
    "Africa/Dakar",
    "Africa/Abidjan",
    "Africa/Kinshasa",
    "Indian/Reunion",
    "America/Martinique",
)
OF_TIMES = frozenset({Page.TIMES, Page.WEEKDAYS, Page.WEEKEND})
_CHOICES = {
    Setting.QUIET_FROM: Page.QUIET,
    Setting.QUIET_TO: Page.QUIET,
    Setting.NO_QUIET: Page.QUIET,
    Setting.QUIET_MODE: Page.QUIET,
    Setting.ALERTS: Page.ALERTS,
    Setting.LENGTH: Page.LENGTH,
    Setting.PREVIEWS: Page.MAIN,
}  # what is a preference, and the page that shows it


async def show_settings(desk: Desk, reader: Reader, text: str) -> SettingsShown:
    """`/reglages`."""
    return replace(await _shown(desk, reader, Page.MAIN), fresh=True)


async def set_language(desk: Desk, reader: Reader, text: str) -> SettingsShown:
    """`/langue [français|anglais]`; any other word shows the choice."""
    language = NAMES.get(fold(text.strip()))
    if language is None:
        return replace(await _shown(desk, reader, Page.LANGUAGE), fresh=True)
    return replace(
        await _set_language(desk, reader, LANGUAGES.index(language)), fresh=True, language_set=True
    )


async def open_page(desk: Desk, reader: Reader, page: int, part: int) -> SettingsShown:
    """A page; `part`: which screen of outlets, or one more than the hour whose minutes are asked for.

    Raises `NotFound` for a page that there is not.
    """
    try:
        return await _shown(desk, reader, Page(page), part)
    except ValueError as exc:
        raise NotFound("page") from exc


async def show_times(desk: Desk, reader: Reader) -> SettingsShown:
    """*Changer l’heure* of a message that says nothing of where to go back."""
    return replace(await _shown(desk, reader, Page.TIMES), fresh=True)


async def open_times(desk: Desk, reader: Reader, page: int, part: int, topic_id: TopicId) -> SettingsShown:
    """*Changer l’heure* under a topic (0: under the list of all). Raises `NotFound` for another page."""
    if page not in OF_TIMES:
        raise NotFound("page")
    return replace(await _shown(desk, reader, Page(page), part), back_to=topic_id)


async def choose_time(
    desk: Desk, reader: Reader, setting: int, value: int, topic_id: TopicId
) -> SettingsShown:
    """As `choose`, for times opened under a topic."""
    if setting not in (Setting.WEEKDAYS, Setting.WEEKEND):
        raise NotFound("setting")
    return replace(await choose(desk, reader, setting, value, 0), back_to=topic_id)


async def write(desk: Desk, reader: Reader, setting: int) -> Question | QuietSet:
    """What is written rather than tapped: times, a place, quiet hours. The next message is taken for it."""
    match setting:
        case Setting.WEEKDAYS | Setting.WEEKEND:
            return await ask_for(desk, reader, Wanted.SCHEDULE)
        case Setting.ZONE:
            return await ask_for(desk, reader, Wanted.ZONE)
        case Setting.QUIET_FROM | Setting.QUIET_TO:
            return await quiet.set_quiet(desk, reader, "")
        case _:
            raise NotFound("setting")


async def choose(desk: Desk, reader: Reader, setting: int, value: int, part: int) -> SettingsShown:
    """One choice, and the page that shows it. Raises `NotFound` for a value that there is not (any more)."""
    match setting:
        case Setting.WEEKDAYS:
            return await _set_time(desk, reader, WEEKDAYS, value)
        case Setting.WEEKEND:
            return await _set_time(desk, reader, WEEKEND, value)
        case Setting.ZONE:
            return await _set_zone(desk, reader, value)
        case Setting.LANGUAGE:
            return await _set_language(desk, reader, value)
        case Setting.LEAVE_OUT | Setting.TAKE_BACK:
            return await _leave_out(desk, reader, FeedId(value), part, away=setting == Setting.LEAVE_OUT)
        case _:
            return await _prefer(desk, reader, setting, value)


async def _prefer(desk: Desk, reader: Reader, setting: int, value: int) -> SettingsShown:
    if setting not in _CHOICES:
        raise NotFound("setting")
    asked = Setting(setting)
    destination = await destination_of(desk, reader)
    house = QuietHours(desk.rules.quiet_from, desk.rules.quiet_to)
    await desk.store.destinations.change_preferences(
        destination.id, lambda had: _chosen(had, house, asked, value)
    )
    return await _shown(desk, reader, _CHOICES[asked])


def _chosen(had: Preferences, house: QuietHours, setting: Setting, value: int) -> Preferences:
    now = had.quiet or house
    match setting:
        case Setting.QUIET_FROM if 0 <= value < NONE:
            return replace(had, quiet=QuietHours(value, now.end))
        case Setting.QUIET_TO if 0 <= value < NONE:
            return replace(had, quiet=QuietHours(now.start, value))
        case Setting.NO_QUIET:
            return replace(had, quiet=QuietHours(0, 0))
        case Setting.QUIET_MODE if 0 <= value < len(QuietMode):
            return replace(had, quiet_mode=tuple(QuietMode)[value])
        case Setting.ALERTS if 0 <= value <= MOST_ALERTS:
            return replace(had, max_alerts=value)
        case Setting.LENGTH if 0 <= value < len(Length):
            return replace(had, length=tuple(Length)[value])
        case Setting.PREVIEWS if value in (0, 1):
            return replace(had, previews=bool(value))
        case _:
            raise NotFound("value")


async def _set_time(desk: Desk, reader: Reader, days: frozenset[int], minutes: int) -> SettingsShown:
    destination = await destination_of(desk, reader)
    others = [replace(slot, days=slot.days - days) for slot in destination.slots]
    slots = tuple(slot for slot in others if slot.days)
    if 0 <= minutes < NONE:
        slots = _with(slots, time(*divmod(minutes, 60)), days)
    elif minutes != NONE or not slots:  # some digest is left: whoever wants none pauses
        raise NotFound("time")
    await _reschedule(desk, destination, slots, destination.zone)
    return await _shown(desk, reader, Page.TIMES)


def _with(slots: tuple[Slot, ...], at: time, days: frozenset[int]) -> tuple[Slot, ...]:
    """One slot a time of day, so that what is the same on all days is said once."""
    same = frozenset[int]().union(days, *(slot.days for slot in slots if slot.at == at))
    return tuple(sorted((*(s for s in slots if s.at != at), Slot(at, same)), key=lambda slot: slot.at))


async def _set_zone(desk: Desk, reader: Reader, place: int) -> SettingsShown:
    if not 0 <= place < len(LIKELY_ZONES) or not is_zone(LIKELY_ZONES[place]):
        raise NotFound("zone")
    destination = await destination_of(desk, reader)
    await _reschedule(desk, destination, destination.slots, LIKELY_ZONES[place])
    return await _shown(desk, reader, Page.ZONE)


async def _reschedule(desk: Desk, destination: Destination, slots: tuple[Slot, ...], zone: str) -> None:
    due: datetime | None = next_due(slots, ZoneInfo(zone), desk.clock.now())
    await desk.store.destinations.set_schedule(destination.id, slots, zone, due)


async def _set_language(desk: Desk, reader: Reader, place: int) -> SettingsShown:
    if not 0 <= place < len(LANGUAGES):
        raise NotFound("language")
    destination = await destination_of(desk, reader)
    await desk.store.destinations.set_language(destination.id, LANGUAGES[place])
    return replace(await _shown(desk, reader, Page.LANGUAGE), language_set=True)


async def _leave_out(desk: Desk, reader: Reader, feed_id: FeedId, part: int, *, away: bool) -> SettingsShown:
    destination, outlet = await destination_of(desk, reader), (await desk.store.feeds.get(feed_id)).outlet

    def change(had: Preferences) -> Preferences:
        return replace(had, left_out=had.left_out | {outlet} if away else had.left_out - {outlet})

    await desk.store.destinations.change_preferences(destination.id, change)
    return await _shown(desk, reader, Page.OUTLETS, part)


async def _shown(desk: Desk, reader: Reader, page: Page, part: int = 0) -> SettingsShown:
    destination = await destination_of(desk, reader)
    chosen = destination.preferences
    shown = SettingsShown(
        page=page,
        times=times_of(destination),
        language=destination.language,
        chosen=chosen,
        quiet=chosen.quiet or QuietHours(desk.rules.quiet_from, desk.rules.quiet_to),
        max_alerts=most_alerts(destination, desk.rules.max_alerts),
        alert_cap=destination.alert_cap,
        contact=desk.rules.contact,
    )
    match page:
        case Page.WEEKDAYS | Page.WEEKEND | Page.QUIET_FROM | Page.QUIET_TO if 0 < part <= HOURS:
            return replace(shown, hour=part - 1)
        case Page.ZONE:
            places = enumerate(LIKELY_ZONES)
            return replace(shown, zones=tuple((n, zone) for n, zone in places if is_zone(zone)))
        case Page.OUTLETS:
            return await _outlets(desk, shown, part)
        case _:
            return shown


async def _outlets(desk: Desk, shown: SettingsShown, part: int) -> SettingsShown:
    """One screen of the media that are read, by name; the last where there are not so many."""
    first: dict[str, FeedId] = {}
    for feed in await desk.store.feeds.list_feeds():
        first.setdefault(feed.outlet, feed.id)
    names = sorted(first, key=fold)
    at = page_of(len(names), part, OUTLETS_A_PAGE)
    left_out = shown.chosen.left_out
    choices = tuple(OutletChoice(first[name], name, name in left_out) for name in names[at.start : at.end])
    return replace(shown, outlets=choices, part=at.number, parts=at.count)

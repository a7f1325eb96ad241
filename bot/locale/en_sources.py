# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of adding feeds: by address, out of the catalogue, out of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel import Locale

from bot.locale.en_moments import listing, number
from bot.locale.plurals import english as _s
from bot.results import Advice

_REGIONS = {"FR-outre-mer": "Overseas France", "Afrique": "Africa", "INT": "International"}


def country(code: str) -> str:
    return _REGIONS.get(code) or Locale("en").territories.get(code, code)


# --- one feed ---------------------------------------------------------------------------------------------------


def feed_added(outlet: str, entries: int) -> str:
    if not entries:
        return f"<b>{outlet}</b> is added; it will be read shortly."
    return f"<b>{outlet}</b> is added: {number(entries)} article{_s(entries)} read. The latest:"


def feed_added_empty(outlet: str) -> str:
    return f"<b>{outlet}</b> is added. This feed holds no article yet."


def feed_added_unread(outlet: str, problem: str) -> str:
    return f"<b>{outlet}</b> is added, but could not be read: {problem}. It will be tried again."


def dated(title: str, at: str) -> str:
    return f"{title}, {at}"


def feed_choice(count: int) -> str:
    return f"This address leads to {number(count)} feed{_s(count)}. Which one should I read?"


def feed_facts(entries: int, newest: str) -> str:
    if not entries:
        return "empty"
    count = f"{number(entries)} article{_s(entries)}"
    return f"{count}, the latest: {newest}" if newest else count


COMMENTS = "comments"
NOT_READ = "not read yet"
FOLLOWED = "read already"
ADD_ANYWAY = "Add it all the same"


def followed_as(outlet: str) -> str:
    return f"read already, under the name {outlet}"


def feed_repeats(found: str, outlet: str, known: str) -> str:
    return f"Nothing is added: the articles of {found} are read already, under the name <b>{outlet}</b>, at {known}."


# --- the catalogue ----------------------------------------------------------------------------------------------

BUNDLES: Mapping[str, str] = {
    "essentiel": "The essentials",
    "france": "France",
    "regions": "French regions",
    "outre-mer": "Overseas France",
    "belgique": "Belgium",
    "suisse": "Switzerland",
    "canada": "Canada",
    "afrique": "Africa",
    "monde": "International",
    "enquete": "Inquiry and ideas",
    "economie": "Economy",
    "sciences": "Science and technology",
}


def catalogue(feeds: int, outlets: int) -> str:
    return (
        f"<b>The catalogue</b>: {number(feeds)} feed{_s(feeds)} "
        f"of {number(outlets)} French-language outlet{_s(outlets)}. "
        "Tap a bundle to follow it, or search: /catalog suisse, /catalog Le Temps."
    )


def bundle_button(name: str, feeds: int, followed: int) -> str:
    if followed >= feeds:
        return f"{name} · all read"
    return f"{name} · {number(followed)} of {number(feeds)}" if followed else f"{name} · {number(feeds)}"


def media_found(typed: str, feeds: int, page: int, pages: int) -> str:
    place = f", page {number(page)} of {number(pages)}" if pages > 1 else ""
    return f"<b>“{typed}” in the catalogue: {number(feeds)} feed{_s(feeds)}{place}</b>"


def no_media(typed: str) -> str:
    return (
        f"The catalogue has nothing under “{typed}”. An outlet that it lacks is added by its address: "
        "/addfeed lemonde.fr"
    )


def medium(name: str, sections: Sequence[str], place: str) -> str:
    named = name if place in name else f"{name} ({place})"
    return f"{named}: {', '.join(sections)}"


def partly_followed(followed: int, feeds: int) -> str:
    return FOLLOWED if followed >= feeds else f"{number(followed)} of {number(feeds)} read already"


def add_all(feeds: int) -> str:
    return f"Add all ({number(feeds)} feed{_s(feeds)})"


def add_medium(name: str) -> str:
    return f"Add {name}"


def media_added(name: str, feeds: int, outlets: Sequence[str], more: int, known: int) -> str:
    names = listing([*outlets, f"{number(more)} other{_s(more)}"] if more else outlets)
    also = f" {number(known)} {'was' if known == 1 else 'were'} read already." if known else ""
    return (
        f"<b>{name}</b>: {number(feeds)} feed{_s(feeds)} added ({names}).{also} "
        "The first reading begins; I will tell you what could not be read."
    )


def nothing_added(name: str) -> str:
    return f"<b>{name}</b>: all of it is read already."


def media_removed(feeds: int) -> str:
    return f"Undone: {number(feeds)} feed{_s(feeds)} {'is' if feeds == 1 else 'are'} no longer read."


SHOW_CATALOGUE = "Show the catalogue"
IMPORTED = "Imported list"


def first_readings(name: str, read: int, total: int) -> str:
    if read >= total:
        return f"<b>{name}</b>, first reading: {number(total)} feed{_s(total)} read."
    return f"<b>{name}</b>, first reading: {number(read)} of {number(total)} feed{_s(total)} read. These could not be:"


def failed(outlet: str, address: str, problem: str) -> str:
    return f"{outlet}, {address}: {problem}"


def and_more(count: int) -> str:
    return f"and {number(count)} other{_s(count)}"


def still_waiting(count: int) -> str:
    return f"{number(count)} feed{_s(count)} {'waits' if count == 1 else 'wait'} for a first reading."


# --- checks in a terminal ---------------------------------------------------------------------------------------

CHECK_COLUMNS: tuple[str, ...] = (
    "outlet",
    "state",
    "format",
    "entries",
    "newest",
    "rhythm",
    "validators",
    "next reading",
    "advice",
    "address",
)
READABLE = "readable"
NO_VALIDATOR = "none"
ADVICE: Mapping[Advice, str] = {
    Advice.MOVED: "has moved: its address will change by itself",
    Advice.EMPTY: "empty: is this the right address?",
    Advice.OLD: "nothing for a long time: remove it?",
    Advice.UNDATED: "articles without dates: they count when they are found",
    Advice.ILL_FORMED: "ill-formed, and read all the same",
    Advice.NO_VALIDATORS: "each reading downloads all of it",
    Advice.ASK_PUBLISHER: "ask the publisher for access",
    Advice.LOOK_FOR_ANOTHER: "look for another address",
    Advice.WAIT: "will pass: nothing to do",
}


def a_day(count: int) -> str:
    return f"{number(count)} a day"


def a_week(count: int) -> str:
    return f"{number(count)} a week"


def a_month(count: int) -> str:
    return f"{number(count)} a month"

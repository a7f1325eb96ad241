# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of looking after feeds, and of what publishers ask. See `fr_feeds`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.locale.en_moments import listing, number
from bot.locale.plurals import english as _s
from bot.model import WishKind

# --- what publishers ask ----------------------------------------------------------------------------------------

WISHES: Mapping[WishKind, str] = {
    WishKind.TITLES: "headlines only",
    WishKind.REFUSED: "neither read nor shown",
}
WISH_COLUMNS: tuple[str, ...] = ("address", "request", "noted", "outlet", "asked by", "reason")
NO_WISHES = "No publisher has asked for anything."


def titles_only(places: Sequence[str], entries: int) -> str:
    lost = "lost its text" if entries == 1 else "lost their text"
    cut = f" {number(entries)} article{_s(entries)} {lost}." if entries else ""
    return f"{_bold(places)}: from now on only headlines are kept and shown.{cut}"


def refused(places: Sequence[str], feeds: Sequence[str], entries: int) -> str:
    said = [f"{_bold(places)}: nothing there is read or shown any more."]
    if feeds:
        said.append(f"Removed: {listing(feeds)}.")
    if entries:
        said.append(f"{number(entries)} article{_s(entries)} erased.")
    return " ".join(said)


def recalled(messages: int) -> str:
    return (
        f"{number(messages)} waiting message{_s(messages)} {'was' if messages == 1 else 'were'} called back."
    )


def lifted(place: str) -> str:
    return f"The request for <b>{place}</b> is lifted. What was erased does not come back."


def purged(outlet: str, entries: int) -> str:
    if not entries:
        return f"<b>{outlet}</b> is no longer read; none of its articles was left."
    return f"<b>{outlet}</b> is no longer read: {number(entries)} article{_s(entries)} erased."


def _bold(names: Sequence[str]) -> str:
    return listing([f"<b>{name}</b>" for name in names])


# --- one feed ---------------------------------------------------------------------------------------------------

ALL_FEEDS = "All feeds"
PAUSE, RESUME = "Pause", "Resume reading"
READ_NOW, RENAME, REMOVE = "Read now", "Rename", "Remove"
REMOVE_ALL, KEEP = "Remove and erase its articles", "Keep"
PUBLISHER, BACK, EXPORT = "Publisher’s request", "Back to the feeds", "OPML list"
NOT_READ_NOW = "Not read just now: a reading is under way, or the site has asked for a pause."
EXPORTED_NAME = "vigie-feeds.opml"


def found(total: int, typed: str, page: int, pages: int) -> str:
    place = f", page {number(page)} of {number(pages)}" if pages > 1 else ""
    return f"<b>{number(total)} feed{_s(total)} for “{typed}”{place}</b>"


def found_none(typed: str) -> str:
    return f"No feed answers to “{typed}”."


def health_line(said: str) -> str:
    return f"Health: {said}"


def articles_line(rhythm: str, kept: int) -> str:
    return f"Articles: {rhythm or 'none for thirty days'}; {number(kept)} kept"


def gap_line(minutes: int) -> str:
    if minutes < 90:
        every = f"every {number(minutes)} minutes" if minutes > 1 else "every minute"
    elif minutes < 48 * 60:
        every = f"every {number(round(minutes / 60))} hours"
    else:
        every = f"every {number(round(minutes / 1440))} days"
    return f"Rhythm: an article {every} or so"


def read_line(last: str, following: str) -> str:
    coming = f"; next: {following}" if following else ""
    return f"Last read well: {last}{coming}" if last else f"Never read well{coming}"


def error_line(problem: str, count: int) -> str:
    times = f", {number(count)} times in a row" if count > 1 else ""
    return f"Last error: {problem}{times}"


def moving_line(address: str) -> str:
    return f"Moving to {address}"


def ask_name(outlet: str) -> str:
    return f"Which name should readers see in the place of <b>{outlet}</b>?"


def removal_question(outlet: str, topics: int, alone: int, kept: int) -> str:
    said = [f"Remove <b>{outlet}</b>?"]
    if topics == 1:
        lost = "and nowhere else" if alone else "and elsewhere too"
        said.append(f"In the last thirty days one followed topic found articles there, {lost}.")
    elif topics:
        lost = f"{number(alone)} of them nowhere else" if alone else "all of them elsewhere too"
        said.append(f"In the last thirty days {number(topics)} followed topics found articles there, {lost}.")
    else:
        said.append("In the last thirty days no followed topic found anything there.")
    if kept:
        stays = "stays unless you erase it too" if kept == 1 else "stay unless you erase them too"
        said.append(f"Its {number(kept)} stored article{_s(kept)} {stays}.")
    return " ".join(said)


def exported(feeds: int) -> str:
    return f"{number(feeds)} feed{_s(feeds)}, to be imported into any reader (OPML 2.0)."


# --- what publishers ask, in the chat -----------------------------------------------------------------------------

TITLES_ONLY, REFUSE = "Headlines only", "Neither read nor shown"
LIFT, LIFT_ALL, WHO_ASKED = "Lift the request", "Lift", "Note who asked"
DO_TITLES, DO_REFUSE = "Erase the texts", "Erase and read no more"
ASK_WHO = "Who asked, and why? For instance: <b>rights@lefanal.fr: no extracts</b>."
WISH_LIST = "<b>Publishers’ requests</b>"


def wishes_button(count: int) -> str:
    return f"Publishers’ requests ({number(count)})"


def wish_page(outlet: str, places: Sequence[str]) -> str:
    return (
        "A publisher may ask that only its headlines be shown, or that nothing of it be read. "
        f"For <b>{outlet}</b> that goes for {listing(places)}, and for articles that others link there."
    )


def wish_now(kind: str, at: str) -> str:
    return f"Publisher’s request: {kind}, since {at}."


def wish_line(place: str, kind: str, at: str, outlet: str, requester: str, reason: str) -> str:
    named = f"<b>{place}</b>" + (f" ({outlet})" if outlet else "")
    asked = f", asked by {requester}" if requester else ""
    return f"{named}: {kind}, {at}{asked}" + (f" (“{reason}”)" if reason else "")


def titles_question(places: Sequence[str], outlets: Sequence[str], kept: int) -> str:
    texts = f"The text of {number(kept)} article{_s(kept)} goes for good; " if kept else "No text is stored; "
    return (
        f"{_bold(outlets)} ({listing(places)}): keep only the headlines? {texts}"
        "topics will be looked for in the headlines alone."
    )


def refuse_question(places: Sequence[str], outlets: Sequence[str], kept: int) -> str:
    go = "goes" if kept == 1 else "go"
    gone = f"{number(kept)} article{_s(kept)} {go} for good, and nothing" if kept else "Nothing"
    return (
        f"{_bold(outlets)} ({listing(places)}): read and show nothing any more? {gone}"
        " can add it again while the request stands."
    )

# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English of who may use the bot. Arguments are escaped."""

from __future__ import annotations

from collections.abc import Mapping

from bot.locale.en_moments import number
from bot.locale.plurals import english as _s
from bot.model import AccessMode, Roll

# --- for those who have no access ---------------------------------------------------------------------------------

NOTHING_KEPT = "Nothing is kept of this chat, and nothing is sent to it."


def no_access(contact: str, by_link: bool) -> str:
    link = "This invitation link is no longer valid. " if by_link else ""
    ask = f" To ask for access: {contact}." if contact else ""
    return f"{link}This bot is open to its guests only.{ask}"


# --- the mode --------------------------------------------------------------------------------------------------

MODES: Mapping[AccessMode, str] = {
    AccessMode.OPEN: "Open",
    AccessMode.INVITATION: "By invitation",
    AccessMode.LIST: "By list",
}
MODE_IS: Mapping[AccessMode, str] = {
    AccessMode.OPEN: "<b>Open</b>: whoever writes to the bot may use it.",
    AccessMode.INVITATION: (
        "<b>By invitation</b>: whoever comes by an invitation link, or is on the list, may use the bot. A group"
        " is let in when whoever adds the bot to it has access."
    ),
    AccessMode.LIST: (
        "<b>By list</b>: only those on the list may use the bot; invitation links no longer let anybody in. A group is"
        " let in when whoever adds the bot to it has access."
    ),
}
BACK = "‹ Access"


def kept(chats: int) -> str:
    if not chats:
        return "Nobody was using it yet."
    return (
        "The chat that was already here keeps its access; the list lets you remove it."
        if chats == 1
        else f"The {number(chats)} chats that were already here keep their access; the list lets you remove them."
    )


def links_button(links: int) -> str:
    return f"Links: {number(links)}"


def roll_button(roll: Roll, count: int) -> str:
    return f"{'Have access' if roll is Roll.ADMITTED else 'Blocked'}: {number(count)}"


# --- links ---------------------------------------------------------------------------------------------------------

NO_LINKS = "No invitation link is valid."
LINKS = "<b>Valid invitation links</b>. Their address is shown only once, when they are made."
LINK_REVOKED = "This link lets nobody in any more; those who came by it keep their access."
LINK_HOW = (
    "Other numbers, other times: "
    "<b>/access link 25</b>, <b>/access link 10 7d</b>, <b>/access link 25 August</b>."
)
LINK_USELESS = "This link will only serve once access is “by invitation”."
SHOWN_ONCE = "Keep it: it is shown only once."


def link_made(number_of_link: int, people: int | None, until: str) -> str:
    ends = f", {until}" if until else ", with no time limit"
    return f"Here is invitation link {number_of_link}, {_for(people)}{ends}."


def link_line(number_of_link: int, made: str, used: int, people: int | None, until: str) -> str:
    of = f" of {number(people)}" if people is not None else ""
    return f"link {number_of_link}, made {made}: {number(used)}{of} came{f', {until}' if until else ''}"


def revoke(number_of_link: int) -> str:
    return f"Revoke link {number_of_link}"


def link_for(people: int, days: int) -> str:
    return f"{_people(people)}, {number(days)} day{_s(days)}"


def _for(people: int | None) -> str:
    if people == 1:
        return "for one person"
    return "for any number of people" if people is None else f"for {_people(people)}"


def _people(people: int) -> str:
    return f"{number(people)} {'person' if people == 1 else 'people'}"


# --- lists -----------------------------------------------------------------------------------------------------

ADD = "Add"
NOT_SEEN = "has not written yet"
ASK_ADMIT = "Who should be let in? Write their Telegram number or @name, or forward me one of their messages."
ASK_BLOCK = (
    "Who should be blocked? Write their Telegram number or @name, or forward me one of their messages."
)
ROLLS: Mapping[Roll, str] = {Roll.ADMITTED: "Have access", Roll.BLOCKED: "Are blocked"}
EMPTY: Mapping[Roll, str] = {
    Roll.ADMITTED: "The list is empty: only admins have access when the bot is not open.",
    Roll.BLOCKED: (
        "Nobody is blocked. <b>/block</b>, with a number or a @name behind it, or as an answer to a message, blocks a "
        "person or a group."
    ),
}
ON_LIST_OPEN = "The bot is open to everybody: the list will only count once it no longer is."


def roll_title(roll: Roll, total: int, page: int, pages: int) -> str:
    place = f", page {number(page)} of {number(pages)}" if pages > 1 else ""
    return f"<b>{ROLLS[roll]}: {number(total)}{place}</b>"


def take_off(roll: Roll, who: str) -> str:
    return f"{'Remove' if roll is Roll.ADMITTED else 'Unblock'} {who}"


def roll_changed(roll: Roll, who: str, on: bool, changed: bool) -> str:
    if roll is Roll.BLOCKED:
        if on:
            return f"{who} is {'now' if changed else 'already'} blocked: neither heard nor sent anything."
        return f"{who} is no longer blocked." if changed else f"{who} was not blocked."
    if on:
        return f"{who} is {'now' if changed else 'already'} on the list."
    return f"{who} is no longer on the list." if changed else f"{who} was not on the list."


# --- limits ----------------------------------------------------------------------------------------------------


def limits(chat: str, changed: bool) -> str:
    return f"<b>Limits of {chat}</b>{', from now on' if changed else ''}"


def topics_limit(count: int, own: bool) -> str:
    return f"at most {number(count)} topic{_s(count)}{_own(own)}"


def alerts_limit(count: int, own: bool) -> str:
    if not count:
        return f"no alerts{_own(own)}"
    return f"at most {number(count)} alert{_s(count)} a day{_own(own)}"


def _own(own: bool) -> str:
    return "" if own else " (as for everybody)"


def limits_how(chat: str) -> str:
    return (
        f"To change: <b>/limits {chat} topics 50 alerts 20</b>; "
        "<b>default</b> returns to what holds for everybody."
    )


def alerts_capped(cap: int, contact: str) -> str:
    most = f"No more than {number(cap)} a day here" if cap else "No alerts here"
    return f"{most}, as decided by whoever runs the bot{f': {contact}' if contact else ''}."


def ask_for_more(contact: str) -> str:
    return f"To follow more, ask {contact}."


# --- refusals ----------------------------------------------------------------------------------------------------

ADMINS_STAY = "This is an admin of the bot, who cannot be blocked."
NOBODY_NAMED = (
    "I do not know who that is. Give their Telegram number or @name, or answer one of their messages. If their"
    " settings hide who wrote a forwarded message, it takes their number."
)
PRIVATE_ONLY = "That is done in our private chat."
ACCESS_UNCLEAR = (
    "I did not understand; nothing changes. Write for example <b>/access invitation</b>, <b>/access link 10 7d</b>, "
    "<b>/access add @name</b> or <b>/access remove 123456</b>."
)
LIMITS_UNCLEAR = (
    "I did not understand; nothing changes. Write for example <b>/limits 123456 topics 50 alerts 20</b>, with"
    " the number of the chat."
)


def chat_unknown(chat: str) -> str:
    return f"No chat {chat} is known."

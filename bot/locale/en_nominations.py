# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of media that readers propose. See `fr_nominations`."""

from __future__ import annotations

from bot.locale.en_moments import number

ASK = "Which newspaper should be read? Write its name, or the address of its site: <b>lefanal.fr</b>."
UNWANTED = "This publisher has asked not to be read: I keep to that."
PRIVATE = "This address is not public: I cannot read it."
TOO_MANY = "That is enough for today: come back tomorrow."
NOTHING_WAITS = "No suggestion is waiting."
DECLINE = "Decline"


def proposed(name: str) -> str:
    return f"Thank you. <b>{name}</b> is suggested; I will tell you what becomes of it."


def already_proposed(name: str) -> str:
    return f"You have suggested <b>{name}</b> already."


def already_read(name: str) -> str:
    return f"<b>{name}</b> is read already: your topics are looked for there."


def unknown(typed: str) -> str:
    return f"I know no newspaper called “{typed}”. Give the address of its site, for instance /suggest lefanal.fr"


def nothing_there(address: str) -> str:
    return (
        f"I found nothing that I could read at {address}. Try the newspaper’s home page, for instance "
        "/suggest lefanal.fr"
    )


def unreachable(address: str, problem: str) -> str:
    return f"I could not read {address}: {problem}. Try again later."


def which(typed: str) -> str:
    return f"Several newspapers answer to “{typed}”. Which one do you suggest?"


def waiting(count: int) -> str:
    papers = "newspaper" if count == 1 else "newspapers"
    return f"<b>{number(count)} {papers} suggested by readers</b>"


def line(name: str, title: str, times: int) -> str:
    said = f"{name} ({title})" if title else name
    return f"{said}, suggested {number(times)} times" if times > 1 else said


def more(count: int) -> str:
    return f"and {number(count)} more"


def accept(name: str) -> str:
    return f"Add {name}"


def waiting_button(count: int) -> str:
    return f"Suggestions ({number(count)})"


def is_added(name: str) -> str:
    return f"<b>{name}</b> is added."


def is_declined(name: str) -> str:
    return f"<b>{name}</b> is declined."


def was_added(name: str) -> str:
    return f"<b>{name}</b>, which you suggested, is now read. Thank you."


def was_declined(name: str) -> str:
    return f"Your suggestion to read <b>{name}</b> was not taken up. Thank you all the same."

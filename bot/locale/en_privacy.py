# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English of what is kept of people. Arguments are escaped."""

from __future__ import annotations

from bot.locale.en_moments import number
from bot.model import ChatKind

DATA = (
    "Here is everything that is kept of this chat, as JSON: settings, topics, what was sent to you. "
    "Nothing in it is about anybody else."
)
ERASE = "Erase everything"
KEEP = "Erase nothing"
ERASED = (
    "Everything is erased. Only a hashed mark remains, which keeps an old copy from bringing you back. "
    "This message is the last; /start begins from scratch."
)


def privacy(operator: str, contact: str, months: int) -> str:
    return "\n\n".join((_who(operator, contact), _what(months), _rights(contact)))


def _who(operator: str, contact: str) -> str:
    who = operator or "whoever installed this bot"
    reach = f"; contact: {contact}" if contact else ""
    return f"<b>Privacy</b>\nController: {who}{reach}."


def _what(months: int) -> str:
    return (
        "<b>What is kept</b>: this chat’s Telegram number (its title too, for a group or channel), its language, times "
        "and other settings; the topics followed, which can reveal opinions; the stories already sent, so that nothing "
        "is repeated; the channels that you set up; newspapers that you suggest. "
        "Neither your name nor your other messages. Where an admin has let "
        "you in or blocked you: the number or @name by which they did; a block outlives erasure, as a hashed mark. "
        "Of an admin: what they changed, for a year.\n"
        "<b>Why</b>: only to send you what you asked for. Following a topic is consent; you withdraw it whenever you "
        "like.\n"
        "<b>How long</b>: as long as you follow something. Messages sent, questions asked, newspapers suggested: "
        "thirty days. An account "
        "that blocked the bot, a group that threw it out, a private chat that follows nothing: erased after "
        f"{number(months)} months. What is erased does not come back from a backup.\n"
        "<b>Where</b>: on the controller’s machine. Nothing is sold, nor passed on to anybody but Telegram, which "
        "carries the messages."
    )


def _rights(contact: str) -> str:
    write = " To rectify, restrict or object, write to the contact above." if contact else ""
    return (
        "<b>Your rights</b>: /mydata hands you a copy of everything, /forget erases everything, /unsubscribe and the "
        f"other commands correct.{write} You may complain to your country’s data protection authority."
    )


def erase_question(topics: int, kind: ChatKind, admin: bool, shuts_out: bool) -> str:
    followed = f": {number(topics)} topic{'s' if topics > 1 else ''}, settings, history" if topics else ""
    whose = {ChatKind.PRIVATE: "you", ChatKind.CHANNEL: "this channel"}.get(kind, "this group")
    rights = " You will not be an admin of the bot any more." if admin else ""
    access = " To come back you will have to be let in anew." if shuts_out else ""
    return f"Erase everything that is kept of {whose}{followed}? This cannot be undone.{rights}{access}"

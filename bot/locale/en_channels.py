# ruff: noqa: D103 -- a sentence documents itself
"""What the bot says in English of channels that are set up from a private chat. Arguments are escaped already."""

from __future__ import annotations

from collections.abc import Sequence

from bot.locale.en_moments import listing

WHICH = "Which channel would you like to set up?"
OTHER = "Another channel"
ASK = (
    "Tap “Choose a channel” below the message field; or forward me one of its posts, or write its name: <b>@name</b>. "
    "You must be one of its admins, and I must be able to post there."
)
PICK = "Choose a channel"
SET_UP = "Set up this channel"
TOPICS = "Its topics"
END = "Done"
NOTHING_TO_END = "You are not setting up a channel. /channel lets you choose one."
IN_PRIVATE = "A channel is set up in a private chat with me: its admins write /channel there."
UNKNOWN = "I cannot see that channel. Make me one of its admins, with the right to post, and choose it again."


def opened(channel: str, topics: Sequence[str], times: str) -> str:
    if topics:
        follows = f"It follows {listing([f'<b>{topic}</b>' for topic in topics])}."
    else:
        follows = "It follows nothing yet: write a word from the news."
    return (
        f"You are setting up the channel <b>{channel}</b>: what you write here is for it, until /done or an hour "
        f"of silence. Nothing will appear there but its digests ({times}) and its alerts.\n{follows}"
    )


def ended(channel: str) -> str:
    return f"The channel <b>{channel}</b> is set up: what you write is for yourself again."


def frame(channel: str, typed: bool) -> str:
    back = " /done takes you back to your own topics." if typed else ""
    return f"<i>For the channel “{channel}”.{back}</i>"


def lapsed(channel: str) -> str:
    return f"<i>An hour of silence has ended the set-up of the channel “{channel}”: this is for yourself.</i>"


def ready(channel: str) -> str:
    return f"I can post in the channel <b>{channel}</b>. Would you like to choose what appears there?"


def gone(channel: str) -> str:
    return (
        f"I am no longer in the channel <b>{channel}</b>: nothing more will appear there. "
        "Its topics are kept for six months, in case I come back."
    )


def not_yours(channel: str) -> str:
    return f"Only its admins can set up the channel <b>{channel}</b>."


def no_right(channel: str) -> str:
    return f"I cannot post in the channel <b>{channel}</b>: give me the right to, and then choose it again."


def lost(channel: str) -> str:
    return (
        f"You are no longer an admin of the channel <b>{channel}</b>, or I have no access to it any more. "
        "Its set-up has ended, and nothing has changed."
    )

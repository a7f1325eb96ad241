# ruff: noqa: D103 -- a sentence documents itself
"""What is said in English of the commands: in menus, in `/aide`, and of one that does not exist."""

from __future__ import annotations

from collections.abc import Mapping

DESCRIPTIONS: Mapping[str, str] = {
    "start": "begin, or come back after a stop",
    "help": "what I can do",
    "subscribe": "follow a topic",
    "unsubscribe": "stop following a topic",
    "subscriptions": "your topics and times",
    "digest": "what appeared in the last 24 hours",
    "front_page": "what most newsrooms report now",
    "search": "search what has been published",
    "trend": "the curve of a word, day by day",
    "alert": "be told at once about a topic",
    "schedule": "choose when digests come",
    "zone": "choose the city whose time you follow",
    "quiet": "choose the hours in which alerts keep quiet",
    "settings": "set everything you are sent",
    "channel": "set up a channel whose admin you are",
    "channel_done": "end the set-up of a channel",
    "language": "choose the language, French or English",
    "pause": "suspend the digests",
    "resume": "bring the digests back",
    "stop": "end everything",
    "hold": "hold back everything but answers",
    "release": "let go of what is held back",
    "status": "how the bot does, with its last day",
    "access": "who may use the bot, and invitations",
    "block": "no longer hear somebody, nor send them anything",
    "unblock": "hear somebody again",
    "limits": "how many topics and alerts one chat may have",
    "broadcast": "write to every chat, after a preview",
    "journal": "what admins have changed",
    "privacy": "what is kept of you, and why",
    "my_data": "receive everything that is kept of you",
    "forget": "erase everything",
    "suggest": "suggest a newspaper to be read",
    "add_feed": "read one more feed",
    "catalogue": "choose media by bundle, country or name",
    "remove_feed": "stop reading a feed",
    "feeds": "the feeds and their health",
    "import": "add the feeds of an OPML document",
}
HELP_INTRO = "Type a word from the French news to follow it, or one of these commands:"
HELP_QUERIES = (
    "Several words: all must be there. <b>Otan OR OTSC</b>: either. <b>Otan -sport</b>: without that word. "
    '<b>"Otan"</b>: exactly.'
)
SEE_HELP = "/help says all that I can do."
ADMIN_COMMANDS = "For admins:"


def command_line(names: str, description: str) -> str:
    return f"{names}: {description}"


def unknown_command(typed: str) -> str:
    return f"I do not know {typed}."


def meant_command(command: str) -> str:
    return f"Did you mean {command}?"

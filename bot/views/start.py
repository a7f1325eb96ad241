"""The first minute, small talk, questions and help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.locale.talk import talk
from bot.model import Button, Message
from bot.results import (
    AdminWelcomed,
    CommandHelp,
    Courtesy,
    Declined,
    Help,
    Proposal,
    Question,
    Suggestion,
    UnknownCommand,
    Wanted,
    Welcome,
)
from bot.views.actions import ConfirmAsk, DeclineAsk
from bot.views.channels import which_channel
from bot.views.html import MAX_UNITS, escape, fit, shorten
from bot.views.parts import MAX_LABEL_CHARS, MAX_QUERY_CHARS, button, outlet_name, topic_names
from bot.views.query_words import in_words
from bot.views.subscriptions import next_line, unknown_word
from bot.views.voice import Voice

# Thirty lines in a row are not read: an empty one stands before what is read, told at once, paused, known of people.
PART_BEGINS = frozenset(("digest", "alert", "pause", "privacy"))
MAX_COMMAND_CHARS = 32  # Telegram's own limit for the name of a command


def examples(language: str) -> tuple[str, ...]:
    """Words to suggest while nothing has been read that could suggest others."""
    return talk(language).EXAMPLES


def welcome(result: Welcome, voice: Voice) -> Message:
    """One sentence, and words to tap; those who come back find their topics again."""
    if result.returning:
        then = voice.absence.COMING if result.after_pause else _then(result, voice)
        said = f"{voice.say.welcome_back(topic_names(result.topics, voice))} {then}"
    elif result.topics:
        follows = voice.say.welcome_follower(topic_names(result.topics, voice), result.in_group)
        said = f"{follows} {next_line(result.times, voice)}"
    else:
        said = voice.say.greeting(voice.moments.schedule(result.times.slots), result.in_group)
    return Message(html=fit(said, MAX_UNITS), buttons=_suggested(result.suggestions))


def _then(result: Welcome, voice: Voice) -> str:
    return voice.say.CATCH_UP if result.catches_up else next_line(result.times, voice)


def _suggested(suggestions: Sequence[Suggestion]) -> tuple[tuple[Button, ...], ...]:
    row = tuple(button(suggestion.query, ConfirmAsk(suggestion.ask_id)) for suggestion in suggestions)
    return (row,) if row else ()


def admin_welcomed(result: AdminWelcomed, voice: Voice) -> Message:
    """This person may change the feeds now."""
    return Message(html=voice.house.admin_welcome(result.feeds))


def show_help(result: Help, voice: Voice) -> Message:
    """Every command with its other names and what it does."""
    lines = [voice.commands.HELP_INTRO, *(_command(command, voice) for command in result.commands)]
    lines += ["", voice.commands.HELP_QUERIES]
    if result.spare:
        lines += ["", voice.say.spare(escape(result.spare))]
    if result.admin_commands:
        lines += [
            "",
            voice.commands.ADMIN_COMMANDS,
            *(_command(command, voice) for command in result.admin_commands),
        ]
    return Message(html="\n".join(lines))


def unknown_command(result: UnknownCommand, voice: Voice) -> Message:
    """That it is none, the one that may be meant with what stood behind it, and where all are named.

    What was typed is shown as code: otherwise Telegram would make a link of it, which would be no command either.
    """
    said = [
        voice.commands.unknown_command(f"<code>/{escape(shorten(result.typed, MAX_COMMAND_CHARS))}</code>")
    ]
    if result.near:
        whole = f"/{result.near} {result.argument}"
        copied = bool(result.argument) and len(result.argument) <= MAX_QUERY_CHARS
        said.append(
            voice.commands.meant_command(f"<code>{escape(whole)}</code>" if copied else f"/{result.near}")
        )
    return Message(html=" ".join((*said, voice.commands.SEE_HELP)))


def _command(command: CommandHelp, voice: Voice) -> str:
    own = command.name if voice.language == "fr" else command.english
    others = [f"/{name}" for name in dict.fromkeys((command.name, *command.aliases)) if name != own]
    names = f"/{own} ({', '.join(others)})" if others else f"/{own}"
    line = voice.commands.command_line(names, voice.commands.DESCRIPTIONS[command.key])
    return f"\n{line}" if command.key in PART_BEGINS else line


def small_talk(result: Courtesy, voice: Voice) -> Message:
    """A courtesy for a courtesy."""
    match result:
        case Courtesy.THANKS:
            return Message(html=voice.say.THANKS)
        case Courtesy.HELLO:
            return Message(html=voice.say.HELLO_AGAIN)
        case Courtesy.STOP:
            return Message(html=voice.say.STOPPING)
        case Courtesy.HELP:
            return Message(html=voice.say.HELP_ASKED)
        case Courtesy.ANSWER:
            return Message(html=voice.say.YES_OR_NO)
        case Courtesy.UNREADABLE:
            return Message(html=voice.say.UNREADABLE)
        case Courtesy.FORWARDED:
            return Message(html=voice.say.FORWARDED)
        case Courtesy.TOO_MANY:
            return Message(html=voice.say.TOO_MANY)
        case _:
            assert_never(result)


def question(result: Question, voice: Voice) -> Message:
    """What the next message is taken for."""
    if result.wanted is Wanted.CHANNEL:
        return which_channel(voice)
    return Message(html=_asked(result, voice), ask=True)


def _asked(result: Question, voice: Voice) -> str:
    times = result.times
    match result.wanted:
        case Wanted.SUBSCRIBE:
            return voice.say.ASK_TOPIC
        case Wanted.UNSUBSCRIBE:
            return voice.say.ASK_TOPIC_TO_LEAVE
        case Wanted.ALERT:
            return voice.say.ASK_ALERT
        case Wanted.SCHEDULE:
            if times is None:
                return voice.say.ASK_TIMES
            return voice.say.ask_times(
                voice.moments.schedule(times.slots), escape(voice.moments.place(times.zone))
            )
        case Wanted.ZONE:
            if times is None:
                return voice.alerts.ASK_ZONE
            there = replace(voice, zone=ZoneInfo(times.zone))
            place = escape(voice.moments.place(times.zone))
            return f"{voice.alerts.zone_is(place, there.clock(there.now))} {voice.alerts.ASK_ZONE}"
        case Wanted.CHANNEL:
            return voice.channels.ASK
        case Wanted.QUIET:
            return voice.alerts.TO_CHANGE_QUIET
        case Wanted.ADD_FEED:
            return voice.say.ASK_FEED
        case Wanted.TREND:
            return voice.reading.ASK_TREND
        case Wanted.SEARCH:
            return voice.reading.ASK_SEARCH
        case Wanted.BROADCAST:
            return voice.operator.ASK_BROADCAST
        case Wanted.REMOVE_FEED:
            return voice.say.ASK_FEED_TO_REMOVE
        case Wanted.ADMIT:
            return voice.access.ASK_ADMIT
        case Wanted.BLOCK:
            return voice.access.ASK_BLOCK
        case Wanted.FEED_NAME:
            return voice.feeds.ask_name(outlet_name(result.about))
        case Wanted.NOMINATE:
            return voice.nominations.ASK
        case Wanted.WISH_NOTE:
            return voice.feeds.ASK_WHO
        case _:
            assert_never(result.wanted)


def proposal(result: Proposal, voice: Voice) -> Message:
    """Asked before anything is done; the first button confirms."""
    names = [escape(shorten(in_words(choice.query, voice), MAX_QUERY_CHARS)) for choice in result.choices]
    said = voice.say.ask_to_follow(names)
    suggested = [(_follow(Suggestion(each.query, each.ask_id), voice),) for each in result.meant]
    if result.meant:
        said = f"{unknown_word(result.meant, voice)} {said}"
    rows = [(_follow(choice, voice),) for choice in result.choices]
    decline = (button(voice.say.NO, DeclineAsk(result.choices[0].ask_id)),)
    return Message(html=said, buttons=(*rows, *suggested, decline))


def _follow(choice: Suggestion, voice: Voice) -> Button:
    room = MAX_LABEL_CHARS - len(voice.say.follow_button(""))
    label = voice.say.follow_button(shorten(in_words(choice.query, voice), room))
    return button(label, ConfirmAsk(choice.ask_id))


def declined(result: Declined, voice: Voice) -> Message:
    """Nothing was done."""
    return Message(html=voice.say.DECLINED)

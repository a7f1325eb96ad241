"""Coming back after a pause: the one message that says what was missed."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Message
from bot.results import FreshStart, WordOfReturn
from bot.views.actions import Settings, StartAfresh
from bot.views.digest import render_cards
from bot.views.html import escape
from bot.views.parts import button, coverage_line
from bot.views.voice import Voice


def render_return(
    word: WordOfReturn, voice: Voice, spare: str = "", *, preview: bool = False, public: bool = False
) -> tuple[Message, ...]:
    """Since when, how much there was, and the stories; what follows, and the fresh start, where anything does.

    The greeting stands first: after weeks of silence the first line says why the bot writes again. `public`: the
    readers of a channel were not away, nor is it for them to choose topics or to start afresh.
    """
    digest, end = word.digest, word.digest.window.end
    settings = (button(voice.settings.SETTINGS, Settings()),)
    following = [voice.say.spare(escape(spare))] if spare else []
    if not digest.topics and public:
        return ()
    if not digest.topics:
        said = f"{voice.absence.WELCOME_BACK} {voice.say.FOLLOWS_NOTHING}"
        return (Message(html=said, buttons=(settings,)),)
    since = voice.day(digest.window.start or end)
    if not digest.cards and not digest.recalled:
        next_line = [voice.say.next_digest(voice.moment(word.next_at))] if word.next_at else []
        lines = " ".join((coverage_line(digest.coverage, voice), *next_line, *following))
        return (Message(html=f"{voice.absence.nothing(since, public)}\n{lines}", buttons=(settings,)),)
    heading = voice.absence.heading(since, word.stories, len(digest.cards), public)
    if not digest.cards:
        heading = "" if public else voice.absence.WELCOME_BACK
    frame = [voice.absence.frame(voice.date(end), voice.clock(end))]
    first, *rest = render_cards(digest, frame, end, voice, [*_then(word, voice, public), *following], heading)
    *before, last = (replace(first, preview=preview), *rest)
    afresh = () if word.rest_from is None else ((button(voice.absence.START_AFRESH, StartAfresh(end)),),)
    return (*before, replace(last, buttons=(*last.buttons, *afresh, settings)))


def _then(word: WordOfReturn, voice: Voice, public: bool) -> list[str]:
    if word.next_at is None:
        return []
    at = voice.moment(word.next_at)
    if word.rest_from is None:
        return [voice.say.next_digest(at)]
    return [voice.absence.rest(at, voice.moment(word.rest_from), public)]


def started_afresh(result: FreshStart, voice: Voice) -> Message:
    """What the next digest will tell."""
    at = "" if result.next_at is None else voice.moment(result.next_at)
    return Message(html=voice.absence.afresh(at))

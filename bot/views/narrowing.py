"""What may be left out of a topic, and what that would have cost."""

from __future__ import annotations

from bot.model import Message
from bot.results import Exclusion, Exclusions, TopicSwapped
from bot.views.actions import DeclineAsk, Exclude, RestoreTopic
from bot.views.html import MAX_UNITS, escape, fit, shorten
from bot.views.parts import button, topic_name
from bot.views.voice import Voice

NAMED = 3  # headlines of what would go; more are counted
MAX_HEADLINE_CHARS = 90  # enough to recognise an article


def exclusions(result: Exclusions, voice: Voice) -> Message:
    """Each proposal with the stories of seven days that it would have removed."""
    topic = topic_name(result.topic, voice)
    if not result.choices:
        return Message(html=voice.reading.no_exclusion(topic), silent=True)
    lines = [voice.reading.exclusion_intro(topic, result.stories)]
    lines += [_effect(each, result.stories, voice) for each in result.choices]
    rows = [
        (button(voice.reading.exclude_button(each.words), Exclude(each.ask_id)),) for each in result.choices
    ]
    rows.append((button(voice.reading.NO, DeclineAsk(result.choices[0].ask_id)),))
    return Message(html=fit("\n\n".join(lines), MAX_UNITS), buttons=tuple(rows), silent=True)


def _effect(exclusion: Exclusion, stories: int, voice: Voice) -> str:
    removed = len(exclusion.headlines)
    return voice.reading.exclusion(
        [escape(word) for word in exclusion.words],
        removed,
        stories,
        [escape(shorten(title, MAX_HEADLINE_CHARS)) for title in exclusion.headlines[:NAMED]],
        max(0, removed - NAMED),
    )


def swapped(result: TopicSwapped, voice: Voice) -> Message:
    """What is followed now, and the way back."""
    topic = topic_name(result.topic, voice)
    if not result.undo:
        return Message(html=voice.reading.restored(topic), silent=True)
    row = (button(voice.reading.CANCEL, RestoreTopic(result.undo)),)
    return Message(
        html=voice.reading.swapped(topic_name(result.former, voice), topic), buttons=(row,), silent=True
    )

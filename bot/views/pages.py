"""What every page of the settings is made of: a sentence, rows of choices, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time

from bot.model import Button, Message
from bot.results.settings import Page, SettingsShown
from bot.views.actions import Action, ListTopics, OpenSettings, OpenTimes, OpenTopic
from bot.views.parts import button
from bot.views.voice import Voice

Rows = tuple[tuple[Button, ...], ...]


def page_of(
    html: str, rows: Iterable[tuple[Button, ...]], back: Page, result: SettingsShown, voice: Voice
) -> Message:
    """A page; the last button leads back to where it was opened."""
    return Message(html=html, buttons=(*rows, (button(voice.settings.BACK, turn_to(back, result)),)))


def turn_to(page: Page, result: SettingsShown, part: int = 0) -> Action:
    """What opens a page from the one shown; times that were opened under a topic lead back to it."""
    topic_id = result.back_to
    if topic_id is None:
        return OpenSettings(page, part)
    if page is Page.MAIN:
        return OpenTopic(topic_id) if topic_id else ListTopics()
    return OpenTimes(page, part, topic_id)


def in_rows(buttons: Sequence[Button], size: int) -> Rows:
    """So many in a row."""
    return tuple(tuple(buttons[n : n + size]) for n in range(0, len(buttons), size))


def clock(minutes: int, voice: Voice) -> str:
    """Minutes after midnight, as a time of day."""
    return voice.moments.clock(time(*divmod(minutes, 60)))

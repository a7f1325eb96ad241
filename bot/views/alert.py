"""One story told at once."""

from __future__ import annotations

from bot.model import Card, Message, Subscription
from bot.views.actions import OpenCard, Why
from bot.views.html import MAX_UNITS, fit, italic
from bot.views.parts import button, by, headline, summary_lines, topic_name
from bot.views.voice import Voice


def render_alert(card: Card, subscription: Subscription, voice: Voice, *, silent: bool) -> Message:
    """The story, who has it, and by which topic; its buttons look up the record of `voice.now`."""
    lines = (
        headline(card, voice),
        *summary_lines(card),
        _who(card, voice),
        italic(voice.say.alert_line(topic_name(subscription.topic))),
    )
    row = (
        button(voice.say.SOURCES, OpenCard(card.story_id, voice.now)),
        button(voice.say.WHY, Why(card.story_id, voice.now)),
    )
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(row,), silent=silent)


def _who(card: Card, voice: Voice) -> str:
    line = f"{by(card.outlet, card.paywalled, voice)}, {voice.stamp(card.published_at)}"
    if card.newsrooms < 2:
        return line
    return voice.say.apart(line, voice.say.newsrooms(card.newsrooms, card.newsrooms < len(card.sources)))

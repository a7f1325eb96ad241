"""Stories told at once: one, or several that came together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.spikes import Spike
from bot.model import AlertNotes, Button, Card, Message, Topic
from bot.views.actions import MuteAlerts, NoSpikes, OpenCard, Why
from bot.views.html import MAX_UNITS, escape, fit, italic, shorten
from bot.views.parts import MAX_HEADLINE_CHARS, button, by, headline, summary_lines, topic_name
from bot.views.voice import Voice


@dataclass(frozen=True, slots=True)
class Told:
    """A story, and the topic by which it is told."""

    card: Card
    topic: Topic


NOTHING_NOTED = AlertNotes()


def render(told: Sequence[Told], voice: Voice, notes: AlertNotes, *, silent: bool = False) -> Message:
    """The message of one story, or of several."""
    if len(told) == 1:
        return render_alert(told[0], voice, silent=silent, notes=notes)
    return render_alerts(told, voice, silent=silent, notes=notes)


def render_alert(
    told: Told, voice: Voice, *, silent: bool = False, notes: AlertNotes = NOTHING_NOTED
) -> Message:
    """The story, who has it, and by which topic; its buttons look up the record of `voice.now`."""
    card = told.card
    lines = (
        headline(card, voice),
        *summary_lines(card),
        _who(card, voice),
        _why([told.topic], voice, notes),
    )
    row = (
        button(voice.say.SOURCES, OpenCard(card.story_id, voice.now)),
        button(voice.say.WHY, Why(card.story_id, voice.now)),
    )
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(row, _mute(voice)), silent=silent)


def render_alerts(
    told: Sequence[Told], voice: Voice, *, silent: bool = False, notes: AlertNotes = NOTHING_NOTED
) -> Message:
    """Several stories by their headlines; each number opens its card."""
    blocks = [
        f"{headline(each.card, voice, number)}\n{_who(each.card, voice)}"
        for number, each in enumerate(told, 1)
    ]
    topics = list(dict.fromkeys(each.topic for each in told))
    html = "\n\n".join((*blocks, _why(topics, voice, notes)))
    numbers = tuple(
        button(str(number), OpenCard(each.card.story_id, voice.now)) for number, each in enumerate(told, 1)
    )
    return Message(html=fit(html, MAX_UNITS), buttons=(numbers, _mute(voice)), silent=silent)


def _who(card: Card, voice: Voice) -> str:
    line = f"{by(card.outlet, card.paywalled, voice)}, {voice.stamp(card.published_at)}"
    if card.newsrooms < 2:
        return line
    return voice.say.apart(line, voice.say.newsrooms(card.newsrooms, card.newsrooms < len(card.sources)))


def _why(topics: Sequence[Topic], voice: Voice, notes: AlertNotes) -> str:
    """By which topics it is told, why only now, that it is the last for a while, and that it was corrected."""
    names = voice.moments.listing([topic_name(topic, voice) for topic in topics])
    said = voice.say.alert_line(names) if len(topics) == 1 else voice.alerts.alerts_line(names)
    more = [voice.alerts.WAS_KEPT] if notes.was_kept else []
    if notes.last_of is not None:
        more.append(voice.alerts.last_alert(notes.last_of))
    if notes.corrected_at is not None:
        more.append(voice.alerts.corrected(voice.clock(notes.corrected_at)))
    return italic(" ".join((f"{said}." if more else said, *more)))


def render_spike(topic: Topic, spike: Spike, cards: Sequence[Card], voice: Voice) -> Message:
    """How much is written about the topic all at once, and the stories that are reported most."""
    usual = voice.alerts.usually(round(spike.usual))
    blocks = [
        f"{voice.alerts.spike(topic_name(topic, voice), spike.articles)}\n{usual}",
        *(f"{headline(card, voice, number)}\n{_who(card, voice)}" for number, card in enumerate(cards, 1)),
    ]
    numbers = tuple(
        button(str(number), OpenCard(card.story_id, voice.now)) for number, card in enumerate(cards, 1)
    )
    rows = (numbers, (button(voice.alerts.NO_SPIKES, NoSpikes(topic.id)),), _mute(voice))
    return Message(html=fit("\n\n".join(blocks), MAX_UNITS), buttons=rows)


def render_rectification(card: Card, before: str, voice: Voice, *, silent: bool) -> Message:
    """The short answer to an alert one of whose facts was taken back; `before` is the headline that it bore."""
    lines = [voice.alerts.rectification(headline(card, voice)), *summary_lines(card)]
    where = by(card.outlet, card.paywalled, voice)
    if before != card.headline:
        lines.append(voice.alerts.was_said(where, escape(shorten(before, MAX_HEADLINE_CHARS))))
    else:
        lines.append(voice.alerts.now_says(where, voice.clock(voice.now)))
    return Message(html=fit("\n".join(lines), MAX_UNITS), silent=silent)


def _mute(voice: Voice) -> tuple[Button, ...]:
    return (button(voice.alerts.NO_MORE_TODAY, MuteAlerts()),)

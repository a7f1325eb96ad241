"""What is followed, and how that changes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Button, Message, Subscription, TopicId
from bot.results import (
    AlertSet,
    Meant,
    NothingFollowed,
    Subscribed,
    Subscriptions,
    Times,
    Unsubscribed,
    WhichTopic,
)
from bot.results.settings import Page
from bot.views.actions import (
    NoAlert,
    NoSpikes,
    OpenTimes,
    OpenTopic,
    ReadDay,
    Refine,
    Swap,
    Unsubscribe,
    WantSpikes,
)
from bot.views.html import MAX_UNITS, escape, fit, shorten
from bot.views.parts import MAX_LABEL_CHARS, MAX_QUERY_CHARS, button, topic_label, topic_name, topic_names
from bot.views.voice import Voice

NAMED_SYNONYMS = 6
ALL_TOPICS = TopicId(0)  # where times are opened under the list of all
OPENED_A_ROW = 2  # topics on a phone’s width


def next_line(times: Times, voice: Voice, *, first: bool = False) -> str:
    """When the next digest comes, or that none does."""
    if times.next_at is None:
        return voice.say.PAUSED
    if not times.follows:
        return voice.say.CHOOSE_A_TOPIC
    at = voice.moment(times.next_at)
    return voice.say.first_digest(at) if first else voice.say.next_digest(at)


def subscribed(result: Subscribed, voice: Voice) -> Message:
    """How it was understood, what it would have brought, and when it begins."""
    words = [voice.say.subscribed(topic_name(result.topic, voice))]
    if result.synonyms:
        words.append(voice.say.synonyms([escape(name) for name in result.synonyms[:NAMED_SYNONYMS]]))
    rows: list[tuple[Button, ...]] = [
        (
            button(voice.topics.REFINE, Refine(result.topic.id)),
            button(voice.say.CHANGE_TIME, OpenTimes(Page.TIMES, 0, result.topic.id)),
            button(voice.say.CANCEL, Unsubscribe(result.topic.id)),
        )
    ]
    if result.week:
        rows.insert(0, (button(voice.say.READ_DAY, ReadDay(result.topic.id)),))
    if result.meant:
        words.append(unknown_word(result.meant, voice))
        rows = [(_rather(each, result, voice),) for each in result.meant] + rows
    alert = [] if result.alert_at is None else [f"{voice.say.with_alert(result.alert_at).capitalize()}."]
    week = voice.say.week(result.week, result.week_is_exact)
    then = " ".join((week, *alert, next_line(result.times, voice, first=True)))
    return Message(html=f"{' '.join(words)}\n{then}", buttons=tuple(rows))


def _rather(meant: Meant, result: Subscribed, voice: Voice) -> Button:
    room = MAX_LABEL_CHARS - len(voice.topics.follow_rather(""))
    label = voice.topics.follow_rather(shorten(meant.word, room))
    return button(label, Swap(result.topic.id, meant.ask_id))


def unknown_word(meant: Sequence[Meant], voice: Voice) -> str:
    """That no article holds the word, and which near ones some do hold."""
    words = [(escape(shorten(each.word, MAX_QUERY_CHARS)), each.articles) for each in meant]
    return voice.topics.unknown_word(escape(shorten(meant[0].typed, MAX_QUERY_CHARS)), words)


def unsubscribed(result: Unsubscribed, voice: Voice) -> Message:
    """What is gone, and what is left."""
    left = (
        voice.say.still_followed(topic_names(result.left, voice)) if result.left else voice.say.LEAVES_NOTHING
    )
    return Message(html=fit(f"{voice.say.unsubscribed(topic_name(result.topic, voice))} {left}", MAX_UNITS))


def which_topic(result: WhichTopic, voice: Voice) -> Message:
    """Pick one to drop."""
    asked = voice.say.ASK_TOPIC_TO_LEAVE
    if result.typed:
        asked = voice.say.not_followed(escape(shorten(result.typed, MAX_QUERY_CHARS)))
    return Message(
        html=asked,
        buttons=tuple((button(topic_label(topic, voice), Unsubscribe(topic.id)),) for topic in result.topics),
    )


def subscriptions(result: Subscriptions, voice: Voice) -> Message:
    """Everything followed, and the times."""
    lines = [
        voice.say.followed(len(result.subscriptions)),
        *(_line(subscription, voice) for subscription in result.subscriptions),
        "",
        voice.say.times_are(voice.moments.schedule(result.times.slots)),
        _state(result, voice),
    ]
    opened = [
        button(topic_label(each.topic, voice), OpenTopic(each.topic.id)) for each in result.subscriptions
    ]
    rows = [tuple(opened[start : start + OPENED_A_ROW]) for start in range(0, len(opened), OPENED_A_ROW)]
    return Message(
        html=fit("\n".join(lines), MAX_UNITS),
        buttons=(*rows, (button(voice.say.CHANGE_TIME, OpenTimes(Page.TIMES, 0, ALL_TOPICS)),)),
    )


def _line(subscription: Subscription, voice: Voice) -> str:
    parts = [topic_name(subscription.topic, voice)]
    if subscription.alert_at is not None:
        parts.append(voice.say.with_alert(subscription.alert_at))
    if subscription.spikes:
        parts.append(voice.alerts.WITH_SPIKES)
    return f"• {', '.join(parts)}"


def _state(result: Subscriptions, voice: Voice) -> str:
    if result.paused and result.paused_until is not None:
        return voice.say.paused_until(voice.until(result.paused_until))
    return voice.say.PAUSED if result.paused else next_line(result.times, voice)


def alert_set(result: AlertSet, voice: Voice) -> Message:
    """From how many newsrooms on the topic is told at once, and whether spikes are; the other choices are buttons."""
    name, say = topic_name(result.topic, voice), voice.alerts
    sentences = [] if result.newsrooms is None else [voice.say.alert_set(name, result.newsrooms)]
    if result.spikes:
        sentences.append(say.spikes_set(name))
    spikes = (
        button(say.NO_SPIKES, NoSpikes(result.topic.id))
        if result.spikes
        else button(say.SPIKES_TOO, WantSpikes(result.topic.id))
    )
    rows: list[tuple[Button, ...]] = [(spikes,)]
    if result.new:
        rows.append((button(voice.say.CANCEL, Unsubscribe(result.topic.id)),))
    elif sentences:
        rows.append((button(say.NO_ALERT, NoAlert(result.topic.id)),))
    return Message(html="\n".join(sentences or [say.alert_ended(name)]), buttons=tuple(rows))


def nothing_followed(result: NothingFollowed, voice: Voice) -> Message:
    """What to type first."""
    return Message(html=voice.say.FOLLOWS_NOTHING)

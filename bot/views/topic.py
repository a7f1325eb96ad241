"""One topic: its page, the variants of *Préciser*."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from bot.model import Button, Message
from bot.results import Choice, Choices, TopicPage, Way
from bot.views.actions import ListTopics, OpenTopic, ReadDay, Refine, Swap, Unsubscribe
from bot.views.html import escape, shorten
from bot.views.parts import MAX_LABEL_CHARS, button, topic_label, topic_name
from bot.views.subscriptions import NAMED_SYNONYMS, next_line
from bot.views.voice import Voice

MANY = 60  # stories a week from which a topic is more than a digest a day can tell


def topic_page(result: TopicPage, voice: Voice) -> Message:
    """What it is, what it brought, and what can be done with it."""
    say, topic = voice.say, result.topic
    lines = [voice.topics.page(topic_name(topic, voice))]
    if result.synonyms:
        lines.append(say.synonyms([escape(name) for name in result.synonyms[:NAMED_SYNONYMS]]))
    lines.append(say.week(result.week, result.week_is_exact))
    if result.week >= MANY:
        lines.append(voice.topics.many(result.week))
    lines.append(next_line(result.times, voice))
    rows: list[tuple[Button, ...]] = []
    if result.week:
        rows.append((button(say.READ_DAY, ReadDay(topic.id)),))
    rows.append(
        (
            button(voice.topics.REFINE, Refine(topic.id)),
            button(voice.topics.DROP, Unsubscribe(topic.id)),
        )
    )
    if result.bot:
        rows.append((share_button(result, voice),))
    rows.append((button(voice.topics.ALL, ListTopics()),))
    return Message("\n".join(lines), tuple(rows))


def share_button(result: TopicPage, voice: Voice) -> Button:
    """Opens Telegram's own choice of whom to send the link to."""
    link = f"https://t.me/{result.bot}?start={result.share}"
    words = voice.topics.invitation(topic_label(result.topic, voice))
    return Button(
        voice.topics.SHARE, url=f"https://t.me/share/url?url={quote(link, '')}&text={quote(words, '')}"
    )


def choices(result: Choices, voice: Voice) -> Message:
    """Variants with their counts, each a button that takes the topic's place; the way back stands last."""
    asked = voice.topics.refine(topic_name(result.topic, voice), result.week, result.week_is_exact)
    if not result.is_exact:
        asked = f"{asked} {voice.topics.ESTIMATED}"
    rows = [(_choice(each, result, voice),) for each in result.choices]
    back = (button(voice.topics.BACK, OpenTopic(result.topic.id)),)
    return Message(asked if rows else voice.topics.KEEP, (*rows, back))


def _choice(choice: Choice, result: Choices, voice: Voice) -> Button:
    room = MAX_LABEL_CHARS - len(voice.topics.choice(_label(choice, "", voice), choice.stories))
    label = _label(choice, shorten(choice.word, max(room, 1)), voice)
    return button(voice.topics.choice(label, choice.stories), Swap(result.topic.id, choice.ask_id))


def _label(choice: Choice, word: str, voice: Voice) -> str:
    topics = voice.topics
    fixed = {
        Way.LITERAL: topics.LITERALLY,
        Way.SYNONYMS: topics.WITH_SYNONYMS,
        Way.TITLE: topics.IN_TITLES,
    }
    named: dict[Way, Callable[[str], str]] = {
        Way.EXACT: topics.exactly,
        Way.LESS: topics.less,
        Way.MORE: topics.more,
    }
    return fixed[choice.way] if choice.way in fixed else named[choice.way](word)

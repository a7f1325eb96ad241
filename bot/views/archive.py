"""What is found in all that is stored: a front page, pages of a search."""

from __future__ import annotations

from collections.abc import Iterator

from bot.model import Button, Message
from bot.results import FrontPage, SearchPage
from bot.views.actions import ConfirmAsk, OpenCard, SearchTo
from bot.views.digest import render_cards
from bot.views.html import MAX_UNITS, fit
from bot.views.parts import MAX_LABEL_CHARS, button, story_block, topic_label, topic_name
from bot.views.subscriptions import unknown_word
from bot.views.voice import Voice


def front_page(result: FrontPage, voice: Voice) -> tuple[Message, ...]:
    """A digest of everybody's news."""
    if not result.digest.cards:
        return (Message(html=voice.reading.no_front_page(voice.moments.span(result.span))),)
    frame = voice.reading.front_page(voice.date(result.at), voice.clock(result.at))
    return render_cards(result.digest, [frame], result.at, voice)


def search_page(result: SearchPage, voice: Voice) -> Message:
    """How much there is, one page of it, and the way to the next."""
    if not result.cards:
        return _nothing(result, voice)
    topic, span = topic_name(result.topic, voice), voice.moments.span(result.span)
    head = voice.reading.found(topic, result.stories, result.is_exact, result.at_least, span)
    if result.pages > 1:
        head = f"{head} {voice.reading.page(result.page + 1, result.pages)}"
    blocks = [story_block(card, voice, n) for n, card in enumerate(result.cards, result.first)]
    return Message(
        html=fit("\n\n".join((head, *blocks)), MAX_UNITS), buttons=tuple(_rows(result, voice)), silent=True
    )


def _rows(result: SearchPage, voice: Voice) -> Iterator[tuple[Button, ...]]:
    yield tuple(
        button(str(n), OpenCard(card.story_id, result.at))
        for n, card in enumerate(result.cards, result.first)
    )
    turns = []
    if result.page:
        turns.append(button(voice.reading.BEFORE, SearchTo(result.ask_id, result.page - 1)))
    if result.page + 1 < result.pages:
        turns.append(button(voice.reading.AFTER, SearchTo(result.ask_id, result.page + 1)))
    if turns:
        yield tuple(turns)
    if result.subscribe:
        yield (_follow(result, voice),)


def _follow(result: SearchPage, voice: Voice) -> Button:
    room = MAX_LABEL_CHARS - len(voice.say.follow_button(""))
    label = voice.say.follow_button(topic_label(result.topic, voice, room))
    return button(label, ConfirmAsk(result.subscribe))


def _nothing(result: SearchPage, voice: Voice) -> Message:
    said = voice.reading.found_nothing(topic_name(result.topic, voice), voice.moments.span(result.span))
    if result.page:
        said = voice.reading.NO_MORE
    if result.meant:
        said = f"{said} {unknown_word(result.meant, voice)}"
    rows = [
        (button(voice.topics.search_rather(each.word), SearchTo(each.ask_id, 0)),) for each in result.meant
    ]
    if result.wider is not None:
        label = voice.reading.wider(voice.moments.span(result.wider.span))
        rows.append((button(label, SearchTo(result.wider.ask_id, 0)),))
    if result.subscribe:
        rows.append((_follow(result, voice),))
    if result.page:
        rows.append((button(voice.reading.BEFORE, SearchTo(result.ask_id, 0)),))
    return Message(html=fit(said, MAX_UNITS), buttons=tuple(rows), silent=True)

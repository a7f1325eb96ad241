"""Digests: news first, frame last, since a notification shows the first line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from bot.model import Button, Card, Digest, Message, Topic
from bot.results import DigestOnDemand, Others
from bot.views.actions import MoreStories, OpenCard, ReadAsked, Settings
from bot.views.html import escape, italic, link, shorten, split
from bot.views.parts import MAX_HEADLINE_CHARS, button, coverage_line, story_block, topic_names
from bot.views.subscriptions import unknown_word
from bot.views.voice import Voice

ROW = 7  # number buttons a row: Telegram allows 8
NAMED_RECALLS = 3  # stories that the line about alerts names
NAMED_TOPICS = 5  # topics that an empty digest names


def render_digest(
    digest: Digest, voice: Voice, spare: str = "", *, preview: bool = False
) -> tuple[Message, ...]:
    """What a destination is told at its time; buttons stand under the last part.

    `spare` is the « @name » of the bot that would go on in this one's place; `preview`: the first article is shown
    with its picture.
    """
    end = digest.window.end
    frame = [voice.say.digest_of(voice.date(end), voice.clock(end))]
    if digest.gap_from is not None and digest.window.start is not None:
        span = voice.moments.span(end - digest.window.start)
        frame.append(voice.say.gap(voice.moment(digest.gap_from), span))
    following = [voice.say.spare(escape(spare))] if spare else []
    first, *rest = render_cards(digest, frame, end, voice, following)
    *before, last = (replace(first, preview=preview), *rest)
    settings = (button(voice.settings.SETTINGS, Settings()),)
    return (*before, replace(last, buttons=(*last.buttons, settings)))


def render_on_demand(result: DigestOnDemand, voice: Voice) -> tuple[Message, ...]:
    """`/digest`: with nothing to show, says on what, since when, and how much was read."""
    digest = result.digest
    next_at = result.next_at if result.followed else None  # a query that is not followed has no next digest
    following = [] if next_at is None else [voice.say.next_digest(voice.moment(next_at))]
    if not digest.cards:
        return (_nothing(result, following, voice),)
    frame = voice.say.on_demand_of(
        voice.moments.span(result.asked), voice.date(result.at), voice.clock(result.at)
    )
    return render_cards(digest, [frame], result.at, voice, following)


def render_cards(
    digest: Digest,
    frame: Sequence[str],
    at: datetime,
    voice: Voice,
    following: Sequence[str] = (),
    heading: str = "",
) -> tuple[Message, ...]:
    """The numbered stories of a digest, what frames them, and their buttons; a `heading` stands before them all."""
    blocks = [heading] if heading else []
    blocks += [story_block(card, voice, number) for number, card in enumerate(digest.cards, 1)]
    if digest.recalled:
        blocks.append(_recalled(digest.recalled, voice))
    blocks.append(italic(" ".join((*frame, coverage_line(digest.coverage, voice), *following))))
    *before, last = split(blocks)
    return (*(Message(html=part) for part in before), Message(html=last, buttons=_buttons(digest, at, voice)))


def _recalled(cards: Sequence[Card], voice: Voice) -> str:
    links = [
        link(escape(shorten(card.headline, MAX_HEADLINE_CHARS)), card.url) for card in cards[:NAMED_RECALLS]
    ]
    return voice.say.recalled(links, max(0, len(cards) - NAMED_RECALLS))


def _buttons(digest: Digest, at: datetime, voice: Voice) -> tuple[tuple[Button, ...], ...]:
    numbers = iter(button(str(n), OpenCard(card.story_id, at)) for n, card in enumerate(digest.cards, 1))
    rows = []
    while row := tuple(islice(numbers, ROW)):
        rows.append(row)
    if digest.others:
        said = voice.say.more_stories(len(digest.others) + digest.more, digest.more_is_exact)
        rows.append((button(said, MoreStories(at)),))
    return tuple(rows)


def _nothing(result: DigestOnDemand, following: Sequence[str], voice: Voice) -> Message:
    since = voice.moment(result.at - result.asked)
    topics = result.digest.topics
    if result.followed or len(topics) > 1:
        said = nothing_on(topics, since, voice)
    else:
        said = voice.say.nothing_on(topic_names(topics, voice)[0], since)
    if result.meant:
        said = f"{said} {unknown_word(result.meant, voice)}"
    rather = [
        (button(voice.topics.search_rather(each.word), ReadAsked(each.ask_id)),) for each in result.meant
    ]
    if result.wider is not None:
        label = voice.reading.wider(voice.moments.span(result.wider.span))
        rather.append((button(label, ReadAsked(result.wider.ask_id)),))
    return Message(
        html="\n".join((said, " ".join((coverage_line(result.digest.coverage, voice), *following)))),
        buttons=tuple(rather),
    )


def nothing_on(topics: Sequence[Topic], since: str, voice: Voice) -> str:
    """« Rien de nouveau sur Otan ni sur budget depuis hier, 7 h 30. »"""
    return voice.say.nothing_new(
        topic_names(topics[:NAMED_TOPICS], voice), max(0, len(topics) - NAMED_TOPICS), since
    )


def render_watch(since: datetime, voice: Voice, *, public: bool = False) -> Message:
    """The one line after three silent days; `public`: for the readers of a channel."""
    return Message(html=voice.say.watch_goes_on(voice.moment(since), public), silent=True)


def render_others(result: Others, voice: Voice) -> tuple[Message, ...]:
    """What the maximum left out."""
    blocks = [voice.say.OTHERS, *(story_block(card, voice) for card in result.cards)]
    return tuple(Message(html=part, silent=True) for part in split(blocks))

"""One story opened: its card with all sources, and why it was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from bot.model import Button, Entry, Field, Hit, Message, Source
from bot.results import Reason, StoryCard, Why
from bot.views import actions
from bot.views.html import ELLIPSIS, MAX_UNITS, bold, escape, fit, italic, piece
from bot.views.parts import button, headline, outlet_name, source_line, summary_lines, topic_names
from bot.views.voice import Voice

FOLDED_SOURCES = 4  # more of them go into a quotation that opens at a tap
CONTEXT_CHARS = 60  # on each side of the word that matched
MAX_TITLE_CHARS = 200  # a title is shown whole up to here


def opened(result: StoryCard, voice: Voice) -> Message:
    """The card of a story: more sentences than the digest, and each outlet's own headline and link."""
    card = result.card
    sources = _source_lines(card.sources, voice)
    listed = "\n".join(sources)
    if len(sources) > FOLDED_SOURCES:
        listed = f"<blockquote expandable>{listed}</blockquote>"
    told = "\n".join((headline(card, voice), *summary_lines(card)))
    if result.followed_until is not None:
        followed = voice.reading.followed_there if result.of_channel else voice.reading.followed
        told = f"{told}\n{italic(followed(voice.until(result.followed_until)))}"
    return Message(
        html=fit(f"{told}\n\n{listed}", MAX_UNITS), buttons=(_card_buttons(result, voice),), silent=True
    )


def _card_buttons(result: StoryCard, voice: Voice) -> tuple[Button, ...]:
    story_id, at, words = result.card.story_id, result.at, voice.reading
    row = [button(voice.say.WHY, actions.Why(story_id, at))] if result.matches else []
    if result.followed_until is None:
        row.append(button(words.FOLLOW, actions.FollowStory(story_id, at)))
    else:
        row.append(button(words.UNFOLLOW, actions.UnfollowStory(story_id, at)))
    if result.may_exclude:
        row.append(button(words.EXCLUDE, actions.ProposeExclusion(story_id, at)))
    return tuple(row)


def _source_lines(sources: Sequence[Source], voice: Voice) -> list[str]:
    """A line an outlet; those that print an agency's copy share one."""
    lines: list[str] = []
    copies: dict[str, list[Source]] = {}
    for source in sources:
        if source.agency:
            copies.setdefault(source.agency, []).append(source)
        else:
            lines.append(source_line(source, voice))
    for agency, reprints in copies.items():
        outlets = [outlet_name(source.outlet) for source in reprints[1:]]
        line = source_line(reprints[0], voice)
        lines.append(f"{line} ({voice.say.reprinted(escape(agency), outlets)})")
    return lines


def why(result: Why, voice: Voice) -> Message:
    """The words that matched, in their context, and by which topic."""
    is_followed = all(topic.id > 0 for topic in result.topics)  # a query typed with a command has no topic
    lines = [
        voice.say.WHY_THIS,
        voice.say.why(topic_names(result.topics, voice), result.articles, is_followed),
    ]
    lines += [_reason(reason, voice) for reason in result.reasons]
    return Message(
        html=fit("\n".join(lines), MAX_UNITS), buttons=tuple(_why_buttons(result, voice)), silent=True
    )


def _why_buttons(result: Why, voice: Voice) -> Iterator[tuple[Button, ...]]:
    if result.at is None or result.story_id is None:
        return
    if any(hit.alias for reason in result.reasons for hit in reason.hits[:1]):
        yield (button(voice.reading.REMOVE_SYNONYM, actions.DropSynonym(result.story_id, result.at)),)
    yield (button(voice.reading.EXCLUDE_KIND, actions.ProposeExclusion(result.story_id, result.at)),)


def _reason(reason: Reason, voice: Voice) -> str:
    entry = reason.entry.entry
    hit = reason.hits[0]
    excerpt = _excerpt(
        _text_of(entry, hit.field), [h for h in reason.hits if h.field is hit.field], hit.field
    )
    line = voice.say.reason(outlet_name(entry.outlet), _field_name(hit.field, voice), excerpt)
    return f"{line}, {voice.say.AS_SYNONYM}" if hit.alias else line


def _text_of(entry: Entry, field: Field) -> str:
    match field:
        case Field.TITLE:
            return entry.title
        case Field.TEXT:
            return f"{entry.extract}\n{entry.body}"
        case Field.SOURCE:
            return entry.outlet
        case _:
            assert_never(field)


def _field_name(field: Field, voice: Voice) -> str:
    return {
        Field.TITLE: voice.say.IN_TITLE,
        Field.TEXT: voice.say.IN_TEXT,
        Field.SOURCE: voice.say.IN_SOURCE,
    }[field]


def _excerpt(text: str, hits: Sequence[Hit], field: Field) -> str:
    """The text around the first hit, cut at words, with every hit inside it in bold."""
    start, end = 0, len(text)
    if field is Field.TEXT or len(text) > MAX_TITLE_CHARS:
        start, end = _window(text, hits[0])
    pieces: list[str] = []
    place = start
    for hit in sorted(hits, key=lambda hit: hit.start):
        if place <= hit.start < hit.end <= end:
            pieces += [piece(text[place : hit.start]), bold(escape(text[hit.start : hit.end]))]
            place = hit.end
    pieces.append(piece(text[place:end]))
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    return before + "".join(pieces).strip() + after


def _window(text: str, hit: Hit) -> tuple[int, int]:
    start, end = max(0, hit.start - CONTEXT_CHARS), min(len(text), hit.end + CONTEXT_CHARS)
    if start:
        start = max(text.rfind("\n", start, hit.start), text.find(" ", start, hit.start), start - 1) + 1
    if end < len(text):
        space = text.rfind(" ", hit.end, end)
        end = space if space >= 0 else end
    return start, end

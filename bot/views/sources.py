"""What an admin is shown of feeds that are added: one, a choice, a shelf of the catalogue, and how it went."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Button, Feed, FeedOffer, Headline, Message
from bot.results import (
    Catalogue,
    FeedAdded,
    FeedChoice,
    FeedOption,
    FeedRepeats,
    FirstReadings,
    MediaAdded,
    MediaFound,
    MediaRemoved,
    MediumChoice,
)
from bot.views.actions import (
    AddBundle,
    AddMedia,
    MediaPage,
    PickFeed,
    RemoveFeed,
    ShowCatalogue,
    UndoAddition,
)
from bot.views.html import MAX_UNITS, bold, escape, fit, shorten
from bot.views.parts import MAX_HEADLINE_CHARS, MAX_QUERY_CHARS, address, button, outlet_name
from bot.views.voice import Voice

NAMED_OUTLETS = 6  # in one sentence; more are counted
MAX_FAILED = 20  # addresses that a report names; more are counted
_ALL = 0  # the place of « everything » among the choices of a search


# --- one feed ---------------------------------------------------------------------------------------------------


def feed_added(result: FeedAdded, voice: Voice) -> Message:
    """The latest titles show whether it is the right one."""
    lines = [_added(result, voice), *(f"• {_headline(one, voice)}" for one in result.latest)]
    undo = (button(voice.say.CANCEL, RemoveFeed(result.feed.id)),)
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=(undo,))


def _added(result: FeedAdded, voice: Voice) -> str:
    name = outlet_name(result.feed.outlet)
    if result.problem is not None:
        return voice.sources.feed_added_unread(name, voice.house.problem(result.problem, result.status))
    if not result.entries and result.feed.last_success_at is not None:
        return voice.sources.feed_added_empty(name)
    return voice.sources.feed_added(name, result.entries)


def _headline(headline: Headline, voice: Voice) -> str:
    title = escape(shorten(headline.title, MAX_HEADLINE_CHARS))
    return voice.sources.dated(title, voice.stamp(headline.published_at)) if headline.published_at else title


def feed_choice(result: FeedChoice, voice: Voice) -> Message:
    """Pick one of those that an address leads to; what is followed already has no button."""
    titles = option_titles([option.offer for option in result.options])
    lines = [voice.sources.feed_choice(len(result.options))]
    rows: list[tuple[Button, ...]] = []
    for place, (option, title) in enumerate(zip(result.options, titles, strict=True)):
        lines.append(f"{place + 1}. {bold(escape(title))} ({escape(facts(option, voice))})")
        if option.known is None:
            rows.append((button(f"{place + 1}. {title}", PickFeed(result.ask_id, place)),))
    return Message(html=fit("\n".join(lines), MAX_UNITS), buttons=tuple(rows))


def facts(option: FeedOption, voice: Voice) -> str:
    """« 30 articles, le dernier : hier 22 h 40 », unescaped."""
    seen, said = option.offer.glimpse, voice.sources
    parts = [said.COMMENTS] if option.offer.is_comments else []
    if seen is None:
        parts.append(said.NOT_READ)
    else:
        parts.append(said.feed_facts(seen.entries, voice.stamp(seen.newest_at) if seen.newest_at else ""))
    if option.known is not None:
        parts.append(said.followed_as(shorten(option.known.outlet, MAX_QUERY_CHARS)))
    return voice.moments.listing(parts) if len(parts) < 2 else ", ".join(parts)


def option_titles(offers: Sequence[FeedOffer]) -> tuple[str, ...]:
    """What to call each: its own title, with the page's where several have the same, else the end of its address."""
    titles = [shorten(offer.title or offer.label or offer.url, MAX_QUERY_CHARS) for offer in offers]
    return tuple(
        title if titles.count(title) == 1 else _told_apart(offer, title)
        for offer, title in zip(offers, titles, strict=True)
    )


def _told_apart(offer: FeedOffer, title: str) -> str:
    more = (
        offer.label
        if offer.label and offer.label != title
        else offer.url.partition("://")[2].partition("/")[2]
    )
    return f"{title} · {shorten(more, MAX_QUERY_CHARS)}" if more else title


def feed_repeats(result: FeedRepeats, voice: Voice) -> Message:
    """Its articles are read already, under another address."""
    found, known = result.option.offer, result.known
    html = voice.sources.feed_repeats(address(found.url), outlet_name(known.outlet), address(known.url))
    return Message(html=html, buttons=((button(voice.sources.ADD_ANYWAY, PickFeed(result.ask_id, 0)),),))


# --- the catalogue ----------------------------------------------------------------------------------------------


def catalogue(result: Catalogue, voice: Voice) -> Message:
    """The bundles, two a row."""
    said = voice.sources
    taps = [
        button(said.bundle_button(said.BUNDLES[one.key], one.feeds, one.followed), AddBundle(one.number))
        for one in result.bundles
    ]
    rows = tuple(tuple(taps[place : place + 2]) for place in range(0, len(taps), 2))
    return Message(html=said.catalogue(result.feeds, result.outlets), buttons=rows)


def media_found(result: MediaFound, voice: Voice) -> Message:
    """What the words name, a button each; everything first."""
    said = voice.sources
    typed = escape(shorten(result.typed, MAX_QUERY_CHARS))
    if not result.choices:
        return Message(html=said.no_media(typed), buttons=((button(said.SHOW_CATALOGUE, ShowCatalogue()),),))
    lines = [said.media_found(typed, result.feeds, result.page + 1, result.pages)]
    lines += [f"• {_medium(choice, voice)}" for choice in result.choices]
    rows: list[tuple[Button, ...]] = []
    if result.left and result.feeds > 1:
        rows.append((button(said.add_all(result.left), AddMedia(result.ask_id, _ALL)),))
    is_one_outlet = len({choice.name for choice in result.choices}) == 1
    for place, choice in enumerate(result.choices, result.first):
        if not choice.is_followed:
            label = f"{choice.name}, {choice.sections[0]}" if is_one_outlet else choice.name
            rows.append((button(said.add_medium(label), AddMedia(result.ask_id, place)),))
    turns = []
    if result.page > 0:
        turns.append(button(voice.house.PREVIOUS, MediaPage(result.ask_id, result.page - 1)))
    if result.page + 1 < result.pages:
        turns.append(button(voice.house.NEXT, MediaPage(result.ask_id, result.page + 1)))
    return Message(
        html=fit("\n".join(lines), MAX_UNITS), buttons=(*rows, *((tuple(turns),) if turns else ()))
    )


def _medium(choice: MediumChoice, voice: Voice) -> str:
    said = voice.sources
    line = said.medium(
        escape(choice.name), [escape(section) for section in choice.sections], said.country(choice.country)
    )
    return (
        f"{line} ({said.partly_followed(choice.followed, len(choice.sections))})" if choice.followed else line
    )


def media_added(result: MediaAdded, voice: Voice) -> Message:
    """What was added, by outlet, and what was followed already."""
    name = addition_name(result.name, voice)
    if not result.feeds:
        return Message(html=voice.sources.nothing_added(name))
    outlets = list(dict.fromkeys(outlet_name(feed.outlet) for feed in result.feeds))
    shown = outlets if len(outlets) <= NAMED_OUTLETS + 1 else outlets[:NAMED_OUTLETS]
    html = voice.sources.media_added(name, len(result.feeds), shown, len(outlets) - len(shown), result.known)
    undo = (button(voice.say.CANCEL, UndoAddition(result.addition_id)),)
    return Message(html=fit(html, MAX_UNITS), buttons=(undo,))


def media_removed(result: MediaRemoved, voice: Voice) -> Message:
    """They are read no more."""
    return Message(html=voice.sources.media_removed(result.feeds))


def first_readings(result: FirstReadings, voice: Voice) -> Message:
    """Which addresses failed, and why; arrives silently."""
    said = voice.sources
    total = result.read + len(result.failed)
    lines = [said.first_readings(addition_name(result.name, voice), result.read, total)] if total else []
    lines += [f"• {_failed(feed, voice)}" for feed in result.failed[:MAX_FAILED]]
    if len(result.failed) > MAX_FAILED:
        lines.append(f"• {said.and_more(len(result.failed) - MAX_FAILED)}")
    if result.waiting:
        lines.append(said.still_waiting(result.waiting))
    return Message(html=fit("\n".join(lines), MAX_UNITS), silent=True)


def _failed(feed: Feed, voice: Voice) -> str:
    assert feed.fault is not None
    problem = voice.house.problem(feed.fault.problem, feed.fault.status)
    return voice.sources.failed(outlet_name(feed.outlet), address(feed.url), problem)


def addition_name(name: str, voice: Voice) -> str:
    """A bundle by its name on screen, anything else as it was typed; escaped."""
    if not name:
        return voice.sources.IMPORTED
    return voice.sources.BUNDLES.get(name) or escape(shorten(name, MAX_QUERY_CHARS))

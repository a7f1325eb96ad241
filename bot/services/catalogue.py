"""The catalogue that ships with the bot: shown, searched, followed by bundle or by name, and taken back.

Whoever adds many feeds at once cannot look at each: what fails at its first reading is told in one message.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.catalogue import BUNDLES, Medium, bundle_numbered, load_catalogue, search
from bot.core.links import same_feed_key
from bot.core.paging import page_of
from bot.core.wishes import refuses
from bot.errors import AlreadyFollowed, InvalidUrl, NotFound
from bot.model import Deed, Draft, Feed, FeedId, Kind, Reader, UserId
from bot.ports import Addition
from bot.results import (
    BundleCount,
    Catalogue,
    FirstReadings,
    MediaAdded,
    MediaFound,
    MediaRemoved,
    MediumChoice,
)
from bot.services.administration import demand_admin
from bot.services.desk import Desk
from bot.services.journal import names_of
from bot.services.people import destination_of
from bot.views.sources import first_readings
from bot.views.voice import Voice

PICK_MEDIA = "pick_media"
PAGE = 8
LONG_ENOUGH = timedelta(minutes=15)  # for a first reading; then what is known is told
_ALL = 0  # the place of « everything » among the choices


@dataclass(frozen=True, slots=True)
class _Choice:
    """What one button adds."""

    name: str
    media: tuple[Medium, ...]


async def show_catalogue(desk: Desk, reader: Reader, text: str) -> Catalogue | MediaFound:
    """`/catalogue`: the bundles; with words, the media that they name."""
    await demand_admin(desk, reader)
    if text.strip():
        return await find_media(desk, reader, text)
    media, followed = await offered(desk), await followed_keys(desk)
    bundles = []
    for bundle in BUNDLES.values():
        held = [medium for medium in media if bundle.holds(medium)]
        bundles.append(BundleCount(bundle.number, bundle.key, len(held), _count(held, followed)))
    return Catalogue(len(media), len({medium.name for medium in media}), tuple(bundles))


async def find_media(desk: Desk, reader: Reader, text: str) -> MediaFound:
    """The media of the catalogue that the words name, none if there are none."""
    destination = await destination_of(desk, reader)
    found = search(await offered(desk), text)
    remembered = json.dumps([text.strip(), [medium.url for medium in found]])
    ask_id = await desk.store.asks.put(
        destination.id, reader.user_id, PICK_MEDIA, remembered, desk.clock.now(), waits=False
    )
    return _page(text.strip(), ask_id, found, 0, await followed_keys(desk))


async def turn_page(desk: Desk, reader: Reader, ask_id: int, page: int) -> MediaFound:
    """Another page of what was found. Raises `NotFound` when the search is forgotten."""
    await demand_admin(desk, reader)
    text, found = await _found(desk, ask_id)
    return _page(text, ask_id, found, page, await followed_keys(desk))


async def add_bundle(desk: Desk, reader: Reader, number: int) -> MediaAdded:
    """Follow a bundle. Raises `NotFound` for one that is no more."""
    await demand_admin(desk, reader)
    bundle = bundle_numbered(number)
    if bundle is None:
        raise NotFound(str(number))
    held = tuple(medium for medium in await offered(desk) if bundle.holds(medium))
    return await _add(desk, reader, bundle.key, held)


async def add_media(desk: Desk, reader: Reader, ask_id: int, place: int) -> MediaAdded:
    """Follow one of the choices of a search, or all. Raises `NotFound` when the search is forgotten."""
    await demand_admin(desk, reader)
    text, found = await _found(desk, ask_id)
    choices = (_Choice(text, found), *_choices(found))
    if not 0 <= place < len(choices) or not found:
        raise NotFound(PICK_MEDIA)
    return await _add(desk, reader, choices[place].name, choices[place].media)


async def undo(desk: Desk, reader: Reader, addition_id: int) -> MediaRemoved:
    """Stop reading what was added together. Raises `NotFound` when that is forgotten, or undone already."""
    await demand_admin(desk, reader)
    addition = await desk.store.additions.get(addition_id)
    destination = await destination_of(desk, reader)
    if addition is None or addition.destination_id != destination.id:
        raise NotFound(str(addition_id))
    removed = await _still_there(desk, addition)
    if not removed:
        raise NotFound(str(addition_id))
    now = desk.clock.now()
    for feed in removed:
        await desk.store.feeds.remove(feed.id, now)
    await desk.store.additions.mark_told(addition_id, now)
    await desk.store.audit.note(Deed.FEEDS_REMOVED, reader.user_id, names_of(removed), now)
    return MediaRemoved(len(removed))


async def offered(desk: Desk) -> tuple[Medium, ...]:
    """The catalogue without those who have asked not to be read."""
    wishes = await desk.store.wishes.list_wishes()
    return tuple(medium for medium in load_catalogue() if not refuses(wishes, medium.url))


async def follow_media(desk: Desk, media: Sequence[Medium], by: UserId | None = None) -> tuple[Feed, ...]:
    """Follow media of the catalogue, to be read at the next tick; those that were not followed yet, nor refuse it.

    `by` is the admin, None in a terminal.
    """
    added = []
    for medium in media:
        with suppress(AlreadyFollowed, InvalidUrl):
            feed = await desk.store.feeds.add(medium.url, medium.name, medium.section, desk.clock.now())
            added.append(feed)
    if added:
        deed = Deed.FEED_ADDED if len(added) == 1 else Deed.FEEDS_ADDED
        await desk.store.audit.note(deed, by, names_of(added), desk.clock.now())
    return tuple(added)


async def remember_addition(desk: Desk, reader: Reader, name: str, feeds: Sequence[FeedId]) -> int:
    """Have the first reading of these feeds reported to the reader, once; the number by which it can be undone."""
    destination = await destination_of(desk, reader)
    return await desk.store.additions.remember(destination.id, name, feeds, desk.clock.now())


async def report_first_readings(desk: Desk) -> int:
    """Tell whoever added feeds together what failed, once all have been tried, or after long; how many were told."""
    told = 0
    for addition in await desk.store.additions.list_untold():
        report = first_readings_of(addition.name, await _still_there(desk, addition))
        now = desk.clock.now()
        if report.waiting and now - addition.added_at < LONG_ENOUGH:
            continue
        if report.read or report.failed or report.waiting:
            await _tell(desk, addition, report)
        await desk.store.additions.mark_told(addition.id, now)
        told += 1
    return told


def first_readings_of(name: str, feeds: Sequence[Feed]) -> FirstReadings:
    """What is known of the first reading of these feeds."""
    tried = [feed for feed in feeds if feed.fault or feed.last_success_at or feed.paused_at]
    failed = tuple(feed for feed in tried if feed.fault)
    return FirstReadings(name, len(tried) - len(failed), failed, len(feeds) - len(tried))


async def _add(desk: Desk, reader: Reader, name: str, media: Sequence[Medium]) -> MediaAdded:
    added = await follow_media(desk, media, reader.user_id)
    addition_id = await remember_addition(desk, reader, name, [feed.id for feed in added]) if added else 0
    return MediaAdded(name, addition_id, added, len(media) - len(added))


async def _tell(desk: Desk, addition: Addition, report: FirstReadings) -> None:
    destination = await desk.store.destinations.get(addition.destination_id)
    voice = Voice(destination.language, ZoneInfo(destination.zone), desk.clock.now())
    draft = Draft(destination.id, Kind.ANSWER, f"first-readings:{addition.id}", first_readings(report, voice))
    await desk.store.outbox.enqueue([draft], desk.clock.now())
    desk.wake()


async def _still_there(desk: Desk, addition: Addition) -> tuple[Feed, ...]:
    found = []
    for feed_id in addition.feeds:
        with suppress(NotFound):
            found.append(await desk.store.feeds.get(feed_id))
    return tuple(found)


async def _found(desk: Desk, ask_id: int) -> tuple[str, tuple[Medium, ...]]:
    """What a search found then, as far as the catalogue still has it."""
    asked = await desk.store.asks.get(ask_id)
    if asked is None or asked.kind != PICK_MEDIA:
        raise NotFound(PICK_MEDIA)
    text, urls = json.loads(asked.text)
    by_url = {medium.url: medium for medium in load_catalogue()}
    if not all(url in by_url for url in urls):  # another release's catalogue: its places are not these
        raise NotFound(PICK_MEDIA)
    return text, tuple(by_url[url] for url in urls)


def _choices(found: Sequence[Medium]) -> tuple[_Choice, ...]:
    """By medium; by section where one medium alone was found."""
    names = dict.fromkeys(medium.name for medium in found)
    if len(names) == 1:
        return tuple(_Choice(medium.name, (medium,)) for medium in found)
    return tuple(_Choice(name, tuple(m for m in found if m.name == name)) for name in names)


def _page(
    text: str, ask_id: int, found: tuple[Medium, ...], page: int, followed: frozenset[str]
) -> MediaFound:
    choices = _choices(found)
    at = page_of(len(choices), page, PAGE)
    return MediaFound(
        typed=text,
        ask_id=ask_id,
        choices=tuple(
            MediumChoice(
                choice.name,
                tuple(medium.section for medium in choice.media),
                choice.media[0].country,
                _count(choice.media, followed),
            )
            for choice in choices[at.start : at.end]
        ),
        first=_ALL + 1 + at.start,
        page=at.number,
        pages=at.count,
        feeds=len(found),
        left=len(found) - _count(found, followed),
    )


async def followed_keys(desk: Desk) -> frozenset[str]:
    """The `same_feed_key` of every followed feed."""
    return frozenset(same_feed_key(feed.url) for feed in await desk.store.feeds.list_feeds())


def _count(media: Sequence[Medium], followed: frozenset[str]) -> int:
    return sum(same_feed_key(medium.url) in followed for medium in media)

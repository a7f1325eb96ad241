"""The catalogue in the conversation: chosen by bundle or by name, undone, and reported once it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.catalogue import BUNDLES, Medium, choose, load_catalogue
from bot.errors import FetchError, FetchProblem, NotFound
from bot.model import UserId
from bot.results import Catalogue, MediaFound
from bot.services import catalogue
from bot.services.desk import Desk
from bot.services.refresh import read_these, refresh_due
from tests.conftest import RULES, Room
from tests.fakes import Item, reader, rss

WHO = reader(42)
SWISS = choose(load_catalogue(), ["suisse"])
NUMBER = BUNDLES["suisse"].number


@pytest.fixture
def desk(room: Room) -> Desk:
    """A desk with one admin, on a web where every Swiss medium of the catalogue answers."""
    room.desk = replace(room.desk, rules=replace(RULES, admins=frozenset({UserId(42)})))
    for medium in SWISS:
        room.fetcher.pages[medium.url] = rss([Item(medium.url)], medium.name)
    return room.desk


async def search(desk: Desk, text: str) -> MediaFound:
    found = await catalogue.show_catalogue(desk, WHO, text)
    assert isinstance(found, MediaFound)
    return found


async def said(room: Room) -> list[str]:
    owed = await room.store.outbox.claim(room.clock.now(), timedelta(minutes=1), 50)
    for one in owed:
        await room.store.outbox.mark_sent(one, 1, room.clock.now())
    return [one.message.html for one in owed]


async def test_the_shelf_counts_what_is_followed(room: Room, desk: Desk) -> None:
    await room.store.feeds.add(SWISS[0].url.replace("https://www.", "http://"), "x", "", room.clock.now())
    shelf = await catalogue.show_catalogue(desk, WHO, " ")
    assert isinstance(shelf, Catalogue)
    assert shelf.feeds == len(load_catalogue())
    counted = {bundle.key: (bundle.feeds, bundle.followed) for bundle in shelf.bundles}
    assert counted["suisse"] == (len(SWISS), 1)
    assert list(counted) == list(BUNDLES)


async def test_a_bundle_is_added_once_and_taken_back(room: Room, desk: Desk) -> None:
    await room.store.feeds.add(SWISS[0].url, "x", "", room.clock.now())
    added = await catalogue.add_bundle(desk, WHO, NUMBER)
    assert (len(added.feeds), added.known, added.name) == (len(SWISS) - 1, 1, "suisse")
    again = await catalogue.add_bundle(desk, WHO, NUMBER)
    assert (again.feeds, again.known, again.addition_id) == ((), len(SWISS), 0)
    assert (await catalogue.undo(desk, WHO, added.addition_id)).feeds == len(SWISS) - 1
    assert [feed.outlet for feed in await room.store.feeds.list_feeds()] == ["x"]
    for number in (added.addition_id, 99):
        with pytest.raises(NotFound):
            await catalogue.undo(desk, WHO, number)
    assert await catalogue.report_first_readings(desk) == 0


async def test_nobody_undoes_what_another_chat_added(room: Room, desk: Desk) -> None:
    added = await catalogue.add_bundle(desk, WHO, NUMBER)
    with pytest.raises(NotFound):
        await catalogue.undo(desk, reader(43, user_id=UserId(42)), added.addition_id)


async def test_a_bundle_that_is_no_more_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await catalogue.add_bundle(desk, WHO, 99)


async def test_a_search_finds_media_by_country_and_adds_one_of_them(room: Room, desk: Desk) -> None:
    found = await search(desk, " Suisse ")
    assert (found.typed, found.feeds, found.left, found.first) == ("Suisse", len(SWISS), len(SWISS), 1)
    place = found.first + [choice.name for choice in found.choices].index("Le Temps")
    added = await catalogue.add_media(desk, WHO, found.ask_id, place)
    assert {feed.outlet for feed in added.feeds} == {"Le Temps"}
    after = await search(desk, "Suisse")
    assert [choice.is_followed for choice in after.choices if choice.name == "Le Temps"] == [True]
    everything = await catalogue.add_media(desk, WHO, found.ask_id, 0)
    assert len(everything.feeds) + len(added.feeds) == len(SWISS)


async def test_the_sections_of_one_medium_are_chosen_one_by_one(desk: Desk) -> None:
    found = await search(desk, "le temps")
    assert all(len(choice.sections) == 1 for choice in found.choices)
    added = await catalogue.add_media(desk, WHO, found.ask_id, 2)
    assert [feed.title for feed in added.feeds] == list(found.choices[1].sections)


async def test_pages_of_a_search_count_places_through(desk: Desk) -> None:
    first = await search(desk, "france")
    assert (first.page, first.first, len(first.choices)) == (0, 1, catalogue.PAGE)
    second = await catalogue.turn_page(desk, WHO, first.ask_id, 1)
    assert (second.page, second.first) == (1, 1 + catalogue.PAGE)
    last = await catalogue.turn_page(desk, WHO, first.ask_id, 999)
    assert last.page == last.pages - 1
    added = await catalogue.add_media(desk, WHO, first.ask_id, second.first)
    assert {feed.outlet for feed in added.feeds} == {second.choices[0].name}


async def test_a_search_that_finds_nothing_adds_nothing(desk: Desk) -> None:
    found = await search(desk, "atlantide")
    assert (found.choices, found.feeds) == ((), 0)
    for ask_id, place in ((found.ask_id, 0), (found.ask_id, -1), (999, 0)):
        with pytest.raises(NotFound):
            await catalogue.add_media(desk, WHO, ask_id, place)


async def test_a_search_in_the_catalogue_of_another_release_is_too_old(room: Room, desk: Desk) -> None:
    found = await search(desk, "suisse")
    destination = await room.store.destinations.find(WHO.chat_id, None)
    assert destination is not None
    old = await room.store.asks.put(
        destination.id,
        WHO.user_id,
        catalogue.PICK_MEDIA,
        '["x", ["https://gone.example/"]]',
        room.clock.now(),
        False,
    )
    assert old != found.ask_id
    with pytest.raises(NotFound):
        await catalogue.add_media(desk, WHO, old, 0)


async def test_what_fails_at_the_first_reading_is_told_once_in_one_message(room: Room, desk: Desk) -> None:
    room.fetcher.pages[SWISS[0].url] = FetchError(SWISS[0].url, FetchProblem.HTTP_STATUS, 404)
    room.fetcher.pages[SWISS[1].url] = FetchError(SWISS[1].url, FetchProblem.BLOCKED, 403)
    await catalogue.add_bundle(desk, WHO, NUMBER)
    assert await catalogue.report_first_readings(desk) == 0
    await refresh_due(desk)
    assert await catalogue.report_first_readings(desk) == 1
    assert await catalogue.report_first_readings(desk) == 0
    (report,) = await said(room)
    assert f"{len(SWISS) - 2} flux lus sur {len(SWISS)}" in report
    assert report.count("•") == 2
    assert "HTTP 404" in report
    assert SWISS[1].url in report


async def test_where_all_can_be_read_one_line_says_so(room: Room, desk: Desk) -> None:
    await catalogue.add_bundle(desk, WHO, NUMBER)
    await refresh_due(desk)
    await catalogue.report_first_readings(desk)
    (report,) = await said(room)
    assert "\n" not in report


async def test_after_long_what_is_known_is_told(room: Room, desk: Desk) -> None:
    added = await catalogue.add_bundle(desk, WHO, NUMBER)
    await read_these(desk, added.feeds[:3])
    assert await catalogue.report_first_readings(desk) == 0
    room.clock.move(minutes=16)
    assert await catalogue.report_first_readings(desk) == 1
    (report,) = await said(room)
    assert f"{len(SWISS) - 3} flux attendent encore" in report


async def test_media_are_followed_once(room: Room, desk: Desk) -> None:
    media = [Medium(name, f"https://{name}.example/rss", "", "FR") for name in ("fanal", "estuaire")]
    assert len(await catalogue.follow_media(desk, media[:1])) == 1
    assert [feed.outlet for feed in await catalogue.follow_media(desk, media)] == ["estuaire"]
    assert len(await room.store.feeds.list_feeds()) == 2


async def test_progress_of_a_first_reading_is_shown(room: Room, desk: Desk) -> None:
    done: list[int] = []
    added = await catalogue.follow_media(desk, SWISS)
    await read_these(desk, added, done.append)
    assert sum(done) == len(SWISS)
    assert all(feed.last_success_at for feed in await room.store.feeds.list_feeds())

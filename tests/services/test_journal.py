"""What admins change is noted, by whom, and shown to admins only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.catalogue import load_catalogue
from bot.core.opml import render_opml
from bot.errors import NotAllowed
from bot.model import Deed, FeedOffer, UserId
from bot.results import FeedAdded
from bot.services import administration, brake, catalogue, opml, sources
from bot.services.desk import Desk
from bot.services.journal import PAGE, show_journal
from bot.services.start import code_hash, start
from bot.services.taps import press
from bot.views.actions import OpenJournal
from tests.conftest import RULES, Room
from tests.fakes import Item, reader, rss

URL = "https://fanal.example/rss"
WHO = reader(42)
ME = UserId(42)


@pytest.fixture
def desk(room: Room) -> Desk:
    room.desk = replace(room.desk, rules=replace(RULES, admins=frozenset({ME})))
    room.finder.offers[URL] = (FeedOffer(URL, "Le Fanal"),)
    room.fetcher.pages[URL] = rss([Item("Grève des dockers", "Le port est bloqué.")])
    return room.desk


async def noted(desk: Desk) -> list[tuple[Deed, UserId | None, str]]:
    """Everything noted, oldest first."""
    return [(line.deed, line.by, line.subject) for line in reversed(await desk.store.audit.latest(99))]


async def test_feeds_added_and_removed_are_noted(desk: Desk) -> None:
    added = await sources.add_feed(desk, WHO, URL)
    assert isinstance(added, FeedAdded)
    await administration.drop_feed(desk, WHO, added.feed.id)
    assert await noted(desk) == [(Deed.FEED_ADDED, ME, "Le Fanal"), (Deed.FEED_REMOVED, ME, "Le Fanal")]


async def test_what_comes_together_is_noted_together(desk: Desk) -> None:
    added = await catalogue.add_bundle(desk, WHO, 6)
    names = ", ".join(dict.fromkeys(feed.outlet for feed in added.feeds))
    document = render_opml(await desk.store.feeds.list_feeds(), "Vigie")
    await catalogue.undo(desk, WHO, added.addition_id)
    await opml.import_feeds(desk, WHO, document)
    found = await noted(desk)
    assert [(deed, by) for deed, by, _ in found] == [
        (Deed.FEEDS_ADDED, ME),
        (Deed.FEEDS_REMOVED, ME),
        (Deed.FEEDS_IMPORTED, ME),
    ]
    assert all(subject.startswith(names[:30]) for _, _, subject in found[:2])
    assert found[2][2]


async def test_what_changes_nothing_is_not_noted(desk: Desk) -> None:
    medium = load_catalogue()[:1]
    await catalogue.follow_media(desk, medium)
    await catalogue.follow_media(desk, medium, ME)
    await opml.import_feeds(desk, WHO, render_opml(await desk.store.feeds.list_feeds(), "Vigie"))
    await brake.release(desk, WHO, "")
    assert await noted(desk) == [(Deed.FEED_ADDED, None, medium[0].name)]


async def test_the_brake_and_new_admins_are_noted(desk: Desk) -> None:
    held = await brake.hold(desk, WHO, "")
    await brake.abandon_this(desk, WHO, held.hold.since)
    await brake.hold(desk, WHO, "")
    await brake.release(desk, WHO, "")
    await desk.store.admins.invite(code_hash("abc"), desk.clock.now())
    await start(desk, reader(7), "admin_abc")
    assert await noted(desk) == [
        (Deed.SENDING_HELD, ME, ""),
        (Deed.HELD_ABANDONED, ME, "0"),
        (Deed.SENDING_HELD, ME, ""),
        (Deed.SENDING_RELEASED, ME, "0"),
        (Deed.ADMIN_ADDED, 7, ""),
    ]


async def test_only_admins_read_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        await show_journal(desk, reader(1), "")
    with pytest.raises(NotAllowed):
        await press(desk, reader(1), OpenJournal(5))


async def test_pages_follow_one_another_to_the_end(desk: Desk) -> None:
    for n in range(PAGE + 3):
        await desk.store.audit.note(Deed.FEED_RENAMED, ME, str(n), desk.clock.now())
    first = await show_journal(desk, WHO, "")
    assert first.is_latest
    assert first.older is not None
    assert first.lines[0].subject == str(PAGE + 2)
    second = await press(desk, WHO, OpenJournal(first.older))
    assert isinstance(second, type(first))
    assert [line.subject for line in second.lines] == ["2", "1", "0"]
    assert (second.is_latest, second.older) == (False, None)
